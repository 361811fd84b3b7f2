"""Whoever asks for results reads what everybody reads: nothing before the close, the same figures after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Annotated

from bot.features.checkins import store
from bot.features.checkins.answering import votes
from bot.features.checkins.asking.cards import label
from bot.features.checkins.model import KINDS, Checkin, Kind
from bot.features.checkins.telling import cards, written
from bot.kernel.cards import Button, Card, Moment, Text
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import one_of
from bot.kernel.replies import Reply, Update, Whisper

CHECKS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "poll")
NAMES = 2800
"""So many characters of names are listed of all options together."""


def of_poll(bot: Bot, call: Call) -> Reply:
    """Show the results of the last poll that was closed."""
    return _last(bot, ("poll",), "results-none-poll")


def of_check(
    bot: Bot, call: Call, kind: Annotated[str, "Which kind; the last of any if you name none", one_of(CHECKS)] = ""
) -> Reply:
    """Show the results of the last check-in that was closed."""
    return _last(bot, tuple(one for one in CHECKS if kind in ("", one)), "results-none")


def _last(bot: Bot, kinds: Sequence[Kind], none: str) -> Reply:
    """The newest that is closed; of one that is still open, when everybody will see it."""
    pending = [_pending(bot, one) for one in store.open_ones(bot.db, bot.course.id, *kinds)[:1]]
    last = next(iter(store.closed_ones(bot.db, bot.course.id, *kinds)), None)
    if last:
        shown = _card(bot, last, 1, *_for_staff(bot, last))
        return Whisper(replace(shown, body=(*pending, *shown.body)))
    if not pending:
        raise UserError(none)
    return Whisper(Card(body=tuple(pending)))


def _pending(bot: Bot, checkin: Checkin) -> Text:
    return bot.rich("results-pending", when=Moment(checkin.closes_at))


def _card(bot: Bot, checkin: Checkin, page: int, *more: Button) -> Card:
    if checkin.result is None:
        raise UserError("results-none")
    return cards.leaf(bot, checkin, cards.pages(bot, checkin, checkin.result), page, *more)


def _for_staff(bot: Bot, checkin: Checkin) -> tuple[Button, ...]:
    """What was written without names, and who chose what where every screen said that staff would see it."""
    if not bot.is_staff:
        return ()
    named = Button(bot.t("votes-button"), "checkin.votes", (checkin.course, checkin.id))
    return (named,) if checkin.named else written.reading(bot, checkin)


def on_page(bot: Bot, press: Press, course: str, checkin: str, page: str) -> Reply:
    return Update(_card(bot, closed(bot, press, course, checkin), int(page)))


def closed(bot: Bot, press: Press, course: str, checkin: str) -> Checkin:
    """The closed check-in that a button is about, in the Space of whoever pressed."""
    found = store.get(bot.db, checkin, course)
    if found is None or found.result is None or found.place.space != press.person.space:
        raise UserError("results-none")
    return found


def on_votes(bot: Bot, press: Press, course: str, checkin: str) -> Reply:
    """Who chose what in a poll that was named."""
    found = closed(bot, press, course, checkin)
    if not found.named:
        raise UserError("results-none")
    return Whisper(Card(bot.t("votes-title"), tuple(_choices(bot, found))))


def _choices(bot: Bot, checkin: Checkin) -> Iterator[str]:
    [item] = checkin.items
    chosen = votes.everybodys(bot.db, checkin.id)
    for value in item.values:
        names = [name for name, options in chosen if value in options]
        shown = _some(bot, names, NAMES // len(item.values))
        yield bot.t("votes-line", option=label(bot, item, value), names=shown)


def _some(bot: Bot, names: Sequence[str], room: int) -> str:
    """As many names as there is room for, and how many more there are."""
    lengths = accumulate(len(name) + 2 for name in names)
    fitting = sum(length <= room for length in lengths)
    shown = ", ".join(names[:fitting])
    if fitting < len(names):
        return bot.t("votes-more", names=shown, count=len(names) - fitting)
    return shown or bot.t("votes-nobody")


def on_mirror(bot: Bot, press: Press, course: str, checkin: str) -> Reply:
    """Was I the only one? What was published already, said to one person alone; that they asked is not recorded."""
    found = closed(bot, press, course, checkin)
    return Whisper(cards.mirror(bot, found))
