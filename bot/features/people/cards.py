"""What somebody sees of what is kept about them, and of its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.features.people import record
from bot.features.people.record import Row, Shelf
from bot.kernel.cards import OPTIONS, TEXT, Button, Card, Option, Select, Strong, Text, plain
from bot.kernel.cards import Row as Controls
from bot.kernel.features import Bot

ROOM = TEXT - 1000  # for what stands around a list
LONGEST_VALUE = 300


def hub(bot: Bot, shelves: Sequence[Shelf]) -> Card:
    """Everything by name and number, how long it stays, and what somebody can do about it."""
    if not shelves:
        return Card(bot.t("me-title"), (bot.t("me-nothing"),))
    told: Sequence[Text | str] = (
        *_fitting(bot, _courses(bot, shelves)),
        *_durations(bot, shelves),
        bot.t("me-anonymous"),
    )
    buttons = (
        Button(bot.t("me-file"), "me.file", (), "primary"),
        Button(bot.t("me-stop"), "me.stop"),
        Button(bot.t("me-erase"), "me.erase", (), "danger"),
    )
    return Card(bot.t("me-title"), (bot.t("me-intro"), *told), (_menu(bot, shelves), buttons))


def headed(bot: Bot, table: str) -> str:
    """What a table is called where nothing stands before it: as in a sentence, with a capital letter."""
    name = bot.t(f"kept-{table}")
    return name[:1].upper() + name[1:]


def _courses(bot: Bot, shelves: Sequence[Shelf]) -> Iterable[Text]:
    for course, some in groupby(shelves, key=lambda shelf: shelf.course):
        name = record.name_of(bot, course) or bot.t("me-no-course")
        yield (Strong(name), ": ", ", ".join(f"{bot.t(f'kept-{one.table}')} ({len(one.rows)})" for one in some))


def _fitting(bot: Bot, lines: Iterable[Text]) -> Sequence[Text]:
    """As many as there is room for; the file has them all."""
    every, shown, room = list(lines), list[Text](), ROOM
    for line in every:
        room -= len(plain(line)) + 1
        if room < 0:
            return (*shown, (bot.t("me-more", count=len(every) - len(shown)),))
        shown.append(line)
    return shown


def _durations(bot: Bot, shelves: Sequence[Shelf]) -> Iterable[Text]:
    """Each duration once, with the tables that it holds for."""
    tables = dict.fromkeys(shelf.table for shelf in shelves)
    for words in dict.fromkeys(bot.t(f"lasts-{table}") for table in tables):
        names = [bot.t(f"kept-{table}") for table in tables if bot.t(f"lasts-{table}") == words]
        yield bot.rich("me-lasts", long=Strong(words), what=", ".join(names))


def _menu(bot: Bot, shelves: Sequence[Shelf]) -> Controls:
    tables = list(dict.fromkeys(shelf.table for shelf in shelves))[:OPTIONS]
    return Select("me.look", bot.t("me-look"), options=tuple(Option(headed(bot, one), one) for one in tables))


def shelf(bot: Bot, table: str, shelves: Sequence[Shelf]) -> Card:
    """The rows of one table in words, the last ones where there are many."""
    rows = [(one.course, row) for one in shelves if one.table == table for row in reversed(one.rows)]
    lines = (_row(bot, course, row) for course, row in rows)
    body = _fitting(bot, lines) if rows else ((bot.t("me-gone-already"),),)
    return Card(headed(bot, table), tuple(body), ((_back(bot),),), footer=bot.t(f"lasts-{table}"))


def _row(bot: Bot, course: str, row: Row) -> Text:
    shown = {"course": record.name_of(bot, course), **row}
    parts = [f"{bot.t(f'column-{name}')}: {_value(bot, value)}" for name, value in shown.items() if _is_said(value)]
    return ("; ".join(parts),)


def _is_said(value: Any) -> bool:
    return value is not None and value not in ("", [], {}, ())


def _value(bot: Bot, value: Any) -> str:
    match value:
        case bool():
            words = bot.t("me-yes" if value else "me-no")
        case Mapping():
            words = ", ".join(f"{name} {_value(bot, inner)}" for name, inner in value.items())
        case list() | tuple():
            words = ", ".join(_value(bot, inner) for inner in value)
        case _:
            words = f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "hour") else str(value)
    return words if len(words) <= LONGEST_VALUE else words[:LONGEST_VALUE] + "…"


def _back(bot: Bot, label: str = "me-back") -> Button:
    return Button(bot.t(label), "me.show")


def warning(bot: Bot, shelves: Sequence[Shelf], alone: Sequence[str]) -> Card:
    """What goes, what stays, and what others notice, before anything happens."""
    names = ", ".join(dict.fromkeys(bot.t(f"kept-{one.table}") for one in shelves))
    left = [bot.t("me-alone", courses=", ".join(alone)[:LONGEST_VALUE])] if alone else []
    body = (bot.t("me-goes", what=names), bot.t("me-buddies"), bot.t("me-stays"), *left, bot.t("me-no-way-back"))
    buttons = (Button(bot.t("me-erase-now"), "me.erase-now", (), "danger"), _back(bot, "me-keep"))
    return Card(bot.t("me-erase-title"), body, (buttons,))


def said(bot: Bot, key: str) -> Card:
    return Card(body=(bot.t(key),))


def stopped(bot: Bot) -> Card:
    return Card(body=(bot.t("me-stopped"),), rows=((_back(bot),),))
