"""What the adapter asks of Discord, one request at a time: the seam at which a rehearsal can stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_NUMBER = re.compile(r"/(\d+)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``about`` says in words what it shows."""

    name: str
    media: str
    content: bytes
    about: str = ""


class Wire(Protocol):
    """One attempt each; ``path`` may end in a query."""

    async def request(self, method: str, path: str, json: Any = None, files: Sequence[Attachment] = ()) -> Any:
        """The answer's JSON. Raises Refusal, RateLimited, Unclear, or Closed; gives up after 30 seconds."""
        ...


@dataclass(eq=False)
class Refusal(Exception):
    """Discord said no: the HTTP status, its own code (0 where it has none), and its words."""

    status: int
    code: int
    words: str = ""

    def __str__(self) -> str:
        return f"{self.status} {self.code} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Way:
    """A path as Discord counts requests to it: the template, its numbers, and the bucket they fall into."""

    template: str
    values: dict[str, str]
    bucket: str


def way(method: str, path: str) -> Way:
    """Discord limits each method and path by itself, per channel or server (its first number)."""
    names = {"channels": "channel_id", "guilds": "guild_id"}
    first = names.get(path.split("/")[1], "n0")
    values: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        key = first if not values else f"n{len(values)}"
        values[key] = match[1]
        return f"/{{{key}}}"

    template = _NUMBER.sub(name, path)
    return Way(template, values, f"{method} {template} {values.get(first, '')}")
