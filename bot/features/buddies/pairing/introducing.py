"""People learn who their buddy is: in a room, by asking under the public post, or privately where neither can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, tending
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.taking_part import members, people
from bot.kernel.cards import Button, Card
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Press
from bot.kernel.features import Bot
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Whisper
from bot.schedule.outbox import room_of

INTRO: str = "buddy_intro"
POST: str = "buddy_round"


def room_key(bot: Bot, group: Group) -> str:
    """A key for the Delivery that opens a room: never one that was used before."""
    return f"buddy/{group.id}/{bot.new_id()}"


def introduction(bot: Bot, group: Group, meet: str = "", solicited: bool = False) -> Delivery:
    """The room of a group is opened; ``group.room`` is its key. ``meet``: what brings them there, if not a round."""
    opening = _opening(group, _place(bot, group), exchange_cards.introduction(bot, group, meet=meet))
    return replace(opening, solicited=solicited)


def introductions(bot: Bot, made: Sequence[Group], place: Place) -> list[Delivery]:
    """The rooms of many groups, all under one place."""
    facts = exchange_cards.told(bot, made)
    return [_opening(group, place, exchange_cards.introduction(bot, group, facts)) for group in made]


def _opening(group: Group, place: Place, card: Card) -> Delivery:
    who: dict[str, Any] = {"people": group.people, "expires": group.ends_at}
    return Delivery(group.room, INTRO, "gather", place, card, group.course, **who)


def _place(bot: Bot, group: Group) -> Place:
    round_ = rounds.get(bot.db, group.round)
    return chosen.parse(round_.settings if round_ else {}).where(bot.course)


def privately(bot: Bot, group: Group, why: str, meet: str = "", failed: bool = False) -> Sequence[Delivery]:
    """The same introduction to each, in the day: for a group that has no room. ``why`` tells one time from another."""
    card = with_room_button(bot, group, meet)
    if failed:
        card = replace(card, body=(*card.body, bot.t("buddy-no-room")))
    more: dict[str, Any] = {"not_before": bot.now, "expires": group.ends_at, "solicited": True}
    key = f"buddy-to/{group.id}/{why}"
    return [
        Delivery(f"{key}/{person.id}", INTRO, "tell", person, card, group.course, **more) for person in group.people
    ]


def with_room_button(bot: Bot, group: Group, meet: str = "") -> Card:
    card = exchange_cards.introduction(bot, group, meet=meet)
    button = Button(bot.t("buddy-open-room"), "buddy.room", (group.id,), "primary")
    return replace(card, rows=(*card.rows, (button,)))


def post(bot: Bot, round_: Round, key: str = "") -> Delivery:
    """One post for everybody, whose answer is private. It alerts nobody."""
    wanted = chosen.parse(round_.settings)
    card = rounds_cards.who_is(bot, round_)
    place = wanted.where(bot.course)
    return Delivery(f"buddy-round/{round_.id}{key}", POST, "post", place, card, round_.course, expires=round_.ends_at)


def on_who(bot: Bot, press: Press, round_id: str) -> Reply:
    """Who is my buddy?"""
    round_ = rounds.get(bot.db, round_id)
    if round_ is None:
        raise UserError("buddy-not-your-group")
    bot = members.within(bot, press, round_.course)
    mine = groups.open_of(bot.db, round_.course, press.person)
    group = next((group for group in mine if group.round == round_id), next(iter(mine), None))
    if group is None:
        buddy = people.get(bot.db, round_.course, press.person)
        return Whisper(rounds_cards.no_group(bot, buddy))
    return Whisper(_where(bot, group))


def _where(bot: Bot, group: Group) -> Card:
    """The introduction, with the way into the room or to having one."""
    if not group.room:
        return with_room_button(bot, group)
    card, place = exchange_cards.introduction(bot, group), room_of(bot.db, group.room)
    return replace(card, body=(*card.body, rounds_cards.room_line(bot, place)))


def on_room(bot: Bot, press: Press, group_id: str) -> Reply:
    """One of them asks for their room."""
    bot, group = members.their_group(bot, press, group_id)
    if not group.room:
        group = groups.change(bot.db, group, room=room_key(bot, group))
        bot.say(introduction(bot.speaking(bot.course.locale), group, solicited=True))
        tending.start(bot, group)
    return Whisper(rounds_cards.room(bot, room_of(bot.db, group.room)))
