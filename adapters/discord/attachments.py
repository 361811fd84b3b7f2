"""What is attached to a message on Discord: the drawing of its chart, and its file."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from adapters.discord.wire import Attachment, Refusal
from bot.kernel.cards import Card
from bot.kernel.pictures import Chart

T = TypeVar("T")
Draw = Callable[[Chart], Awaitable[bytes]]
"""A chart as a PNG; empty where it cannot be drawn."""

CHART, PNG, LONGEST_ABOUT, HEAVY = "chart-1.png", "image/png", 1024, 500_000
NOT_ALLOWED, TOO_LARGE = 50013, 40005
_UNNAMED = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attached:
    """The picture and the file of a card, as far as they can go with it."""

    picture: Attachment | None = None
    file: Attachment | None = None

    @property
    def every(self) -> tuple[Attachment, ...]:
        return tuple(one for one in (self.picture, self.file) if one)

    @property
    def listed(self) -> dict[str, Any]:
        """The field of a payload that says what comes with it; none where nothing does."""
        described = [
            {"id": str(number), "filename": one.name} | ({"description": one.about} if one.about else {})
            for number, one in enumerate(self.every)
        ]
        return {"attachments": described} if described else {}

    @property
    def is_heavy(self) -> bool:
        """It may take longer to send than Discord waits for an answer."""
        return sum(len(one.content) for one in self.every) > HEAVY


NOTHING = Attached()


async def nothing_drawn(chart: Chart) -> bytes:
    return b""


async def attach(card: Card, draw: Draw) -> Attached:
    png = await draw(card.chart) if card.chart else b""
    about = card.chart.alt[:LONGEST_ABOUT] if card.chart else ""
    picture = Attachment(CHART, PNG, png, about) if png else None
    file = Attachment(_name(card.file.name), card.file.media, card.file.content.encode()) if card.file else None
    return Attached(picture, file)


def _name(name: str) -> str:
    """Discord renames what has other signs in its name, and then does not know it by its old one."""
    return _UNNAMED.sub("_", name)


async def sent(send: Callable[[Attached], Awaitable[T]], attached: Attached) -> T:
    """Send it all; where Discord refuses what is attached, the words alone: they come first."""
    try:
        return await send(attached)
    except Refusal as refusal:
        if not attached.every or refusal.code not in {NOT_ALLOWED, TOO_LARGE}:
            raise
    return await send(NOTHING)
