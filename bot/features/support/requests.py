"""Somebody asks that a person write to them: with their consent, by name and one sentence, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.features.support import cards, store
from bot.features.support.plan import working_day_after
from bot.features.support.store import Request
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.errors import UserError
from bot.kernel.events import Event, Press
from bot.kernel.features import Bot, Standing
from bot.kernel.replies import Reply, Update
from bot.store import courses, safety
from bot.store.safety import Contact

REQUEST, NOTE, WAIT, FORGET = "support_request", "support_note", "support.wait", "support.forget"
KEPT_FOR = timedelta(days=90)
NAME = 80


def on_send(bot: Bot, press: Press, course: str, contact: str) -> Reply:
    """They said yes to what they were shown."""
    return _send(bot, press, course, contact, "message")


def on_named(bot: Bot, press: Press, course: str, contact: str) -> Reply:
    """A note about somebody they worry about, with their own name."""
    return _send(bot, press, course, contact, "worried")


def _send(bot: Bot, press: Press, course: str, contact: str, kind: str) -> Reply:
    bot, found = _contact(bot, press, course, contact)
    if before := store.waiting(bot.db, course, press.person, kind):
        return Update(cards.sent(bot, before, _name_of(bot, before), again=True))
    name = press.name[:NAME]
    request = Request(bot.new_id(), course, press.person, name, found.person, kind, "consented", bot.now)
    store.add(bot.db, request)
    ask(bot, request)
    forget = store.key_of(request.id, "forget")
    bot.see_to(Errand(forget, FORGET, course, request.id, bot.now + KEPT_FOR))
    return Update(cards.sent(bot, request, found.name))


def on_unnamed(bot: Bot, press: Press, course: str, contact: str) -> Reply:
    """The same without their name: then nobody is kept, and nobody can be asked back."""
    bot, found = _contact(bot, press, course, contact)
    bot.say(note(bot, bot.new_id(), 1, found))
    return Update(cards.said(bot, "support-note-sent"))


def note(bot: Bot, id_: str, number: int, contact: Contact) -> Delivery:
    spoken = bot.speaking(bot.course.locale)
    card = cards.unnamed_note(spoken, store.card_of(bot.db, bot.course.id))
    key = f"support-note/{id_}/{number}"
    return Delivery(key, NOTE, "tell", contact.person, card, bot.course.id, solicited=True)


def _contact(bot: Bot, event: Event, course: str, contact: str) -> tuple[Bot, Contact]:
    """The handler's Bot in the course, and one of its contacts as they are now; never the person themselves."""
    found, someone = courses.get(bot.db, course), safety.contact(bot.db, course, contact)
    if found is None or found.space != event.person.space:
        raise UserError("course-gone")
    if someone is None or someone.person == event.person:
        raise UserError("support-contact-gone")
    return replace(bot, standing=Standing(found)), someone


def _name_of(bot: Bot, request: Request) -> str:
    known = {one.person: one.name for one in safety.contacts(bot.db, request.course)}
    return known.get(request.contact) or bot.t("support-a-contact")


def ask(bot: Bot, request: Request) -> None:
    """Write to the contact, and look again when they have had a working day."""
    turn, spoken = bot.new_id(), bot.speaking(bot.course.locale)
    card = cards.for_contact(spoken, store.card_of(bot.db, request.course), request)
    key = store.key_of(request.id, f"ask/{turn}")
    bot.say(Delivery(key, REQUEST, "tell", request.contact, card, request.course, solicited=True))
    due = working_day_after(bot.course, bot.now)
    bot.see_to(Errand(store.key_of(request.id, f"wait/{turn}"), WAIT, request.course, request.id, due))


def on_withdraw(bot: Bot, press: Press, request: str) -> Reply:
    """Before it is delivered nobody hears of it; after that, nobody else does."""
    found = store.get(bot.db, request)
    if found is None or found.person != press.person:
        raise UserError("support-request-gone")
    if not found.is_open:
        return Update(cards.said(bot, "support-withdrawn-late"))
    unsaid = store.take_back(bot.db, found)
    store.change(bot.db, found, bot.now, state="withdrawn" if unsaid else "closed")
    return Update(cards.said(bot, "support-withdrawn" if unsaid else "support-withdrawn-late"))


def on_written(bot: Bot, press: Press, request: str) -> Reply:
    """A contact has written to them: nobody else needs to."""
    found = store.get(bot.db, request)
    if found is None:
        return Update(cards.said(bot, "support-written-thanks"))
    if press.person not in store.asked(bot.db, found):
        raise UserError("support-request-gone")
    store.take_back(bot.db, found)
    if found.is_open:
        store.change(bot.db, found, bot.now, state="acknowledged", contact=press.person)
    return Update(cards.said(bot, "support-written-thanks"))
