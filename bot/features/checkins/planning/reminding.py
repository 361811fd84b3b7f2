"""One reminder at most, the day before the close: to everybody, for nobody knows who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.features.checkins import store
from bot.features.checkins.model import Checkin
from bot.kernel.cards import Card, Moment
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.support import support_button

DUTY, BEFORE, LEAST = "checkins.remind", timedelta(days=1), timedelta(days=2)


def remind(bot: Bot, checkin: Checkin) -> None:
    """Called when a check-in opens. What is open for less than two days needs no reminder."""
    if checkin.closes_at - checkin.opened_at >= LEAST:
        at = checkin.closes_at - BEFORE
        bot.see_to(Errand(f"{checkin.key}/remind", DUTY, checkin.course, checkin.id, at))


def on_time(bot: Bot, subject: str) -> Sequence[Delivery]:
    """The duty of the errand; nothing if it has been closed, or is about to be."""
    found = store.get(bot.db, subject, bot.course.id)
    if found is None or bot.now >= found.closes_at:
        return ()
    body = bot.rich("checkin-reminder", when=Moment(found.closes_at))
    card = Card(body=(body,), rows=((support_button(bot, found.course),),))
    key = f"{found.key}/reminder"
    return (Delivery(key, "checkin", "post", found.key, card, found.course, expires=found.closes_at),)
