"""A closed check-in is told: its card says that it is closed, and under it everybody reads the same results."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.checkins.model import Checkin
from bot.features.checkins.planning import loop
from bot.features.checkins.telling import cards, written
from bot.features.checkins.telling.cards import Page
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot

KIND = "checkin result"


def published(bot: Bot, checkin: Checkin) -> Sequence[Delivery]:
    """What is said once a check-in is closed and its result is stored, in the same transaction.

    To everybody the results, in the check-in's place; to staff what they owe the class for it, and that there is
    something to read. ``bot`` speaks the language of the course. Raises ValueError without a result.
    """
    if checkin.result is None:
        raise ValueError(f"check-in {checkin.id} has no result")
    written.tell_staff(bot, checkin)
    loop.begin(bot, checkin)
    ended = Delivery(f"{checkin.key}/closed", KIND, "edit", checkin.key, cards.closed(bot, checkin), checkin.course)
    return (ended, *(_page(bot, checkin, page) for page in cards.pages(bot, checkin, checkin.result)))


def _page(bot: Bot, checkin: Checkin, page: Page) -> Delivery:
    key = f"{checkin.key}/result/{page.number}"
    return Delivery(key, KIND, "post", checkin.place, cards.result(bot, checkin, page), checkin.course)
