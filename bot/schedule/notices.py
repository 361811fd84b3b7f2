"""What staff should know: said privately to each of them, once."""

from __future__ import annotations

from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.store import courses


def tell_staff(bot: Bot, key: str, card: Card) -> None:
    """A private word to everybody on the staff of the bot's course; the same key is said once."""
    course = bot.course.id
    bot.say(
        *(
            Delivery(f"{key}/{person.id}", "staff notice", "tell", person, card, course, solicited=True)
            for person in courses.staff_of(bot.db, course)
        )
    )
