"""What students do with a poll that is named: vote, change it, take it back. Every screen says who sees it."""

from __future__ import annotations

from bot.features.checkins.answering import votes
from bot.features.checkins.answering.taking import asked, chosen_of, item_of, too_late
from bot.features.checkins.asking import cards
from bot.features.checkins.asking.cards import REFUSED
from bot.features.checkins.model import Checkin
from bot.kernel.errors import Forged
from bot.kernel.events import Press
from bot.kernel.features import Bot
from bot.kernel.replies import Reply, Update, Whisper


def on_vote(bot: Bot, press: Press, course: str, id_: str, value: str) -> Reply:
    """One option; "prefer not to say" takes a vote back."""
    checkin = asked(bot, id_)
    _, item = item_of(checkin, "0", "choice", "several")
    if not checkin.named or (value != REFUSED and (value not in item.values or item.kind == "several")):
        raise Forged("no such vote")
    return _voted(bot, press, checkin, () if value == REFUSED else (value,))


def on_votes(bot: Bot, press: Press, course: str, id_: str, ticked: str) -> Reply:
    checkin = asked(bot, id_)
    _, item = item_of(checkin, "0", "several")
    if not checkin.named:
        raise Forged("a vote without a name is another button")
    return _voted(bot, press, checkin, chosen_of(item, ticked))


def _voted(bot: Bot, press: Press, checkin: Checkin, chosen: tuple[str, ...]) -> Reply:
    card = too_late(bot, checkin) if checkin.state == "closed" else cards.thanks(bot, checkin)
    if checkin.state == "open":
        votes.keep(bot, press, checkin, chosen)
    return Whisper(card) if checkin.on_card else Update(card)
