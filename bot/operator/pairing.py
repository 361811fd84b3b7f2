"""`homeroom pair`: a round for somebody who has only a spreadsheet, by the same matcher as the bot's."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bot.kernel import hours
from bot.kernel.reasons import sentence
from bot.kernel.text import t
from bot.matching.people import Group, Outcome, Problem, Rules
from bot.operator.sheet_pairs import Known, blocks, meetings
from bot.operator.sheet_people import Person, people
from bot.operator.spreadsheet import Findings, written
from bot.operator.targets import must_take
from bot.trouble import Mistake


class WrongFiles(Mistake):
    """Everything that has to be mended in the files."""

    def __init__(self, problems: Sequence[str]) -> None:
        counted = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"{counted} to mend; nothing was written")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Files:
    """What is read, and what is written."""

    members: Path
    out: Path
    history: tuple[Path, ...] = ()
    blocks: Path | None = None
    explain: Path | None = None

    @property
    def read(self) -> tuple[Path, ...]:
        return tuple(filter(None, (self.members, *self.history, self.blocks)))

    @property
    def written(self) -> tuple[Path, ...]:
        return tuple(filter(None, (self.out, self.explain)))


def pair(files: Files, rules: Rules, seed: int, week: date) -> tuple[list[str], list[str]]:
    """Writes the round; returns what to say of it, and what to say of the files.

    Raises WrongFiles before anything is written.
    """
    _distinct(files)
    findings = Findings()
    there = people(files.members, week, findings)
    problem = _problem(there, files, rules, findings)
    if findings.problems:
        raise WrongFiles(findings.in_order())
    from bot.matching.rounds import match

    outcome = match(Problem(**problem, rules=rules, seed=seed))
    rows = _Rows({person.member.id: person for person in there}, week)
    contents = {files.out: written(rows.table(outcome))}
    if files.explain:
        contents[files.explain] = rows.explanation(outcome, {"seed": seed, "week": str(week), **asdict(rules)})
    _write(contents)
    return _summary(outcome, files), findings.notes


def _distinct(files: Files) -> None:
    paths = [path.absolute() for path in (*files.read, *files.written)]
    for path in files.written:
        if paths.count(path.absolute()) > 1:
            raise Mistake(f"{path} would be overwritten; write to another file")


def _problem(there: Sequence[Person], files: Files, rules: Rules, findings: Findings) -> dict[str, Any]:
    members = tuple(person.member for person in there)
    known = Known.of(there)
    if rules.kind != "mentors" and any(member.capacity != 1 for member in members):
        findings.notes.append(f"{files.members}: capacity only counts with --kind mentors")
    return {
        "members": members,
        "met": meetings(files.history, known, findings),
        "apart": blocks(files.blocks, known, findings) if files.blocks else frozenset(),
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Groups are numbered as they come; who has none comes last, with why."""

    people: Mapping[str, Person]
    week: date

    def table(self, outcome: Outcome) -> Iterator[tuple[object, ...]]:
        yield "group", "id", "reason"
        for number, group in enumerate(outcome.groups, 1):
            for id_ in group.members:
                yield number, id_, _why(group)
        for person in outcome.unplaced:
            yield "", person.id, _say(f"no-place-{person.why}")

    def explanation(self, outcome: Outcome, settings: Mapping[str, object]) -> str:
        found = {
            "settings": settings,
            "proved": outcome.bound,
            "cost": dict(outcome.cost),
            "groups": [self._group(number, group) for number, group in enumerate(outcome.groups, 1)],
            "unplaced": [
                {"id": one.id, "why": one.why, "sentence": _say(f"no-place-{one.why}")} for one in outcome.unplaced
            ],
        }
        return json.dumps(found, indent=2, ensure_ascii=False) + "\n"

    def _group(self, number: int, group: Group) -> dict[str, Any]:
        members = [self._member(self.people[id_], group) for id_ in group.members]
        return {"group": number, "members": members, "sentence": _why(group), "facts": group.reason._asdict()}

    def _member(self, person: Person, group: Group) -> dict[str, Any]:
        """With the windows that the group shares, by this person's clock."""
        shared = [str(hours.window(*window, person.zone, self.week)) for window in group.reason.windows]
        return {"id": person.member.id, "name": person.name, "free": shared}


_say = partial(t, locale="en")


def _why(group: Group) -> str:
    return sentence(group.reason, _say)


def _write(contents: Mapping[Path, str]) -> None:
    """All of them or none: nothing takes its place before everything has been written."""
    texts = {must_take(path): text for path, text in contents.items()}
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in texts}
    try:
        for path, draft in drafts.items():
            draft.write_text(texts[path], "utf-8", newline="")
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _summary(outcome: Outcome, files: Files) -> list[str]:
    sizes = Counter(len(group.members) for group in outcome.groups)
    made = ", ".join(f"{count} of {size} people" for size, count in sorted(sizes.items()))
    again = sum(bool(group.reason.times) for group in outcome.groups)
    groups = "1 group" if len(outcome.groups) == 1 else f"{len(outcome.groups)} groups"
    lines = [f"{files.out}: {groups}{made and f' ({made})'}; with people who met before: {again}."]
    if outcome.groups and outcome.bound is not None:
        lines.append(f"Proved to reach {outcome.bound:.1%} of the best possible round.")
    return lines + [f"Without a group: {one.id}. {_say(f'no-place-{one.why}')}" for one in outcome.unplaced]
