"""What two people cost each other, without arrays: for the few who come late. The same numbers as ``arrays``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.matching import weights as w
from bot.matching.people import Member, Problem, Rules
from bot.matching.reasons import DAY, HALF_HOUR

_ONE_DAY = (1 << w.HALF_HOURS_A_DAY) - 1
_WISHES = {"any": 0, "same": 1, "mixed": -1}

Units = Mapping[frozenset[str], int]


def meetings(problem: Problem, of: Iterable[str]) -> Units:
    """How recently, in units of ``weights.recency``, and so whether, these people met anybody."""
    concerned, units = set(of), dict[frozenset[str], int]()
    for met in problem.met:
        if met.one in concerned or met.other in concerned:
            pair = frozenset((met.one, met.other))
            units[pair] = min(units.get(pair, 0) + w.recency(met.ago), w.MOST_RECENT)
    return units


def cost(one: Member, other: Member, rules: Rules) -> int:
    """Everything but whether they met."""
    parts = (_ledger, _hours, _mode, _languages, _interests)
    return sum(part(one, other) for part in parts) + _label(one, other, rules.prefer) + _zones(one, other, rules)


def of_meeting(units: int, people: int) -> int:
    return w.Weights.of(people).repeat + w.RECENT * units if units else 0


def _ledger(one: Member, other: Member) -> int:
    def owed(member: Member, partner: Member) -> int:
        return min(member.ghosted, w.MOST_OWED) * min(partner.silent, w.MOST_OWED)

    return w.LEDGER * (owed(one, other) + owed(other, one))


def _hours(one: Member, other: Member) -> int:
    if any(not member.hours or member.mode == "writing" for member in (one, other)):
        return w.A_HALF_HOUR * (w.MOST_SHARED - w.AS_IF_SHARED)
    both = one.hours & other.hours
    days = (both >> day * w.HALF_HOURS_A_DAY & _ONE_DAY for day in range(w.DAYS))
    shared = sum(min(day.bit_count(), w.ENOUGH_A_DAY) for day in days)
    return w.A_HALF_HOUR * (w.MOST_SHARED - shared) + w.NO_HOUR * (shared == 0)


def _mode(one: Member, other: Member) -> int:
    return w.MODE * ({one.mode, other.mode} == {"live", "writing"})


def _languages(one: Member, other: Member) -> int:
    return w.LANGUAGE * bool(one.languages and other.languages and not one.languages & other.languages)


def _label(one: Member, other: Member, name: str) -> int:
    here, there = (member.labels.get(name, "") if name else "" for member in (one, other))
    return w.LABEL * bool(here and there and here != there)


def _zones(one: Member, other: Member, rules: Rules) -> int:
    gap = abs(one.offset // HALF_HOUR - other.offset // HALF_HOUR)
    far = min(gap, abs(DAY // HALF_HOUR - gap))
    if rules.kind == "mixer":
        return w.FAR * (w.HALF_A_TURN_ROUND - far)
    wishes = _WISHES[one.mix] + _WISHES[other.mix]
    return w.ZONE * abs(wishes) * (far if wishes > 0 else w.HALF_A_TURN_ROUND - far)


def _interests(one: Member, other: Member) -> int:
    return w.INTEREST * (w.ENOUGH_INTERESTS - min(len(one.interests & other.interests), w.ENOUGH_INTERESTS))
