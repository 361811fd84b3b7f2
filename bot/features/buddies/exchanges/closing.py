"""An exchange is over: its room is put away, and the ledger learns what the next round can make up for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.features.buddies.exchanges import exchange_cards, saying, steps
from bot.features.buddies.model import Group
from bot.features.buddies.pairing import placing
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person

MET = frozenset({"met", "wrote"})
"""Having written to each other counts as having met."""
QUIET_ROUNDS = 3


def heard_of(bot: Bot, group: Group) -> frozenset[Person]:
    """Who did anything at all in this exchange; if one of them says that they met or wrote, all of them did."""
    if any(seat.outcome in MET for seat in group.seats):
        return frozenset(seat.person for seat in group.seats)
    acted = {seat.person for seat in group.seats if seat.seen_at or seat.outcome}
    return frozenset(acted | steps.wrote(bot.db, group.id))


def close(bot: Bot, group: Group) -> tuple[Group, Sequence[Delivery]]:
    """The group is closed; who was silent for three rounds is asked whether they would like to stay."""
    heard = heard_of(bot, group)
    closed = placing.put_away(bot, group, exchange_cards.over(bot, group))
    asked = (_count(bot, group, person, person in heard, alone=not heard - {person}) for person in group.people)
    return closed, [said for each in asked for said in each]


def _count(bot: Bot, group: Group, person: Person, heard: bool, alone: bool) -> Sequence[Delivery]:
    """Silent rounds in a row; and whether somebody wrote and had no answer from anybody."""
    buddy = people.get(bot.db, group.course, person)
    if buddy is None:
        return ()
    silent = 0 if heard else buddy.silent + 1
    values: dict[str, Any] = {"silent": silent}
    if heard and alone:
        values["ghosted"] = buddy.ghosted + 1
    people.change(bot.db, group.course, person, **values)
    if silent and silent % QUIET_ROUNDS == 0 and buddy.state == "in":
        card = exchange_cards.quiet(bot, group)
        key = saying.key_of(group, "quiet", person.id)
        return (Delivery(key, saying.QUIET, "tell", person, card, group.course, bot.now),)
    return ()
