"""An icebreaker from the schedule to a student and back, on every platform alike."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.conftest import Stage
from tests.contract.harness import Seen

A_DAY = timedelta(days=1)


def thread_of(stage: Stage, post: Seen) -> list[Seen]:
    return stage.far.said(stage.far.thread(post))


async def written(stage: Stage, who: str, post: Seen, text: str, how: str = "thread") -> Seen:
    form = await stage.far.press(who, post, "Write a line")
    return await stage.far.submit(who, form, text=text, how=how)


async def test_a_rhythm_asks_at_its_time(course: Stage) -> None:
    await course.far.command("owner", "icebreaker schedule", days="tue", at="10:00")

    await course.settle(timedelta(hours=24, minutes=59))
    before = list(course.far.said(course.far.home))
    await course.settle(timedelta(minutes=1))

    assert [] == before
    assert ["A question for everyone"] == [s.text.splitlines()[0] for s in course.far.said(course.far.home)]


async def test_what_the_preview_shows_is_what_is_asked(course: Stage) -> None:
    await course.far.command("owner", "icebreaker schedule", days="tue, thu", at="10:00")
    preview = await course.far.command("owner", "icebreaker preview")

    await course.settle(timedelta(days=1, hours=2))
    await course.settle(timedelta(days=2))

    for post in course.far.said(course.far.home):
        assert post.text.splitlines()[1] in preview.text


async def test_a_tap_is_counted_and_only_its_author_sees_it(course: Stage) -> None:
    post = await course.ask()

    mine = await course.far.press("ana", post, post.buttons[0])
    await course.settle()

    assert post.buttons[0] in mine.text
    assert "counted" in mine.text
    assert [] == thread_of(course, post)


async def test_an_answer_can_be_shown_changed_and_deleted(course: Stage) -> None:
    post = await course.ask()
    mine = await course.far.press("ana", post, post.buttons[0])

    mine = await course.far.press("ana", mine, "Show it in the thread")
    await course.settle()
    shown = [s.text for s in thread_of(course, post)]
    form = await course.far.press("ana", mine, "Change it")
    mine = await course.far.submit("ana", form, text="both, in turns", how="thread")
    await course.settle()
    changed = [s.text for s in thread_of(course, post)]
    await course.far.press("ana", mine, "Delete it")
    await course.settle()

    assert 1 == len(shown)
    assert post.buttons[0] in shown[0]
    assert "both, in turns" in changed[0]
    assert [] == thread_of(course, post)


async def test_a_line_stands_in_the_thread_with_its_authors_name(course: Stage) -> None:
    post = await course.ask()

    await written(course, "ana", post, "a quiet corner")
    await course.settle()

    (answer,) = thread_of(course, post)
    assert "ana" in answer.text.lower()
    assert "a quiet corner" in answer.text


async def test_an_answer_leaves_the_question_as_it_was(course: Stage) -> None:
    post = await course.ask()

    await written(course, "ana", post, "A walk by the lake")

    assert post == course.far.said(course.far.home)[-1]


async def test_what_people_write_is_never_markup_and_alerts_nobody(course: Stage) -> None:
    post = await course.ask()
    nasty = "<@everyone> @here <!channel> *b* _i_ [x](y) {0.__class__} # h"

    await written(course, "ana", post, nasty)
    await course.settle()

    (answer,) = thread_of(course, post)
    assert nasty in answer.text
    assert () == course.far.alerted()


async def test_later_brings_the_question_back_privately(course: Stage) -> None:
    post = await course.ask()

    await course.far.press("bo", post, "Later")
    await course.settle(A_DAY)

    (reminder,) = course.far.told("bo")
    assert post.text.splitlines()[1] in reminder.text
    mine = await course.far.press("bo", reminder, reminder.buttons[0])
    assert reminder.buttons[0] in mine.text


async def test_skipping_asks_for_no_reason(course: Stage) -> None:
    post = await course.ask()

    told = await course.far.press("cy", post, "Skip")

    assert "No reason needed" in told.text


async def test_buttons_work_after_a_restart(course: Stage) -> None:
    post = await course.ask()

    await course.restart()
    mine = await course.far.press("ana", course.far.said(course.far.home)[0], post.buttons[1])

    assert post.buttons[1] in mine.text


async def test_a_suggestion_reaches_staff_and_its_author_hears_of_it(course: Stage) -> None:
    await course.far.command(
        "bo", "icebreaker suggest", question="Which key do you press most?", labels="space, enter, e"
    )
    await course.settle()
    (notice,) = course.far.told("owner")

    await course.far.press("owner", notice, "Approve")
    await course.settle()

    assert "Which key do you press most?" in course.far.told("bo")[-1].text


async def test_a_declined_suggestion_takes_a_word_to_the_author(course: Stage) -> None:
    await course.far.command("bo", "icebreaker suggest", question="Which key do you press most?")
    await course.settle()
    (notice,) = course.far.told("owner")

    form = await course.far.press("owner", notice, "Decline")
    await course.far.submit("owner", form, word="We had one like it last week.")
    await course.settle()

    assert "We had one like it last week." in course.far.told("bo")[-1].text
