"""``/me`` and its buttons: somebody looks at what is kept about them, takes it along, or has it erased."""

from __future__ import annotations

from bot.features.people import cards, export, record
from bot.kernel.cards import Card
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.replies import Reply, Update, Whisper


def show(bot: Bot, call: Call) -> Reply:
    """See what is kept about you, take it along as a file, or have it erased."""
    return Whisper(cards.hub(bot, record.read(bot, call.person)))


def on_show(bot: Bot, press: Press) -> Reply:
    return Update(cards.hub(bot, record.read(bot, press.person)))


def on_look(bot: Bot, press: Press) -> Reply:
    """The rows of the table that was chosen."""
    table = next(iter(press.values), "")
    if table not in {kept.table.name for kept in bot.house.keeps if kept.export}:
        raise UserError("me-gone-already")
    return Update(cards.shelf(bot, table, record.read(bot, press.person)))


def on_file(bot: Bot, press: Press) -> Reply:
    shelves = record.read(bot, press.person)
    return Whisper(Card(body=(bot.t("me-file-here"),), file=export.file(bot, press.person, shelves)))


def on_stop(bot: Bot, press: Press) -> Reply:
    """They take part in nothing any more; nothing is erased."""
    record.stop(bot, press.person)
    return Update(cards.stopped(bot))


def on_erase(bot: Bot, press: Press) -> Reply:
    """Nothing happens yet: this says what would."""
    shelves = record.read(bot, press.person)
    if not shelves:
        return Update(cards.hub(bot, shelves))
    return Update(cards.warning(bot, shelves, record.left_alone(bot, press.person)))


def on_erase_now(bot: Bot, press: Press) -> Reply:
    """Also where nothing is shown: some of what is kept for a while may only be erased."""
    before = record.read(bot, press.person)
    record.erase(bot, press.person)
    return Update(cards.said(bot, "me-erased" if before else "me-gone-already"))
