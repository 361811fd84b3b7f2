"""Whom people would rather not meet, whom they would like to meet again, and another buddy without blame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from sqlalchemy import select

from bot.features.buddies import groups
from bot.features.buddies.model import Seat
from bot.features.buddies.pairing import leaving, placing
from bot.features.buddies.tables import groups as groups_table
from bot.features.buddies.tables import seats
from bot.features.buddies.taking_part import members, people, people_cards
from bot.kernel.cards import Button, Card
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Event, Press
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.kernel.replies import Reply, Update, Whisper

MOST_APART = 100
G, S = groups_table.c, seats.c


def never_pair(
    bot: Bot, call: Call, person: Annotated[Person | None, "Whom; your list opens if you name nobody"] = None
) -> Reply:
    """Name somebody you will never be paired with; only you know."""
    if person is None:
        return Whisper(_list(bot, call))
    return Whisper(_keep_apart(bot, call, person))


def on_apart(bot: Bot, press: Press, course: str) -> Reply:
    """Somebody was chosen from the menu."""
    bot = members.within(bot, press, course)
    return Update(_keep_apart(bot, press, _chosen(press)))


def _keep_apart(bot: Bot, event: Event, other: Person) -> Card:
    course = bot.course.id
    if other == event.person or other.space != event.person.space:
        raise UserError("buddy-apart-whom")
    if len(people.kept_apart(bot.db, course, event.person)) >= MOST_APART:
        raise UserError("buddy-apart-many", most=MOST_APART)
    people.keep_apart(bot.db, course, (event.person, other))
    people.take_back_again(bot.db, course, event.person, (other,))
    here = [group for group in members.open_groups(bot, event.person) if group.seat(other)]
    undo = Button(bot.t("buddy-meet-button"), "buddy.meet", (course, other.id))
    away = [Button(bot.t("buddy-away-button"), "buddy.rematch", (group.id,), "primary") for group in here]
    return people_cards.said(bot, "buddy-apart-here" if here else "buddy-apart-kept", *away, undo)


def on_meet(bot: Bot, press: Press, course: str, other: str = "") -> Reply:
    """They may meet again: named by the button, or chosen from the list."""
    bot = members.within(bot, press, course)
    whom = Person(press.person.space, other) if other else _chosen(press)
    people.let_meet(bot.db, course, (press.person, whom))
    return Update(_list(bot, press))


def _chosen(press: Press) -> Person:
    """Whom somebody chose from a menu: a person of this Space, whatever came back."""
    if not press.values or "/@" not in press.values[0]:
        raise UserError("buddy-apart-whom")
    return Person.parse(press.values[0])


def _list(bot: Bot, event: Event) -> Card:
    kept = people.kept_apart(bot.db, bot.course.id, event.person)
    names = people.names(bot.db, bot.course.id, kept)
    return people_cards.apart(bot, [(person, names.get(person, person.id)) for person in kept])


def again(
    bot: Bot, call: Call, person: Annotated[Person | None, "Whom; your latest buddy if you name nobody"] = None
) -> Reply:
    """Say whom you would like to meet again; it counts when both say so."""
    met = _met(bot, call.person)
    if not met:
        raise UserError("buddy-met-nobody")
    found = _latest(bot, call, met) if person is None else [seat for seat in met if seat.person == person][:1]
    if not found:
        raise UserError("buddy-not-met")
    for seat in found:
        people.let_meet(bot.db, bot.course.id, (call.person, seat.person))
    people.ask_again(bot.db, bot.course.id, call.person, [seat.person for seat in found])
    whom = (person.id,) if person else ()
    return Whisper(people_cards.again(bot, found, (bot.course.id, found[0].group, *whom)))


def _latest(bot: Bot, call: Call, met: Sequence[Seat]) -> Sequence[Seat]:
    """Of the latest group: not those whom they never want to meet, as long as there are others."""
    latest = [seat for seat in met if seat.group == met[0].group]
    apart = people.kept_apart(bot.db, bot.course.id, call.person)
    return [seat for seat in latest if seat.person not in apart] or latest


def on_unsay(bot: Bot, press: Press, course: str, group: str, other: str = "") -> Reply:
    """One of a group was named, or all of them."""
    bot = members.within(bot, press, course)
    met = (seat.person for seat in _met(bot, press.person) if seat.group == group)
    people.take_back_again(bot.db, course, press.person, [one for one in met if other in ("", one.id)])
    return Update(people_cards.said(bot, "buddy-again-unsaid"))


def _met(bot: Bot, person: Person) -> Sequence[Seat]:
    """Everybody whom somebody was in a group with, the latest first; a group that nobody was told of is none."""
    mine = select(S.group).where(S.course == bot.course.id, S.person == person)
    told = select(G.id).where(G.id.in_(mine), G.state != "planned").order_by(G.opened_at.desc(), G.id)
    found = bot.db.scalars(told).all()
    every = (groups.get(bot.db, id_) for id_ in found)
    return [seat for group in every if group for seat in group.seats if seat.person != person]


def rematch(bot: Bot, call: Call) -> Reply:
    """Find another buddy in this round; nobody is asked why."""
    buddy = members.known(bot, call)
    here = members.open_groups(bot, call.person)
    if here:
        return Whisper(people_cards.rematch(bot, call.person, here))
    if members.look(bot, buddy).waits_since:
        return Whisper(people_cards.said(bot, "buddy-waits"))
    raise UserError("buddy-none-now")


def on_rematch(bot: Bot, press: Press, group: str) -> Reply:
    """They leave, and are found another; so is whoever stays behind alone."""
    bot, found = members.their_group(bot, press, group)
    if members.moved_on_often(bot, press.person, found.round):
        raise UserError("buddy-many-rematches", most=members.MOST_REMATCHES)
    leaving.leave(bot, found, press.person)
    placing.wait(bot, press.person)
    return Update(people_cards.said(bot, "buddy-rematched"))
