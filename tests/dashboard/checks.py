"""Check-ins that are closed, as they may stand in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.features.checkins.model import Checkin, Item, Result, rule_of
from bot.statistics.disclosure import disclose
from tests.world.people import HOME

PART = Item("I feel that I am a part of this course.", "agree", id="C1")
TIE = Item("There is at least one classmate I could message with a question today.", "yes", id="C2")


def connection(course: str, week: int, now: datetime, agree: int = 12, size: int = 40) -> Checkin:
    """Twenty answered; how many agree is told exactly, and everybody knows what was asked."""
    counts = ({"1": 2, "2": 2, "3": 16 - agree, "4": agree - 4, "5": 4}, {"yes": 15, "not": 5})
    shown = tuple(
        disclose(count, sum(count.values()), size, rule_of("connection", item), ())
        for item, count in zip((PART, TIE), counts, strict=True)
    )
    return closed(f"c{week}{course}", course, "connection", (PART, TIE), Result(shown, ((), ()), size, week), now)


def poll(course: str, now: datetime, *options: str) -> Checkin:
    """Nineteen chose the first option, one the last."""
    item = Item("When shall we meet?", "choice", options)
    counts = dict.fromkeys(item.values, 0) | {item.values[0]: 19, item.values[-1]: 1}
    shown = disclose(counts, 20, 0, rule_of("poll", item), ())
    return closed(f"p{course}", course, "poll", (item,), Result((shown,), ((),), 0, 1), now)


def closed(id_: str, course: str, kind: str, items: tuple[Item, ...], result: Result, now: datetime) -> Checkin:
    ends = now + timedelta(days=7)
    return Checkin(id_, course, kind, "", False, items, HOME, result.week, result.size, "closed", now, ends, result)
