"""What buddies tell of a course's week: who takes part, which groups became two-way, how far they came, who has ties.

A tie: both answered two questions or more of the same exchange. Nobody is named, counted alone or ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, String, func, or_, select, type_coerce

from bot.features.buddies.tables import answers, buddies, groups, rounds, seats
from bot.kernel.features import Bot
from bot.kernel.measures import Reading, Window

A, B, G, R, S = answers.c, buddies.c, groups.c, rounds.c, seats.c
TWO_WAY, SETTLED, LATELY = timedelta(hours=72), timedelta(weeks=1), timedelta(weeks=8)
ANSWERS, PEOPLE = 2, 2
MADE = ("open", "closed")


@dataclass(frozen=True, slots=True)
class Made:
    """A round that was opened."""

    id: str
    opened_at: datetime
    ends_at: datetime | None


def measure(bot: Bot, window: Window) -> Sequence[Reading]:
    """Nothing where nobody ever took part."""
    taking = _count(bot, B.state != "left", B.joined_at < window.last)
    turned_down = _count(bot, or_(B.state != "in", B.skips), B.changed_at >= window.first, B.changed_at < window.last)
    if not taking and not turned_down:
        return ()
    lately = _rounds(bot, window.last - LATELY, window.last)
    return (
        _taking_part(bot, taking),
        *_two_way(bot, window, [row.id for row in lately]),
        *_climbed(bot, [row.id for row in lately if row.ends_at is None or row.ends_at >= window.first]),
        *_connected(bot, window, lately),
        Reading("burden", "per_hundred", turned_down, staff_only=True),
    )


def _count(bot: Bot, *where: ColumnElement[bool]) -> int:
    return bot.db.scalar(select(func.count()).select_from(buddies).where(B.course == bot.course.id, *where)) or 0


def _taking_part(bot: Bot, taking: int) -> Reading:
    if bot.course.size and bot.course.size >= taking:
        return Reading("buddy-take-up", "share", taking, bot.course.size)
    return Reading("buddy-members", "count", taking)


def _rounds(bot: Bot, first: datetime, last: datetime) -> Sequence[Made]:
    """The rounds that were opened in a time."""
    mine = (R.course == bot.course.id, R.state.in_(MADE), R.opened_at >= first, R.opened_at < last)
    query = select(R.id, R.opened_at, R.ends_at).where(*mine).order_by(R.number)
    return [Made(*row) for row in bot.db.execute(query)]


def _two_way(bot: Bot, window: Window, made: Sequence[str]) -> Iterator[Reading]:
    """Of the groups whose first 72 hours ended in the week: those in which two people or more wrote by then."""
    opened = (G.opened_at >= window.first - TWO_WAY, G.opened_at < window.last - TWO_WAY)
    these = (G.round.in_(made), G.state.in_(MADE), *opened)
    whole = bot.db.scalar(select(func.count()).select_from(groups).where(*these)) or 0
    if not whole:
        return
    since = type_coerce(A.at, BigInteger) - type_coerce(G.opened_at, BigInteger)
    early = select(A.group).join(groups, G.id == A.group).where(*these, since <= TWO_WAY // timedelta(microseconds=1))
    both = early.group_by(A.group).having(func.count(A.person.distinct()) >= PEOPLE)
    yield Reading("two-way", "share", bot.db.scalar(select(func.count()).select_from(both.subquery())) or 0, whole)


def _climbed(bot: Bot, running: Sequence[str]) -> Iterator[Reading]:
    """How far up their ladder the groups are whose exchange ran in the week."""
    query = select(G.id, G.step, type_coerce(S.person, String)).join(seats, S.group == G.id)
    query = query.where(G.round.in_(running), G.state.in_(MADE), S.state == "here").order_by(G.opened_at, G.id)
    sitting: dict[tuple[str, int], set[str]] = defaultdict(set)
    for group, step, person in bot.db.execute(query):
        sitting[group, step].add(person)
    steps = tuple(_apart((step, people) for (_, step), people in sitting.items()))
    if steps:
        yield Reading("ladder-step", "median", cases=steps, heads=PEOPLE)


def _apart(sitting: Iterable[tuple[int, set[str]]]) -> Iterator[int]:
    """The steps of groups of which no two share anybody: where exchanges meet, a person counts with the earlier."""
    seen: set[str] = set()
    for step, people in sitting:
        if seen.isdisjoint(people) and len(people) >= PEOPLE:
            yield step
            seen |= people


def _connected(bot: Bot, window: Window, lately: Sequence[Made]) -> Iterator[Reading]:
    """Ties of the last weeks among those who have taken part for a week, once an exchange has had a week's time."""
    made = [row.id for row in lately if row.opened_at <= window.last - SETTLED]
    here = (B.course == bot.course.id, B.state != "left", B.joined_at <= window.last - SETTLED)
    settled = set(bot.db.scalars(select(type_coerce(B.person, String)).where(*here))) if made else set()
    if not settled:
        return
    ties = _ties(bot, made, window.last)
    for key, least in (("ties-one", 1), ("ties-two", 2)):
        tied = sum(len(ties.get(person, ())) >= least for person in settled)
        yield Reading(key, "share", tied, len(settled))
    isolates = sum(not ties.get(person) for person in settled)
    yield Reading("isolates", "isolates", isolates, len(settled), staff_only=True)


def _ties(bot: Bot, made: Sequence[str], last: datetime) -> Mapping[str, set[str]]:
    """With whom each person has a tie."""
    person = type_coerce(A.person, String)
    query = select(A.group, person).join(groups, G.id == A.group).where(G.round.in_(made), A.at < last)
    query = query.group_by(A.group, A.person).having(func.count() >= ANSWERS)
    together: dict[str, list[str]] = defaultdict(list)
    for group, one in bot.db.execute(query):
        together[group].append(one)
    ties: dict[str, set[str]] = defaultdict(set)
    for people in together.values():
        for one in people:
            ties[one].update(other for other in people if other != one)
    return ties
