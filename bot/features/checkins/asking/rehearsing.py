"""What a student will see, before anybody is asked: the same screens, one after the other, and nothing is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.features.checkins import store
from bot.features.checkins.asking import cards, opening
from bot.features.checkins.model import Checkin
from bot.kernel.cards import Button, Card, Row
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import from_source
from bot.kernel.replies import Reply, Update, Whisper
from bot.kernel.support import OPEN

FIRST = 0
CHECKIN = from_source("checkin")


def preview(
    bot: Bot, call: Call, kind: Annotated[str, "Which: pulse, connection, exit, or one of your own", CHECKIN]
) -> Reply:
    """Show exactly what a student will see; nothing is counted."""
    asked = opening.wanted(bot, kind)
    checkin = opening.of(bot, asked, bot.course.home)
    return Whisper(screen(bot, checkin, asked.id, FIRST))


def on_rehearse(bot: Bot, press: Press, course: str, source: str, *step: str) -> Reply:
    """The next screen; behind the step is only what tells one button from another."""
    draft = store.get(bot.db, source, bot.course.id)
    checkin = draft or opening.of(bot, opening.wanted(bot, source), bot.course.home)
    return Update(screen(bot, checkin, source, min(int(step[0]), len(checkin.items) + 1)))


def screen(bot: Bot, checkin: Checkin, source: str, step: int) -> Card:
    """The screen of a step: what everybody sees, then each question that is not on it, then thanks.

    ``source`` is what it was made from: an instrument's id, or a draft's.
    """
    shown = _shown(bot, checkin, step)
    onward = len(checkin.items) + 1 if checkin.on_card else step + 1
    rows = tuple(_harmless(row, (checkin.course, source, str(onward)), number) for number, row in enumerate(shown.rows))
    return replace(shown, body=(bot.t("checkin-look"), *shown.body), rows=rows)


def _shown(bot: Bot, checkin: Checkin, step: int) -> Card:
    if step == FIRST:
        return cards.for_everybody(bot, checkin)
    return cards.question(bot, checkin, step - 1) if step <= len(checkin.items) else cards.thanks(bot, checkin)


def _harmless(row: Row, args: tuple[str, ...], number: int) -> Row:
    """Every button leads to the next screen, but for the way to help, which is real."""
    if not isinstance(row, tuple):
        return row
    return tuple(_rehearsed(button, (*args, f"{number}{place}")) for place, button in enumerate(row))


def _rehearsed(button: Button, args: tuple[str, ...]) -> Button:
    return button if button.action == OPEN else replace(button, action="checkin.rehearse", args=args)
