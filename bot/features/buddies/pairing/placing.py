"""Whoever is without a group waits for one, and not for long: what joiners, leavers and those left alone call."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from bot.features.buddies import groups
from bot.features.buddies.model import Group
from bot.features.buddies.pairing import rounds_cards
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.errors import UserError
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.matching.young import LEAST
from bot.schedule import outbox
from bot.store import courses

PLACE: str = "buddies.place"
SOON = timedelta(seconds=5)
SHORTEST = timedelta(weeks=1)  # what comes late is worth having for as long


def wait(bot: Bot, person: Person, course: str = "") -> None:
    """They want a group and have none: they are placed within seconds if anybody fits, within a day in any case.

    ``course`` may be left out where the Bot has one.
    """
    course = course or bot.course.id
    buddy = people.get(bot.db, course, person)
    if buddy and buddy.waits_since is None:
        people.change(bot.db, course, person, waits_since=bot.now)
    look(bot, course)


def look(bot: Bot, course: str, at: datetime | None = None) -> None:
    """See soon who waits, or at an instant. Who comes within the same few seconds is seen to at once."""
    instant = (at or bot.now).timestamp() // SOON.total_seconds() * SOON.total_seconds()
    due = datetime.fromtimestamp(instant, UTC) + SOON
    bot.see_to(Errand(f"place/{course}/{int(due.timestamp())}", PLACE, course, course, due))


def stands(persons: Collection[Person], minors: Collection[Person]) -> bool:
    """Whether these may be a group by themselves: two are the fewest, and minors are never two."""
    return len(persons) >= LEAST or (len(persons) == LEAST - 1 and not any(person in minors for person in persons))


def dissolve(bot: Bot, group: Group) -> Group:
    """Whoever is left of a group looks for another, and hears so; the room is put away."""
    for person in group.people:
        wait(bot, person, group.course)
        tell_of_end(bot, group, person)
    return put_away(bot, group)


def tell_of_end(bot: Bot, group: Group, person: Person, key: str = "buddy-moved-on") -> None:
    """They are not with their buddy any more, and somebody new is looked for."""
    card = rounds_cards.said(_for_course(bot, group.course), key)
    name = f"moved-on/{group.id}/{person.id}"
    bot.say(Delivery(name, "buddy_wait", "tell", person, card, group.course, bot.now, solicited=True))


def put_away(bot: Bot, group: Group, last: Card | None = None) -> Group:
    """The group is closed, and its room, if it has one; ``last`` is what is said there before."""
    close_room(bot, group, last)
    return groups.change(bot.db, group, state="closed")


def close_room(bot: Bot, group: Group, last: Card | None = None) -> None:
    """Their room is put away after a last word; one that nobody has begun to open is not opened any more."""
    if group.room and not outbox.withdraw(bot.db, group.room):
        if last:
            say_last(bot, group, group.room, last)
        bot.say(Delivery(f"{group.room}/close", "buddy_close", "close", group.room, None, group.course))


def say_last(bot: Bot, group: Group, room: str, last: Card) -> None:
    """Whatever asks for a last word, a room has one."""
    bot.say(Delivery(f"{room}/last", "buddy_close", "post", room, last, group.course))


def _for_course(bot: Bot, id_: str) -> Bot:
    """Speaking the course's language: who acted may have another."""
    course = courses.get(bot.db, id_)
    if course is None:
        raise UserError("no-course-here")
    return bot.speaking(course.locale)
