"""Once a week: all that features can tell of it is read, made fit to be shown, kept for good, and noted to staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.features.insights import calendar, note_cards, store
from bot.features.insights.figures import Week
from bot.features.insights.publishing import publish
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Duty, Errand
from bot.kernel.features import Bot
from bot.kernel.measures import Reading, Window
from bot.store import courses

KIND: str = "insights.week"
NOTE: str = "insights_note"
FRESH, A_DAY = timedelta(days=3), timedelta(days=1)


def begin(bot: Bot) -> None:
    """The week that is to be published next is seen to; weeks that were missed follow one another at once."""
    week = calendar.next_week(bot.course, store.last(bot.db, bot.course.id))
    if week is not None:
        bot.see_to(_errand(bot, week, calendar.due(bot.course, week)))


def _errand(bot: Bot, week: int, at: datetime) -> Errand:
    return Errand(f"insights/{bot.course.id}/{week}", KIND, bot.course.id, str(week), at)


def on_week(bot: Bot, subject: str) -> Sequence[Delivery]:
    """Publish the week that is due by now, if the course has not been moved meanwhile."""
    before = store.last(bot.db, bot.course.id)
    number = calendar.next_week(bot.course, before)
    if number is None or calendar.due(bot.course, number) > bot.now:
        begin(bot)
        return ()
    week = read(bot, calendar.window(bot.course, number, before))
    store.keep(bot.db, bot.course.id, week, bot.now)
    begin(bot)
    return _notes(bot, week) if bot.now - week.last < FRESH else ()


def read(bot: Bot, window: Window) -> Week:
    """A week as it may be shown."""
    readings = [reading for measure in bot.house.measures for reading in measure(bot, window)]
    return Week(window.week, window.first, window.last, bot.course.size, publish(readings))


def messages(bot: Bot, window: Window) -> Sequence[Reading]:
    """What skips, pauses and opt-outs are counted against."""
    said = store.said(bot.db, bot.course.id, window)
    return (Reading("burden", "per_hundred", 0, said, staff_only=True),) if said else ()


def _notes(bot: Bot, week: Week) -> list[Delivery]:
    """A private word to everybody on the staff who has not said no; of a week in which nothing was, nothing."""
    if week.is_empty:
        return []
    card, course = note_cards.note(bot, week), bot.course.id
    wanted = [person for person in courses.staff_of(bot.db, course) if person not in store.quiet(bot.db, course)]
    common = {"card": card, "course": course, "not_before": bot.now, "expires": week.last + FRESH}
    return [
        Delivery(f"{NOTE}/{course}/{week.week}/{person.id}", NOTE, "tell", person, solicited=True, **common)  # type: ignore[arg-type]
        for person in wanted
    ]


def _try_tomorrow(bot: Bot, subject: str) -> Sequence[Delivery]:
    bot.see_to(_errand(bot, int(subject), bot.now + A_DAY))
    return ()


DUTIES = {KIND: Duty(on_week, give_up=_try_tomorrow)}
