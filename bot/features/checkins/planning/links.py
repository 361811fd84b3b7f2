"""Answers that may be compared from one check to the next, of those alone who said so.

They lie under a pseudonym: a keyed digest of the person, whose key is the course's and goes, with them, 30 days after
the course. Until then whoever holds the database can find out whose they are: the question says so before anybody
agrees. Nobody is shown one of them: what is told is how many went up, stayed, or went down.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.features.checkins.model import Checkin, Item, rule_of
from bot.features.checkins.tables import checkins, links, secrets
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.statistics.disclosure import Rule, disclose
from bot.statistics.estimates import compare
from bot.statistics.shown import Shown
from bot.store import chance, scrubbing
from bot.store.columns import insert_new

DUTY, KEEP = "checkins.unlink", timedelta(days=30)
SIDES = ("up", "same", "down")


def keep(bot: Bot, checkin: Checkin, person: Person, item: int, option: str) -> None:
    """One answer of somebody who lets theirs be compared, in the transaction that counts it."""
    tag = _tag(_secret(bot), person)
    insert_new(bot.db, links, course=checkin.course, tag=tag, checkin=checkin.id, item=item, option=option)


def _tag(secret: str, person: Person) -> str:
    return hmac.digest(bytes.fromhex(secret), str(person).encode(errors="surrogatepass"), "sha256").hex()


def _secret(bot: Bot) -> str:
    """The course's; the first who agrees to be compared brings about its end, too."""
    course = bot.course
    mine = select(secrets.c.secret).where(secrets.c.course == course.id)
    found: str | None = bot.db.scalar(mine)
    if found is None:
        insert_new(bot.db, secrets, course=course.id, secret=chance.new_key())
        bot.see_to(_end(course))
        found = bot.db.scalar(mine)
    return str(found)


def gone_at(course: Course) -> datetime:
    """When the links of a course go: 30 days after its last day, by its own clock."""
    return datetime.combine(course.last + timedelta(days=1), time(), course.tz).astimezone(UTC) + KEEP


def _end(course: Course) -> Errand:
    return Errand(f"unlink/{course.id}", DUTY, course.id, course.id, gone_at(course))


def forget(bot: Bot, subject: str) -> Sequence[Delivery]:
    """The duty of the errand: the key and the answers go; later, if the course was given more time."""
    if bot.now < gone_at(bot.course):
        bot.see_to(_end(bot.course))
        return ()
    for table in (secrets, links):
        bot.db.execute(delete(table).where(table.c.course == subject))
    scrubbing.wanted(bot.db, secrets, links)
    return ()


def changes(db: Connection, checkin: Checkin, earlier: Sequence[Checkin]) -> tuple[Shown | None, ...]:
    """For each question of a check-in that is being closed: who went up, stayed or went down since it was asked before.

    ``up``, ``same`` and ``down`` are the options; None where nobody can be compared. ``earlier`` are the closed ones of
    this kind, the newest first. It is told once: whoever has their answers erased later changes nothing of it.
    """
    return tuple(
        _change(db, (checkin, number), asked_before(item, earlier)) for number, item in enumerate(checkin.items)
    )


Asked = tuple[Checkin, int]
"""A check-in, and which of its questions."""


def asked_before(item: Item, earlier: Sequence[Checkin]) -> list[Asked]:
    """Where the same question was asked."""
    found = ((one, number, asked) for one in earlier for number, asked in enumerate(one.items))
    return [(one, number) for one, number, asked in found if (asked.text, asked.kind) == (item.text, item.kind)]


def _change(db: Connection, now: Asked, past: Sequence[Asked]) -> Shown | None:
    """Only neighbours in time are compared, each with all that was told of the question before in mind."""
    checkin, number = now
    item = checkin.items[number]
    if not past or not item.headline:
        return None
    before, after = _answers(db, *past[0]), _answers(db, *now)
    change = compare((before[tag], after[tag]) for tag in sorted(set(before) & set(after)))
    if not change.pairs:
        return None
    counts = dict(zip(SIDES, (change.up, change.same, change.down), strict=True))
    told = [one.result.changes[at] for one, at in past if one.result and one.result.changes]
    rule = Rule(rule_of(checkin.kind, item).k, headline=("up",))
    return disclose(counts, change.pairs, 0, rule, [one for one in told if one])


def _answers(db: Connection, checkin: Checkin, number: int) -> Mapping[str, float]:
    """By tag, how far up the scale each answer is."""
    query = select(links.c.tag, links.c.option).where(links.c.checkin == checkin.id, links.c.item == number)
    up = {value: float(at) for at, value in enumerate(rising(checkin.items[number]))}
    return {tag: up[option] for tag, option in db.execute(query) if option in up}


def rising(item: Item) -> tuple[str, ...]:
    """The values of an item from the lowest to the highest; "yes" is higher than "not yet"."""
    return tuple(reversed(item.values)) if item.kind == "yes" else item.values


def export(db: Connection, person: Person) -> list[Mapping[str, Any]]:
    """What somebody let be compared; the key is at hand as long as this is."""
    found = select(checkins.c.title, checkins.c["items"], links.c.item, links.c.option).join(links)
    return [
        {"checkin": row.title, "question": row.items[row.item]["text"], "option": row.option}
        for course, tag in _tags(db, person)
        for row in db.execute(found.where(links.c.course == course, links.c.tag == tag))
    ]


def erase(db: Connection, person: Person) -> None:
    for course, tag in _tags(db, person):
        db.execute(delete(links).where(links.c.course == course, links.c.tag == tag))
    scrubbing.wanted(db, links)


def _tags(db: Connection, person: Person) -> list[tuple[str, str]]:
    """The person's tag in every course that has a key."""
    return [(course, _tag(secret, person)) for course, secret in db.execute(select(secrets.c.course, secrets.c.secret))]
