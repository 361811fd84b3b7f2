"""CSV as spreadsheets write it: read with line numbers and every problem noted; written so that no cell is run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)
_FOREIGN = {
    b"PK\x03\x04": "a workbook",
    b"\xd0\xcf\x11\xe0": "a workbook",
    b"%PDF": "a PDF",
    b"<": "a web page",
}
SHOWN = 200  # of the names of columns
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Findings:
    """What is wrong with the files (then nothing is done), and what is only worth a word."""

    problems: list[tuple[str, int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, file: object, line: int, what: str) -> None:
        self.problems.append((str(file), line, what))

    def in_order(self) -> list[str]:
        """The problems, file by file and line by line."""
        files = list(dict.fromkeys(file for file, _, _ in self.problems))
        found = sorted(self.problems, key=lambda problem: (files.index(problem[0]), problem[1]))
        return [f"{file}:{line}: {what}" for file, line, what in found]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: cells by the name of their column, stripped; empty where there is none."""

    file: str
    line: int
    cells: Mapping[str, str]
    findings: Findings

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def wrong(self, what: str) -> None:
        self.findings.wrong(self.file, self.line, what)

    def read(self, name: str, reader: Callable[[str], T], nothing: T) -> T:
        """A cell that is not empty through a reader, whose ValueError is a problem of this line."""
        try:
            return reader(self[name]) if self[name] else nothing
        except ValueError as error:
            self.wrong(f"{name}: {error}")
            return nothing


Columns = Mapping[str, Sequence[str]]  # the name of a column, and what else it may be called


def table(
    file: Path, columns: Columns, needed: Iterable[str], findings: Findings, instead: Iterable[str] = ()
) -> list[Row]:
    """The rows of a file, or none with the reasons among the problems; ``instead``: columns that will do as well."""
    text = _text(file, findings)
    if text is None:
        return []
    header, *records = [*_records(file, text, findings)] or [(1, ())]
    if not any(header[1]):
        findings.wrong(file, 1, f"the first line must name the columns, such as {','.join(needed)}")
        return []
    places = _places(file, header, columns, findings)
    missing = [name for name in needed if name not in places]
    if missing and instead and places.keys() >= {*instead}:
        missing = []
    for name in missing:
        others, seen = ", ".join(columns[name]), ", ".join(filter(None, header[1]))[:SHOWN]
        findings.wrong(file, header[0], f"there is no column {name} (it may be called {others}), only: {seen}")
    return [] if missing else [*_rows(file, records, (len(header[1]), places), findings)]


def _text(file: Path, findings: Findings) -> str | None:
    raw = file.read_bytes()
    if what := next((what for start, what in _FOREIGN.items() if raw.lstrip().startswith(start)), None):
        findings.wrong(file, 1, f"this is {what}; save it as CSV (“CSV UTF-8”) first")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.notes.append(f"{file}: not UTF-8, read as Windows text; look at the names in the result")
        return raw.decode("cp1252", "replace")


def _records(file: Path, text: str, findings: Findings) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines with something in them, and the number of the line where each begins."""
    named = _SEPARATOR.match(text)
    line = 2 if named else 1
    rest = text[named.end() if named else 0 :]
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=named[1] if named else _delimiter(rest), strict=True)
    before = line
    try:
        for record in reader:
            if any(map(str.strip, record)):
                yield line, [cell.strip() for cell in record]
            line = before + reader.line_num
    except csv.Error as error:
        findings.wrong(file, line, f"{error}; is a quotation mark missing?")


def _delimiter(text: str) -> str:
    """The one that is used most between the names of the columns."""
    head = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(DELIMITERS, key=head.count)


def _places(file: Path, header: tuple[int, Sequence[str]], columns: Columns, findings: Findings) -> dict[str, int]:
    """In which cell each known column is: under its own name, or else under the first of the others."""
    line, cells = header
    named = [_plain(cell) for cell in cells]
    for name in sorted({name for name in named if name and named.count(name) > 1}):
        findings.wrong(file, line, f"there are two columns {name}")
    ways = {column: [_plain(name) for name in (column, *others)] for column, others in columns.items()}
    found = {
        column: named.index(next(name for name in names if name in named))
        for column, names in ways.items()
        if any(name in named for name in names)
    }
    unused = [cell for place, cell in enumerate(cells) if cell and place not in found.values()]
    if unused:
        findings.notes.append(f"{file}: not used: {', '.join(unused)}")
    return found


def _plain(name: str) -> str:
    """``Time Zone`` and ``time_zone`` are the same column."""
    return re.sub(r"[\s_\-]+", " ", name.casefold()).strip()


def _rows(
    file: Path, records: Iterable[tuple[int, Sequence[str]]], shape: tuple[int, Mapping[str, int]], findings: Findings
) -> Iterator[Row]:
    width, places = shape
    for line, cells in records:
        row = Row(str(file), line, {n: cells[i] for n, i in places.items() if i < len(cells)}, findings)
        if len(cells) > width and any(cells[width:]):
            row.wrong(f"{len(cells)} cells, but {width} columns; put a cell that has the separator in it in quotes")
        elif any(_SHORTENED.fullmatch(cell) for cell in row.cells.values()):
            row.wrong("the spreadsheet has shortened a long number; format its column as text, and save again")
        else:
            yield row


def harmless(cell: str) -> str:
    """What a spreadsheet would run as a formula becomes text for it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unharmed(cell: str) -> str:
    """The same cell as it was before ``harmless``."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def written(rows: Iterable[Sequence[object]]) -> str:
    """CSV with the marks that spreadsheets need to see UTF-8 in it."""
    to = io.StringIO(newline="")
    csv.writer(to).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + to.getvalue()
