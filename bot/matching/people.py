"""What the matcher reads and writes. Half hours are counted from Monday 00:00 UTC; all chance comes of the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bot.matching.meetings import Meetings

WEEK = 336  # half hours

Kind = Literal["peers", "mixer", "mentors"]
Why = Literal["alone", "blocked", "labels", "roles", "ages", "young", "capacity", "full"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part in this round.

    ``hours``: bit ``k`` is set when they are usually free in the ``k``-th half hour of a week; 0 when they said
    nothing.
    ``labels`` are groups that staff know of, such as ``{"section": "B"}``. ``offset`` is how far their zone is
    ahead of UTC now, in minutes. ``capacity`` is how many mentees a mentor takes.
    ``left_out``, ``in_trio`` and ``ghosted`` count what befell them in this course; ``silent`` how many of their
    latest rounds they let pass without a word. ``size`` is the largest group that they want, 0 for no wish.
    """

    id: str
    hours: int = 0
    languages: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    role: Literal["student", "mentor", "staff"] = "student"
    capacity: int = 1
    minor: bool = False
    mode: Literal["live", "writing", "either"] = "either"
    mix: Literal["same", "mixed", "any"] = "any"
    offset: int = 0
    size: int = 0
    left_out: int = 0
    in_trio: int = 0
    ghosted: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """How a round is to be made.

    ``size`` 2 to 8. ``odd``: whoever is left over makes a group larger (``bigger``) or has a group smaller by one
    (``smaller``; never fewer than two). ``across`` and ``within`` name a label that everybody in a group must
    differ in, or share; ``prefer`` one that is better shared. ``kind``: peers; a mixer, which prefers
    far zones to near ones; or mentors, which puts each student with a mentor who has room.
    """

    size: int = 2
    odd: Literal["bigger", "smaller"] = "bigger"
    across: str = ""
    within: str = ""
    prefer: str = "section"
    kind: Kind = "peers"


@dataclass(frozen=True, slots=True)
class Problem:
    """One round to be made. ``apart`` are pairs that may never share a group, whoever asked for it;
    ``fixed`` are groups that stay as they are (kept by both, or locked by staff)."""

    members: tuple[Member, ...]
    met: Meetings = field(default_factory=Meetings)
    apart: frozenset[tuple[str, str]] = frozenset()
    fixed: tuple[tuple[str, ...], ...] = ()
    rules: Rules = Rules()
    seed: int = 0


class Reason(NamedTuple):
    """Why these people are together, as facts that a sentence can be made of.

    ``times`` is how often any two of them met before; ``minutes`` the time that all of them are usually free
    together in a week; ``windows`` the longest such stretches, as (first half hour, half hours), at most three;
    ``apart`` how far their zones are from one another, in minutes. ``writing`` says that they will
    write rather than talk: because somebody wishes it, or no common hour is known.
    """

    times: int = 0
    minutes: int = 0
    windows: tuple[tuple[int, int], ...] = ()
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    label: str = ""
    apart: int = 0
    writing: bool = False
    fixed: bool = False
    third: bool = False


class Group(NamedTuple):
    """Members' ids, sorted (in a mentors' round: the mentor first), and why they are together."""

    members: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody for whom the hard rules leave no group, and which of them."""

    id: str
    why: Why


@dataclass(frozen=True, slots=True)
class Outcome:
    """A round: groups in the order of their first members; who could not be placed; the cost, by part.

    ``cost`` has the keys of ``weights.PARTS``. ``bound``: the share of the best conceivable round that this one
    provably reaches (0 to 1; 1 is proved best); None where proving it would have cost too much.
    """

    groups: tuple[Group, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    cost: Mapping[str, int] = field(default_factory=dict)
    bound: float | None = None
