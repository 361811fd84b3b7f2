"""Files taken apart for checking, whatever they hold: what is in them, where, and what the model refuses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from bot.library.complaints import complaints
from bot.library.finding import Finding, Where
from bot.library.source import Source, parse


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
class Piece:
    """A part of a file that has an id, as it stands there, however broken."""

    file: Path
    source: Source
    at: Where
    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw.get("id", ""))

    @property
    def retired(self) -> bool:
        return self.raw.get("status") == "retired"

    def breach(self, finding: Finding) -> Breach:
        return Breach(self.file, self.source.line((*self.at, *finding.where)), self.id, finding.message)

    def place(self, key: str) -> str:
        """Where a key of it is, for another file's message."""
        return f"{self.file.name}:{self.source.line((*self.at, key))}"


def opened(file: Path) -> Source | Breach:
    """What is in the file, or why it cannot be read."""
    text = ""
    try:
        text = file.read_text("utf-8")
        return parse(text)
    except (yaml.YAMLError, ValueError) as error:
        return _unreadable(file, text, error)


def _unreadable(file: Path, text: str, error: Exception) -> Breach:
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        told = ", ".join(filter(None, (error.context, error.problem)))
        last = len(text.splitlines())  # what is never closed is missed after the end of the file
        return Breach(file, min(mark.line + 1, last), "", f"not YAML that can be read: {told}")
    return Breach(file, 1, "", f"not a text that can be read: {error}")


def refused(data: object, shape: type[BaseModel]) -> list[Finding]:
    """What the model says against it; places start at the file."""
    try:
        shape.model_validate(data)
    except ValidationError as error:
        return list(complaints(error))
    return []


def misshapen(file: Path, source: Source, complained: Sequence[Finding]) -> Iterator[Breach]:
    """The model's complaints, and keys that are written twice."""
    for where, message in complained:
        yield Breach(file, source.line(where), _named(source.data, where), message)
    for line, (where, message) in source.repeated():
        yield Breach(file, line, _named(source.data, where), message)


def _named(data: Any, where: Where) -> str:
    """The id of the innermost part of the file that this place is in."""
    name, here = "", data
    for step in (None, *where):
        here = here if step is None else _inside(here, step)
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            name = here["id"]
    return name


def _inside(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (LookupError, TypeError):
        return None
