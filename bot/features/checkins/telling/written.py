"""What people wrote freely: staff read it once there is enough of it, in mixed order; everybody knows that they do."""

from __future__ import annotations

from collections.abc import Iterator

from bot.features.checkins import store
from bot.features.checkins.model import Checkin
from bot.features.checkins.telling import words
from bot.kernel.cards import Button, Card, Strong, Text, plain
from bot.kernel.errors import UserError
from bot.kernel.events import Press
from bot.kernel.features import Bot
from bot.kernel.replies import Reply, Whisper
from bot.schedule import notices

A_PAGE = 3000


def reading(bot: Bot, checkin: Checkin) -> tuple[Button, ...]:
    """The way to the texts, where there are any."""
    if checkin.result is None or not any(checkin.result.texts):
        return ()
    return (Button(bot.t("texts-button"), "checkin.texts", (checkin.course, checkin.id, "1")),)


def tell_staff(bot: Bot, checkin: Checkin) -> None:
    if buttons := reading(bot, checkin):
        notice = bot.t("texts-notice", name=words.name(bot, checkin), week=checkin.week)
        notices.tell_staff(bot, f"{checkin.key}/texts", Card(bot.t("texts-title"), (notice,), (buttons,)))


def on_texts(bot: Bot, press: Press, course: str, checkin: str, page: str) -> Reply:
    """One page of what was written."""
    found = store.get(bot.db, checkin, course)
    pages = _pages(list(_lines(bot, found))) if found else []
    if found is None or not pages:
        raise UserError("texts-gone")
    here = min(int(page), len(pages))
    more = (Button(bot.t("page-next"), "checkin.texts", (course, checkin, str(here + 1))),)
    rows = (more,) if here < len(pages) else ()
    return Whisper(Card(bot.t("texts-title"), tuple(pages[here - 1]), rows, footer=bot.t("texts-footer")))


def _lines(bot: Bot, checkin: Checkin) -> Iterator[Text | str]:
    """Each question with its texts, in the order in which they were mixed at close."""
    written = checkin.result.texts if checkin.result else ()
    for item, texts in zip(checkin.items, written, strict=False):
        if texts:
            yield (Strong(item.text),)
            yield from (bot.t("texts-line", text=text) for text in texts)


def _pages(lines: list[Text | str]) -> list[list[Text | str]]:
    pages: list[list[Text | str]] = []
    room = 0
    for line in lines:
        room -= len(plain(line)) + 1
        if room < 0:
            pages.append([])
            room = A_PAGE - len(plain(line)) - 1
        pages[-1].append(line)
    return pages
