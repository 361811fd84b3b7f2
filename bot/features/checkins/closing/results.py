"""Pure: what may be published of what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.features.checkins.model import ANSWERED, Checkin, Item, Result, rule_of
from bot.statistics.disclosure import disclose, texts
from bot.statistics.shown import Shown, untold


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said to one item: how often each option was chosen, and what was written."""

    counts: Mapping[str, int] = field(default_factory=dict)
    texts: Sequence[str] = ()

    def answered(self, item: Item) -> int:
        """How many answered it."""
        mine = self.of_each(item)
        return self.counts.get(ANSWERED, 0) if item.kind == "several" else sum(mine.values())

    def of_each(self, item: Item) -> dict[str, int]:
        """The count of every option, also of those that nobody chose."""
        return {value: self.counts.get(value, 0) for value in item.values}


def result_of(checkin: Checkin, counted: Sequence[Counted], earlier: Iterable[Checkin], rng: Random) -> Result:
    """``counted`` has one entry for each item; ``earlier`` are the closed check-ins of this kind in this course."""
    past = list(earlier)
    told: list[Shown] = []
    written: list[tuple[str, ...]] = []
    for item, one in zip(checkin.items, counted, strict=True):
        found = texts(one.texts, rng)
        written.append(found)
        told.append(_shown(checkin, item, one, bool(found), past))
    return Result(tuple(told), tuple(written), checkin.size, checkin.week)


def _shown(checkin: Checkin, item: Item, counted: Counted, has_texts: bool, past: Sequence[Checkin]) -> Shown:
    rule = rule_of(checkin.kind, item)
    if item.kind == "text":
        return untold("withheld" if has_texts else "fewer", rule.k, len(counted.texts), checkin.size)
    answered, counts = counted.answered(item), counted.of_each(item)
    if checkin.named:
        return _by_name(checkin, item, answered, counts)
    return disclose(counts, answered, checkin.size, rule, _same_question(item, past))


def _by_name(checkin: Checkin, item: Item, answered: int, counts: Mapping[str, int]) -> Shown:
    """Who votes with a name has nothing to hide: everything is told, of however few."""
    if not answered:
        return untold("fewer", 1, 0, checkin.size)
    size = checkin.size if checkin.size >= answered else 0
    return Shown("table", 1, answered, size, counts=tuple(counts.items()))


def _same_question(item: Item, past: Iterable[Checkin]) -> list[Shown]:
    """Everything that was published of a question in the same words."""
    found = [(one, index) for one in past if one.result and not one.named for index in range(len(one.items))]
    return [
        one.result.shown[index]
        for one, index in found
        if one.result and (one.items[index].text, one.items[index].kind) == (item.text, item.kind)
    ]
