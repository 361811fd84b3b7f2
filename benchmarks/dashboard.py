"""The insights page of a course of 5,000 students and 52 weeks, over HTTP: `python -m benchmarks.dashboard`.

- The page as staff see it: the first time, and the median and slowest of 30. Goal: under 300 ms.
- The same as students see it, the figures as CSV, a chart drawn for the first time and again.

Takes about two minutes, nearly all of it to put the rows in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from aiohttp import ClientSession
from sqlalchemy import Connection

from benchmarks import yearlong
from benchmarks.school import school
from benchmarks.tables import table
from benchmarks.yearlong import TEACHER, Size
from bot.core import Core
from bot.dashboard.site import COOKIE, Dashboard
from bot.features.checkins import store
from bot.features.checkins.model import Checkin, Item, Kind, Result, rule_of
from bot.kernel.courses import Course
from bot.kernel.pages import SESSION, Pass, Passes
from bot.kernel.places import Person
from bot.statistics.disclosure import disclose
from bot.web import Web

AGAIN = 30
PULSE = (Item("How is this week?", "load"),)
CHECK = tuple(Item(f"Something to agree with, number {number}.", "agree") for number in range(1, 6))


def check_ins(db: Connection, core: Core, course: Course) -> None:
    """A pulse a week and three connection checks, all of them closed."""
    for week in range(1, course.weeks):
        store.add(db, closed(core, course, week, "pulse", PULSE))
    for week in (1, 6, 12):
        store.add(db, closed(core, course, week, "connection", CHECK))


def closed(core: Core, course: Course, week: int, kind: Kind, items: tuple[Item, ...]) -> Checkin:
    """Four in ten answered, one more for each week."""
    shown = []
    for item in items:
        counts = {value: 300 + 200 * at + week for at, value in enumerate(item.values)}
        shown.append(disclose(counts, sum(counts.values()), course.size, rule_of(kind, item), ()))
    result = Result(tuple(shown), ((),) * len(items), course.size, week)
    at = core.clock.now() - timedelta(weeks=course.weeks - week)
    id_ = f"{kind[0]}{week:07}"
    return Checkin(id_, course.id, kind, "", False, items, course.home, week, course.size, "closed", at, at, result)


def cookie(core: Core, course: Course, person: Person | None) -> Mapping[str, str]:
    """An open visit."""
    passes = Passes(core.app.means.house.secret("pages"))
    given = Pass(course.id, core.clock.now() + SESSION, "nonce", person=person)
    return {"Cookie": f"{COOKIE}{course.id}={passes.sign('session', given)}"}


@dataclass(frozen=True)
class Look:
    """One answer: seconds until its last byte, seconds of processor of server and client together, and its size."""

    waited: float
    worked: float
    size: int


async def look(client: ClientSession, url: str, headers: Mapping[str, str]) -> Look:
    begun, worked = time.perf_counter(), time.process_time()
    async with client.get(url, headers=headers) as answer:
        body = await answer.read()
        assert answer.status == 200, (url, answer.status)
    return Look(time.perf_counter() - begun, time.process_time() - worked, len(body))


async def looks(client: ClientSession, name: str, url: str, headers: Mapping[str, str]) -> tuple[str, ...]:
    first, *others = [await look(client, url, headers) for _ in range(1 + AGAIN)]
    waited = [one.waited for one in others]
    told = (first.waited, first.worked, median(waited), max(waited), median(one.worked for one in others))
    return (name, *(f"{1000 * seconds:.0f} ms" for seconds in told), f"{first.size / 1024:.0f} KiB")


async def run() -> list[tuple[str, ...]]:
    async with school() as core, core.drawer:
        course = await core.store.write(lambda db: yearlong.found(db, core, Size()))
        await core.store.write(lambda db: yearlong.fill(db, course, Size()))
        await core.store.write(lambda db: yearlong.publish(db, core, course))
        await core.store.write(lambda db: check_ins(db, core, course))
        web = Web(Dashboard(core.app, core.drawer.svg).routes, "127.0.0.1", 0)
        page = f"http://127.0.0.1:{web.port}/insights/{course.id}"
        staff, student = cookie(core, course, TEACHER), cookie(core, course, None)
        async with ClientSession() as client:
            rows = [
                await looks(client, "the page, staff", page, staff),
                await looks(client, "the page, students", page, student),
                await looks(client, "the table, CSV", f"{page}/figures.csv", staff),
                await looks(client, "the data, JSON", f"{page}/figures.json", staff),
                await looks(client, "one chart, SVG", f"{page}/chart/took-part.svg", staff),
            ]
        await web.close()
        return rows


def main() -> None:
    table(("", "first", "processor", "median", "slowest", "processor", "size"), *asyncio.run(run()))


if __name__ == "__main__":
    main()
