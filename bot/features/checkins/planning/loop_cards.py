"""What "you said, we did" looks like: to staff who owe it, and to the class."""

from __future__ import annotations

from bot.features.checkins.model import Checkin
from bot.features.checkins.telling import words
from bot.kernel.cards import Button, Card, Field, Form, Strong
from bot.kernel.features import Bot
from bot.kernel.support import support_button

LONGEST = 1000


def owed(bot: Bot, checkin: Checkin) -> Card:
    """What staff are told: the next one waits for their answer."""
    args = (checkin.course, checkin.id)
    buttons = (
        Button(bot.t("loop-write"), "loop.write", args, "primary"),
        Button(bot.t("loop-nothing"), "loop.nothing", args),
    )
    body = (bot.t("loop-owed-check", name=words.name(bot, checkin), week=checkin.week), bot.t("loop-how"))
    return Card(bot.t("loop-title"), body, (buttons,), footer=bot.t("loop-footer"))


def form(bot: Bot, checkin: Checkin, said: str = "", did: str = "") -> Form:
    fields = (
        Field("said", bot.t("loop-said-label"), "paragraph", bot.t("loop-said-hint"), said, longest=LONGEST),
        Field("did", bot.t("loop-did-label"), "paragraph", bot.t("loop-did-hint"), did, longest=LONGEST),
    )
    return _form(bot, checkin, fields)


def nothing_form(bot: Bot, checkin: Checkin) -> Form:
    hint = bot.t("loop-because-hint")
    return _form(bot, checkin, (Field("did", bot.t("loop-because-label"), "paragraph", hint, longest=LONGEST),))


def _form(bot: Bot, checkin: Checkin, fields: tuple[Field, ...]) -> Form:
    args = (checkin.course, checkin.id)
    return Form(bot.t("loop-title"), "loop.written", fields, args, submit=bot.t("form-submit"))


def for_everybody(bot: Bot, checkin: Checkin, said: str, did: str) -> Card:
    """The answer in the class's own place; with nothing said, why nothing is going to change."""
    heading = bot.t("loop-post-title", name=words.name(bot, checkin), week=checkin.week)
    body = (
        ((Strong(bot.t("loop-you-said")), "\n", said), (Strong(bot.t("loop-we-did")), "\n", did))
        if said
        else ((Strong(bot.t("loop-no-change")), "\n", did),)
    )
    return Card(heading, body, ((support_button(bot, checkin.course),),), footer=bot.t("loop-post-footer"))


def thanks(bot: Bot, checkin: Checkin) -> Card:
    return Card(body=(bot.t("loop-thanks", name=words.name(bot, checkin)),))
