"""Asking how a course's weeks were; taking the figures along; having the weekly note, or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.features.insights import cards, exports, store
from bot.features.insights.cards import WAYS
from bot.kernel import pages
from bot.kernel.cards import Card
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot, Standing
from bot.kernel.options import one_of
from bot.kernel.replies import Reply, Update, Whisper
from bot.kernel.roles import STAFF, Role
from bot.store import courses


def show(
    bot: Bot,
    call: Call,
    file: Annotated[str, "All figures as a file", one_of(WAYS)] = "",
    note: Annotated[str, "For staff: the weekly note to you", one_of(("on", "off"))] = "",
) -> Reply:
    """Show how the course's weeks were, in figures about nobody alone."""
    if note and not bot.is_staff:
        roles = ", ".join(bot.t(f"role-{role}") for role in Role if role in STAFF)
        raise UserError("not-allowed", roles=roles)
    if note:
        return Whisper(_note(bot, call, note))
    return Whisper(_file(bot, file) if file else _overview(bot, call))


def _overview(bot: Bot, call: Call) -> Card:
    weeks = store.weeks(bot.db, bot.course.id)
    quiet = call.person in store.quiet(bot.db, bot.course.id)
    card = cards.overview(bot, weeks, quiet=quiet) if weeks else cards.said(bot, "insights-not-yet")
    return cards.linked(bot, card, pages.link(bot, call))


def _file(bot: Bot, way: str) -> Card:
    weeks = store.weeks(bot.db, bot.course.id)
    if not weeks:
        return cards.said(bot, "insights-not-yet")
    file = exports.file(bot, weeks, way, staff=bot.is_staff)
    return replace(cards.said(bot, "insights-file"), file=file)


def on_file(bot: Bot, press: Press, course: str, way: str) -> Reply:
    """What concerns the class, for everybody in the Space."""
    found = courses.get(bot.db, course)
    if found is None or found.space != press.person.space:
        raise UserError("course-gone")
    return Whisper(_file(replace(bot, standing=Standing(found)), way))


def on_everything(bot: Bot, press: Press, course: str, way: str) -> Reply:
    return Whisper(_file(bot, way))


def on_note(bot: Bot, press: Press, course: str, state: str) -> Reply:
    return Update(_note(bot, press, state))


def _note(bot: Bot, event: Call | Press, state: str) -> Card:
    store.set_quiet(bot.db, bot.course.id, event.person, quiet=state == "off")
    return cards.said(bot, f"insights-note-is-{state}")
