"""The rows of a spreadsheet as meetings and blocks for the matcher."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from bot.matching.meetings import Meetings
from bot.operator.sheet_people import MEMBERS, Person
from bot.operator.spreadsheet import Findings, Row, table, unharmed

PAIR = {
    "id_a": ("id a", "a", "id1", "id 1", "person a", "first"),
    "id_b": ("id b", "b", "id2", "id 2", "person b", "second"),
}
WHEN = {"round": ("week", "number"), "date": ("day", "when")}
GROUP = {"group": ("group number", "pair"), "id": MEMBERS["id"]}
HISTORY = {**WHEN, **PAIR, **GROUP, "reason": ()}
MOST_SHOWN = 5
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of the members; and by their names, where these are not ids, the ids that they belong to."""

    ids: frozenset[str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Known:
        every = {person.member.id: person.name for person in people}
        return cls(frozenset(every), {name: id_ for id_, name in every.items() if name not in every})


def meetings(files: Sequence[Path], known: Known, findings: Findings) -> Meetings:
    """Who met, by rounds; of several files the first is the oldest."""
    told = [((number, *one), pair) for number, file in enumerate(files) for one, pair in _told(file, known, findings)]
    order = {key: ago for ago, key in enumerate(sorted({key for key, _ in told}, reverse=True), 1)}
    return Meetings.of((*pair, order[key]) for key, pair in told)


def _told(file: Path, known: Known, findings: Findings) -> list[tuple[tuple[int], Pair]]:
    """Each meeting with its round: a line for every two, or the groups of a round as they were written."""
    rows = table(file, HISTORY, PAIR, findings, instead=GROUP)
    if any("id_a" in row.cells for row in rows):
        whens, pairs = _whens(rows, needed=True), _pairs(rows, known, findings)
        return [((when,), pair) for when, pair in zip(whens, pairs, strict=True)]
    return list(_of_groups(rows, known, findings))


def _of_groups(rows: Sequence[Row], known: Known, findings: Findings) -> Iterator[tuple[tuple[int], Pair]]:
    """Whoever had no group met nobody."""
    together: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row, when in zip(rows, _whens(rows, needed=False), strict=True):
        if not row["id"]:
            row.wrong("an id is missing")
        elif row["group"]:
            together[when, row["group"]].append(unharmed(row["id"]))
    _note_strangers(rows, [id_ for group in together.values() for id_ in group], known, findings)
    for (when, _), group in together.items():
        yield from (((when,), pair) for pair in combinations(sorted(set(group)), 2))


def blocks(file: Path, known: Known, findings: Findings) -> frozenset[Pair]:
    """Who is never put together, whoever asked for it."""
    return frozenset(_pairs(table(file, PAIR, PAIR, findings), known, findings))


def _whens(rows: Sequence[Row], needed: bool) -> list[int]:
    """By their numbers, or by their dates where not every line has a number; all at once where none has either."""
    if not needed and not any(row["round"] or row["date"] for row in rows):
        return [0] * len(rows)
    by_number = all(row["round"] for row in rows)
    return [_number_of(row) if by_number else _date_of(row) for row in rows]


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
    """Spreadsheets write dates anew, as the country has them: with dots the day comes first everywhere."""
    dotted = _DOTTED.fullmatch(cell)
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in reversed(dotted.groups())) if dotted else cell)
    except ValueError:
        if "/" in cell:
            raise ValueError(f"{cell} may be one of two days; write 2026-03-31, or number the rounds") from None
        raise ValueError(f"{cell} is not a date like 2026-03-31") from None


def _pairs(rows: Sequence[Row], known: Known, findings: Findings) -> list[Pair]:
    for row in rows:
        if not (row["id_a"] and row["id_b"]):
            row.wrong("an id is missing")
        elif row["id_a"] == row["id_b"]:
            row.wrong(f"{row['id_a']} is named twice")
    pairs = [(row["id_a"], row["id_b"]) for row in rows]
    _note_strangers(rows, [id_ for pair in pairs for id_ in pair if id_], known, findings)
    return pairs


def _note_strangers(rows: Sequence[Row], named: Sequence[str], known: Known, findings: Findings) -> None:
    """Whoever is no member is only worth a word; but a member's name in place of the id would go unheeded."""
    for row, column in ((row, column) for row in rows for column in ("id_a", "id_b", "id")):
        if row[column] in known.names and row[column] not in known.ids:
            row.wrong(f"{row[column]} is a name; write the id, {known.names[row[column]]}")
    strangers = sorted({*named} - known.ids - known.names.keys())
    if strangers:
        shown = ", ".join(strangers[:MOST_SHOWN]) + (", …" if len(strangers) > MOST_SHOWN else "")
        findings.notes.append(f"{rows[0].file}: not among the members (they may have left): {shown}")
