"""What a week's figures cost in a course of 5,000 students and 52 weeks: `python -m benchmarks.insights`.

- Reading all measures of one week and publishing it: median and slowest of 51 weeks. Goal: under 300 ms.
- `/insights` in chat, through the whole core: median of 20. Goal: under 300 ms.

Takes about a minute, nearly all of it to put the rows in.
"""

from __future__ import annotations

import asyncio
import statistics
import time

from benchmarks import yearlong
from benchmarks.school import school
from benchmarks.tables import table
from benchmarks.yearlong import HOME, TEACHER, Size
from bot.core import Core
from bot.kernel.events import Call

ASKED = 20


async def ask(core: Core) -> float:
    """Seconds until a teacher has the answer."""
    call = Call(id="", person=TEACHER, name="Teacher", place=HOME, path=("insights",))
    begun = time.perf_counter()
    await core.app.handle(call)
    return time.perf_counter() - begun


async def run() -> tuple[int, list[tuple[float, float]], list[float]]:
    async with school() as core:
        course = await core.store.write(lambda db: yearlong.found(db, core, Size()))
        rows = await core.store.write(lambda db: yearlong.fill(db, course, Size()))
        published = await core.store.write(lambda db: yearlong.publish(db, core, course))
        return rows, published, [await ask(core) for _ in range(ASKED)]


def main() -> None:
    rows, published, asked = asyncio.run(run())
    clock, processor = zip(*published, strict=True)
    table(
        (f"{rows:,} rows", "found", "goal"),
        ("a week's figures, median", f"{1000 * statistics.median(clock):.0f} ms", "< 300 ms"),
        ("a week's figures, slowest", f"{1000 * max(clock):.0f} ms", ""),
        ("of that the processor, median", f"{1000 * statistics.median(processor):.0f} ms", ""),
        ("of that the processor, slowest", f"{1000 * max(processor):.0f} ms", "< 300 ms"),
        ("/insights in chat, median", f"{1000 * statistics.median(asked):.0f} ms", "< 300 ms"),
        ("/insights in chat, slowest", f"{1000 * max(asked):.0f} ms", ""),
    )


if __name__ == "__main__":
    main()
