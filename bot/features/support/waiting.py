"""What follows when a contact does not answer, or cannot be reached: another one, then an honest word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.support import cards, requests, store
from bot.features.support.store import Request
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Duty
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.store import safety
from bot.store.safety import Contact

MOST = 2
"""As many contacts are asked before the student hears that nobody has answered: belonging.md §5.4."""


def on_waited(bot: Bot, request: str) -> Sequence[Delivery]:
    """A working day has passed."""
    found = store.get(bot.db, request)
    return _next(bot, found) if found and found.is_open else ()


def _next(bot: Bot, request: Request) -> Sequence[Delivery]:
    asked = store.asked(bot.db, request)
    reached = [person for person, state in asked.items() if state != "dead"]
    others = _others(bot, (*asked, request.person))
    store.stop_waiting(bot.db, request)
    if others and len(reached) < MOST:
        moved = replace(request, contact=others[0].person, state="second")
        store.change(bot.db, request, bot.now, contact=moved.contact, state=moved.state)
        requests.ask(bot, moved)
        return ()
    store.change(bot.db, request, bot.now, state="closed")
    return (_nobody(bot, request),)


def _others(bot: Bot, but: Sequence[Person]) -> list[Contact]:
    return [one for one in safety.contacts(bot.db, bot.course.id) if one.person not in but]


def _nobody(bot: Bot, request: Request) -> Delivery:
    """They asked, so they are told, in the day."""
    spoken = bot.speaking(bot.course.locale)
    card = cards.nobody_answered(spoken, store.card_of(bot.db, request.course), request.course)
    key, person = store.key_of(request.id, "nobody"), request.person
    return Delivery(key, "support_answer", "tell", person, card, request.course, bot.now, solicited=True)


def on_unsaid(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """The contact cannot be written to: nobody waits a day to find that out."""
    return on_waited(bot, key.split("/")[1])


def on_note_unsaid(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """A note without a name goes to the next contact there is."""
    _, id_, number = key.split("/")
    contacts = safety.contacts(bot.db, bot.course.id)
    following = contacts[int(number) : int(number) + 1]
    return tuple(requests.note(bot, id_, int(number) + 1, one) for one in following)


def on_old(bot: Bot, request: str) -> Sequence[Delivery]:
    """Time and state are kept for a while, and then nothing is."""
    store.forget(bot.db, request)
    return ()


DUTIES = {requests.WAIT: Duty(on_waited, always=True), requests.FORGET: Duty(on_old, always=True)}
UNSAID = {requests.REQUEST: on_unsaid, requests.NOTE: on_note_unsaid}
