"""Whoever acts on buddies: in which course, as what, and in which group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.features.buddies import groups
from bot.features.buddies.model import Buddy, Group
from bot.features.buddies.pairing import placing, rounds
from bot.features.buddies.tables import groups as tables
from bot.features.buddies.tables import seats
from bot.features.buddies.taking_part import people
from bot.kernel.errors import UserError
from bot.kernel.events import Event
from bot.kernel.features import Bot, Standing
from bot.kernel.options import ZONE
from bot.kernel.places import Person
from bot.store import courses
from bot.store.tables import routines

KIND, NAME = "buddies", 80
MOST_REMATCHES = 3


def within(bot: Bot, event: Event, course: str) -> Bot:
    """The handler's Bot, in a course of the Space where somebody pressed."""
    found = courses.get(bot.db, course)
    if found is None or found.space != event.person.space or found.state == "draft":
        raise UserError("course-gone")
    return replace(bot, standing=Standing(found))


def known(bot: Bot, event: Event) -> Buddy:
    """Somebody who takes part, or did: their preferences are kept."""
    found = people.get(bot.db, bot.course.id, event.person)
    if found is None:
        raise UserError("buddy-not-in")
    return found


def taking_part(bot: Bot, event: Event) -> Buddy:
    found = known(bot, event)
    if found.state == "left":
        raise UserError("buddy-not-in")
    return found


def their_group(bot: Bot, event: Event, group: str) -> tuple[Bot, Group]:
    """An open group that the person sits in, and the handler's Bot in its course."""
    found = groups.get(bot.db, group)
    if found is None or found.state == "planned" or found.seat(event.person) is None:
        raise UserError("buddy-not-your-group")
    if found.state == "closed":
        raise UserError("buddy-exchange-over")
    return within(bot, event, found.course), found


def open_groups(bot: Bot, person: Person) -> tuple[Group, ...]:
    return groups.open_of(bot.db, bot.course.id, person)


def change(bot: Bot, event: Event, **values: Any) -> Buddy:
    """New values for somebody, who is called as they are called now; what they are then."""
    when = {"changed_at": bot.now} if values.keys() & {"state", "skips"} else {}
    people.change(bot.db, bot.course.id, event.person, name=event.name[:NAME], **values, **when)
    return known(bot, event)


def look(bot: Bot, buddy: Buddy) -> Buddy:
    """While a round is open or is being made, somebody without a group waits for one; what they are then."""
    under_way = rounds.current(bot.db, bot.course.id) or rounds.being_made(bot.db, bot.course.id)
    if under_way is None or open_groups(bot, buddy.person) or not people.is_due(buddy, bot.course, bot.now):
        return buddy
    if not moved_on_often(bot, buddy.person, under_way.id):
        placing.wait(bot, buddy.person)
    return people.get(bot.db, bot.course.id, buddy.person) or buddy


def moved_on_often(bot: Bot, person: Person, round_: str) -> bool:
    """Whether they left as many groups of this round as anybody may: nobody goes through a whole class in a week."""
    mine = (seats.c.person == person, seats.c.state == "gone", tables.c.round == round_)
    query = select(func.count()).select_from(seats).join(tables, tables.c.id == seats.c.group).where(*mine)
    return (bot.db.scalar(query) or 0) >= MOST_REMATCHES


def zone(bot: Bot, event: Event) -> str:
    """What the platform says of their zone; else the course's."""
    try:
        return str(ZONE.read(event.zone)) if event.zone else bot.course.zone
    except UserError:
        return bot.course.zone


def next_round(bot: Bot) -> datetime | None:
    """When the rhythm makes the next round; None where none is planned."""
    mine = (routines.c.course == bot.course.id, routines.c.kind == KIND, routines.c.state == "active")
    found: datetime | None = bot.db.scalar(select(func.min(routines.c.next_due)).where(*mine))
    return found
