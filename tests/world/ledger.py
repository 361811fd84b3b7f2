"""What a far end remembers: every change to a message, in memory or in a file that outlives whoever writes to it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

What = Literal["said", "edited", "deleted"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something became of a message: ``where`` is the address of the place or person, ``at`` an ISO instant."""

    what: What
    id: str
    where: str
    marker: str
    text: str
    at: str

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Ledger(Protocol):
    """Changes, the oldest first."""

    def add(self, change: Change) -> None: ...

    def __iter__(self) -> Iterator[Change]: ...


@dataclass
class Memory:
    """Kept as long as the object is."""

    changes: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        self.changes.append(change)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)


@dataclass(frozen=True)
class Appended:
    """A file to which each change is appended in one write: whoever dies afterwards, it has happened."""

    file: Path

    def add(self, change: Change) -> None:
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(handle, f"{json.dumps(asdict(change))}\n".encode())
        finally:
            os.close(handle)

    def __iter__(self) -> Iterator[Change]:
        if not self.file.exists():
            return iter(())
        return (Change(**json.loads(line)) for line in self.file.read_text().splitlines())
