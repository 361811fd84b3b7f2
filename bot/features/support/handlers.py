"""Looking for help: everything here only reads, for everybody, in every place, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.features.support import cards, store
from bot.features.support.card import SupportCard
from bot.kernel.cards import Button, Card
from bot.kernel.courses import Course
from bot.kernel.events import Call, Event, Press
from bot.kernel.features import Bot
from bot.kernel.replies import Reply, Update, Whisper
from bot.store import courses, safety
from bot.store.safety import Contact

Here = tuple[SupportCard, str, Sequence[Contact]]


def show(bot: Bot, call: Call) -> Reply:
    """Find help, now or any time; that you looked is kept nowhere."""
    return Whisper(cards.support(bot, *_here(bot, call, bot.standing.course)))


def on_open(bot: Bot, press: Press, course: str = "") -> Reply:
    return Whisper(cards.support(bot, *at(bot, press, course)))


def at(bot: Bot, event: Event, course: str) -> Here:
    """What help there is in a course; without one, or when it is gone, in the country."""
    found = courses.get(bot.db, course) if course else None
    return _here(bot, event, found if found and found.space == event.person.space else None)


def _here(bot: Bot, event: Event, course: Course | None) -> Here:
    if course is None:
        return _of_the_space(bot, event), "", ()
    contacts = tuple(one for one in safety.contacts(bot.db, course.id) if one.person != event.person)
    return store.card_of(bot.db, course.id), course.id, contacts


def _of_the_space(bot: Bot, event: Event) -> SupportCard:
    """Where several courses share a Space, and this place is none of theirs: the first card that anybody filled in."""
    every = (store.card_of(bot.db, course.id) for course in courses.in_space(bot.db, event.person.space))
    return next((card for card in every if card != SupportCard()), SupportCard())


def on_more(bot: Bot, press: Press, course: str = "") -> Reply:
    card, id_, _ = at(bot, press, course)
    return Whisper(cards.more(bot, card, id_))


def on_country(bot: Bot, press: Press, course: str = "") -> Reply:
    """The same for somebody who is elsewhere."""
    card, id_, contacts = at(bot, press, course)
    chosen = press.values[0] if press.values else ""
    return Whisper(cards.support(bot, card.elsewhere(chosen), id_, contacts))


def on_worried(bot: Bot, press: Press, course: str = "") -> Reply:
    return Whisper(cards.worried(bot, *at(bot, press, course)))


def on_heavy(bot: Bot, press: Press, course: str = "") -> Reply:
    return Whisper(cards.heavy(bot, *at(bot, press, course)))


def on_tell(bot: Bot, press: Press, course: str = "") -> Reply:
    _, id_, contacts = at(bot, press, course)
    return Whisper(cards.choose(bot, id_, contacts) if contacts else cards.said(bot, "support-nobody-here"))


def on_ask(bot: Bot, press: Press, course: str, contact: str) -> Reply:
    return _chosen(bot, press, (course, contact), cards.consent)


def on_note(bot: Bot, press: Press, course: str, contact: str) -> Reply:
    return _chosen(bot, press, (course, contact), cards.note)


def _chosen(bot: Bot, press: Press, whom: tuple[str, str], card: Callable[[Bot, str, Contact], Card]) -> Reply:
    """What is shown of one contact before anything is sent."""
    _, course, contacts = at(bot, press, whom[0])
    found = next((one for one in contacts if one.person.id == whom[1]), None)
    return Update(card(bot, course, found) if found else cards.said(bot, "support-contact-gone"))


def on_not_now(bot: Bot, press: Press, course: str = "") -> Reply:
    return Update(cards.said(bot, "support-not-now"))


def on_mistake(bot: Bot, press: Press, course: str = "") -> Reply:
    """They are okay, or were misread."""
    return Update(cards.said(bot, "support-mistake"))


def crisis(bot: Bot, event: Event) -> Card:
    """In place of what somebody wanted to do with words such as people write in need."""
    return cards.crisis(bot, *_here(bot, event, bot.standing.course))


def agreement(bot: Bot, course: Course, agree: Button) -> Card:
    return cards.agreement(bot, store.card_of(bot.db, course.id), course, agree)
