"""Why some people are together: what they share, as facts that a sentence can be made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, starmap

from bot.matching.people import WEEK, Member, Reason, Rules

HALF_HOUR, DAY, NOON = 30, 24 * 60, 12 * 60
WINDOWS = 3
_ALWAYS = (1 << WEEK) - 1


def reason(group: Sequence[Member], rules: Rules, times: int, fixed: bool = False) -> Reason:
    """``times`` any two of them met before. Facts hold for all of the group."""
    first = group[0]
    hours, languages, interests, writing = first.hours, first.languages, first.interests, first.mode == "writing"
    for other in group[1:]:
        hours &= other.hours
        languages &= other.languages
        interests &= other.interests
        writing |= other.mode == "writing"
    if writing:
        hours = 0
    return Reason(
        times,
        HALF_HOUR * hours.bit_count(),
        windows(hours),
        tuple(sorted(languages)) if languages else (),
        tuple(sorted(interests)) if interests else (),
        _label(group, rules.prefer) if first.labels and rules.prefer else "",
        _apart(first, group[1]) if len(group) == 2 else max(starmap(_apart, combinations(group, 2))),
        not hours,
        fixed,
        len(group) == 3 and rules.size == 2 and rules.kind != "mentors",
    )


@lru_cache(maxsize=4_096)  # few weeks are unlike all others
def windows(hours: int) -> tuple[tuple[int, int], ...]:
    """The longest stretches of a week as (first half hour, half hours), longest first; Sunday's end joins Monday."""
    before = (hours << 1 | hours >> WEEK - 1) & _ALWAYS
    starts, ends = list(_bits(hours & ~before)), list(_bits(before & ~hours))
    if not starts:
        return ((0, WEEK),) if hours else ()
    if ends[0] < starts[0]:
        ends.append(ends.pop(0) + WEEK)
    found = sorted([(start - end, start) for start, end in zip(starts, ends, strict=True)])
    return tuple([(start, -length) for length, start in found[:WINDOWS]])


def _bits(hours: int) -> Iterator[int]:
    while hours:
        last = hours & -hours
        yield last.bit_length() - 1
        hours ^= last


def _apart(one: Member, other: Member) -> int:
    """Minutes between the clocks of both, the shorter way round."""
    return NOON - abs(NOON - abs(one.offset - other.offset) % DAY)


def _label(group: Sequence[Member], name: str) -> str:
    value = group[0].labels.get(name, "")
    return value if value and all(member.labels.get(name, "") == value for member in group) else ""
