"""What staff do with rounds: make one now, choose how they are made, ask how things stand and what can be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlsplit

from bot.features.buddies import groups
from bot.features.buddies.pairing import (
    introducing,
    leaving,
    making,
    placing,
    rhythms,
    rounds,
    rounds_cards,
    staff_cards,
    standing,
)
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.settings import KINDS, SIZE
from bot.features.buddies.taking_part import people
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import TEXT, Kind, one_of, whole
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply, Update, Whisper
from bot.matching.forecast import forecast as foreseen
from bot.matching.people import Rules

LONGEST_LINK, MANY = 200, 500
PEOPLE, EVERY = whole(2, 100_000), whole(1, 12)
NONE = ("none", "no", "-")


def now(
    bot: Bot,
    call: Call,
    kind: Annotated[str, "Peers, a mixer across time zones, or mentors", one_of(KINDS)] = "",
    size: Annotated[int, "How many in a group", SIZE] = 0,
) -> Reply:
    """Make a round of buddies right now."""
    usual = chosen.get(bot.db, bot.course.id)
    special: dict[str, Any] = {"kind": kind or usual.kind, "size": size or usual.size}
    wanted = replace(usual, **special)
    if bot.course.state != "active":
        raise UserError("round-course-rests")
    if (few := _few(bot)) < 2:
        raise UserError("round-too-few", count=few)
    if wanted.kind == "mentors":
        _let_mentor(bot)
    ended = next(iter(rounds.open_of_kind(bot.db, bot.course.id, wanted.kind)), None)
    if making.begin(bot, wanted, call.person) is None:
        before = rounds.being_made(bot.db, bot.course.id)
        raise UserError("round-being-made" if before and before.state == "asked" else "round-waits-for-you")
    return Whisper(rounds_cards.begun(bot, wanted.approve, ended))


def _let_mentor(bot: Bot) -> None:
    """UserError where there are no mentors, or only mentors: such a round would leave everybody out."""
    mentors = standing.mentors(bot)
    if not mentors:
        raise UserError("round-no-mentors")
    if mentors == standing.taking_part(bot):
        raise UserError("round-no-newcomers")


def _few(bot: Bot) -> int:
    """How many would be in a round; of many, it is enough that they are."""
    count = standing.taking_part(bot)
    return count if count > MANY else len(people.due(bot.db, bot.course, bot.now))


def _link(raw: object) -> str:
    """An address that opens in a browser; ``none`` for none."""
    link = str(TEXT.read(raw))
    if link.lower() in NONE:
        return ""
    parts = urlsplit(link)
    if parts.scheme != "https" or not parts.netloc or len(link) > LONGEST_LINK or any(map(str.isspace, link)):
        raise UserError("expected-link", got=link[:40])
    return link


LINK = Kind("link", "text", _link)


def settings(
    bot: Bot,
    call: Call,
    size: Annotated[int, "How many in a group", SIZE] = 0,
    odd: Annotated[str, "Who is left over makes a group bigger, or one smaller", one_of(("bigger", "smaller"))] = "",
    sections: Annotated[str, "Any section, the same, or different ones", one_of(("any", "same", "different"))] = "",
    approve: Annotated[bool | None, "Whether you see each round before it is sent"] = None,
    publish: Annotated[str, "A room for each group, or one post", one_of(("auto", "rooms", "post"))] = "",
    weeks: Annotated[int, "How many weeks an exchange takes", whole(1, 12)] = 0,
    channel: Annotated[Place | None, "The channel that rooms hang under"] = None,
    video: Annotated[str | None, "A link to a video room, or none", LINK] = None,
) -> Reply:
    """Show how rounds are made, or change what you name."""
    given = {"size": size, "odd": odd, "sections": sections, "publish": publish, "weeks": weeks}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value}
    changes |= {name: value for name, value in (("approve", approve), ("video", video)) if value is not None}
    if channel:
        changes["place"] = channel.outside
    changed = replace(chosen.get(bot.db, bot.course.id), **changes)
    if changes:
        chosen.save(bot.db, bot.course.id, changed)
    return Whisper(staff_cards.settings(bot, changed))


def status(bot: Bot, call: Call) -> Reply:
    """Show how buddies are going, in numbers that point at nobody."""
    return Whisper(staff_cards.status(bot, standing.of_course(bot), rhythms.turns(bot)))


def forecast(
    bot: Bot,
    call: Call,
    size: Annotated[int, "How many in a group", SIZE] = 0,
    every: Annotated[int, "Every how many weeks", EVERY] = 0,
    students: Annotated[int, "How many take part", PEOPLE] = 0,
) -> Reply:
    """Say after how many rounds everybody will have met everybody."""
    usual = chosen.get(bot.db, bot.course.id)
    weeks, count = every or rhythms.usual_weeks(bot), students or standing.taking_part(bot)
    if count < 2:
        raise UserError("round-too-few", count=count)
    found = foreseen(count, Rules(size or usual.size, usual.odd), weeks)
    trios = foreseen(count, Rules(3, usual.odd), weeks)
    left = max(0, (bot.course.last - bot.course.today(bot.now)).days // (7 * weeks) + 1)
    return Whisper(staff_cards.forecast(bot, (count, weeks, left), size or usual.size, found, trios))


def separate(
    bot: Bot,
    call: Call,
    one: Annotated[Person, "Somebody"],
    other: Annotated[Person, "Whom they should never be put together with"],
    undo: Annotated[bool, "Whether they may meet again"] = False,
) -> Reply:
    """Keep two people from ever being put together."""
    if one == other:
        raise UserError("separate-two")
    pair = (min(one, other), max(one, other))
    if undo:
        people.let_meet(bot.db, bot.course.id, pair, "staff")
        return Whisper(rounds_cards.said(bot, "separate-undone"))
    people.keep_apart(bot.db, bot.course.id, pair, "staff")
    return Whisper(rounds_cards.said(bot, "separated-now" if _part(bot, one, other) else "separated"))


def _part(bot: Bot, one: Person, other: Person) -> bool:
    """If they are in a group now, the first of them is found another."""
    together = [g for g in groups.open_of(bot.db, bot.course.id, one) if g.seat(other)]
    for group in together:
        leaving.leave(bot, group, one)
        placing.wait(bot, one)
        placing.tell_of_end(bot, group, one, "buddy-parted")
    return bool(together)


def on_post(bot: Bot, press: Press, course: str, round_: str) -> Reply:
    """The post that could not be said is said again."""
    found = rounds.get(bot.db, round_)
    if found is None or found.course != bot.course.id or found.state != "open":
        raise UserError("round-preview-gone")
    bot.say(introducing.post(bot.speaking(bot.course.locale), found, f"/{bot.new_id()}"))
    return Update(rounds_cards.said(bot, "round-posted"))
