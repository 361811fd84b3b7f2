"""Pure: an institution's own items as staff type them, one a line; every line that is wrong is found at once.

A line is ``What is asked | how it is answered``. After the bar: ``agree`` (five steps, the same as nothing), ``yes``
(yes or not yet), or answers of one's own with ``;`` between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.features.checkins.model import Item
from bot.kernel.errors import UserError
from bot.kernel.pictures import LABEL
from bot.kernel.text import clean

MOST_ITEMS, LONGEST_ITEM = 12, 200
LEAST_OPTIONS, MOST_OPTIONS = 2, 10


@dataclass(slots=True)
class Read:
    """The items that could be read, and for each other line its number and what is wrong with it."""

    items: list[Item] = field(default_factory=list)
    wrong: list[tuple[int, UserError]] = field(default_factory=list)


def read(text: str) -> Read:
    """The items of a text; empty lines mean nothing, but are counted."""
    found = Read()
    for number, line in enumerate(text.splitlines(), 1):
        try:
            if words := clean(line):
                found.items.append(_item(words, found.items))
        except UserError as error:
            found.wrong.append((number, error))
    if not 0 < len(found.items) + len(found.wrong) <= MOST_ITEMS:
        found.wrong.append((0, UserError("import-count", most=MOST_ITEMS)))
    return found


def _item(line: str, before: list[Item]) -> Item:
    text, _, how = (part.strip() for part in line.partition("|"))
    if not 0 < len(text) <= LONGEST_ITEM:
        raise UserError("import-item", most=LONGEST_ITEM)
    if text.lower() in (item.text.lower() for item in before):
        raise UserError("import-twice")
    if how.lower() in ("", "agree"):
        return Item(text, "agree")
    return Item(text, "yes") if how.lower() == "yes" else Item(text, "choice", _options(how))


def _options(how: str) -> tuple[str, ...]:
    options = tuple(part.strip() for part in how.split(";") if part.strip())
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise UserError("import-options", least=LEAST_OPTIONS, most=MOST_OPTIONS)
    if len({option.lower() for option in options}) < len(options):
        raise UserError("import-same-options")
    if any(len(option) > LABEL for option in options):
        raise UserError("import-option", most=LABEL)
    return options
