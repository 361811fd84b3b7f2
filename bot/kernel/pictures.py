"""What goes with a card besides words: a chart, which each platform draws in its own way, and a file to keep."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BARS, LABEL, ALT, NAME, LONGEST_FILE = 20, 40, 1000, 60, 8_000_000


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart; ``low`` and ``high`` are the ends of its interval, where it has one."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, or points over time joined by a line. ``alt`` says the same in words, ``unit`` what is counted.

    ``share`` values are between 0 and 1; ``count`` and ``hours`` are numbers of zero or more.
    """

    title: str
    bars: tuple[Bar, ...]
    alt: str
    unit: str = "share"
    line: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.bars) <= MOST_BARS or not 0 < len(self.alt) <= ALT:
            raise ValueError(f"A chart has 1 to {MOST_BARS} bars, and says in at most {ALT} characters what it shows")
        if any(not 0 < len(bar.label) <= LABEL for bar in self.bars):
            raise ValueError(f"A bar's label has 1 to {LABEL} characters")

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """The same as a table: of each bar its label, its value, and its interval ("" where it has none)."""
        return tuple((bar.label, shown(bar.value, self.unit), self._interval(bar)) for bar in self.bars)

    def _interval(self, bar: Bar) -> str:
        if bar.low is None or bar.high is None:
            return ""
        return f"{shown(bar.low, self.unit)} – {shown(bar.high, self.unit)}"


def shown(value: float, unit: str) -> str:
    """A value as it is read: ``46 %`` (halves upwards), ``12``, ``1.5 h``; a space in it does not break."""
    match unit:
        case "share":
            return f"{int(100 * value + 0.5)}\N{NO-BREAK SPACE}%"
        case "hours":
            return f"{value:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}h"
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class File:
    """A text file to keep: JSON, CSV or a calendar entry. ``locale`` is what platforms speak of it in."""

    name: str
    media: str
    content: str
    locale: str = "en"

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= NAME or "/" in self.name or len(self.content) > LONGEST_FILE:
            raise ValueError("A file has a short name without folders, and at most eight million characters")
