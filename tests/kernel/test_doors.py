"""Who may is asked at every command, button and form; what the bot did not seal does nothing."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.kernel.cards import Button, Field, Form
from bot.kernel.events import Press, Submission
from bot.kernel.places import Place
from bot.kernel.replies import Ask
from bot.kernel.roles import Role
from bot.store import courses
from tests.world.people import HOME, course
from tests.world.school import School, Someone, words

BOREDOM = Place("fake:1", "boredom")


async def test_only_those_who_may_can_command(school: School, olga: Someone, ines: Someone, ana: Someone) -> None:
    refused = "This is for people with one of these roles in the course: instructor, moderator, owner."

    assert refused == words(await ana.call("toy note", age="7", days="mon"))
    assert refused == words(await ana.call("toy note"))
    assert "Botany 101: 7" in words(await ines.call("toy note", age="7", days="mon"))
    assert "This is for people with one of these roles in the course: owner." == words(await ines.call("toy rest"))
    assert "Resting." == words(await olga.call("toy rest"))


async def test_only_those_who_may_can_press(ines: Someone, ana: Someone) -> None:
    rest = Button("rest", "toy.rest", ("c1",))

    assert "Botany 101 rests." == words(await ines.press(rest))
    assert "instructor, moderator, owner" in words(await ana.press(rest))
    assert "instructor, moderator, owner" in words(await ana.press(Button("note", "command", ("toy", "note"))))


async def test_only_those_who_may_can_fill_in(ines: Someone, ana: Someone) -> None:
    own = await ines.press(Button("open", "toy.open", ("c1",)))
    commands = await ines.call("toy note")

    assert "instructor, moderator, owner" in words(await ana.fill(own))
    assert "instructor, moderator, owner" in words(await ana.fill(commands, age="7", days="mon"))


async def test_a_role_holds_in_its_own_course_only(school: School, ines: Someone, ana: Someone) -> None:
    other = course("c2", name="Other", home=BOREDOM)
    await school.core.store.write(lambda db: courses.save(db, other, school.clock.now()))
    await school.core.store.write(lambda db: courses.appoint(db, "c2", ana.person, Role.INSTRUCTOR))

    assert "Other rests." == words(await ana.press(Button("rest", "toy.rest", ("c2",))))
    assert "instructor, moderator" in words(await ana.press(Button("rest", "toy.rest", ("c1",))))
    assert "instructor, moderator" in words(await ines.press(Button("rest", "toy.rest", ("c2",))))


async def test_a_button_of_another_space_is_refused(school: School, ines: Someone) -> None:
    """Whoever could copy a button's token, or seal one themselves, still reaches no course of another Space."""
    mallory = school.someone("mallory", Place("fake:2", "general"), manages=True)
    button = Button("rest", "toy.rest", ("c1",))
    stolen = Press(id="p1", person=mallory.person, name="M", place=mallory.place, token=ines.seal("toy.rest", ("c1",)))

    assert "too old, or not from here" in words(await school.core.app.handle(stolen))
    assert "a course that is no longer here" in words(await mallory.press(button))
    assert "a course that is no longer here" in words(
        await mallory.press(Button("note", "command", ("c1", "toy", "note")))
    )


@pytest.mark.parametrize("token", ["", "1:toy.rest:c1:AAAAAAAA", "1:toy.again:", "nonsense", "\ud800:x"])
async def test_what_the_bot_did_not_seal_does_nothing(school: School, ana: Someone, token: str) -> None:
    who = {"person": ana.person, "name": "Ana", "place": HOME}

    pressed = await school.core.app.handle(Press(id="p1", token=token, **who))
    filled = await school.core.app.handle(Submission(id="p2", token=token, values={}, **who))

    assert "too old, or not from here" in words(pressed)
    assert "too old, or not from here" in words(filled)


async def test_a_button_that_nothing_answers_any_more_is_too_old(school: School, ana: Someone) -> None:
    with capture_logs() as logs:
        assert "too old" in words(await ana.press(Button("?", "toy.gone")))
        assert "too old" in words(await ana.fill(Form("?", "toy.gone", (Field("name", "Name"),))))

    assert [] == [entry for entry in logs if entry["log_level"] == "error"]


async def test_a_button_may_do_as_a_command_does(ines: Someone) -> None:
    asked = await ines.press(Button("note", "command", ("toy", "note")))

    assert isinstance(asked, Ask)
    assert "Botany 101: 7" in words(await ines.fill(asked, age="7", days="mon"))


async def test_a_commands_button_may_name_the_course_that_it_is_about(school: School, ines: Someone) -> None:
    """Pressed in a channel of another course, it is still about its own."""
    other = course("c2", name="Other", home=BOREDOM)
    await school.core.store.write(lambda db: courses.save(db, other, school.clock.now()))
    await school.core.store.write(lambda db: courses.appoint(db, "c2", ines.person, Role.INSTRUCTOR))

    asked = await ines.press(Button("note", "command", ("c2", "toy", "note")))
    wrong = await ines.fill(asked, age="x", days="mon")
    again = await ines.press(wrong, "Try again")

    assert "Other: 7" in words(await ines.fill(again, age="7"))


async def test_help_lists_what_one_may_do_and_nothing_else(school: School, olga: Someone, ines: Someone) -> None:
    ana = school.someone("ana")
    shown = {who.name: set(words(await who.call("help")).split("\n")[1:-1]) for who in (olga, ines, ana)}

    for who in (olga, ines, ana):
        may = await who.may()
        assert may == {line.partition(" – ")[0].removeprefix("/") for line in shown[who.name]}
    assert {"help", "toy shout", "toy burn", "toy refuse"} == await ana.may()
    assert await ines.may() - await ana.may() >= {"toy note", "course status"}
    assert {"toy rest", "course staff add", "course staff remove"} == await olga.may() - await ines.may()


async def test_help_is_typed_as_its_platform_wants_it(school: School) -> None:
    someone = school.someone("u1", Place("slack:T1", "C1"))

    assert "/homeroom toy shout – Say something in public." in words(await someone.call("help"))
