"""Setting a course up: a form, a preview that only the person sees, and then it starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.features.courses import cards
from bot.kernel import forms
from bot.kernel.cards import Form
from bot.kernel.courses import Course
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Event, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import DATE, TEXT, ZONE, Kind, one_of, whole
from bot.kernel.places import Place
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.roles import Role
from bot.kernel.text import locales
from bot.schedule import routines
from bot.store import courses

WEEKS = whole(1, 60)
LONGEST_NAME, LARGEST = 80, 100_000


def _name(raw: object) -> str:
    name = str(TEXT.read(raw))
    if len(name) > LONGEST_NAME:
        raise UserError("name-too-long", most=LONGEST_NAME)
    return name


NAME = Kind("name", "text", _name)
_STUDENTS = whole(0, LARGEST)


def _size(raw: object) -> object:
    return 0 if str(raw).strip().lower() in {"unknown", "?"} else _STUDENTS.read(raw)


SIZE = replace(_STUDENTS, read=_size)


def set_up(
    bot: Bot,
    call: Call,
    name: Annotated[str, "What the course is called", NAME],
    zone: Annotated[str, "The course's time zone, such as Europe/Berlin", ZONE],
    start: Annotated[date, "The first day, as 2027-01-11"],
    weeks: Annotated[int, "How many weeks it runs", WEEKS] = 12,
    language: Annotated[str, "The language of the bot's texts", one_of(locales())] = "en",
    channel: Annotated[Place | None, "The home channel, where I ask; this one if you name none"] = None,
) -> Reply:
    """Set a course up: you see a preview before anything is said."""
    home = (channel or call.place).outside
    seed = bot.rng.getrandbits(31)
    course = Course(bot.new_id(), call.person.space, name, zone, language, start, weeks, home, seed=seed)
    courses.save(bot.db, course, bot.now)
    courses.appoint(bot.db, course.id, call.person, Role.OWNER)
    return Whisper(cards.preview(bot, course, homeless(call, course)))


def homeless(event: Event, course: Course) -> bool:
    """A private conversation is no home: set up from there, a course still needs a channel."""
    return event.private and course.home == event.place.outside


def _draft(bot: Bot) -> Course:
    if bot.course.state != "draft":
        raise UserError("course-started-already", name=bot.course.name)
    return bot.course


def on_start(bot: Bot, press: Press, course: str) -> Reply:
    """The preview was right: the course lives from now on."""
    started = replace(_draft(bot), state="active")
    if homeless(press, started):
        raise UserError("choose-home-first")
    _alone_at_home(bot, started)
    courses.save(bot.db, started, bot.now)
    bot.begin(started)
    return Update(cards.started(bot, started))


def on_home(bot: Bot, press: Press, course: str) -> Reply:
    """Another home channel was chosen on the preview."""
    moved = replace(_draft(bot), home=_place_in(bot.course.space, press.values))
    courses.save(bot.db, moved, bot.now)
    return Update(cards.preview(bot, moved, homeless(press, moved)))


def on_cancel(bot: Bot, press: Press, course: str) -> Reply:
    courses.remove(bot.db, _draft(bot).id)
    return Update(cards.said(bot, "setup-cancelled"))


def on_change(bot: Bot, press: Press, course: str) -> Reply:
    return Ask(cards.basics(bot, _draft(bot), "course.change"))


def on_changed(bot: Bot, submission: Submission, course: str) -> Reply:
    return submitted(bot, submission, cards.basics(bot, _draft(bot), "course.change"))


def submitted(bot: Bot, submission: Submission, form: Form) -> Reply:
    """The basics of a course came back from a form: changed, or every wrong field at once."""
    kinds = {"name": NAME, "zone": ZONE, "start": DATE, "weeks": WEEKS, "language": one_of(locales())}
    values, errors = forms.read(bot, kinds, submission.values)
    if errors:
        return Mend(forms.typed(form, submission.values), errors)
    if "language" in values:
        values["locale"] = values.pop("language")
    changed = replace(bot.course, **values)
    return change(bot, changed, homeless(submission, changed))


def _place_in(space: str, chosen: Sequence[str]) -> Place:
    """What was chosen from a menu of places: one of this Space, whatever came back."""
    try:
        place = Place.parse(chosen[0]).outside
    except (IndexError, ValueError):
        raise UserError("expected-place", got="") from None
    if place.space != space:
        raise UserError("expected-place", got=place.channel[:40])
    return place


def _alone_at_home(bot: Bot, course: Course) -> None:
    """Courses of one Space are told apart by their channels."""
    for other in courses.in_space(bot.db, course.space):
        if other.home == course.home and other.id != course.id and other.last >= other.today(bot.now):
            raise UserError("home-taken", name=other.name)


def change(bot: Bot, changed: Course, homeless: bool = False) -> Reply:
    """Keep the changed course, every routine armed anew, and show it."""
    if changed.state == "draft":
        courses.save(bot.db, changed, bot.now)
        return Update(cards.preview(bot, changed, homeless))
    if changed.home != bot.course.home:
        _alone_at_home(bot, changed)
    courses.save(bot.db, changed, bot.now)
    _stretch(bot, changed)
    routines.move(bot.db, changed, bot.now)
    if changed.state == "active":
        bot.begin(changed)
    return Update(cards.settings(bot, changed))


def _stretch(bot: Bot, changed: Course) -> None:
    """Rhythms that ran from the course's first day, or to its last, still do when that day moves."""
    before = bot.course
    for routine in routines.of_course(bot.db, changed.id):
        first = changed.start if routine.first == before.start else routine.first
        until = changed.last if routine.until == before.last else routine.until
        if (first, until) != (routine.first, routine.until):
            routines.save(bot.db, replace(routine, first=first, until=until), changed.breaks, bot.now)
