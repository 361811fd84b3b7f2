"""Nothing is lost, nothing is said twice: on every platform alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.conftest import LOOK_UP, Stage

A_SECOND, TEN_MINUTES = timedelta(seconds=2), timedelta(minutes=11)


@pytest.mark.parametrize("how", ["lost", "applied"])
async def test_a_broken_line_neither_loses_nor_doubles(course: Stage, how: str) -> None:
    course.far.break_next(how)  # type: ignore[arg-type]

    await course.far.command("owner", "icebreaker now")
    await course.settle()
    await course.settle(LOOK_UP)
    await course.settle(LOOK_UP)

    assert 1 == len(course.far.said(course.far.home))


async def test_a_rate_limit_only_delays(course: Stage) -> None:
    course.far.break_next("limited")

    await course.far.command("owner", "icebreaker now")
    await course.settle()
    waiting = len(course.far.said(course.far.home))
    await course.settle(A_SECOND)

    assert 0 == waiting
    assert 1 == len(course.far.said(course.far.home))


async def test_a_missing_permission_reaches_staff_once_with_what_to_grant(course: Stage) -> None:
    course.far.break_next("forbidden")

    await course.far.command("owner", "icebreaker now")
    await course.settle()
    await course.settle(TEN_MINUTES)
    await course.settle(TEN_MINUTES)

    (notice,) = course.far.told("owner")
    assert "grant" in notice.text
    assert [] == course.far.said(course.far.home)


async def test_a_channel_that_is_gone_pauses_its_rhythms_and_deletes_nothing(course: Stage) -> None:
    await course.far.command("owner", "icebreaker schedule", days="tue", at="10:00")
    course.far.break_next("gone")

    await course.settle(timedelta(days=1, hours=2))
    await course.settle()

    status = await course.far.command("owner", "course status")
    assert "paused" in status.text
    assert 1 == len(course.far.told("owner"))


async def test_a_ban_stops_all_traffic_and_then_goes_on(course: Stage) -> None:
    course.far.break_next("banned")

    await course.far.command("owner", "icebreaker now")
    await course.settle()
    await course.settle(timedelta(minutes=5))
    waiting = len(course.far.said(course.far.home))
    await course.settle(TEN_MINUTES)

    assert 0 == waiting
    assert 1 == len(course.far.said(course.far.home))


async def test_closed_private_messages_hurt_nobody_else(course: Stage) -> None:
    post = await course.ask()
    await course.far.press("bo", post, "Later")
    await course.far.press("cy", post, "Later")
    course.far.break_next("unreachable")

    await course.settle(timedelta(days=1))

    assert 1 == len(course.far.told("bo")) + len(course.far.told("cy"))


async def test_a_restart_in_the_middle_of_an_attempt_says_it_once(course: Stage) -> None:
    course.far.break_next("applied")
    await course.far.command("owner", "icebreaker now")
    await course.settle()

    await course.restart()
    await course.settle(LOOK_UP)
    await course.settle(LOOK_UP)

    assert 1 == len(course.far.said(course.far.home))
