"""Buddies and their rooms, on every platform alike: who reads what, and what becomes of a room that is over."""

from __future__ import annotations

import pytest

from bot.kernel.places import Place
from tests.contract.conftest import Stage
from tests.contract.harness import Seen

TRIO = ("ana", "bo", "cy")
MEET, OVER = "Please meet each other", "an exchange that is over"


async def join(course: Stage, *names: str) -> None:
    for who in names:
        await course.far.press(who, await course.far.command(who, "buddy join"), "I agree")


async def meet(course: Stage, *names: str) -> Place:
    """They are in one group; their room."""
    await join(course, *names)
    await again(course)
    return course.far.rooms(names[0])[-1]


async def again(course: Stage) -> None:
    await course.far.command("owner", "buddies now")
    await course.live(minutes=2)


def texts(course: Stage, who: str) -> list[str]:
    """All that somebody can read in rooms of a few."""
    return [seen.text for room in course.far.rooms(who) for seen in course.far.said(room)]


def shared(course: Stage, *names: str) -> list[Place]:
    """The rooms that these see, and nobody else of the trio."""
    mine = [room for room in course.far.rooms(names[0]) if all(room in course.far.rooms(who) for who in names)]
    return [room for room in mine if not any(room in course.far.rooms(who) for who in {*TRIO} - {*names})]


def card(course: Stage, room: Place, words: str) -> Seen:
    """The newest in a room that says this."""
    return next(seen for seen in reversed(course.far.said(room)) if words in seen.text)


async def answer(course: Stage, who: str, room: Place, text: str) -> None:
    form = await course.far.press(who, card(course, room, "Question 1 of 9"), "Answer")
    await course.far.submit(who, form, text=text)
    await course.live(minutes=1)


@pytest.mark.parametrize("way", ["leave", "rematch", "erase"])
async def test_whoever_leaves_a_trio_reads_nothing_that_the_others_write_from_then_on(course: Stage, way: str) -> None:
    await meet(course, *TRIO)

    if way == "leave":
        await course.far.command("cy", "buddy leave")
    elif way == "rematch":
        asked = await course.far.command("cy", "buddy rematch")
        await course.far.press("cy", asked, asked.buttons[0])
    else:
        warning = await course.far.press("cy", await course.far.command("cy", "me"), "Erase everything")
        await course.far.press("cy", warning, "Erase it now")
    await course.live(minutes=2)
    [room] = shared(course, "ana", "bo")
    read = texts(course, "cy")
    await answer(course, "ana", room, "by the sea")
    await answer(course, "bo", room, "in the hills")
    await course.live(days=1)

    assert read == texts(course, "cy")
    assert any("in the hills" in text for text in texts(course, "ana"))
    told = [text for text in texts(course, "ana") if "omebody has moved on" in text]
    assert 1 == len(told)
    assert "cy" not in told[0].lower()
    assert "it says nothing about any of you" in told[0]
    assert [] == [text for text in texts(course, "cy") if "moved on" in text]


async def test_where_nobody_can_be_taken_out_the_old_room_is_said_to_be_finished(course: Stage) -> None:
    old = await meet(course, *TRIO)
    await course.far.command("cy", "buddy leave")
    await course.live(minutes=2)

    if course.far.name == "slack":
        assert "This room is finished" in course.far.said(old)[-1].text
        assert old not in shared(course, "ana", "bo")
    else:
        assert [old] == shared(course, "ana", "bo")


async def test_of_two_who_part_the_one_who_leaves_is_out_and_the_other_keeps_what_was_said(course: Stage) -> None:
    room = await meet(course, "ana", "bo")

    await course.far.command("bo", "buddy leave")
    await course.live(minutes=2)

    assert [room] == course.far.rooms("ana")
    assert "slack" == course.far.name or [] == course.far.rooms("bo")
    assert any("Your buddy has moved on" in seen.text for seen in course.far.told("ana"))
    assert [] == [text for text in texts(course, "bo") if "moved on" in text]


async def test_a_third_who_comes_later_reads_nothing_that_was_said_before(course: Stage) -> None:
    old = await meet(course, "ana", "bo")
    await answer(course, "ana", old, "by the sea")
    await answer(course, "bo", old, "in the hills")

    await join(course, "cy")
    await course.live(minutes=2)

    [room] = course.far.rooms("cy")
    first = card(course, room, "joins you: please meet each other")
    assert "cy" in first.text.lower()
    assert room in course.far.rooms("ana")
    assert "This room is finished" in course.far.said(old)[-1].text
    asked = await course.far.press("cy", first, "The question")
    assert "The first question comes soon" in asked.text
    assert [] == [text for text in texts(course, "cy") if "by the sea" in text or "in the hills" in text]


async def test_the_same_two_again_begin_anew_and_old_buttons_say_that_they_are_over(course: Stage) -> None:
    old = await meet(course, "ana", "bo")
    await answer(course, "ana", old, "by the sea")
    before = card(course, old, "Question 1 of 9")

    await again(course)
    new = course.far.rooms("ana")[-1]
    introduced = card(course, new, "have been buddies before, and begin a new exchange")
    await course.live(days=2)
    pressed = await course.far.press("ana", before, "Answer")

    assert ("slack" == course.far.name) == (old == new)
    assert MEET not in introduced.text
    assert "whisper" == pressed.kind
    assert OVER in pressed.text
    assert "is over. Thank you" in card(course, old, "is over").text
    form = await course.far.press("ana", introduced, "The question")
    assert "Question 1 of 9" in form.text


@pytest.mark.parametrize("then", ["give", "change", "take back", "nothing"])
async def test_what_was_written_for_one_is_read_by_a_third_only_when_its_writer_says_so(
    course: Stage, then: str
) -> None:
    old = await meet(course, "ana", "bo")
    await answer(course, "ana", old, "for Bo alone")
    await join(course, "cy")
    await course.live(minutes=2)
    [room] = course.far.rooms("cy")

    word = course.far.told("ana")[-1]
    assert "for Bo alone" in word.text
    assert "cy has joined you since you began to write this." in word.text.lower()
    if then == "give":
        assert "Kept" in (await course.far.press("ana", word, "Give it to all")).text
    elif then == "change":
        await course.far.submit("ana", await course.far.press("ana", word, "Change it"), text="for the two of you")
    elif then == "take back":
        await course.far.press("ana", word, "Take it back")
    await answer(course, "bo", room, "in the hills")
    await answer(course, "cy", room, "in the city")
    await course.live(days=4)

    read = [text for who in ("bo", "cy") for text in texts(course, who)]
    assert any("in the hills" in text for text in read)
    assert ("give" == then) == any("for Bo alone" in text for text in read)
    assert ("change" == then) == any("for the two of you" in text for text in read)


async def test_if_the_third_goes_again_what_was_written_for_one_is_read_by_that_one(course: Stage) -> None:
    old = await meet(course, "ana", "bo")
    await answer(course, "ana", old, "for Bo alone")
    await join(course, "cy")
    await course.live(minutes=2)

    await course.far.command("cy", "buddy leave")
    await course.live(minutes=20)
    room = shared(course, "ana", "bo")[-1]
    await answer(course, "bo", room, "in the hills")
    await course.live(days=1)

    assert any("for Bo alone" in text for text in texts(course, "bo"))
    assert not any("for Bo alone" in text or "in the hills" in text for text in texts(course, "cy"))


async def test_what_is_changed_about_a_step_before_the_third_came_is_not_for_the_third(course: Stage) -> None:
    old = await meet(course, "ana", "bo")
    await answer(course, "ana", old, "by the sea")
    await answer(course, "bo", old, "in the hills")
    asked = card(course, old, "Question 1 of 9")
    await join(course, "cy")
    await course.live(minutes=2)

    await course.far.submit("ana", await course.far.press("ana", asked, "Answer"), text="on an island, in truth")
    await course.live(minutes=2)

    assert not any("on an island" in text for text in texts(course, "cy"))
    assert any("on an island" in seen.text for seen in course.far.told("bo"))
    assert not any("by the sea" in text for text in texts(course, "bo"))
