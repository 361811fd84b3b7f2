"""Pacing: below Slack's limits, close to them, each workspace for itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from adapters.slack.limits import LONGEST, MANY, POST, Paced
from bot.kernel.errors import RateLimited


class Timer:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def limits(timer: Timer) -> Paced:
    return Paced(timer, timer.sleep)


async def turns(limits: Paced, timer: Timer, count: int, method: str = POST, channel: str = "C1") -> list[float]:
    """When each of these, asked for at once, may be sent."""
    found = []
    for _ in range(count):
        timer.slept.clear()
        await limits.turn(method, "slack:T1", channel)
        found.append(timer.now + sum(timer.slept))
    return found


async def test_a_channel_gets_one_post_a_second(limits: Paced, timer: Timer) -> None:
    assert pytest.approx([0, 1.02, 2.04, 3.06]) == await turns(limits, timer, 4)


async def test_channels_do_not_wait_for_each_other(limits: Paced, timer: Timer) -> None:
    await turns(limits, timer, 3)
    assert [0] == await turns(limits, timer, 1, channel="C2")


async def test_workspaces_do_not_wait_for_each_other(limits: Paced, timer: Timer) -> None:
    await turns(limits, timer, 50, "chat.update")
    await limits.turn("chat.update", "slack:T2", "C1")
    assert 0 == sum(timer.slept)


@pytest.mark.parametrize("method", ["chat.update", "conversations.open"])
async def test_a_tier_is_used_up_and_never_overdrawn(limits: Paced, timer: Timer, method: str) -> None:
    sent: list[float] = []
    while len(sent) < 500:
        try:
            sent += await turns(limits, timer, 1, method)
        except RateLimited as limited:
            timer.now += limited.retry_after.total_seconds()
    assert all(later - earlier >= 60 for earlier, later in zip(sent, sent[50:], strict=False))
    assert 500 / (max(sent) + 60) >= 0.97 * 50 / 60


async def test_nobody_waits_inside_for_long(limits: Paced, timer: Timer) -> None:
    sent = await turns(limits, timer, 20)
    with pytest.raises(RateLimited) as caught:
        await turns(limits, timer, 1)
    assert LONGEST - 1.02 < max(sent) <= LONGEST
    assert 0 < caught.value.retry_after.total_seconds() <= 1.03


async def test_those_sent_away_come_back_one_after_another(limits: Paced, timer: Timer) -> None:
    await turns(limits, timer, 20)
    told = []
    for _ in range(3):
        with pytest.raises(RateLimited) as caught:
            await limits.turn(POST, "slack:T1", "C1")
        told.append(caught.value.retry_after.total_seconds())
    assert pytest.approx([1.02, 1.02]) == [later - earlier for earlier, later in pairwise(told)]


async def test_after_a_429_nothing_of_the_kind_is_sent_before_its_time(limits: Paced, timer: Timer) -> None:
    limits.hold(POST, "slack:T1", timedelta(seconds=30))
    timer.now = 29.9
    with pytest.raises(RateLimited):
        await turns(limits, timer, 1, channel="C9")
    await turns(limits, timer, 1, "chat.update")
    await limits.turn(POST, "slack:T2", "C1")
    timer.now = 30.1
    assert [30.1] == await turns(limits, timer, 1, channel="C9")


async def test_whoever_was_waiting_when_the_429_came_is_sent_away_too(timer: Timer) -> None:
    limits = Paced(timer, lambda seconds: asyncio.sleep(0))
    await limits.turn(POST, "slack:T1", "C1")
    waiting = asyncio.create_task(limits.turn(POST, "slack:T1", "C1"))
    await asyncio.sleep(0)
    limits.hold(POST, "slack:T1", timedelta(seconds=30))
    with pytest.raises(RateLimited):
        await waiting


async def test_answers_to_people_are_not_paced(limits: Paced, timer: Timer) -> None:
    assert [0.0] * 300 == await turns(limits, timer, 300, "views.open")


async def test_channels_that_nobody_writes_to_any_more_are_forgotten(limits: Paced, timer: Timer) -> None:
    for number in range(MANY * 2):
        timer.now += 1
        await limits.turn(POST, "slack:T1", f"C{number}")
    assert len(limits._lanes) <= MANY
