"""A course is set up by a form and a preview; nothing is said in public until somebody has seen it and started it."""

from __future__ import annotations

from sqlalchemy import select

from bot.kernel.places import Place
from bot.kernel.replies import Ask, Mend, Update, Whisper
from bot.store.tables import courses
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, form_of, labels, open_course, whispered, words

FACTS = {"name": "Botany 101", "zone": "Europe/Berlin", "start": "2026-03-02", "weeks": "12"}
GARDEN = Place("fake:1", "garden")


async def kept(school: School) -> list[tuple[str, str]]:
    return [tuple(row) for row in await school.read(select(courses.c.name, courses.c.state).order_by(courses.c.name))]


async def silent(school: School) -> bool:
    await school.settle()
    return [] == school.platform.order


async def test_what_is_missing_is_asked_for_by_a_form(olga: Someone) -> None:
    asked = await olga.call("course setup", name="Botany 101")

    assert isinstance(asked, Ask)
    assert {"name": "Botany 101", "zone": "", "start": "", "weeks": "12", "channel": ""} == {
        field.name: field.value for field in asked.form.fields
    }
    preview = await olga.fill(asked, zone="Europe/Berlin", start="2026-03-02")
    assert "Please check before it starts" in whispered(preview)


async def test_every_wrong_value_is_named_at_once(school: School, olga: Someone) -> None:
    asked = await olga.call("course setup")

    wrong = await olga.fill(asked, name="x" * 81, zone="Berlin", start="1 March", weeks="99")

    assert isinstance(wrong, Mend)
    assert ["name", "zone", "start", "weeks"] == [name for name, _ in wrong.errors]
    for sentence in ("within 80 characters", "Europe/Berlin", "year-month-day", "from 1 to 60"):
        assert sentence in words(wrong)
    assert [] == await kept(school)


async def test_wrong_values_can_be_mended_where_they_were_typed(olga: Someone) -> None:
    wrong = await olga.fill(await olga.call("course setup"), **{**FACTS, "zone": "Berlin"})

    again = await olga.press(wrong, "Try again")

    assert ["Botany 101", "Berlin", "2026-03-02", "12", ""] == [field.value for field in form_of(again).fields]
    assert "Zone: Europe/Berlin" not in words(again)
    assert "Time zone: Europe/Berlin" in words(await olga.fill(again, zone="Europe/Berlin"))


async def test_the_preview_shows_what_was_understood_and_says_nothing_in_public(school: School, olga: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)

    shown = whispered(preview)
    assert "Course: Botany 101" in shown
    assert "From Monday, March 2, 2026 to Sunday, May 24, 2026 (12 weeks)" in shown
    assert "Time zone: Europe/Berlin; it is now 10:00 there" in shown
    assert "Home channel: #general; language: English" in shown
    assert ["Choose another home channel", "Start the course", "Change", "Cancel"] == labels(preview)
    assert await silent(school)


async def test_a_course_that_has_begun_is_previewed_with_its_week(olga: Someone) -> None:
    begun = await olga.call("course setup", **FACTS | {"start": "2026-02-16"})
    assert "This is week 3 of 12." in whispered(begun)


async def test_a_course_that_would_be_over_is_not_started_but_changed(olga: Someone) -> None:
    over = await olga.call("course setup", **FACTS | {"start": "2020-03-02"})

    assert "On these days the course would be over already." in whispered(over)
    assert ["Choose another home channel", "Change", "Cancel"] == labels(over)
    mended = await olga.fill(await olga.press(over, "Change"), start="2026-03-09")
    assert "Start the course" in labels(mended)


async def test_started_it_lives_and_offers_what_comes_next(school: School, olga: Someone) -> None:
    reply = await open_course(olga)

    assert isinstance(reply, Update)
    assert "“Botany 101” is set up" in words(reply)
    assert [("Botany 101", "active")] == await kept(school)
    assert "This is week 1 of 12." in words(await olga.press(reply, "What happens next"))
    assert isinstance(await olga.press(reply, "Schedule icebreakers"), Ask)
    assert await silent(school)


async def test_it_is_started_once(olga: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)
    await olga.press(preview, "Start the course")

    for label in ("Start the course", "Change", "Cancel"):
        assert "“Botany 101” is set up already." in words(await olga.press(preview, label))


async def test_cancelled_it_leaves_nothing(school: School, olga: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)

    assert "Nothing was kept" in words(await olga.press(preview, "Cancel"))
    assert [] == await kept(school)
    assert await silent(school)
    assert "a course that is no longer here" in words(await olga.press(preview, "Start the course"))


async def test_before_it_starts_it_can_be_changed(olga: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)
    form = await olga.press(preview, "Change")

    changed = await olga.fill(form, name="Botany 102", weeks="1", zone="Asia/Kolkata")

    assert "Course: Botany 102" in words(changed)
    assert "(one week)" in words(changed)
    assert "Time zone: Asia/Kolkata" in words(changed)
    assert "Start the course" in labels(changed)


async def test_a_wrong_change_is_mended_too(olga: Someone) -> None:
    form = await olga.press(await olga.call("course setup", **FACTS), "Change")

    wrong = await olga.fill(form, name=" ", weeks="0", start="")
    again = await olga.press(wrong, "Try again")

    assert ["name", "start", "weeks"] == [name for name, _ in wrong.errors]
    assert "Course: Botany 102" in words(await olga.fill(again, name="Botany 102", weeks="3", start="2026-03-02"))


async def test_the_home_is_where_it_was_typed_or_named_or_chosen(olga: Someone) -> None:
    typed = await olga.call("course setup", **FACTS)
    named = await olga.call("course setup", **FACTS, channel=Place("fake:1", "garden", "a-thread"))
    chosen = await olga.press(typed, "Choose another home channel", str(GARDEN))

    assert "Home channel: #general" in words(typed)
    assert "Home channel: #garden" in words(named)
    assert "Home channel: #garden" in words(chosen)
    assert str(GARDEN) == card_of(chosen).controls[0].value  # type: ignore[union-attr]


async def test_the_form_asks_for_the_home_and_not_for_the_one_language_there_is(olga: Someone) -> None:
    asked = await olga.call("course setup")

    assert ["name", "zone", "start", "weeks", "channel"] == [field.name for field in form_of(asked).fields]
    assert "Home channel: #garden" in words(await olga.fill(asked, **FACTS, channel=GARDEN))
    assert "Home channel: #general; language: English" in words(await olga.fill(asked, **FACTS))


async def test_the_home_is_in_this_space(school: School, olga: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)

    for strange in ("fake:2/general", "nonsense", ""):
        reply = await olga.press(preview, "Choose another home channel", strange)
        assert "Please name a channel of this space" in words(reply)
    assert "Please name a channel of this space" in words(await olga.press(preview, "Choose another home channel"))
    assert [HOME] == [row.home for row in await school.read(select(courses.c.home))]


async def test_students_cannot_set_a_course_up(school: School, ana: Someone) -> None:
    assert "people with one of these roles" in words(await ana.call("course setup", **FACTS))
    assert "people with one of these roles" in words(await ana.call("course setup"))
    assert [] == await kept(school)


async def test_only_its_staff_touch_a_draft(olga: Someone, ana: Someone) -> None:
    preview = await olga.call("course setup", **FACTS)

    for label in ("Start the course", "Change", "Cancel"):
        assert "people with one of these roles" in words(await ana.press(preview, label))
    assert "“Botany 101” is set up" in words(await olga.press(preview, "Start the course"))


async def test_two_courses_cannot_live_in_one_channel(school: School, olga: Someone) -> None:
    await open_course(olga)

    second = await olga.call("course setup", **{**FACTS, "name": "Zoology"})
    refused = await olga.press(second, "Start the course")
    moved = await olga.press(second, "Choose another home channel", str(GARDEN))

    assert "“Botany 101” lives in that channel already." in words(refused)
    assert "“Zoology” is set up" in words(await olga.press(moved, "Start the course"))


async def test_a_course_that_is_over_leaves_its_channel_to_the_next(school: School, olga: Someone) -> None:
    await open_course(olga, weeks="1")
    await school.pass_time(days=8)

    assert "“Zoology” is set up" in words(await open_course(olga, name="Zoology", start="2026-03-10"))
    assert "What happens next in “Zoology”" in words(await olga.call("course status"))


async def test_set_up_in_private_it_needs_a_home_first(school: School, olga: Someone) -> None:
    private = school.someone("olga", Place("fake:1", "dm-olga"), manages=True, private=True)

    preview = await private.call("course setup", **FACTS)
    changed = await private.fill(await private.press(preview, "Change"), name="Botany 102")
    refused = await private.press(changed, "Start the course")

    assert "#dm-olga" not in words(preview) + words(changed)
    assert "is set up" not in words(refused)
    moved = await private.press(changed, "Choose another home channel", str(HOME))
    assert "“Botany 102” is set up" in words(await private.press(moved, "Start the course"))


async def test_a_name_is_shown_as_it_was_typed_and_does_nothing(olga: Someone) -> None:
    nasty = "{ $x } {0.__class__} %s @everyone <@1>"

    preview = await olga.call("course setup", **{**FACTS, "name": f"\u202e{nasty}\ue0000\ue001"})
    started = await olga.press(preview, "Start the course")

    assert f"Course: {nasty}0" in words(preview)
    assert f"“{nasty}0” is set up" in words(started)
    assert isinstance(preview, Whisper)
    assert () == preview.card.pings
