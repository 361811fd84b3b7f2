"""Words for what tests of icebreakers do and look at again and again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.features.icebreakers.tables import posts
from bot.kernel.cards import Button, Card, Moment, Strong
from bot.kernel.places import Place
from bot.library.load import Library
from tests.world.school import School, Someone, card_of, words

GARDEN = Place("fake:1", "garden")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def schedule(who: Someone, days: str = "tue, thu", at: str = "10:00", **more: object) -> str:
    return words(await who.call("icebreaker schedule", days=days, at=at, **more))


async def asked(school: School) -> list[tuple[datetime, str, str]]:
    """When, where and what: everything that was asked, in its order."""
    rows = await school.read(select(posts).order_by(posts.c.at, posts.c.id))
    return [(row.at, str(row.place), row.question["text"]) for row in rows]


async def ids(school: School) -> list[str]:
    return [row.prompt for row in await school.read(select(posts.c.prompt).order_by(posts.c.at, posts.c.id))]


def ahead(preview: Any) -> list[tuple[datetime, str]]:
    """The turns of a preview, and what each will ask; nothing where it is skipped."""
    lines = [line for line in card_of(preview).body if not isinstance(line, str)]
    found = []
    for line in lines:
        [instant] = [part.instant for part in line if isinstance(part, Moment)]
        found.append((instant, "".join(part.strong for part in line if isinstance(part, Strong))))
    return found


def small(library: Library, size: int) -> Library:
    """A library that is soon empty: shallow questions that fit in every week."""
    fitting = [p for p in library.offered if p.depth == 1 and "class" in p.audience and not p.placeholders]
    return Library("en", tuple(p.model_copy(update={"arc": None, "not_within_weeks_of": ()}) for p in fitting[:size]))


async def thread(school: School) -> list[str]:
    """What stands under the question."""
    await school.settle()
    return [card.words for card in school.platform.standing(school.platform.posts()[0].thread)]


def label(card: Card, action: str) -> str:
    return next(c.label for c in card.controls if isinstance(c, Button) and c.action == f"icebreaker.{action}")


def tap(card: Card) -> str:
    return label(card, "tap")


async def write(who: Someone, card: Card, line: str, how: str = "thread", rung: str = "line") -> Any:
    return await who.fill(await who.press(card, label(card, rung)), text=line, how=how)
