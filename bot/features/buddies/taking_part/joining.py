"""Taking part: in with one tap, resting, skipping a round, out again; and the post that invites the class."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from bot.features.buddies.model import Buddy
from bot.features.buddies.pairing import leaving
from bot.features.buddies.taking_part import members, people, people_cards
from bot.features.buddies.taking_part.preferences import PACE
from bot.kernel.cards import Card, Channel
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Event, Press
from bot.kernel.features import Bot
from bot.kernel.options import whole
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Update, Whisper

WEEKS = whole(1, 52)


def join(
    bot: Bot,
    call: Call,
    pace: Annotated[int | None, "How often you would like a buddy", PACE] = None,
) -> Reply:
    """Take part in buddies; you can pause or stop at any time."""
    if bot.course.today(bot.now) > bot.course.last:
        raise UserError("buddy-course-over")
    before = people.get(bot.db, bot.course.id, call.person)
    if before is None:
        new = Buddy(bot.course.id, call.person, call.name, bot.now, zone=members.zone(bot, call))
        people.save(bot.db, new)
    chosen = {} if pace is None else {"pace": pace}
    buddy = _back(bot, call, **chosen)
    title = "buddy-in-already" if before and before.state == "in" else "buddy-joined"
    return Whisper(people_cards.joined(bot, buddy, title, members.next_round(bot)))


def _back(bot: Bot, event: Event, **values: int) -> Buddy:
    return members.look(bot, members.change(bot, event, state="in", rest_until=None, skips=False, **values))


def leave(bot: Bot, call: Call) -> Reply:
    """Stop taking part; nobody is asked or told why."""
    members.known(bot, call)
    leaving.step_out(bot, call.person)
    members.change(bot, call, state="left", rest_until=None, skips=False, waits_since=None)
    return Whisper(people_cards.gone(bot))


def on_forget(bot: Bot, press: Press, course: str) -> Reply:
    """What they told us goes as well; who stays out of the way of whom is theirs to take along."""
    bot = members.within(bot, press, course)
    leaving.step_out(bot, press.person)
    people.forget(bot.db, course, press.person)
    return Update(people_cards.said(bot, "buddy-forgotten"))


def pause(
    bot: Bot,
    call: Call,
    until: Annotated[date | None, "The day you are back, such as 2027-03-01"] = None,
    weeks: Annotated[int | None, "For how many weeks", WEEKS] = None,
) -> Reply:
    """Rest for a while; you are back by yourself."""
    members.taking_part(bot, call)
    today = bot.course.today(bot.now)
    if until is None and weeks is None:
        return Whisper(people_cards.how_long(bot))
    if until is not None and until <= today:
        raise UserError("buddy-pause-past", day=str(until))
    return Whisper(_rest(bot, call, until or today + timedelta(weeks=weeks or 1)))


def on_rest(bot: Bot, press: Press, course: str, weeks: str) -> Reply:
    """No weeks: until they say so."""
    bot = members.within(bot, press, course)
    members.taking_part(bot, press)
    days = timedelta(weeks=int(weeks))
    return Update(_rest(bot, press, bot.course.today(bot.now) + days if days else None))


def _rest(bot: Bot, event: Event, until: date | None) -> Card:
    buddy = members.change(bot, event, state="resting", rest_until=until, waits_since=None)
    return people_cards.resting(bot, buddy, members.open_groups(bot, event.person))


def resume(bot: Bot, call: Call) -> Reply:
    """Be back before your pause ends, or take part in a round that you meant to skip."""
    members.taking_part(bot, call)
    return Whisper(people_cards.joined(bot, _back(bot, call), "buddy-back", members.next_round(bot)))


def skip(bot: Bot, call: Call) -> Reply:
    """Let the next round pass; after it you are back by yourself."""
    members.taking_part(bot, call)
    members.change(bot, call, skips=True, waits_since=None)
    return Whisper(people_cards.skipping(bot, members.open_groups(bot, call.person)))


def on_out(bot: Bot, press: Press, group: str) -> Reply:
    """Out of the round that is under way, without asking for another buddy."""
    bot, found = members.their_group(bot, press, group)
    leaving.leave(bot, found, press.person)
    return Update(people_cards.said(bot, "buddy-stepped-out"))


def show_mine(bot: Bot, call: Call) -> Reply:
    """Show your buddy, and how you take part."""
    buddy = people.get(bot.db, bot.course.id, call.person)
    if buddy is None:
        return Whisper(people_cards.not_in(bot))
    return Whisper(people_cards.mine(bot, buddy, members.open_groups(bot, call.person), members.next_round(bot)))


def invite(
    bot: Bot,
    call: Call,
    channel: Annotated[Place | None, "Where; the course's home channel if you name none"] = None,
) -> Reply:
    """Post an invitation that everybody can join by with one tap."""
    place = (channel or bot.course.home).outside
    card = people_cards.invitation(bot.speaking(bot.course.locale), members.next_round(bot))
    bot.say(Delivery(f"buddy-invite/{bot.new_id()}", "buddy_invite", "post", place, card, bot.course.id))
    return Whisper(people_cards.said(bot, "buddy-invited", place=Channel(place)))
