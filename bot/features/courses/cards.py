"""What setting up and running a course looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.dates import format_date
from sqlalchemy import Row

from bot.kernel.cards import (
    Button,
    Card,
    Channel,
    Field,
    Form,
    Mention,
    Moment,
    Option,
    Select,
    Strong,
    Text,
)
from bot.kernel.cards import (
    Row as Controls,
)
from bot.kernel.courses import Break, Course
from bot.kernel.deliveries import Delivery, Routine
from bot.kernel.events import Joined
from bot.kernel.features import Bot
from bot.kernel.places import Person, Place
from bot.kernel.roles import Role
from bot.kernel.text import locales
from bot.store import safety

TOPICS = 3000


def said(bot: Bot, key: str, **values: object) -> Card:
    return Card(body=(bot.rich(key, **values),))


def welcome(bot: Bot, joined: Joined) -> Sequence[Delivery]:
    """The first word in a new Space, with the one button that matters."""
    button = Button(bot.t("set-up-button"), "command", ("course", "setup"), "primary")
    card = Card(bot.t("welcome-title"), (bot.t("welcome-body"),), ((button,),), footer=bot.t("welcome-footer"))
    return (Delivery(f"welcome/{joined.place.space}", "welcome", "post", joined.place, card),)


def _facts(bot: Bot, course: Course, homeless: bool = False) -> tuple[Text, ...]:
    first, last = (format_date(day, "full", course.locale) for day in (course.start, course.last))
    return (
        bot.rich("fact-name", name=Strong(course.name)),
        bot.rich("fact-dates", first=Strong(first), last=Strong(last), weeks=course.weeks),
        bot.rich("fact-zone", zone=Strong(course.zone.replace("_", " ")), now=f"{bot.now.astimezone(course.tz):%H:%M}"),
        _home(bot, course, homeless),
        bot.rich("fact-size", count=course.size),
    )


def _home(bot: Bot, course: Course, homeless: bool) -> Text:
    home = bot.t("home-missing") if homeless else Channel(course.home)
    return bot.rich("fact-home", home=home, language=bot.t(f"language-{course.locale}"))


def preview(bot: Bot, course: Course, homeless: bool = False) -> Card:
    """All that was understood; only the person who sets the course up sees it."""
    args, today = (course.id,), course.today(bot.now)
    begun = (_week(bot, course),) if today >= course.start else ()
    start = (Button(bot.t("start-course"), "course.start", args, "primary"),) if today <= course.last else ()
    change, cancel = (Button(bot.t(word), f"course.{word}", args) for word in ("change", "cancel"))
    rows: tuple[Controls, ...] = (
        Select("course.home", bot.t("choose-home"), args, of="places", value="" if homeless else str(course.home)),
        (*start, change, cancel),
    )
    facts = (*begun, *_facts(bot, course, homeless))
    return Card(bot.t("preview-title"), facts, rows, footer=bot.t("preview-footer"))


def started(bot: Bot, course: Course) -> Card:
    buttons = (
        Button(bot.t("schedule-icebreakers"), "command", (course.id, "icebreaker", "schedule"), "primary"),
        Button(bot.t("see-status"), "command", (course.id, "course", "status")),
        Button(bot.t("see-settings"), "command", (course.id, "course", "settings")),
    )
    return Card(bot.t("started-title", name=course.name), (bot.t("started-body"),), (buttons,))


def settings(bot: Bot, course: Course) -> Card:
    """The course as it stands, with a button for each part that can change."""
    args = (course.id,)
    paused = course.state == "paused"
    rest = ("resume", "course.resume") if paused else ("pause", "course.pause")
    buttons = (
        Button(bot.t("edit-basics"), "course.edit", args),
        Button(bot.t("edit-topics"), "course.topics", args),
        Button(bot.t("edit-breaks"), "course.breaks", args),
        Button(bot.t("edit-size"), "command", (course.id, "course", "size")),
        Button(bot.t(f"{rest[0]}-course"), rest[1], args),
    )
    more = (bot.rich("fact-topics", count=len([t for t in course.topics if t])), _breaks_fact(bot, course))
    state = (bot.t("course-rests"),) if paused else ()
    return Card(bot.t("settings-title", name=course.name), (*state, *_facts(bot, course), *more), (buttons,))


def _breaks_fact(bot: Bot, course: Course) -> Text:
    if not course.breaks:
        return (bot.t("fact-no-breaks"),)
    shown = "; ".join(_days(b, course) for b in course.breaks[:6]) + "; …" * (len(course.breaks) > 6)
    return bot.rich("fact-breaks", breaks=Strong(shown))


def _days(days: Break, course: Course) -> str:
    first, last = _day(days.first, course), _day(days.last, course)
    return first if first == last else f"{first} – {last}"


def _day(day: Any, course: Course) -> str:
    return format_date(day, "medium", course.locale)


def status(
    bot: Bot,
    turns: Sequence[Row[str, Any, Place]],
    problems: Mapping[str, int],
    paused: Sequence[Routine],
    team: Sequence[tuple[Person, Role]],
) -> Card:
    """What will happen next, what went wrong lately, who is on the staff."""
    body = [(bot.t("course-rests"),) if bot.course.state == "paused" else _week(bot, bot.course)]
    body += [_turn(bot, row) for row in turns[:5]] or [(bot.t("nothing-scheduled"),)]
    body += [(bot.t("routines-paused", count=len(paused)),)] if paused else []
    body += [(bot.t(f"problem-{name}", count=count),) for name, count in problems.items() if count]
    body += [_team(bot, team), bot.rich("fact-size", count=bot.course.size)]
    body += [] if safety.ready(bot.db, bot.course.id) else [(bot.t("safety-waits"),)]
    buttons = (
        Button(bot.t("preview-next"), "command", (bot.course.id, "icebreaker", "preview")),
        Button(bot.t("see-settings"), "command", (bot.course.id, "course", "settings")),
    )
    return Card(bot.t("status-title", name=bot.course.name), tuple(body), (buttons,))


def _week(bot: Bot, course: Course) -> Text:
    today = course.today(bot.now)
    if today < course.start:
        return bot.rich("starts-soon", when=Strong(format_date(course.start, "full", course.locale)))
    if today > course.last:
        return (bot.t("course-over" if course.state != "draft" else "dates-over"),)
    return (bot.t("in-week", week=course.week(today), weeks=course.weeks),)


def _turn(bot: Bot, row: Row[str, Any, Place]) -> Text:
    local = row.next_due.astimezone(bot.course.tz)
    words = f"{format_date(local, 'EEEE d MMMM', bot.course.locale)}, {local:%H:%M}"
    kind = bot.t(f"kind-{row.kind}")
    when, yours = Strong(words), Moment(row.next_due, "relative")
    return bot.rich("next-turn", kind=kind, when=when, yours=yours, place=Channel(row.place))


def _team(bot: Bot, team: Sequence[tuple[Person, Role]]) -> Text:
    people: list[Any] = [bot.t("staff-list"), " "]
    for index, (person, role) in enumerate(team[:20]):
        people += [", " if index else "", Mention(person, person.id, ping=True), f" ({bot.t(f'role-{role}')})"]
    return tuple(part for part in people if part)


def basics(bot: Bot, course: Course, action: str) -> Form:
    """The five things that a course is made of, as they stand."""
    languages = tuple(Option(bot.t(f"language-{name}"), name) for name in locales())
    fields = (
        Field("name", bot.t("label-name"), value=course.name, longest=80),
        Field("zone", bot.t("label-zone"), hint="Europe/Berlin", value=course.zone, complete="zone"),
        Field("start", bot.t("label-start"), hint="2027-01-11", value=course.start.isoformat()),
        Field("weeks", bot.t("label-weeks"), value=str(course.weeks)),
        Field("language", bot.t("label-language"), "choice", value=course.locale, options=languages),
    )
    return Form(bot.t("basics-title"), action, fields, (course.id,), submit=bot.t("form-submit"))


def topics(bot: Bot, course: Course) -> Form:
    words = "\n".join(course.topics)
    field = Field(
        "topics", bot.t("label-topics"), "paragraph", bot.t("hint-topics"), words, required=False, longest=TOPICS
    )
    return Form(bot.t("topics-title"), "course.topics", (field,), (course.id,), submit=bot.t("form-submit"))


def breaks(bot: Bot, course: Course) -> Form:
    words = "\n".join(f"{b.first} to {b.last}" if b.first != b.last else str(b.first) for b in course.breaks)
    field = Field(
        "breaks", bot.t("label-breaks"), "paragraph", bot.t("hint-breaks"), words, required=False, longest=1000
    )
    return Form(bot.t("breaks-title"), "course.breaks", (field,), (course.id,), submit=bot.t("form-submit"))
