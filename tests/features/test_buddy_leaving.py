"""Whoever leaves a group reads nothing more of it; who stays goes on or is placed again. Nobody hears why."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.kernel.cards import Card
from bot.kernel.places import Place
from bot.store.address import Address
from bot.store.tables import deliveries
from tests.features.pairing import in_rooms, opened, rooms, take_part, together, told
from tests.world.drawing import faults
from tests.world.school import School, Someone, form_of, labels, words

TRIO = ("ana", "bo", "cy")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def begin(school: School, olga: Someone, *names: str, **facts: object) -> Place:
    """They are together in an open round; their room."""
    await take_part(school, *names, **facts)
    await olga.call("buddies now")
    await school.pass_time(minutes=1)
    [room] = school.platform.rooms
    return Place.parse(room)


def inside(school: School, room: Place) -> list[str]:
    return sorted(person.id for person in school.platform.rooms[str(room)])


def said(school: School, room: Place) -> list[str]:
    return [card.words for card in school.platform.standing(room)]


def question(school: School, room: Place) -> Card:
    """The newest that can be answered."""
    asked = [card for card in school.platform.standing(room) if card.title.startswith("Question") and card.rows]
    return asked[-1]


async def leave(school: School, olga: Someone) -> None:
    await school.someone("cy").call("buddy leave")


async def rematch(school: School, olga: Someone) -> None:
    cy = school.someone("cy")
    asked = await cy.call("buddy rematch")
    await cy.press(asked, labels(asked)[0])


async def step_out(school: School, olga: Someone) -> None:
    cy = school.someone("cy")
    await cy.press(await cy.call("buddy skip"), "Step out of this round")


async def separate(school: School, olga: Someone) -> None:
    await olga.call("buddies separate", one=school.someone("cy").person, other=school.someone("bo").person)


@pytest.mark.parametrize("way", [leave, rematch, step_out, separate])
async def test_whoever_leaves_three_is_out_of_their_room_and_the_others_hear_kindly_that_they_go_on(
    botany: School, olga: Someone, way: Callable[[School, Someone], Awaitable[None]]
) -> None:
    room = await begin(botany, olga, *TRIO)

    await way(botany, olga)
    await botany.pass_time(hours=1)

    assert ["ana", "bo"] == inside(botany, room)
    assert ["ana bo"] == await together(botany)
    told_there = [text for text in said(botany, room) if "You are two now: somebody has moved on." in text]
    assert 1 == len(told_there)
    assert "Cy" not in told_there[0]
    assert not any("moved on" in text for name in TRIO for text in told(botany, name))


async def test_where_rooms_keep_their_people_the_others_go_on_in_another_one(botany: School, olga: Someone) -> None:
    botany.platform.keeps_people = True
    old = await begin(botany, olga, *TRIO)
    before = len(said(botany, old))

    await leave(botany, olga)
    await botany.pass_time(hours=5)

    assert ["ana bo", "ana bo cy"] == rooms(botany)
    assert ["This room is finished: I write nothing more here. What was said stays readable."] == (
        said(botany, old)[before:]
    )
    new = Place.parse(next(one for one in botany.platform.rooms if one != str(old)))
    assert "Somebody has moved on. That happens" in said(botany, new)[0]
    assert "this is your room from now on" in said(botany, new)[0]
    assert "Question 1 of 9" in said(botany, new)[1]
    assert not any("You are two now" in text for text in in_rooms(botany))


async def test_an_answer_that_is_changed_afterwards_is_read_by_those_who_stay_alone(
    botany: School, olga: Someone
) -> None:
    botany.platform.keeps_people = True
    old = await begin(botany, olga, *TRIO)
    for name in TRIO:
        who = botany.someone(name)
        await who.fill(await who.press(question(botany, old), "Answer"), text=f"first of {name}")
    await leave(botany, olga)
    await botany.pass_time(minutes=5)
    bo = botany.someone("bo")

    await bo.fill(await bo.press(question(botany, old), "Answer"), text="only for Ana")
    await botany.settle()

    assert not any("only for Ana" in text or "first of bo" in text for text in said(botany, old))
    assert any("first of ana" in text for text in said(botany, old))
    new = Place.parse(next(one for one in botany.platform.rooms if one != str(old)))
    assert any("only for Ana" in text for text in said(botany, new))


async def test_of_two_the_other_keeps_the_room_to_read(botany: School, olga: Someone) -> None:
    room = await begin(botany, olga, "ana", "cy")

    await leave(botany, olga)
    await botany.pass_time(minutes=1)

    assert ["ana"] == inside(botany, room)
    assert {str(room)} == botany.platform.closed


async def test_minors_are_not_left_by_twos_in_a_room(botany: School, olga: Someone) -> None:
    room = await begin(botany, olga, *TRIO, minor=True)

    await leave(botany, olga)
    await botany.pass_time(minutes=1)

    assert [] == inside(botany, room)
    assert {str(room)} == botany.platform.closed
    assert [] == await together(botany)


async def test_four_minors_go_on_as_three(botany: School, olga: Someone) -> None:
    room = await begin(botany, olga, *TRIO, "di", minor=True)

    await leave(botany, olga)
    await botany.pass_time(hours=1)

    assert ["ana", "bo", "di"] == inside(botany, room)
    assert any("You are 3 now" in text for text in said(botany, room))


async def test_whoever_leaves_before_the_room_is_opened_is_never_brought_into_it(botany: School, olga: Someone) -> None:
    await take_part(botany, *TRIO)
    await botany.pass_time(hours=12)
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)
    assert {} == botany.platform.rooms, "it is night"

    await leave(botany, olga)
    await botany.pass_time(hours=14)

    assert ["ana bo"] == rooms(botany)
    assert 1 == len(botany.platform.rooms)
    assert not any("Cy" in text for text in in_rooms(botany))


async def test_a_room_for_two_that_is_not_wanted_any_more_is_not_opened_in_the_morning(
    botany: School, olga: Someone
) -> None:
    await take_part(botany, "ana", "cy")
    await botany.pass_time(hours=12)
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    await leave(botany, olga)
    await botany.pass_time(hours=14)

    assert {} == botany.platform.rooms
    assert any("Your buddy has moved on" in text for text in told(botany, "ana"))


async def test_the_night_is_not_disturbed_for_it(botany: School, olga: Someone) -> None:
    room = await begin(botany, olga, *TRIO)
    await botany.pass_time(hours=14)
    before = said(botany, room)
    await leave(botany, olga)
    await botany.pass_time(hours=3)

    assert ["ana", "bo"] == inside(botany, room), "at once"
    assert before == said(botany, room), "in the morning"
    await botany.pass_time(hours=12)
    assert any("You are two now" in text for text in said(botany, room))


async def test_without_a_room_each_of_those_who_stay_hears_it_privately(botany: School, olga: Someone) -> None:
    await olga.call("buddies settings", publish="post")
    await take_part(botany, *TRIO)
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    await leave(botany, olga)
    await botany.pass_time(hours=1)

    assert [1, 1, 0] == [sum("You are two now" in text for text in told(botany, name)) for name in TRIO]


async def test_whom_it_was_about_is_kept_nowhere_once_they_are_out(botany: School, olga: Someone) -> None:
    await begin(botany, olga, *TRIO)
    await leave(botany, olga)
    await botany.pass_time(minutes=1)

    [out] = await botany.read(select(deliveries).where(deliveries.c.op == "part"))
    assert ("sent", None, None) == (out.state, out.people, out.person)
    assert "cy" not in out.key


async def test_a_third_who_comes_later_is_announced_by_name_and_reads_what_is_answered_from_then_on(
    botany: School, olga: Someone
) -> None:
    old = await begin(botany, olga, "ana", "bo")
    for name in ("ana", "bo"):
        who = botany.someone(name)
        await who.fill(await who.press(question(botany, old), "Answer"), text=f"first of {name}")
    await botany.settle()
    cy = botany.someone("cy")

    await cy.call("buddy join")
    await botany.pass_time(minutes=1)

    new = next(one for one in botany.platform.rooms if one != str(old))
    introduction = botany.platform.standing(Place.parse(new))[0]
    assert "Cy joins you: please meet each other." in introduction.words
    assert "This room is finished" in said(botany, old)[-1]
    assert "The first question comes soon" in words(await cy.press(introduction, "The question"))
    assert "not here any more" in words(await cy.press(question(botany, old), "Answer"))
    await botany.pass_time(days=3)
    assert "Question 2 of 9" == question(botany, Place.parse(new)).title
    assert "Your answer" in words(await cy.press(question(botany, Place.parse(new)), "Answer"))


async def test_an_answer_that_was_begun_before_a_third_came_waits_for_its_writers_word(
    botany: School, olga: Someone
) -> None:
    old = await begin(botany, olga, "ana", "bo")
    ana, bo, cy = map(botany.someone, TRIO)
    begun = await ana.press(question(botany, old), "Answer")
    await cy.call("buddy join")
    await botany.pass_time(minutes=1)
    later = await bo.press(question(botany, old), "Answer")
    assert ["Bo reads what you write.", "Ana & Cy read what you write."] == [
        form_of(asked).intro.splitlines()[-1] for asked in (begun, later)
    ]
    new = Place.parse(next(one for one in botany.platform.rooms if one != str(old)))

    draft = await ana.fill(begun, text="for Bo alone")
    for one in (bo, cy):
        await one.fill(await one.press(question(botany, new), "Answer"), text=f"from {one.name}")
    await botany.pass_time(hours=1)

    assert "Cy has joined you since you began to write this" in words(draft)
    assert not any("for Bo alone" in text or "from Bo" in text for text in said(botany, new))
    assert "for Bo alone" in words(await ana.press(question(botany, new), "Another question")), "the same once more"
    await ana.press(draft, "Give it to all")
    await botany.settle()
    assert any("for Bo alone" in text for text in said(botany, new))
    assert any("from Bo" in text for text in said(botany, new))


async def test_a_draft_that_is_never_given_is_not_waited_for_longer_than_a_silence(
    botany: School, olga: Someone
) -> None:
    old = await begin(botany, olga, "ana", "bo")
    ana, bo, cy = map(botany.someone, TRIO)
    await ana.fill(await ana.press(question(botany, old), "Answer"), text="for Bo alone")
    await cy.call("buddy join")
    await botany.pass_time(minutes=1)
    new = Place.parse(next(one for one in botany.platform.rooms if one != str(old)))
    for one in (bo, cy):
        await one.fill(await one.press(question(botany, new), "Answer"), text=f"from {one.name}")

    await botany.pass_time(days=4)

    assert any("from Bo" in text for text in said(botany, new))
    assert not any("for Bo alone" in text for name in ("bo", "cy") for text in told(botany, name))
    assert not any("for Bo alone" in text for text in in_rooms(botany))


async def test_without_a_room_it_is_the_same(botany: School, olga: Someone) -> None:
    await olga.call("buddies settings", publish="post")
    await take_part(botany, "ana", "bo")
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)
    ana, bo, cy = map(botany.someone, TRIO)
    who = botany.platform.standing(ana.place)[-1]
    asked = await ana.press(await ana.press(who, "Who is my buddy?"), "The question")
    await ana.fill(await ana.press(asked, "Answer"), text="for Bo alone")

    await cy.call("buddy join")
    await botany.pass_time(hours=1)
    for one in (bo, cy):
        asked = await one.press(await one.press(who, "Who is my buddy?"), "The question")
        await one.fill(await one.press(asked, "Answer"), text=f"from {one.name}")
    await botany.pass_time(hours=1)

    assert not any("for Bo alone" in text for name in ("bo", "cy") for text in told(botany, name))
    word = next(card for card in botany.platform.told(ana.person) if "for Bo alone" in card.words)
    await ana.press(word, "Give it to all")
    await botany.pass_time(hours=1)
    assert all(any("for Bo alone" in text for text in told(botany, name)) for name in ("bo", "cy"))
    assert any("from Cy" in text for text in told(botany, "ana"))


async def test_those_who_know_each_other_are_not_called_new_when_a_third_joins(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo")
    await botany.someone("cy").call("buddy join")
    await botany.pass_time(minutes=1)

    first, second = (said(botany, Place.parse(room))[0] for room in botany.platform.rooms)

    assert "You are new to each other." in first
    assert ("Cy joins you" in second, "new to each other" in second) == (True, False)
    assert "You are three this time." in second
