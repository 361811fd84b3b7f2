"""A course of a year with 5,000 students, as its rows would be: questions, answers, buddies, and all that was said.

Half of the students answer each of two questions a week, a tenth pass; everybody has a buddy in a round of three weeks,
and six in ten of the nine questions of each exchange are answered by both. Chance is seeded: the same rows every time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from bot.core import Core
from bot.features.buddies import tables as buddies
from bot.features.buddies.model import Buddy
from bot.features.icebreakers import tables as icebreakers
from bot.features.insights import weekly
from bot.kernel.courses import Course
from bot.kernel.features import Bot, Standing
from bot.kernel.places import Person, Place
from bot.kernel.roles import Role
from bot.store import courses
from bot.store.tables import deliveries

SPACE = "bench:1"
HOME, TEACHER = Place(SPACE, "general"), Person(SPACE, "teacher")
Row = dict[str, Any]
SOME = 20_000


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    students: int = 5000
    weeks: int = 52


def found(db: Connection, core: Core, size: Size) -> Course:
    """The course, in the week after its last but one: all weeks but one can be published."""
    now = core.clock.now()
    start = (now - timedelta(days=now.weekday(), weeks=size.weeks - 1)).date()
    course = Course(
        "yearl0ng", SPACE, "A long year", "UTC", "en", start, size.weeks, HOME, "active", size=size.students
    )
    courses.save(db, course, now)
    courses.appoint(db, course.id, TEACHER, Role.INSTRUCTOR)
    return course


def fill(db: Connection, course: Course, size: Size) -> int:
    """Put the rows in; how many."""
    rng = Random(7)
    people = [Person(SPACE, f"student-{number:05}") for number in range(size.students)]
    begun = datetime.fromisoformat(f"{course.start}T00:00+00:00")
    count = _put(db, buddies.buddies, (_buddy(course, person, begun) for person in people))
    for week in range(size.weeks - 1):
        at = begun + timedelta(weeks=week)
        count += sum(_question(db, course, people, at + timedelta(days=day, hours=10), rng) for day in (1, 3))
        if week % 3 == 0:
            count += _round(db, course, people, at + timedelta(hours=9), rng)
    return count


def publish(db: Connection, core: Core, course: Course) -> list[tuple[float, float]]:
    """Publish every week that is over, as the bot does; what each took, by the clock and of the processor (seconds)."""
    bot: Bot = replace(core.app.means.bot(db, core.clock.now()), standing=Standing(course, Role.INSTRUCTOR))
    took = []
    for _ in range(course.weeks - 1):
        begun, spent = time.perf_counter(), time.process_time()
        weekly.on_week(bot, "")
        took.append((time.perf_counter() - begun, time.process_time() - spent))
    return took


def _put(db: Connection, table: Any, rows: Iterator[Row]) -> int:
    count, batch = 0, list(_first(rows))
    while batch:
        db.execute(insert(table), batch)
        count += len(batch)
        batch = list(_first(rows))
    return count


def _first(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for _, row in zip(range(SOME), rows, strict=False))


def _buddy(course: Course, person: Person, at: datetime) -> Row:
    made = Buddy(course.id, person, person.id, at)
    return {name: getattr(made, name) for name in Buddy.__dataclass_fields__} | {"languages": [], "interests": []}


def _question(db: Connection, course: Course, people: Sequence[Person], at: datetime, rng: Random) -> int:
    id_ = f"q{at:%m%d%H%y}"
    post = {"id": id_, "course": course.id, "place": HOME, "prompt": "p1", "question": {}, "routine": "", "at": at}
    db.execute(insert(icebreakers.posts).values(**post))
    answering = rng.sample(people, len(people) * 6 // 10)
    split = len(people) // 2
    count = _put(db, icebreakers.answers, (_answer(id_, person, at, rng) for person in answering[:split]))
    count += _put(db, icebreakers.passes, (_pass(id_, person, at, rng) for person in answering[split:]))
    posts = ({"key": f"icebreaker/{id_}", "op": "post"}, *_shown(id_, answering[: len(people) // 5]))
    return 1 + count + _put(db, deliveries, (_said(course, at, **one) for one in posts))


def _shown(post: str, people: Sequence[Person]) -> Iterator[Mapping[str, Any]]:
    for person in people:
        yield {"key": f"answer/{post}/{person.id}", "op": "post", "person": person}


def _answer(post: str, person: Person, at: datetime, rng: Random) -> Row:
    later = at + timedelta(hours=rng.expovariate(1 / 20))
    rung = rng.choice(("tap", "tap", "finish", "line"))
    return {"post": post, "person": person, "rung": rung, "text": "so it is", "said": "", "revision": 1, "at": later}


def _pass(post: str, person: Person, at: datetime, rng: Random) -> Row:
    kind = rng.choice(("skip", "later", "not"))
    return {"post": post, "person": person, "kind": kind, "at": at + timedelta(hours=rng.expovariate(1 / 20))}


def _round(db: Connection, course: Course, people: Sequence[Person], at: datetime, rng: Random) -> int:
    number = (at.date() - course.start).days // 21 + 1
    id_, shuffled = f"r{number}", rng.sample(people, len(people))
    ends = at + timedelta(weeks=3)
    made = {
        "id": id_,
        "course": course.id,
        "number": number,
        "state": "closed",
        "settings": {},
        "seed": 1,
        "made_at": at,
    }
    db.execute(insert(buddies.rounds).values(**made, cost={}, unplaced=[], opened_at=at, ends_at=ends))
    pairs = list(zip(shuffled[::2], shuffled[1::2], strict=False))
    names = [f"{id_}g{n}" for n in range(len(pairs))]
    reach = [rng.randint(0, 9) for _ in pairs]
    groups = (_group(course, id_, names[n], n, reach[n], at) for n in range(len(pairs)))
    sitting = (_seat(course, names[n], person) for n, pair in enumerate(pairs) for person in pair)
    count = _put(db, buddies.groups, groups) + _put(db, buddies.seats, sitting)
    steps = [(n, step) for n in range(len(pairs)) for step in range(1, reach[n] + 1)]
    count += _put(db, buddies.answers, (_wrote(names[n], s, one, at, rng) for n, s in steps for one in pairs[n]))
    asked = ({"key": f"buddy/{names[n]}/{s}", "op": "post"} for n, s in steps)
    return count + _put(db, deliveries, (_said(course, at + timedelta(days=1), **one) for one in asked))


def _group(course: Course, round_: str, id_: str, number: int, step: int, at: datetime) -> Row:
    row: Row = {"id": id_, "round": round_, "course": course.id, "number": number, "state": "closed", "locked": False}
    row |= {"reason": {}, "room": f"{id_}/room", "ladder": "l1", "step": step, "depth": 1, "frozen": False}
    return row | {"progress": {}, "opened_at": at, "ends_at": at + timedelta(weeks=3)}


def _seat(course: Course, group: str, person: Person) -> Row:
    row: Row = {"group": group, "person": person, "course": course.id, "name": person.id, "state": "here"}
    return row | {"outcome": "", "wish": "", "skips": 0, "seen_at": None}


def _wrote(group: str, step: int, person: Person, at: datetime, rng: Random) -> Row:
    later = at + timedelta(days=2 * step, hours=rng.expovariate(1 / 20) - 40)
    return {"group": group, "step": step, "person": person, "text": "so it is", "at": max(at, later)}


def _said(course: Course, at: datetime, **more: Any) -> Row:
    row: Row = {"kind": "bench", "platform": "bench", "course": course.id, "target": "", "of": "", "person": None}
    row |= {
        "card": None,
        "people": None,
        "prompt": "",
        "marker": "",
        "state": "sent",
        "solicited": False,
        "attempts": 1,
    }
    return row | {"due": at, "sent_at": at, "reason": "", **more}
