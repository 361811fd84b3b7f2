"""What follows when an introduction, a room or the post of a round could not be made: nobody is left in the dark."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, saying
from bot.features.buddies.model import Group
from bot.features.buddies.pairing import introducing, leaving, placing, rounds, rounds_cards
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import notices


def on_intro(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """An introduction that could not be made: without those who are gone, else privately, else by the post."""
    kind, group_id, *_ = key.split("/")
    group = groups.get(bot.db, group_id)
    if group is None or group.state != "open":
        return ()
    if kind == "buddy-to":
        return _by_post(bot, group)
    if key != group.room:
        return ()
    if lost := [person for person in group.people if person in gone]:
        return _without(bot, group, lost)
    group = groups.change(bot.db, group, room="")
    return introducing.privately(bot, group, key.rpartition("/")[2], failed=True)


def _by_post(bot: Bot, group: Group) -> Sequence[Delivery]:
    """Somebody cannot be written to privately: for the whole round one post, under which they can ask."""
    round_ = rounds.get(bot.db, group.round)
    return (introducing.post(bot, round_),) if round_ else ()


def _without(bot: Bot, group: Group, lost: Sequence[Person]) -> Sequence[Delivery]:
    """They have left the Space: whoever stays is introduced anew, or placed with others if alone."""
    group = groups.change(bot.db, group, room="")
    for person in lost:
        people.change(bot.db, group.course, person, state="left", waits_since=None)
        group = leaving.leave(bot, group, person)
        card = rounds_cards.said(bot, "buddy-out-of-reach")  # in case that they are here after all
        bot.say(Delivery(f"lost/{group.id}/{person.id}", "buddy_wait", "tell", person, card, group.course, bot.now))
    if group.state != "open":
        return ()
    group = groups.change(bot.db, group, room=introducing.room_key(bot, group))
    return (introducing.introduction(bot, group),)


def on_part(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """Somebody cannot be taken out of a room: it is finished, and those who stay have another one."""
    room = key.rpartition("/part/")[0]
    group = groups.get(bot.db, room.split("/")[1])
    if group is None:
        return ()
    placing.say_last(bot, group, room, exchange_cards.room_finished(saying.for_all(bot, group)))
    if group.state == "open" and group.room == room:
        leaving.go_on_elsewhere(bot, group)
    return ()


def on_post(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """Nobody can ask who their buddy is: staff hear what to do."""
    round_ = rounds.get(bot.db, key.split("/")[1])
    if round_:
        notices.tell_staff(bot, f"{key}/unsaid", rounds_cards.post_again(bot, round_))
    return ()


UNSAID = {introducing.INTRO: on_intro, introducing.POST: on_post, leaving.PART: on_part}
