"""A class of ten thousand votes: `python -m benchmarks.votes`.

An anonymous poll of four answers stands in a course. Every vote goes through the core as a platform's adapter would
bring it (seal, standing, tag, count), into a SQLite file with `synchronous=FULL`. Ten thousand people vote, a burst of
them at once and then the next; the milliseconds are from the moment a vote is handed to the core until its answer is
there, so that the last of a burst has waited for all before it. Then ten of them tap a hundred thousand times more, in
bursts of a thousand; and a check of five items that ten thousand have answered (its tags and numbers are written
straight into the tables) is closed and published. Processor seconds do not grow with other work on the machine.

Goals: 10,000 votes in under 10 s, p99 of one under 100 ms, closing under 2 s, nothing counted twice.
Takes two minutes; opens no socket.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from sqlalchemy import Connection, select

from benchmarks.school import found, school
from benchmarks.tables import percentile, table
from bot.core import Core
from bot.features.checkins import store, tables
from bot.features.checkins.asking import opening
from bot.features.checkins.closing import ending
from bot.features.checkins.model import Checkin, Item
from bot.kernel.events import Press
from bot.kernel.features import Bot, Standing
from bot.kernel.places import Person, Place
from bot.kernel.replies import Ask

SPACE = "discord:8401"
HOME = Place(SPACE, "8402")
PEOPLE, AT_ONCE, DUPLICATES = 10_000, 50, 100_000
AGREE = ("1", "2", "3", "4", "5")


def bot_of(db: Connection, core: Core) -> Bot:
    course = found(db, core, HOME)
    return replace(core.app.means.bot(db, core.clock.now()), standing=Standing(replace(course, size=12_000)))


def ask(db: Connection, core: Core, wanted: opening.Wanted) -> Checkin:
    bot = bot_of(db, core)
    made = opening.of(bot, wanted, HOME)
    store.add(db, made)
    bot.say(opening.begin(bot, made))
    return made


def press(core: Core, number: int, checkin: Checkin, item: int, value: str) -> Press:
    person = Person(SPACE, f"{10**17 + number}")
    token = core.app.seals.seal(SPACE, "checkin.answer", (checkin.course, checkin.id, str(item), value))
    return Press(id=f"{number}/{item}", person=person, name="Somebody", place=HOME, token=token)


async def vote(core: Core, presses: Sequence[Press], at_once: int) -> tuple[float, float, list[float]]:
    """Seconds for all, of them the processor's, and the milliseconds of each."""
    each: list[float] = []

    async def one(vote: Press) -> None:
        begun = time.perf_counter()
        reply = await core.app.handle(vote)
        assert reply and not isinstance(reply, Ask) and reply.card and "went wrong" not in reply.card.words, reply
        each.append((time.perf_counter() - begun) * 1000)

    begun, worked = time.perf_counter(), time.process_time()
    for first in range(0, len(presses), at_once):
        await asyncio.gather(*map(one, presses[first : first + at_once]))
    return time.perf_counter() - begun, time.process_time() - worked, each


async def counted(core: Core, checkin: Checkin) -> int:
    c = tables.counts.c
    query = select(c["count"]).where(c.checkin == checkin.id, c.item == 0)
    return await core.store.read(lambda db: sum(db.scalars(query)))


async def main() -> None:
    rng = Random(4)
    async with school() as core:
        item = Item("Which day suits you?", "choice", ("Monday", "Tuesday", "Wednesday", "Thursday"))
        poll = await core.store.write(lambda db: ask(db, core, opening.Wanted("", "poll", item.text, (item,), 2)))
        votes = [press(core, number, poll, 0, rng.choice("0123")) for number in range(PEOPLE)]
        taken = await vote(core, votes, AT_ONCE)
        rows = [_row(f"{PEOPLE:,} people, {AT_ONCE} at once", *taken, await counted(core, poll) - PEOPLE)]
        many = [replace(votes[number % 10], id=f"again {number}") for number in range(DUPLICATES)]
        taken = await vote(core, many, 1000)
        rows.append(_row(f"{DUPLICATES:,} repeated, 1,000 at once", *taken, await counted(core, poll) - PEOPLE))
        table(("votes", "seconds", "processor, s", "p50, ms", "p99, ms", "counted too often"), *rows)
        await close(core, rng)


def _row(name: str, seconds: float, worked: float, each: Sequence[float], over: int) -> tuple[object, ...]:
    return (
        name,
        f"{seconds:.1f}",
        f"{worked:.1f}",
        f"{percentile(each, 0.5):.1f}",
        f"{percentile(each, 0.99):.1f}",
        over,
    )


async def close(core: Core, rng: Random) -> None:
    """A check of five items, answered by everybody, is closed and published, and its tags are off the disk."""
    items = tuple(Item(f"Statement {number}", "agree", id=f"C{number}") for number in range(5))
    check = await core.store.write(
        lambda db: ask(db, core, opening.Wanted("", "connection", "Connection check", items, 7))
    )
    await core.store.write(lambda db: _answered(db, check, rng))

    def end(db: Connection) -> int:
        bot = replace(bot_of(db, core), now=core.clock.now() + timedelta(days=8))
        said = ending.close(bot, check)
        bot.say(*said)
        return len(said)

    begun = time.perf_counter()
    await core.store.write(end)
    took = time.perf_counter() - begun
    table(
        ("a check of five items, 10,000 people", "seconds"),
        ("closed, published, scrubbed from the disk", f"{took:.2f}"),
    )


def _answered(db: Connection, check: Checkin, rng: Random) -> None:
    """Everybody has answered every item."""
    tags = [{"checkin": check.id, "tag": rng.randbytes(32).hex()} for _ in range(PEOPLE * len(check.items))]
    db.execute(tables.voters.insert(), tags)
    counts = [PEOPLE // len(AGREE)] * len(AGREE)
    each = [
        (item, option, many) for item in range(len(check.items)) for option, many in zip(AGREE, counts, strict=True)
    ]
    rows = [{"checkin": check.id, "item": item, "option": option, "count": many} for item, option, many in each]
    db.execute(tables.counts.insert(), rows)


if __name__ == "__main__":
    asyncio.run(main())
