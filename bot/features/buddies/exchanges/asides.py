"""What people ask on the side: when all of them are free, the same for their calendars, a word to the staff."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.features.buddies.exchanges import aside_cards, exchange_cards, saying
from bot.features.buddies.exchanges.exchange import sit
from bot.features.buddies.exchanges.overlap import Free, Stretch, calendar, common
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.pairing import settings
from bot.features.buddies.taking_part import people
from bot.kernel.events import Press, Submission
from bot.kernel.features import Bot
from bot.kernel.hours import Hours, parse
from bot.kernel.options import TEXT
from bot.kernel.replies import Ask, Reply, Update, Whisper
from bot.schedule import notices


def on_free(bot: Bot, press: Press, group_id: str) -> Reply:
    """When they are usually free together."""
    bot, group, _ = sit(bot, press, group_id)
    unknown, found = _free(bot, group)
    return Whisper(aside_cards.free(bot, group, unknown, found))


def _free(bot: Bot, group: Group) -> tuple[list[Seat], Sequence[Stretch]]:
    """Who has told no hours; else the stretches that all of them have in common this week."""
    told = [(seat, _hours(bot, seat)) for seat in exchange_cards.here(group)]
    unknown = [seat for seat, free in told if not free.hours.bits]
    return unknown, () if unknown else common([free for _, free in told], bot.now.date())


def _hours(bot: Bot, seat: Seat) -> Free:
    buddy = people.get(bot.db, seat.course, seat.person)
    hours = parse(buddy.hours) if buddy and buddy.hours else Hours()
    zone = ZoneInfo((buddy and buddy.zone) or bot.course.zone)
    return Free(exchange_cards.name_of(seat), hours, zone)


def on_calendar(bot: Bot, press: Press, group_id: str) -> Reply:
    """The same as a calendar file."""
    bot, group, _ = sit(bot, press, group_id)
    _, found = _free(bot, group)
    if not found:
        return Update(exchange_cards.said(bot, "exchange-free-none"))
    names = exchange_cards.names(exchange_cards.here(group))
    link = settings.get(bot.db, group.course).video
    made = calendar(found, bot.now, bot.t("exchange-talk", names=names), link, group.id)
    return Whisper(aside_cards.calendar(bot, made))


def on_staff(bot: Bot, press: Press, group_id: str) -> Reply:
    bot, group, _ = sit(bot, press, group_id)
    return Ask(aside_cards.to_staff(bot, group))


def on_told(bot: Bot, submission: Submission, group_id: str) -> Reply:
    """What they write goes to the staff alone, with their name; the others of the group are not told."""
    text = str(TEXT.read(submission.values.get("text", "")))[: aside_cards.LONGEST]
    bot, group, seat = sit(bot, submission, group_id)
    spoken = saying.for_all(bot, group)
    card = aside_cards.for_staff(spoken, group, seat, text)
    notices.tell_staff(spoken, saying.key_of(group, "staff", bot.new_id()), card)
    return Update(exchange_cards.said(bot, "exchange-told-staff"))
