"""What buddies are made of: who takes part, a Round, its Groups and who sits in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from bot.kernel.places import Person

ONCE = -1


@dataclass(frozen=True, slots=True)
class Buddy:
    """Somebody who takes part, or did.

    ``skips``: the next round passes without them. ``pace`` is the fewest weeks between two rounds of theirs; 0 is the
    course's rhythm, ``ONCE`` one round only. ``hours`` is a pattern in their zone (``kernel.hours``).
    ``greets`` volunteers to meet whoever is left; ``mentors`` is how many newcomers they would take, 0 for none.
    ``deep``: depth 4 is welcome. The counts are the ledger that the next round repairs; nobody is shown it.
    ``waits_since``: they are without a group and want one. ``changed_at``: when they last rested, skipped or left.
    """

    course: str
    person: Person
    name: str
    joined_at: datetime
    state: Literal["in", "resting", "left"] = "in"
    rest_until: date | None = None
    skips: bool = False
    pace: int = 0
    zone: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    section: str = ""
    mode: Literal["live", "writing", "either"] = "either"
    size: int = 0
    mix: Literal["same", "mixed", "any"] = "any"
    hello: str = ""
    minor: bool = False
    greets: bool = False
    mentors: int = 0
    deep: bool = False
    left_out: int = 0
    in_trio: int = 0
    ghosted: int = 0
    silent: int = 0
    waits_since: datetime | None = None
    last_round: datetime | None = None
    last_first: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One matching. ``making`` is the course while it is being made: only one round is at a time.

    States: ``asked`` (being worked out), ``preview`` (staff look at it), ``open``, ``closed``, ``dropped``.
    """

    id: str
    course: str
    number: int
    state: Literal["asked", "preview", "open", "closed", "dropped"]
    settings: Mapping[str, Any]
    seed: int
    made_at: datetime
    asked_by: Person | None = None
    opened_at: datetime | None = None
    ends_at: datetime | None = None
    cost: Mapping[str, int] = field(default_factory=dict)
    bound: float | None = None
    unplaced: tuple[tuple[str, str], ...] = ()
    making: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a group. ``state``: ``here`` or ``gone`` (moved on, without blame).

    ``outcome`` is their word on how it went: ``met``, ``wrote``, ``not yet``, ``not this time``, or nothing;
    ``wish``: ``keep``, ``rotate``, ``rest``, or nothing. ``seen_at``: the last time they did anything here.
    """

    group: str
    person: Person
    course: str
    name: str
    state: Literal["here", "gone"] = "here"
    outcome: str = ""
    wish: str = ""
    skips: int = 0
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Two or three (or n) people of a Round, and how far up their ladder they are.

    ``room`` is the key of the Delivery that opened their room; empty while there is none. ``step`` is the last that was
    asked, 0 before the first; ``depth`` the deepest that may be asked now; ``progress`` what the tending has done
    (a mark for each word that is said once). States: ``planned``, ``open``, ``closed``.
    """

    id: str
    round: str
    course: str
    number: int
    state: Literal["planned", "open", "closed"]
    seats: tuple[Seat, ...]
    reason: Mapping[str, Any]
    locked: bool = False
    room: str = ""
    ladder: str = ""
    step: int = 0
    depth: int = 1
    frozen: bool = False
    progress: Mapping[str, Any] = field(default_factory=dict)
    first: Person | None = None
    opened_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is here."""
        return tuple(seat.person for seat in self.seats if seat.state == "here")

    def seat(self, person: Person) -> Seat | None:
        return next((seat for seat in self.seats if seat.person == person and seat.state == "here"), None)

    def with_seat(self, seat: Seat) -> Group:
        """The same group with somebody's seat as it is now."""
        return replace(self, seats=tuple(seat if one.person == seat.person else one for one in self.seats))

    def others(self, person: Person) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.person != person and seat.state == "here")
