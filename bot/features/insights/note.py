"""Pure: a week in three sentences and one suggestion, by rules that anybody may read; never about one person.

What is said follows from the published figures alone, so it says no more than they do. It never says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.features.insights.figures import Figure, Week

HEAVY, QUIET, SLOW = 30, 0.3, 24
"""Skips and pauses per hundred messages; a share who took part; hours to a first answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the texts, and the figure that it is about."""

    key: str
    values: Mapping[str, int] = field(default_factory=dict)
    about: Figure | None = None


def sentences(week: Week) -> tuple[Said, Said, Said]:
    """Who took part; who is connected; how it is borne."""
    return _taking_part(week), _connecting(week), _bearing(week)


def suggestion(week: Week) -> Said:
    """The first of these that fits."""
    return Said(next(key for key, fits in SUGGESTIONS if fits(week)))


def _taking_part(week: Week) -> Said:
    found = week.took_part
    if not found or not week.get("asked"):
        return Said("note-nothing-asked")
    return _share("note-part" if found.key == "took-part" else "note-part-seen", found)


def _share(key: str, figure: Figure) -> Said:
    if figure.value is None:
        return Said(f"{key}-{figure.state}")
    return Said(key, {"share": round(100 * figure.value)}, figure)


def _connecting(week: Week) -> Said:
    isolates = week.get("isolates")
    if isolates:
        return Said("note-connected" if isolates.band == "none" else "note-apart")
    tied = week.get("ties-one")
    if tied:
        return _share("note-tied", tied)
    joined = week.get("buddy-take-up")
    if joined:
        return _share("note-joined", joined)
    return Said("note-joined-some" if week.get("buddy-members") else "note-no-buddies")


def _bearing(week: Week) -> Said:
    replied, two_way = week.get("first-reply"), week.get("two-way")
    if _is_heavy(week):
        return Said("note-heavy")
    if replied and replied.value is not None:
        return Said("note-replied", {"hours": round(replied.value), "count": replied.n}, replied)
    if two_way and two_way.value is not None:
        return _share("note-two-way", two_way)
    return Said("note-no-more")


def _is_heavy(week: Week) -> bool:
    burden = week.get("burden")
    return burden is not None and (burden.value or 0) >= HEAVY


def _some_are_apart(week: Week) -> bool:
    isolates = week.get("isolates")
    return isolates is not None and isolates.band != "none"


def _is_quiet(week: Week) -> bool:
    found = week.took_part
    return found is not None and (found.state == "few" or (found.value is not None and found.value < QUIET))


def _is_slow(week: Week) -> bool:
    replied = week.get("first-reply")
    return replied is not None and (replied.value or 0) > SLOW


def _has_no_buddies(week: Week) -> bool:
    return not (week.get("buddy-take-up") or week.get("buddy-members"))


SUGGESTIONS: tuple[tuple[str, Callable[[Week], bool]], ...] = (
    ("note-try-rest", _is_heavy),
    ("note-try-mixer", _some_are_apart),
    ("note-try-asking", lambda week: not week.get("asked")),
    ("note-try-inviting", _has_no_buddies),
    ("note-try-lighter", _is_quiet),
    ("note-try-answering", _is_slow),
    ("note-try-thanking", lambda week: True),
)
