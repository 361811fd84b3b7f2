"""Problems and rounds as bytes, for the solver's own process: lines of JSON, numbers of meetings as packed arrays.

A line is ``[what it holds, payload]``, and an empty one ends a question or an answer.
Lines are short, so that a thread that makes them never keeps others waiting.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from bot.matching.late import Change
from bot.matching.meetings import Meetings
from bot.matching.people import Group, Member, Outcome, Problem, Reason, Rules, Unplaced

END = b"\n"
T = TypeVar("T")
_COLUMNS = ("one", "other", "ago")  # of meetings
ROWS, MEETINGS = 500, 20_000  # a line takes a few milliseconds


@dataclass(frozen=True, slots=True)
class Asked:
    """What the solver is asked for: a round, or, with a change, a place for those whom it concerns."""

    problem: Problem
    change: Change | None = None


_THAW: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    Member: {"hours": lambda text: int(text, 16), "languages": frozenset, "interests": frozenset},
    Reason: {"languages": tuple, "interests": tuple, "windows": lambda found: tuple(map(tuple, found))},
    Rules: {},
    Unplaced: {},
}
_FREEZE: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {  # sets are sorted: the same is written the same
    Member: {"hours": lambda bits: f"{bits:x}", "languages": sorted, "interests": sorted}
}


def _names(kind: Any) -> tuple[str, ...]:
    """Of the fields of a value."""
    names: tuple[str, ...] = kind.__match_args__
    return names


def _places(kind: type, made: Mapping[str, Callable[[Any], Any]]) -> Sequence[tuple[int, Callable[[Any], Any]]]:
    """What is made of the fields of a value, by where they are in a row."""
    return [(at, made[name]) for at, name in enumerate(_names(kind)) if name in made]


def _writer(kind: type) -> Callable[[Any], list[Any]]:
    """Of a flat value a list, in the order of its fields."""
    frozen, values = _places(kind, _FREEZE.get(kind, {})), attrgetter(*_names(kind))

    def write(value: Any) -> list[Any]:
        row = list(values(value))
        for at, freeze in frozen:
            row[at] = freeze(row[at])
        return row

    return write


def _rows(name: str, kind: type, values: Iterable[Any]) -> Iterator[bytes]:
    for some in _batches(values, ROWS):
        yield _line(name, list(map(_writer(kind), some)))


def _batches(values: Iterable[T], most: int) -> Iterator[list[T]]:
    found = iter(values)
    while batch := list(islice(found, most)):
        yield batch


def _line(name: str, payload: Any) -> bytes:
    return json.dumps([name, payload], ensure_ascii=False, separators=(",", ":"), default=dict).encode() + b"\n"


def _reader(kind: type[T]) -> Callable[[Sequence[Any]], T]:
    thawed = _places(kind, _THAW[kind])

    def read(row: Sequence[Any]) -> T:
        values = list(row)
        for at, thaw in thawed:
            values[at] = thaw(values[at])
        return kind(*values)

    return read


def ask(asked: Asked) -> Iterator[bytes]:
    """The lines of a problem, a few milliseconds each."""
    problem, change = asked.problem, asked.change
    yield _line("rules", _writer(Rules)(problem.rules))
    yield _line("seed", problem.seed)
    yield from _rows("members", Member, problem.members)
    yield from _met(problem.met)
    for pairs in _batches(sorted(problem.apart), ROWS):
        yield _line("apart", pairs)
    for groups in _batches(problem.fixed, ROWS):
        yield _line("fixed", groups)
    if change:
        yield _line("change", [change.groups, change.newcomers, sorted(change.gone)])


def _met(met: Meetings) -> Iterator[bytes]:
    for some in _batches(met.ids, ROWS):
        yield _line("ids", some)
    for name in _COLUMNS:
        column: array[int] = getattr(met, name)
        for start in range(0, len(column), MEETINGS):
            yield _line(name, b64encode(column[start : start + MEETINGS].tobytes()).decode())


def asked(lines: Iterable[bytes]) -> Asked:
    """What ``ask`` wrote."""
    found = _gathered(lines)
    members = tuple(map(_reader(Member), found["members"]))
    [change] = found["change"] or [None]
    problem = Problem(
        members,
        Meetings(tuple(found["ids"]), *(_column(found[name]) for name in _COLUMNS)),
        frozenset((one, other) for one, other in found["apart"]),
        tuple(map(tuple, found["fixed"])),
        _reader(Rules)(found["rules"]),
        found["seed"][0],
    )
    return Asked(problem, change and Change(tuple(map(tuple, change[0])), tuple(change[1]), frozenset(change[2])))


def _gathered(lines: Iterable[bytes]) -> Mapping[str, list[Any]]:
    """Everything said under each name, one after the other."""
    found: dict[str, list[Any]] = {name: [] for name in _LINES}
    for line in lines:
        name, payload = json.loads(line)
        found[name].extend(payload if isinstance(payload, list) and name != "change" else [payload])
    return found


_LINES = (
    *("rules", "seed", "members", "ids", *_COLUMNS, "apart", "fixed", "change"),
    *("groups", "unplaced", "cost", "bound"),
)


def _column(packed: Iterable[str]) -> array[int]:
    return array("I", b"".join(map(b64decode, packed)))


def answer(outcome: Outcome) -> Iterator[bytes]:
    """The lines of a round."""
    for groups in _batches(outcome.groups, ROWS):
        yield _line("groups", groups)
    yield from _rows("unplaced", Unplaced, outcome.unplaced)
    yield _line("cost", dict(outcome.cost))
    yield _line("bound", outcome.bound)


def answered(lines: Iterable[bytes]) -> Outcome:
    """What ``answer`` wrote."""
    found, reason = _gathered(lines), _reader(Reason)
    return Outcome(
        tuple(Group(tuple(members), reason(why)) for members, why in found["groups"]),
        tuple(map(_reader(Unplaced), found["unplaced"])),
        found["cost"][0],
        found["bound"][0],
    )
