"""What is kept of somebody as one JSON file that says what it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bot.features.people import record
from bot.features.people.record import Shelf
from bot.kernel.features import Bot
from bot.kernel.pictures import File
from bot.kernel.places import Person


def file(bot: Bot, person: Person, shelves: Sequence[Shelf]) -> File:
    """Courses by their names, tables by theirs; instants in UTC."""
    about = {"about": bot.t("me-file-about"), "not_in_here": bot.t("me-anonymous")}
    facts = {"account": str(person), "made_at": bot.now.isoformat(timespec="seconds")}
    words = json.dumps({**about, **facts, "kept": _courses(bot, shelves)}, indent=2, ensure_ascii=False, default=_plain)
    return File(f"homeroom-{bot.now.date()}.json", "application/json", words + "\n", bot.locale)


def _courses(bot: Bot, shelves: Sequence[Shelf]) -> list[dict[str, Any]]:
    return [
        {"course": record.name_of(bot, course) or bot.t("me-no-course"), "tables": [_table(bot, one) for one in some]}
        for course, some in groupby(shelves, key=lambda shelf: shelf.course)
    ]


def _table(bot: Bot, shelf: Shelf) -> dict[str, Any]:
    what = {"what": bot.t(f"kept-{shelf.table}"), "how_long": bot.t(f"lasts-{shelf.table}")}
    return {**what, "rows": [dict(row) for row in shelf.rows]}


def _plain(value: Any) -> str:
    """Instants and days as ISO 8601 has them, everything else as it prints."""
    return value.isoformat() if isinstance(value, date) else str(value)
