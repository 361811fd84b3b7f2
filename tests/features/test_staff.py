"""What staff see of a course, who is on the staff, and which course is meant where."""

from __future__ import annotations

from sqlalchemy import select

from bot.kernel.events import Joined
from bot.kernel.places import Place
from bot.store.tables import staff
from tests.features.asking import GARDEN, schedule
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, form_of, labels, open_course, words


async def test_status_says_what_comes_next_in_words_and_local_times(botany: School, olga: Someone) -> None:
    empty = words(await olga.call("course status"))
    await schedule(olga, days="thu", at="17:30", channel=GARDEN)
    await schedule(olga, days="tue", at="10:00")
    full = words(await olga.call("course status"))

    assert "Nothing is scheduled yet." in empty
    lines = full.splitlines()
    assert "What happens next in “Botany 101”" == lines[0]
    assert "This is week 1 of 12." == lines[1]
    assert lines[2].startswith("Icebreaker: Tuesday 3 March, 10:00 in #general (")
    assert lines[3].startswith("Icebreaker: Thursday 5 March, 17:30 in #garden (")
    assert "Staff: olga (owner)" == lines[4]


async def test_status_knows_before_and_after_the_course(school: School, olga: Someone) -> None:
    await open_course(olga, start="2026-03-09", weeks="1")

    before = words(await olga.call("course status"))
    await school.pass_time(days=14)
    after = words(await olga.call("course status"))

    assert "The course starts on Monday, March 9, 2026." in before
    assert "The course is over." in after


async def test_status_says_what_rests_and_what_was_missed(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    await schedule(olga, days="daily", at="12:00")
    await olga.call("icebreaker pause", rhythm="Mon, Tue, Wed, Thu, Fri, Sat, Sun 12:00")
    botany.clock.advance(days=2, hours=23)  # the machine slept
    await botany.settle()

    shown = words(await olga.call("course status"))

    assert "One rhythm is paused." in shown
    assert "2 turns were missed in the last seven days" in shown


async def test_staff_hear_of_missed_turns_also_after_the_last(botany: School, olga: Someone) -> None:
    await schedule(olga, days="tue", until="2026-03-03")
    botany.clock.advance(days=4)
    await botany.settle()

    [told] = botany.platform.told(olga.person)
    assert "One turn was missed" in told.words
    assert "The next one: never." in told.words


async def test_owners_appoint_and_dismiss(botany: School, olga: Someone, ana: Someone) -> None:
    added = await olga.call("course staff add", person=ana.person, role="instructor")
    asked = await ana.call("icebreaker schedule")
    removed = await olga.call("course staff remove", person=ana.person)

    assert "ana is now instructor in Botany 101." == words(added)
    assert "people with one of these roles" not in words(asked)
    assert "They no longer have a role" in words(removed)
    assert "people with one of these roles" in words(await ana.call("icebreaker schedule"))


async def test_only_owners_appoint_and_dismiss(botany: School, olga: Someone, ana: Someone) -> None:
    await olga.call("course staff add", person=ana.person, role="moderator")

    for path in ("course staff add", "course staff remove"):
        refused = words(await ana.call(path, person=ana.person))
        assert "This is for people with one of these roles in the course: owner." == refused
    assert 2 == len(await botany.read(select(staff)))


async def test_an_appointment_says_what_it_takes(botany: School, olga: Someone, ana: Someone) -> None:
    assert "Please name a person" in words(await olga.call("course staff add", person="ana"))
    wrong_role = words(await olga.call("course staff add", person=ana.person, role="owner"))
    assert "Please choose one of: instructor, moderator, mentor" in wrong_role
    assert "has no role in this course" in words(await olga.call("course staff remove", person=ana.person))


async def test_an_appointment_can_be_made_by_a_form(botany: School, olga: Someone, ana: Someone) -> None:
    asked = await olga.call("course staff add")

    assert "ana is now mentor in Botany 101." == words(await olga.fill(asked, person=ana.person, role="mentor"))


async def test_mentors_are_not_staff(botany: School, olga: Someone, ana: Someone) -> None:
    await olga.call("course staff add", person=ana.person, role="mentor")

    assert "people with one of these roles" in words(await ana.call("icebreaker now"))


async def test_two_courses_of_a_space_are_told_apart_by_their_channels(botany: School, olga: Someone) -> None:
    gardener = botany.someone("olga", GARDEN, manages=True)
    await open_course(gardener, name="Zoology")
    lobby = botany.someone("olga", Place("fake:1", "lobby"), manages=True)
    await schedule(olga, days="tue", channel=Place("fake:1", "quiz"))
    quiz = botany.someone("olga", Place("fake:1", "quiz", "a-thread"), manages=True)

    assert "“Botany 101”" in words(await olga.call("course status"))
    assert "“Zoology”" in words(await gardener.call("course status"))
    assert "“Botany 101”" in words(await quiz.call("course status"))
    assert "ask in your course’s own channel" in words(await lobby.call("course status"))


async def test_what_follows_a_set_up_is_about_that_course_wherever_it_was_typed(botany: School, olga: Someone) -> None:
    """Set up from the channel of another course, the new course's buttons still mean the new course."""
    started = await open_course(olga, name="Zoology", channel=GARDEN)

    scheduled = await olga.fill(await olga.press(started, "Schedule icebreakers"), days="tue", at="10:00")
    preview = await olga.press(scheduled, "Preview the next ones")

    assert "in #garden" in words(scheduled)
    assert "in #garden" in words(preview)
    assert "Nothing is scheduled yet." in words(await olga.call("course status"))
    assert "in #garden" in words(await olga.press(started, "What happens next"))
    assert "“Zoology”" in words(await olga.press(started, "Settings"))


async def test_people_of_another_space_touch_nothing(botany: School, olga: Someone) -> None:
    settings = await olga.call("course settings")
    mallory = botany.someone("mallory", Place("fake:2", "general"), manages=True)

    for control in card_of(settings).controls:
        assert "a course that is no longer here" in words(await mallory.press(control))  # type: ignore[arg-type]
    assert "There is no course here yet." in words(await mallory.call("course settings"))
    assert words(settings) == words(await olga.call("course settings"))


async def test_a_new_space_is_welcomed_with_the_one_button_that_matters(school: School, olga: Someone) -> None:
    await school.core.app.greet(Joined(id="j", person=olga.person, name="Olga", place=HOME, manages=True))
    await school.settle()

    [welcome] = school.platform.standing(HOME)
    assert ["Set up a course"] == labels(welcome)
    assert ["name", "zone", "start", "weeks", "channel"] == [
        f.name for f in form_of(await olga.press(welcome, "Set up a course")).fields
    ]
