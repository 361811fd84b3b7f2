"""The line to Slack as everything here sees it: a real one (``wire``), or one that only writes down (``rehearsal``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Line(Protocol):
    """Raises only PlatformErrors. ``granted`` are the scopes that the last answer named."""

    granted: tuple[str, ...]

    async def call(self, method: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """One method of the Web API (``chat.postMessage``) with its arguments."""
        ...

    async def upload(self, url: str, content: bytes) -> None:
        """Bring a file to the address that Slack gave for it."""
        ...

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Answer through the address that came with an act: five times within half an hour."""
        ...
