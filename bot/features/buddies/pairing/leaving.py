"""Whoever leaves a group is out of its room and hears nothing more of it; who stays goes on, or is placed again.

Nobody is asked or told why. Of two who part the other keeps the room to read; minors are never left by twos in one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, saying, tending
from bot.features.buddies.model import Group
from bot.features.buddies.pairing import introducing, placing
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import outbox

PART: str = "buddy_part"


def step_out(bot: Bot, person: Person) -> None:
    """Out of every open group; whoever stays behind is looked after."""
    for group in groups.open_of(bot.db, bot.course.id, person):
        leave(bot, group, person)


def leave(bot: Bot, group: Group, person: Person) -> Group:
    """Somebody has moved on; who stays behind too few is placed again, and hears so. The group as it is then."""
    if seat := group.seat(person):
        groups.change_seat(bot.db, seat, state="gone")
    left = groups.get(bot.db, group.id) or group
    if left.state != "open":
        return left
    minors = people.minors(bot.db, left.course, left.people)
    if placing.stands(left.people, minors):
        return _go_on(bot, left, person)
    _take_out(bot, left, {person, *minors})
    return placing.dissolve(bot, left)


def _take_out(bot: Bot, group: Group, persons: Collection[Person]) -> None:
    """No key names anybody: it outlives what is kept of them."""
    if group.room:
        key = f"{group.room}/part/{bot.new_id()}"
        bot.say(*(_out(group, f"{key}{number}", person) for number, person in enumerate(sorted(persons))))


def _out(group: Group, key: str, person: Person) -> Delivery:
    return Delivery(key, PART, "part", group.room, None, group.course, people=(person,))


def _go_on(bot: Bot, group: Group, person: Person) -> Group:
    """They hear that they are fewer; where no room was opened yet, it is opened for them alone."""
    _take_out(bot, group, (person,))
    if group.room and outbox.room_of(bot.db, group.room) is None:
        placing.close_room(bot, group)
        return _move(bot, group)
    group = groups.mark(bot.db, group, fewer=bot.now.isoformat())
    tending.start(bot, group)
    return group


def go_on_elsewhere(bot: Bot, group: Group) -> Group:
    """Another room for those who stay: in the one that they had, somebody would read on."""
    count = len(group.people)
    return _move(bot, group, saying.for_all(bot, group).t("exchange-go-on", count=count))


def welcome(bot: Bot, group: Group, new: Sequence[Person]) -> Group:
    """Somebody has sat down with them: all of them have a new room, for nobody is let into what was said before."""
    spoken = saying.for_all(bot, group)
    names = exchange_cards.names([seat for seat in exchange_cards.here(group) if seat.person in new])
    meet = spoken.t("exchange-joins", names=names, count=len(new))
    if group.room:
        placing.close_room(bot, group, exchange_cards.room_finished(spoken))
        return _move(bot, group, meet)
    bot.say(*introducing.privately(spoken, group, bot.new_id(), meet))
    return group


def _move(bot: Bot, group: Group, meet: str = "") -> Group:
    progress = {name: mark for name, mark in group.progress.items() if name != "fewer"}
    moved = groups.change(bot.db, group, room=introducing.room_key(bot, group), progress=progress)
    bot.say(introducing.introduction(saying.for_all(bot, moved), moved, meet))
    tending.start(bot, moved)
    return moved
