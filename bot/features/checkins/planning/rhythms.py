"""The rhythm of a course's check-ins: which, on what day, in which weeks; and each of its turns.

A turn comes every week on its day, and opens something in the weeks that were chosen: so it follows a course that is
moved. It is worth having for six hours. What keeps it from opening (no safety contacts, an answer owed to the class)
is told to staff, once for each turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from itertools import islice
from typing import Annotated, Any

from bot.features.checkins.asking import opening
from bot.features.checkins.asking.opening import Wanted
from bot.features.checkins.asking.rehearsing import CHECKIN
from bot.features.checkins.planning import rhythm_cards
from bot.features.checkins.planning.weeks import WEEKS, usual
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import WEEKDAY
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Update, Whisper
from bot.schedule import notices, routines
from bot.schedule.calendar import slots, weekly

KIND, LATE = "checkin", timedelta(hours=6)
AHEAD = 60
"""No course has more weeks."""


def schedule(
    bot: Bot,
    call: Call,
    kind: Annotated[str, "Which: pulse, connection, exit, or one of your own", CHECKIN],
    day: Annotated[int, "The day of the week, such as thu", WEEKDAY],
    at: Annotated[time, "The time of day in the course's zone, such as 10:00"] = time(10),
    weeks: Annotated[tuple[int, ...], "In which weeks, such as 1, 6, 12; as usual if you name none", WEEKS] = (),
    channel: Annotated[Place | None, "Where to ask; the home channel if you name none"] = None,
) -> Reply:
    """Open a check-in by itself, on a day of some weeks."""
    wanted, place = opening.wanted(bot, kind), (channel or bot.course.home).outside
    made = _routine(bot, wanted, (day, at), weeks, place)
    before = [one for one in mine(bot) if one.settings.get("asked") == wanted.id]
    routines.save(bot.db, made, bot.course.breaks, bot.now)
    first = next(turns(bot, made), None)
    if first is None:
        raise UserError("checkin-rhythm-over")
    for one in before:
        routines.remove(bot.db, one.id)
    routines.rearm(bot.db, bot.course, bot.now)
    return Whisper(rhythm_cards.scheduled(bot, made, wanted, first, replaced=bool(before)))


def _routine(bot: Bot, wanted: Wanted, when: tuple[int, time], chosen: tuple[int, ...], place: Place) -> Routine:
    course, (day, at) = bot.course, when
    settings, rule = {"asked": wanted.id, "title": wanted.title, "weeks": list(chosen)}, weekly((day,))
    return Routine(
        bot.new_id(), course.id, KIND, rule, at, course.zone, place, course.start, course.last, settings=settings
    )


def mine(bot: Bot) -> tuple[Routine, ...]:
    return routines.of_course(bot.db, bot.course.id, KIND)


def chosen(bot: Bot, routine: Routine) -> tuple[int, ...]:
    """The weeks in which it opens something: those that staff named, or the usual ones of the course as it is now."""
    settings: dict[str, Any] = dict(routine.settings)
    return tuple(settings["weeks"]) or usual(settings["asked"], bot.course.weeks)


def turns(bot: Bot, routine: Routine) -> Iterator[Slot]:
    """The turns ahead that will open something."""
    wanted = chosen(bot, routine)
    for slot in islice(slots(routine, bot.course.breaks, bot.now), AHEAD):
        if bot.course.week(slot.local.date()) in wanted:
            yield slot


def plan_turn(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    """One turn: the check-in opens in the same transaction, or staff hear what stands in the way."""
    if bot.course.week(slot.local.date()) not in chosen(bot, routine):
        return ()
    try:
        return (opening.open_up(bot, _until_next(bot, routine, slot), routine.place),)
    except UserError as error:
        why = bot.t(error.key, **error.values)
        body = bot.t("checkin-turn-passed", title=str(routine.settings["title"]), why=why)
        notices.tell_staff(bot, f"turn-passed/{routine.id}/{slot.name}", Card(body=(body,)))
        return ()


def _until_next(bot: Bot, routine: Routine, slot: Slot) -> Wanted:
    """What is asked, open no longer than until the day before it comes again."""
    wanted = opening.wanted(bot, str(routine.settings["asked"]))
    after = next((later for later in turns(bot, routine) if later > slot), None)
    days = (after.instant - slot.instant).days - 1 if after else wanted.days
    return replace(wanted, days=max(1, min(wanted.days, days)))


def show(bot: Bot, call: Call) -> Reply:
    """Show when check-ins will open by themselves, and stop one of them."""
    return Whisper(rhythm_cards.every(bot, [(one, next(turns(bot, one), None)) for one in mine(bot)]))


def on_stop(bot: Bot, press: Press, course: str) -> Reply:
    """One rhythm ends for good."""
    found = [one for one in mine(bot) if one.id in press.values]
    if not found:
        raise UserError("checkin-rhythm-none")
    routines.remove(bot.db, found[0].id)
    return Update(rhythm_cards.every(bot, [(one, next(turns(bot, one), None)) for one in mine(bot)]))


def stop_all(bot: Bot, asked: str) -> None:
    """What asked these questions asks them no more."""
    for one in mine(bot):
        if one.settings.get("asked") == asked:
            routines.remove(bot.db, one.id)
