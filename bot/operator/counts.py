"""``homeroom prompts stats`` on a terminal: what the library holds, beside what it should hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group
from rich.table import Table

from bot.library.stats import Share, Stats


def shown(locale: str, counted: Stats) -> Group:
    title = f"Prompts ({locale}): {counted.offered} can be asked, of {counted.total}"
    ways = f"{counted.social} social, {counted.course_linked} linked to the course"
    kinds = (
        ("Category", counted.categories),
        ("Depth", counted.depths),
        ("Skill", counted.skills),
        ("For", counted.audiences),
    )
    shares = (_shares(name, shares) for name, shares in kinds)
    return Group(title, ways, *shares, _weeks(counted), _ladders(counted))


def _shares(name: str, shares: Iterable[Share]) -> Table:
    rows = [(s.name, str(s.count), f"{s.share:.0%}", "" if s.target is None else f"{s.target:.0%}") for s in shares]
    return _table((name, "prompts", "share", "target"), rows)


def _weeks(counted: Stats) -> Table:
    rows = [
        (f"week {w.week}", str(w.cap), str(w.prompts), str(w.social), str(w.course_linked), str(w.without_topic))
        for w in counted.weeks
    ]
    return _table(("For a whole class", "depth to", "prompts", "social", "course", "without topic"), rows)


def _ladders(counted: Stats) -> Table:
    rows = [(c.title, c.kind, str(c.deepest), str(c.questions), str(c.plain)) for c in counted.ladders]
    return _table(("Ladder", "for", "depth to", "questions", "always fit"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(head):
        table.add_column(name, justify="right" if index else "left")
    for row in rows:
        table.add_row(*row)
    return table
