"""The played far end, and the adapter that speaks to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.browser.faults import How
from adapters.browser.platform import Browser
from adapters.browser.rehearsal import Rehearsal
from adapters.browser.world import Change, World
from bot.kernel.cards import Card
from bot.kernel.errors import Closed, Forbidden, Gone, PlatformError, RateLimited, Unclear, Unreachable
from bot.kernel.places import Message, Person, Place
from tests.world.clock import VirtualClock

HELLO = Card(body=("Hello",))


@pytest.fixture
def world() -> World:
    return World(VirtualClock())


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(world)


async def test_the_same_words_get_the_same_ids(world: World, browser: Browser) -> None:
    post = await browser.post(world.place("general"), HELLO, "marker")
    reply = await browser.post(post.thread, HELLO, "another")
    told = await browser.tell(world.person("ama"), HELLO, "third")
    assert ["browser:demo/general#1", "browser:demo/general/1#2", "browser:demo/dm-ama#3"] == [
        str(message) for message in (post, reply, told)
    ]


async def test_a_message_is_found_by_its_marker_where_and_when_it_was_said(world: World, browser: Browser) -> None:
    post = await browser.post(world.place("general"), HELLO, "marker")
    told = await browser.tell(world.person("ama"), HELLO, "private")
    now = world.clock.now()
    assert post == await browser.find(world.place("general"), "marker", now)
    assert told == await browser.find(world.person("ama"), "private", now)
    assert await browser.find(world.place("ideas"), "marker", now) is None
    assert await browser.find(world.place("general"), "marker", now + timedelta(seconds=1)) is None
    assert await browser.find(world.place("general"), "unknown", now) is None


async def test_what_was_said_can_be_changed_and_taken_back(world: World, browser: Browser) -> None:
    post = await browser.post(world.place("general"), HELLO, "marker")
    await browser.edit(post, Card("Changed"))
    assert ["Changed"] == [entry.card.title for entry in world.said(post.place)]
    await browser.delete(post)
    await browser.delete(post)
    assert [] == world.said(post.place)


ERRORS: tuple[tuple[How, type[PlatformError], int], ...] = (
    ("lost", Unclear, 0),
    ("applied", Unclear, 1),
    ("limited", RateLimited, 0),
    ("forbidden", Forbidden, 0),
    ("gone", Gone, 0),
    ("banned", Closed, 0),
    ("unreachable", Unreachable, 0),
)


@pytest.mark.parametrize(("how", "error", "said"), ERRORS)
async def test_each_way_to_break_is_met_once(
    world: World, browser: Browser, how: How, error: type[PlatformError], said: int
) -> None:
    world.break_next(how)
    with pytest.raises(error):
        await browser.post(world.place("general"), HELLO, "marker")
    assert said == len(world.said(world.place("general")))
    await browser.post(world.place("general"), HELLO, "again")
    assert said + 1 == len(world.said(world.place("general")))


@pytest.mark.parametrize("place", ["nowhere", "dm-nobody"])
async def test_there_is_nothing_to_say_where_there_is_nobody(browser: Browser, place: str) -> None:
    with pytest.raises((Gone, Unreachable)):
        await browser.post(Place("browser:demo", place), HELLO, "marker")


async def test_somebody_who_is_not_there_cannot_be_told(browser: Browser) -> None:
    with pytest.raises(Unreachable):
        await browser.tell(Person("browser:demo", "nobody"), HELLO, "marker")


async def test_a_thread_needs_the_message_that_it_hangs_under(world: World, browser: Browser) -> None:
    post = await browser.post(world.place("general"), HELLO, "marker")
    for wrong in (world.place("ideas", post.id), world.place("general", "99")):
        with pytest.raises(Gone):
            await browser.post(wrong, HELLO, "another")
    with pytest.raises(Gone):
        await browser.edit(Message(post.place, "99"), HELLO)


async def test_a_room_that_is_closed_to_the_bot_says_what_to_grant(world: World, browser: Browser) -> None:
    world.closed_to_bot.add("general")
    with pytest.raises(Forbidden) as refused:
        await browser.post(world.place("general"), HELLO, "marker")
    with pytest.raises(Forbidden):
        await browser.find(world.place("general"), "marker", world.clock.now())
    assert "write in #general" == refused.value.grant


async def test_examining_says_what_is_wrong_with_which_room(world: World, browser: Browser) -> None:
    world.closed_to_bot.add("ideas")
    found = await browser.examine([world.place("general"), world.place("ideas"), world.place("nowhere")])
    assert ["ok", "failure", "failure"] == [finding.state for finding in found]


async def test_whoever_listens_hears_of_every_change_until_they_stop(world: World, browser: Browser) -> None:
    heard: list[Change] = []
    stop = world.listen(heard.append)
    post = await browser.post(world.place("general"), HELLO, "marker")
    await browser.edit(post, Card("Changed"))
    await browser.delete(post)
    stop()
    await browser.post(world.place("general"), HELLO, "another")
    assert [(1, "said"), (2, "edited"), (3, "deleted")] == [(change.number, change.what) for change in heard]


async def test_in_a_rehearsal_everybody_can_be_told() -> None:
    browser = Browser(Rehearsal(VirtualClock()))
    told = await browser.tell(Person("browser:demo", "9001"), HELLO, "marker")
    assert "browser:demo/dm-9001#1" == str(told)


def test_the_staff_s_room_is_for_staff(world: World) -> None:
    assert [True, True, False] == [world.sees(who, world.place("staff")) for who in ("dana", "moss", "ama")]


def test_nobody_sees_another_s_private_room(world: World) -> None:
    assert [True, False] == [world.sees(who, world.direct("ama")) for who in ("ama", "dana")]
