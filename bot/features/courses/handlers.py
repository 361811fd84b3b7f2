"""What staff ask a course: its settings, and what will happen next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from bot.features.courses import cards, store
from bot.features.courses.setup import NAME, SIZE, WEEKS, change
from bot.kernel.events import Call
from bot.kernel.features import Bot
from bot.kernel.options import ZONE, one_of
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Whisper
from bot.kernel.text import locales
from bot.schedule import routines


def show_settings(
    bot: Bot,
    call: Call,
    name: Annotated[str, "What the course is called", NAME] = "",
    zone: Annotated[str, "The course's time zone", ZONE] = "",
    start: Annotated[date | None, "The first day, as 2027-01-11"] = None,
    weeks: Annotated[int, "How many weeks it runs", WEEKS] = 0,
    language: Annotated[str, "The language of the bot's texts", one_of(locales())] = "",
    channel: Annotated[Place | None, "The course's home channel"] = None,
) -> Reply:
    """Show the course's settings, or change those that you name."""
    given = {"name": name, "zone": zone, "start": start, "weeks": weeks, "locale": language}
    changes: dict[str, Any] = {key: value for key, value in given.items() if value}
    if channel:
        changes["home"] = channel.outside
    if changes:
        return change(bot, replace(bot.course, **changes))
    return Whisper(cards.settings(bot, bot.course))


def set_size(
    bot: Bot, call: Call, students: Annotated[int, "How many students there are; 0 for unknown", SIZE]
) -> Reply:
    """Say how many students there are, so that results can tell how many of them answered."""
    return change(bot, replace(bot.course, size=students))


def show_status(bot: Bot, call: Call) -> Reply:
    """Show what will happen next, and what needs your attention."""
    turns = store.next_turns(bot.db, bot.course.id)
    problems = store.problems(bot.db, bot.course.id, bot.now)
    paused = [r for r in routines.of_course(bot.db, bot.course.id) if r.state == "paused"]
    return Whisper(cards.status(bot, turns, problems, paused, store.team(bot.db, bot.course.id)))
