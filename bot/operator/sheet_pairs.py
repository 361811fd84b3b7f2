"""The rows of a spreadsheet as meetings and blocks for the matcher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.matching.people import Met
from bot.operator.spreadsheet import Findings, Row, table

PAIR = {
    "id_a": ("id a", "a", "id1", "id 1", "person a", "first"),
    "id_b": ("id b", "b", "id2", "id 2", "person b", "second"),
}
HISTORY = {"round": ("week", "number"), "date": ("day", "when"), **PAIR}
MOST_SHOWN = 5

Pair = tuple[str, str]


def meetings(file: Path, known: frozenset[str], findings: Findings) -> tuple[Met, ...]:
    """Who met; rounds are put in order by their numbers, or by their dates where not every line has a number."""
    rows = table(file, HISTORY, PAIR, findings)
    by_number = all(row["round"] for row in rows)
    keys = [_number_of(row) if by_number else _date_of(row) for row in rows]
    order = {key: ago for ago, key in enumerate(sorted({*keys}, reverse=True), 1)}
    pairs = _pairs(rows, known, findings)
    return tuple(Met(*pair, order[key]) for pair, key in zip(pairs, keys, strict=True))


def blocks(file: Path, known: frozenset[str], findings: Findings) -> frozenset[Pair]:
    """Who is never put together, whoever asked for it."""
    return frozenset(_pairs(table(file, PAIR, PAIR, findings), known, findings))


def _number_of(row: Row) -> int:
    row.read("date", _date, date.min)
    return row.read("round", _whole, 0)


def _date_of(row: Row) -> int:
    if not row["date"]:
        row.wrong("there is no date, and not every line has a round" if row["round"] else "there is no round or date")
    return row.read("date", _date, date.min).toordinal()


def _whole(cell: str) -> int:
    if not cell.isdecimal():
        raise ValueError(f"{cell} is not a whole number")
    return int(cell)


def _date(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{cell} is not a date like 2026-03-31") from None


def _pairs(rows: Sequence[Row], known: frozenset[str], findings: Findings) -> list[Pair]:
    for row in rows:
        if not (row["id_a"] and row["id_b"]):
            row.wrong("an id is missing")
        elif row["id_a"] == row["id_b"]:
            row.wrong(f"{row['id_a']} is named twice")
    pairs = [(row["id_a"], row["id_b"]) for row in rows]
    strangers = sorted({id_ for pair in pairs for id_ in pair if id_} - known)
    if strangers:
        shown = ", ".join(strangers[:MOST_SHOWN]) + (", …" if len(strangers) > MOST_SHOWN else "")
        findings.notes.append(f"{rows[0].file}: not among the members (they may have left): {shown}")
    return pairs
