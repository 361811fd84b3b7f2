"""What is kept of one person: every table's rows of them, by course; and how all of it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.store import courses, kept, scrubbing

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of one table that are about somebody, of one course; ``course`` is empty where they are of none."""

    table: str
    course: str
    rows: tuple[Row, ...]


def read(bot: Bot, person: Person) -> tuple[Shelf, ...]:
    """All shelves that hold anything, a course's beside each other."""
    found = [shelf for table in bot.house.keeps if table.export for shelf in _shelves(bot, table, person)]
    order = {course: number for number, course in enumerate(dict.fromkeys(shelf.course for shelf in found))}
    return tuple(sorted(found, key=lambda shelf: (shelf.course == "", order[shelf.course])))


def _shelves(bot: Bot, table: Any, person: Person) -> Sequence[Shelf]:
    by_course: dict[str, list[Row]] = defaultdict(list)
    for row in table.export(bot.db, person):
        by_course[row.get("course") or ""].append({name: row[name] for name in row if name != "course"})
    return [Shelf(table.table.name, course, tuple(rows)) for course, rows in by_course.items()]


def name_of(bot: Bot, course: str) -> str:
    """What a course is called; empty for one that is gone, as for none."""
    found = courses.get(bot.db, course) if course else None
    return found.name if found else ""


def left_alone(bot: Bot, person: Person) -> tuple[str, ...]:
    """The names of the courses of whose staff they are the only one."""
    here = courses.in_space(bot.db, person.space)
    return tuple(course.name for course in here if courses.staff_of(bot.db, course.id) == (person,))


def stop(bot: Bot, person: Person) -> None:
    """They take part in nothing any more; what is kept stays."""
    for table in bot.house.keeps:
        if table.leave:
            table.leave(bot, person)


def erase(bot: Bot, person: Person) -> None:
    """First whoever stays behind is looked after and what stands in their name is taken back; then every row goes."""
    stop(bot, person)
    kept.take_back(bot, person)
    for table in bot.house.keeps:
        if table.erase:
            table.erase(bot.db, person)
            scrubbing.wanted(bot.db, table.table)
