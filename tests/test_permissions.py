"""Least power: every command, button and form, for every role, in one's own course, in another, in another Space.

Who may is written down here once more, so that nobody is allowed more by accident.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.features.all import FEATURES
from bot.kernel.cards import Button, Card, Field, Form
from bot.kernel.features import Act, Feature
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply, Whisper
from bot.kernel.roles import EVERYBODY, OWNERS, STAFF, Role
from bot.store import courses
from bot.store.address import Address
from tests.world.people import HOME, course
from tests.world.school import School, Someone, words

GARDEN, THERE = Place("fake:1", "garden"), Place("fake:2", "general")
BUDDY = ("join", "mine", "preferences", "pause", "resume", "skip", "leave", "never-pair", "again", "rematch")
BUDDIES = (
    *("invite", "schedule", "now", "preview", "approve", "drop", "swap", "lock"),
    *("separate", "pause", "resume", "settings", "status", "forecast"),
)
CHECKINS = ("start", "close", "preview", "schedule", "rhythms", "import", "own")
COMMANDS = {
    "course setup": STAFF,
    "course settings": STAFF,
    "course status": STAFF,
    "course size": STAFF,
    "me": EVERYBODY,
    "support": EVERYBODY,
    "safety show": STAFF,
    "safety card": STAFF,
    "safety contacts add": STAFF,
    "safety contacts remove": STAFF,
    "course staff add": OWNERS,
    "course staff remove": OWNERS,
    "icebreaker schedule": STAFF,
    "icebreaker now": STAFF,
    "icebreaker preview": STAFF,
    "icebreaker skip": STAFF,
    "icebreaker swap": STAFF,
    "icebreaker pause": STAFF,
    "icebreaker resume": STAFF,
    "icebreaker stop": STAFF,
    "icebreaker themes": STAFF,
    "icebreaker suggest": EVERYBODY,
    "icebreaker report": STAFF,
    "insights": EVERYBODY,
    **{f"buddy {verb}": EVERYBODY for verb in BUDDY},
    **{f"buddies {verb}": STAFF for verb in BUDDIES},
    **{f"checkin {verb}": STAFF for verb in CHECKINS},
    **{f"poll {verb}": STAFF for verb in ("ask", "close")},
    **dict.fromkeys(("poll results", "checkin results", "checkin trend"), EVERYBODY),
}
ANSWERS = ("tap", "open", "finish", "line", "show", "hide", "edit", "delete", "skip", "later", "not")
BETWEEN_BUDDIES = (
    *("rest", "out", "forget", "prefer", "apart", "meet", "unsay", "rematch", "who", "room", "open", "answer"),
    *("unanswer", "another", "later", "freeze", "thaw", "went", "wish", "else", "fresh", "patience", "stay"),
    *("free", "calendar", "staff", "give"),
)
SUPPORT = (
    *("open", "heavy", "more", "country", "worried", "tell", "ask", "note", "not-now", "mistake"),
    *("send", "named", "unnamed", "withdraw", "written"),
)
FOR_EVERYBODY = {
    "presses": {f"icebreaker.{what}" for what in ANSWERS}
    | {f"buddy.{what}" for what in BETWEEN_BUDDIES}
    | {f"support.{what}" for what in SUPPORT}
    | {"safety.decline"}
    | {f"me.{what}" for what in ("show", "look", "file", "stop", "erase", "erase-now")}
    | {f"checkin.{what}" for what in ("page", "mirror", "trend")}
    | {"insights.file"},
    "forms": {"icebreaker.written", "buddy.preferred", "buddy.answered", "buddy.told"},
}
FOR_STUDENTS = {
    "presses": {f"checkin.{what}" for what in ("open", "link", "answer", "tick", "ticked", "write", "later")}
    | {"poll.vote", "poll.votes"},
    "forms": {"checkin.written"},
}
ACTS = [
    (kind, name, act)
    for feature in FEATURES
    for kind in ("presses", "forms")
    for name, act in getattr(feature, kind).items()
]
REFUSALS = ("people with one of these roles", "a course that is no longer here")


def test_who_may_command_is_as_written_down() -> None:
    assert COMMANDS == {command.name: command.may for feature in FEATURES for command in feature.commands}


def test_what_is_not_for_everybody_is_for_staff() -> None:
    for kind, name, act in ACTS:
        few = frozenset({Role.STUDENT}) if name in FOR_STUDENTS[kind] else STAFF
        assert (EVERYBODY if name in FOR_EVERYBODY[kind] else few) == act.may, name


def test_staff_are_those_who_teach_moderate_or_own() -> None:
    assert {Role.INSTRUCTOR, Role.MODERATOR, Role.OWNER} == STAFF
    assert {Role.OWNER} == OWNERS
    assert set(Role) == EVERYBODY


@dataclass
class Reached:
    """Stands in for every handler, and remembers in which course it was reached."""

    courses: list[str] = field(default_factory=list)

    def __call__(self, bot: Any, event: Any, *args: str, **options: Any) -> Reply:
        self.courses.append(bot.standing.course.id if bot.standing.course else "")
        return Whisper(Card("Reached."))

    def instead_of(self, feature: Feature) -> Feature:
        return replace(
            feature,
            commands=tuple(replace(command, handler=self) for command in feature.commands),
            presses={name: Act(self, act.may) for name, act in feature.presses.items()},
            forms={name: Act(self, act.may) for name, act in feature.forms.items()},
        )


@pytest.fixture
def reached() -> Reached:
    return Reached()


@pytest.fixture
async def school(sqlite_address: Address, reached: Reached) -> AsyncIterator[School]:
    """Two courses of one Space, with somebody of each role in the first."""
    async with School.opened(sqlite_address, tuple(map(reached.instead_of, FEATURES))) as opened:
        now = opened.clock.now()

        def work(db: Connection) -> None:
            courses.save(db, course("own"), now)
            courses.save(db, course("other", home=GARDEN), now)
            for role in (Role.MENTOR, Role.INSTRUCTOR, Role.MODERATOR):
                courses.appoint(db, "own", Person("fake:1", role), role)

        await opened.core.store.write(work)
        yield opened


def roles(place: Place, school: School) -> dict[Role, Someone]:
    """Somebody of each role of the first course, acting in this place."""
    return {role: school.someone(role, place, manages=role is Role.OWNER) for role in Role}


def allowed(may: frozenset[Role], role: Role, where: str) -> bool:
    """In another course one is a student, unless one manages the Space; in another Space nothing is one's own."""
    return {"own": role in may, "other": (role if role is Role.OWNER else Role.STUDENT) in may}.get(where, False)


OPTIONS: dict[str, object] = {
    "name": "x",
    "students": 12,
    "zone": "UTC",
    "start": "2026-03-02",
    "person": Person("fake:1", "ana"),
    "days": "mon",
    "at": "10:00",
    "rhythm": "x",
    "question": "x",
    "day": "wed",
    "one": Person("fake:1", "ana"),
    "other": Person("fake:1", "bo"),
    "kind": "x",
    "options": "x; y",
}


def was_refused(reply: Reply | None) -> bool:
    return any(refusal in words(reply) for refusal in REFUSALS)


@pytest.mark.parametrize(("where", "place"), [("own", HOME), ("other", GARDEN)])
async def test_commands_reach_their_handlers_for_those_who_may(
    school: School, reached: Reached, where: str, place: Place
) -> None:
    for path, may in COMMANDS.items():
        [command] = [c for feature in FEATURES for c in feature.commands if c.name == path]
        given = {option.name: OPTIONS[option.name] for option in command.options if option.required}
        for role, who in roles(place, school).items():
            for options in (given, {}):
                reached.courses.clear()
                reply = await who.call(path, **options)
                assert allowed(may, role, where) == (not was_refused(reply)), (path, role, where)
                if options or not given:
                    assert [where] * allowed(may, role, where) == reached.courses, (path, role, where)


async def test_in_another_space_only_its_own_managers_command_and_no_course_of_ours(
    school: School, reached: Reached
) -> None:
    for path, may in COMMANDS.items():
        [command] = [c for feature in FEATURES for c in feature.commands if c.name == path]
        given = {option.name: OPTIONS[option.name] for option in command.options if option.required}
        for role, who in roles(THERE, school).items():
            reached.courses.clear()
            reply = await who.call(path, **given)
            there = (Role.OWNER if who.manages else Role.STUDENT) in may
            assert there == (not was_refused(reply)), (path, role)
            assert [""] * there == reached.courses, (path, role)


@pytest.mark.parametrize(("kind", "name", "act"), ACTS, ids=[f"{kind}-{name}" for kind, name, _ in ACTS])
async def test_buttons_and_forms_reach_their_handlers_for_those_who_may(
    school: School, reached: Reached, kind: str, name: str, act: Act
) -> None:
    async def perform(who: Someone, course_id: str) -> Reply | None:
        if kind == "presses":
            return await who.press(Button("x", name, (course_id,)))
        return await who.fill(Form("x", name, (Field("x", "x"),), (course_id,)))

    for where in ("own", "other"):
        for place in (HOME, GARDEN):
            for role, who in roles(place, school).items():
                reached.courses.clear()
                reply = await perform(who, where)
                may = act.may == EVERYBODY or allowed(act.may, role, where)
                assert may == (not was_refused(reply)), (name, role, where)
                assert [where if act.may != EVERYBODY else ""] * may == reached.courses
    for role, who in roles(THERE, school).items():
        reached.courses.clear()
        reply = await perform(who, "own")
        assert (act.may == EVERYBODY) == (not was_refused(reply)), (name, role)
        assert [""] * (act.may == EVERYBODY) == reached.courses


@pytest.mark.parametrize("path", COMMANDS)
async def test_buttons_of_commands_ask_who_presses_as_commands_do(school: School, reached: Reached, path: str) -> None:
    for where in ("own", "other"):
        button = Button("x", "command", (where, *path.split()))
        form = Form("x", "command", (Field("x", "x"),), (where, *path.split()))
        for role, who in roles(HOME, school).items():
            may = allowed(COMMANDS[path], role, where)
            assert may == (not was_refused(await who.press(button))), (path, role, where)
            assert may == (not was_refused(await who.fill(form))), (path, role, where)
        for role, who in roles(THERE, school).items():
            assert was_refused(await who.press(button)), (path, role)
            assert was_refused(await who.fill(form)), (path, role)
    assert "" not in reached.courses
