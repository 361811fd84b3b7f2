"""Check-ins on every platform alike: asked in public, answered alone with one tap, told to everybody at the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.contract.conftest import Stage
from tests.contract.harness import Seen

DAYS = ("Monday", "Tuesday")
AGAIN = timedelta(seconds=2)


async def poll(stage: Stage, **options: str) -> Seen:
    """A poll that stands in the channel."""
    preview = await stage.far.command(
        "owner", "poll ask", question="Which day suits you?", options="; ".join(DAYS), **options
    )
    await stage.far.press("owner", preview, "Ask it")
    await stage.settle()
    return stage.far.said(stage.far.home)[-1]


async def closed(stage: Stage, command: str) -> list[Seen]:
    """Close it; what stands in the channel then."""
    await stage.far.command("owner", command)
    for _ in range(3):
        await stage.settle(AGAIN)
    return stage.far.said(stage.far.home)


async def test_one_tap_answers_a_poll_and_nobody_else_sees_anything(course: Stage) -> None:
    post = await poll(course)
    before = [seen.text for seen in course.far.said(course.far.home)]

    first = await course.far.press("ana", post, "Monday")
    again = await course.far.press("ana", post, "Tuesday")
    await course.settle()

    assert "Anonymous." in post.text
    assert "Thank you" in first.text
    assert first.text == again.text
    assert before == [seen.text for seen in course.far.said(course.far.home)]


async def test_what_few_answered_is_told_to_nobody(course: Stage) -> None:
    post = await poll(course)
    for who in ("ana", "bo", "cy"):
        await course.far.press(who, post, "Monday")

    said = await closed(course, "poll close")

    assert any("closed" in seen.text for seen in said)
    assert "Too few" in said[-1].text
    assert "Monday" not in said[-1].text


async def test_a_named_poll_says_so_everywhere_and_tells_everybody_the_same(course: Stage) -> None:
    yes: Any = True if course.name == "discord" else "yes"  # only Discord has a kind of its own for it
    post = await poll(course, named=yes)
    thanks = [await course.far.press(who, post, label) for who, label in (("ana", "Monday"), ("bo", "Monday"))]
    await course.far.press("cy", post, "Tuesday")

    said = await closed(course, "poll close")

    assert "Named" in post.text
    assert all("your name" in seen.text or "Named" in seen.text for seen in thanks)
    assert "“Monday” was chosen most often: by two of the three who answered." in said[-1].text
    if course.name != "slack":  # it draws its own
        assert "Monday" in await course.far.chart("ana", said[-1])


async def test_a_check_of_several_questions_takes_one_tap_each_also_across_a_restart(course: Stage) -> None:
    await course.far.command("owner", "checkin start", kind="connection")
    await course.settle()
    post = course.far.said(course.far.home)[-1]

    shown = await course.far.press("ana", post, "Answer")
    shown = await course.far.press("ana", shown, "Agree")
    assert "There is at least one classmate" in shown.text
    await course.restart()
    shown = await course.far.press("ana", course.far.said(course.far.home)[-1], "Answer")
    assert "There is at least one classmate" in shown.text
    for label in ("Yes", "Agree", "Agree", "Prefer not to say"):
        shown = await course.far.press("ana", shown, label)

    assert "Thank you" in shown.text
    assert "Support" in shown.buttons


async def test_later_and_support_are_always_there(course: Stage) -> None:
    post = await poll(course)

    later = await course.far.press("ana", post, "Later")
    support = await course.far.press("ana", post, "Support")

    assert {"Prefer not to say", "Later", "Support"} <= set(post.buttons)
    assert "open until" in later.text
    assert "findahelpline.com" in support.text
