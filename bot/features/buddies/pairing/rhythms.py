"""The rhythm of a course's rounds: how often, when and of which kind; and each of its turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Annotated, Any

from bot.features.buddies.pairing import making, rounds_cards, staff_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.settings import KINDS, SIZE
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import WEEKDAY, one_of, whole
from bot.kernel.replies import Reply, Update, Whisper
from bot.schedule import notices, routines
from bot.schedule.calendar import next_slot, weekly

KIND: str = "buddies"
LATE: timedelta = timedelta(hours=12)
EVERY = whole(1, 12)
USUAL = time(10)


def schedule(
    bot: Bot,
    call: Call,
    day: Annotated[int, "The day of the week, such as tue", WEEKDAY],
    every: Annotated[int, "Every how many weeks", EVERY] = 3,
    at: Annotated[time, "The time of day in the course's zone, such as 10:00"] = USUAL,
    kind: Annotated[str, "Peers, a mixer across time zones, or mentors", one_of(KINDS)] = "peers",
    size: Annotated[int, "How many in a group; as in the settings if you name none", SIZE] = 0,
    start: Annotated[date | None, "The day from which on, as 2027-01-11"] = None,
    until: Annotated[date | None, "The last day, as 2027-03-31"] = None,
) -> Reply:
    """Make a new round of buddies by itself, every few weeks."""
    course = bot.course
    rule, first = f"{weekly((day,))};INTERVAL={every}", _first(bot, start, day, at)
    settings = {"kind": kind, "size": size, "every": every}
    last = min(until or course.last, course.last)
    made = Routine(bot.new_id(), course.id, KIND, rule, at, course.zone, course.home, first, last, settings=settings)
    replaced = [routine for routine in mine(bot) if routine.settings.get("kind") == kind]
    slot = routines.save(bot.db, made, course.breaks, bot.now)
    if slot is None:
        raise UserError("rhythm-is-over", last=last.isoformat())
    for routine in replaced:
        routines.remove(bot.db, routine.id)
    routines.rearm(bot.db, course, bot.now)
    return Whisper(staff_cards.scheduled(bot, made, slot, replaced=bool(replaced)))


def _first(bot: Bot, start: date | None, day: int, at: time) -> date:
    """The first such day that is still to come: weeks are counted from it."""
    local = bot.now.astimezone(bot.course.tz)
    first = max(start or bot.course.start, bot.course.start, local.date())
    first += timedelta(days=(day - first.weekday()) % 7)
    return first + timedelta(weeks=1) if first == local.date() and at <= local.time() else first


def mine(bot: Bot) -> tuple[Routine, ...]:
    return routines.of_course(bot.db, bot.course.id, KIND)


def wanted(bot: Bot, routine: Routine) -> chosen.Settings:
    """The course's settings with what is special about a rhythm; no exchange is longer than the time to the next."""
    usual = chosen.get(bot.db, routine.course)
    special: dict[str, Any] = dict(routine.settings)
    weeks = min(usual.weeks, int(special.get("every") or usual.weeks))
    return replace(usual, kind=special.get("kind") or usual.kind, size=special.get("size") or usual.size, weeks=weeks)


def plan_round(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    """One turn of a rhythm: a round is begun, unless staff still look at the one before."""
    if making.begin(bot, wanted(bot, routine)) is None:
        card = rounds_cards.said(bot, "round-turn-passed")
        notices.tell_staff(bot, f"turn-passed/{routine.id}/{slot.name}", card)
    return ()


def pause(bot: Bot, call: Call) -> Reply:
    """Let buddies rest: no new round until you resume. Open groups go on."""
    return _set_state(bot, "paused")


def resume(bot: Bot, call: Call) -> Reply:
    """Let new rounds come again."""
    return _set_state(bot, "active")


def _set_state(bot: Bot, state: str) -> Reply:
    found = mine(bot)
    if not found:
        raise UserError("rhythm-none")
    for routine in found:
        changed = replace(routine, state="paused" if state == "paused" else "active")
        routines.save(bot.db, changed, bot.course.breaks, bot.now)
    routines.rearm(bot.db, bot.course, bot.now)
    return Whisper(rounds_cards.said(bot, f"rounds-{state}"))


def on_stop(bot: Bot, press: Press, course: str, routine: str) -> Reply:
    """End one rhythm for good."""
    if routine not in {one.id for one in mine(bot)}:
        raise UserError("rhythm-none")
    routines.remove(bot.db, routine)
    return Update(rounds_cards.said(bot, "rounds-stopped"))


def turns(bot: Bot) -> list[tuple[Routine, Slot | None]]:
    """Each rhythm with its next turn, if it has one."""
    return [(one, _next(bot, one) if one.state == "active" else None) for one in mine(bot)]


def _next(bot: Bot, routine: Routine) -> Slot | None:
    return next_slot(routine, bot.course.breaks, bot.now)


def usual_weeks(bot: Bot) -> int:
    """How many weeks there are from one round of peers to the next."""
    found = [routine.settings.get("every") for routine in mine(bot) if routine.settings.get("kind") == "peers"]
    return next((every for every in found if isinstance(every, int)), 3)
