"""Pack files taken apart for checking: what is in them, where, and what the model refuses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from bot.library.complaints import complaints
from bot.library.finding import Finding, Where
from bot.library.model import Pack, Prompt
from bot.library.source import Source, parse

HARMLESS: Final = {
    "id": "p-0000",
    "text": "?",
    "rungs": {"tap": ["a", "b", "c"], "finish": "…"},
    "category": "hello",
    "sel": "decisions",
    "depth": 1,
}
"""Stands in for what cannot be understood, so that the rules about the rest can speak."""


@dataclass(frozen=True, order=True)
class Breach:
    """One thing to mend. The line counts from 1; the id is empty when the file itself is at fault."""

    file: Path
    line: int
    prompt_id: str
    message: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (f"{self.file}:{self.line}", self.prompt_id, self.message)))


@dataclass(frozen=True)
class Entry:
    """One prompt as it stands in its file, however broken; `unknown` are the fields that make no sense."""

    file: Path
    source: Source
    index: int
    raw: Mapping[str, Any]
    prompt: Prompt
    unknown: frozenset[str]

    @property
    def id(self) -> str:
        return str(self.raw.get("id", ""))

    @property
    def locale(self) -> str:
        return self.file.parent.name

    def breach(self, finding: Finding) -> Breach:
        line = self.source.line(("prompts", self.index, *finding.where))
        return Breach(self.file, line, self.id, finding.message)

    def place(self, key: str) -> str:
        """Where a key of the prompt is, for another file's message."""
        return f"{self.file.name}:{self.source.line(('prompts', self.index, key))}"


def take_apart(file: Path) -> tuple[list[Breach], list[Entry]]:
    """What is wrong with the shape of a file, and every prompt that can be told apart in it."""
    text = ""
    try:
        text = file.read_text("utf-8")
        source = parse(text)
    except (yaml.YAMLError, ValueError) as error:
        return [_unreadable(file, text, error)], []
    refused = _refused(source.data)
    return list(_misshapen(file, source, refused)), list(_entries(file, source, refused))


def _unreadable(file: Path, text: str, error: Exception) -> Breach:
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        told = ", ".join(filter(None, (error.context, error.problem)))
        last = len(text.splitlines())  # what is never closed is missed after the end of the file
        return Breach(file, min(mark.line + 1, last), "", f"not YAML that can be read: {told}")
    return Breach(file, 1, "", f"not a text that can be read: {error}")


def _refused(data: object) -> list[Finding]:
    try:
        Pack.model_validate(data)
    except ValidationError as error:
        return list(complaints(error))
    return []


def _misshapen(file: Path, source: Source, refused: Sequence[Finding]) -> Iterator[Breach]:
    for where, message in refused:
        yield Breach(file, source.line(where), _named(source.data, where), message)
    for line, (where, message) in source.repeated():
        yield Breach(file, line, _named(source.data, where), message)


def _named(data: Any, where: Where) -> str:
    """The id of the prompt that this place is in."""
    match where:
        case "prompts", int(index), *_ if isinstance(data["prompts"][index], dict):
            return str(data["prompts"][index].get("id", ""))
        case _:
            return ""


def _entries(file: Path, source: Source, refused: Sequence[Finding]) -> Iterator[Entry]:
    prompts = source.data.get("prompts") if isinstance(source.data, dict) else None
    for index, raw in enumerate(prompts if isinstance(prompts, list) else []):
        if isinstance(raw, dict):
            at_fault = {str(f.where[2]) for f in refused if f.where[:2] == ("prompts", index) and f.where[2:]}
            good = {key: value for key, value in raw.items() if isinstance(key, str) and key not in at_fault}
            prompt = Prompt.model_validate(HARMLESS | good)
            yield Entry(file, source, index, raw, prompt, frozenset(at_fault))
