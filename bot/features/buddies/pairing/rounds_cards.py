"""What rounds look like to those who take part, and what staff are told of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.buddies.model import Buddy, Round
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Button, Card, Channel, Moment, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.places import Person, Place

NAME, MOST_NAMED = 40, 6


def said(bot: Bot, key: str, **values: object) -> Card:
    return Card(body=(bot.rich(key, **values),))


def begun(bot: Bot, approve: bool, ended: Round | None) -> Card:
    """To whoever asked for a round: what comes next, and what it ends if it is sent at once."""
    if approve:
        return said(bot, "round-begun-preview")
    return Card(body=(bot.t("round-begun"), *ends_with_it(bot, ended)))


def ends_with_it(bot: Bot, before: Round | None) -> tuple[Text, ...]:
    """To staff: a new round of the same kind is the end of the one that is open."""
    if before is None:
        return ()
    ends = Moment(before.ends_at or bot.now, "date")
    return (bot.rich("round-ends-with-it", number=before.number, when=ends),)


def who_is(bot: Bot, round_: Round) -> Card:
    """The public post of a round; whoever asks is answered alone."""
    ask = Button(bot.t("buddy-who-button"), "buddy.who", (round_.id,), "primary")
    invited = Button(bot.t("buddy-take-part"), "command", (round_.course, "buddy", "join"))
    ends = Moment(round_.ends_at or bot.now, "date")
    body = (bot.t("buddy-who-body"), bot.rich("buddy-who-until", when=ends))
    return Card(bot.t("buddy-who-title"), body, ((ask, invited),), footer=bot.t("buddy-who-footer"))


def no_group(bot: Bot, buddy: Buddy | None) -> Card:
    """Somebody without a group asks who their buddy is."""
    if buddy is None or buddy.state == "left":
        join = Button(bot.t("buddy-take-part"), "command", (bot.course.id, "buddy", "join"), "primary")
        return Card(body=(bot.t("buddy-not-among"),), rows=((join,),))
    return said(bot, "buddy-none-yet" if buddy.waits_since else "buddy-none-this-time")


def room_line(bot: Bot, place: Place | None) -> Text:
    return bot.rich("buddy-room-is", place=Channel(place)) if place else (bot.t("buddy-room-opening"),)


def room(bot: Bot, place: Place | None) -> Card:
    return Card(body=(room_line(bot, place),))


def waiting(bot: Bot) -> Card:
    """To somebody for whom there is no group this time."""
    return Card(bot.t("buddy-waiting-title"), (bot.t("buddy-waiting-body"),))


def left_out(bot: Bot, round_: Round) -> Card:
    """To staff: who has no group, and which rule is why."""
    lines = unplaced(bot, round_)
    return Card(bot.t("left-out-title"), (bot.t("left-out-body", count=len(round_.unplaced)), *lines))


def unplaced(bot: Bot, round_: Round) -> tuple[Text, ...]:
    found = [(Person.parse(id_), why) for id_, why in round_.unplaced]
    names = people.names(bot.db, round_.course, [person for person, _ in found[:MOST_NAMED]])
    lines = [
        bot.rich("left-out-line", who=Strong(names.get(person, person.id)[:NAME]), why=bot.t(f"unplaced-{why}"))
        for person, why in found[:MOST_NAMED]
    ]
    more = len(found) - MOST_NAMED
    return (*lines, (bot.t("left-out-more", count=more),)) if more > 0 else tuple(lines)


def nobody(bot: Bot, round_: Round) -> Card:
    """To staff: nothing could come of the round."""
    if not round_.unplaced:
        return said(bot, "round-of-nobody")
    return Card(body=(bot.t("round-of-none"), *unplaced(bot, round_)))


def post_again(bot: Bot, round_: Round) -> Card:
    again = Button(bot.t("round-post-again"), "buddies.post", (round_.course, round_.id), "primary")
    return Card(body=(bot.t("round-post-unsaid"),), rows=((again,),))


def still_waiting(bot: Bot, names: Sequence[str]) -> Card:
    """To staff: these wait, and nobody was found for them; of many, only the first have names."""
    who = Strong(", ".join(name[:NAME] for name in names if name))
    return Card(bot.t("still-waiting-title"), (bot.rich("still-waiting-body", count=len(names), who=who),))
