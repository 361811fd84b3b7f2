"""What a page says, part by part: words, a chart, and the same figures as a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

from bot.kernel.features import Bot
from bot.kernel.pictures import Chart


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` names the columns; the first cell of each row names the row. ``alt`` says what it is a table of."""

    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def without_void(self) -> Table:
        """Without columns in which there is nothing."""
        full = [any(cells) for cells in zip(*self.rows, strict=True)]
        head, *rows = (tuple(compress(row, full)) for row in (self.head, *self.rows))
        return Table(self.alt, head, tuple(rows))


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page. ``name`` is its anchor, and its chart's file: lower-case letters, digits and hyphens.

    ``items`` are questions, each with what there is to say; ``whole`` puts tables below charts, where both are wide.
    """

    name: str
    title: str
    words: tuple[str, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    note: str = ""
    items: tuple[tuple[str, str], ...] = ()
    parts: tuple[Section, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page; ``words`` come first."""

    title: str
    about: str
    words: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def every(self) -> tuple[Section, ...]:
        """Each section, and its parts after it."""
        return tuple(part for section in self.sections for part in (section, *section.parts))

    def chart(self, name: str) -> Chart | None:
        return next((one.chart for one in self.every if one.name == name), None)


def columns(bot: Bot, *names: str) -> tuple[str, ...]:
    return tuple(bot.t(f"dashboard-column-{name}") for name in names)
