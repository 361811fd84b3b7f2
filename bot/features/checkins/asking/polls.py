"""Polls: staff write a question and its answers, see what students will see, and ask it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.features.checkins import store
from bot.features.checkins.asking import opening, rehearsing, starting
from bot.features.checkins.model import Checkin, Item
from bot.kernel.cards import Button, Card, Channel
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import TEXT, Kind
from bot.kernel.replies import Reply, Update, Whisper
from bot.kernel.text import clean
from bot.schedule.aftermath import unbar

FEWEST, MOST, LONGEST, QUESTION = 2, 10, 60, 300
SHORTEST_TIME, LONGEST_TIME = timedelta(hours=1), timedelta(days=28)
KEPT = timedelta(days=1)
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LASTING = re.compile(r"(\d{1,3})\s*(h|hours?|d|days?|w|weeks?)")


def _question(raw: object) -> str:
    text = str(TEXT.read(raw))
    if len(text) > QUESTION:
        raise UserError("poll-question-long", most=QUESTION)
    return text


def _options(raw: object) -> tuple[str, ...]:
    """Parted by semicolons or lines."""
    found = [clean(part) for part in re.split(r"[;\n]", str(raw))]
    options = [part for part in found if part]
    if not FEWEST <= len(options) <= MOST:
        raise UserError("poll-options-amount", count=len(options))
    if long := [option for option in options if len(option) > LONGEST]:
        raise UserError("poll-option-long", most=LONGEST, got=long[0])
    _refuse_twins(options)
    return tuple(options)


def _refuse_twins(options: Sequence[str]) -> None:
    folded = [option.casefold() for option in options]
    for number, option in enumerate(options):
        if folded[number] in folded[:number]:
            raise UserError("poll-options-twice", got=option)


def _lasting(raw: object) -> str:
    """How long, as it was written."""
    lasts(str(raw))
    return clean(str(raw)).lower()


def lasts(text: str) -> timedelta:
    """``12 hours``, ``2 days``, ``1w``."""
    found = _LASTING.fullmatch(text.strip().lower())
    time = int(found[1]) * UNITS[found[2][0]] if found else timedelta()
    if not SHORTEST_TIME <= time <= LONGEST_TIME:
        raise UserError("expected-duration", got=text[:40])
    return time


QUESTIONS = Kind("text", "text", _question)
OPTIONS = Kind("list", "text", _options)
LASTING = Kind("duration", "text", _lasting)


def ask(
    bot: Bot,
    call: Call,
    question: Annotated[str, "What you would like to know", QUESTIONS],
    options: Annotated[tuple[str, ...], "Two to ten answers, with ; between them", OPTIONS],
    several: Annotated[bool, "May people choose more than one? yes or no"] = False,
    named: Annotated[bool, "Do staff see who chose what? yes or no"] = False,
    open_for: Annotated[str, "How long it is open: 12 hours, 2 days", LASTING] = "2 days",
) -> Reply:
    """Ask the class a question with answers to tap; you see it first as students will."""
    store.drop_drafts(bot.db, bot.course.id, bot.now - KEPT)
    item = Item(question, "several" if several else "choice", options)
    made = opening.of(bot, opening.Wanted("", "poll", question[:80], (item,)), bot.course.home)
    draft = replace(made, state="draft", named=named, closes_at=bot.now + lasts(open_for))
    store.add(bot.db, draft)
    return Whisper(_look(bot, draft, open_for))


def _look(bot: Bot, draft: Checkin, open_for: str) -> Card:
    shown = rehearsing.screen(bot, draft, draft.id, rehearsing.FIRST)
    words = bot.rich("poll-look", place=Channel(draft.place), lasts=open_for)
    go = Button(bot.t("poll-ask-it"), "poll.ask", (draft.course, draft.id), "primary")
    return replace(shown, body=(words, *shown.body[1:]), rows=(*shown.rows, (go,)))


def on_ask(bot: Bot, press: Press, course: str, id_: str) -> Reply:
    draft = store.get(bot.db, id_, bot.course.id)
    if draft is None:
        raise UserError("checkin-gone")
    delivery = opening.ask_now(bot, draft)
    if delivery is None:
        raise UserError("checkin-was-asked")
    unbar(bot.db, draft.place)
    bot.say(delivery)
    opened = store.get(bot.db, id_, bot.course.id) or draft
    return Update(starting.said(bot, opened))
