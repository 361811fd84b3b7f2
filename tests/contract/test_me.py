"""What is kept of somebody, on every platform alike: shown, given as a file, erased, and taken back where it stands."""

from __future__ import annotations

from tests.contract.conftest import Stage
from tests.contract.harness import Seen
from tests.contract.test_icebreaker import thread_of, written


async def hub(course: Stage, who: str) -> Seen:
    return await course.far.command(who, "me")


async def test_who_answered_sees_it_and_may_take_it_along(course: Stage) -> None:
    await written(course, "ana", await course.ask(), "I would be a fern")

    shown = await hub(course, "ana")
    entries = await course.far.press("ana", shown, "Look at the entries", "icebreaker_answers")
    given = await course.far.press("ana", await course.far.press("ana", entries, "Back"), "Give me the file")

    assert "answers to icebreakers (1)" in shown.text
    assert "words: I would be a fern" in entries.text
    assert "as a file" in given.text


async def test_who_has_it_erased_is_in_no_thread_any_more(course: Stage) -> None:
    post = await course.ask()
    await written(course, "ana", post, "I would be a fern")
    await written(course, "bo", post, "I would be an oak")
    await course.settle()

    warning = await course.far.press("ana", await hub(course, "ana"), "Erase everything")
    gone = await course.far.press("ana", warning, "Erase it now")
    await course.settle()

    assert "This goes for good" in warning.text
    assert "is gone" in gone.text
    [left] = thread_of(course, post)
    assert "oak" in left.text
    assert "I keep nothing about you here" in (await hub(course, "ana")).text
    assert "answers to icebreakers (1)" in (await hub(course, "bo")).text
