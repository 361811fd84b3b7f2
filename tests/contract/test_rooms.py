"""A room of a few people, on every platform alike: opened once, seen by them alone, kept usable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.kernel.cards import Button, Card, Mention
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import Forbidden, Inseparable, RateLimited, Unclear, Unreachable
from bot.kernel.places import Message, Place
from tests.contract.conftest import LOOK_UP, Stage
from tests.contract.harness import Seen

PAIR = ("ana", "bo")
MARKER, ANOTHER = "7Q2MZK5YHD4WXVNC6RBTJ3FAP", "XVNC6RBTJ3FAP7Q2MZK5YHD4W"
A_DAY = timedelta(days=1)
HELP = (Button("What can I do?", "command", ("help",)),)


@dataclass
class Rooms:
    """Opens rooms in a course as the outbox does."""

    course: Stage

    def card(self, *people: str) -> Card:
        """It names everybody, and alerts the first alone."""
        names = [Mention(self.course.far.person(who), who.title(), ping=not n) for n, who in enumerate(people)]
        return Card("You have been put together", (("Meet ", *names, "."),), (HELP,))

    async def open(self, *people: str, marker: str = MARKER, since: datetime | None = None) -> Message:
        far = self.course.far
        return await far.platform.gather(far.home, tuple(map(far.person, people)), self.card(*people), marker, since)

    async def open_again(self, *people: str, marker: str = MARKER) -> Message:
        """After an attempt of which nobody knows what became, as late as the outbox tries again."""
        self.course.clock.advance(LOOK_UP)
        return await self.open(*people, marker=marker, since=self.course.clock.now() - A_DAY)

    async def deliver(self, *deliveries: Delivery) -> None:
        """Into the outbox, and whatever is due out of it."""
        core = self.course.core
        means, now = core.app.means, self.course.clock.now()
        await core.store.write(lambda db: means.bot(db, now).say(*deliveries))
        await self.course.settle()

    def said(self, room: Place) -> list[Seen]:
        return self.course.far.said(room)


@pytest.fixture
def rooms(course: Stage) -> Rooms:
    return Rooms(course)


async def test_a_room_is_opened_for_two_and_begins_with_its_card(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open(*PAIR)

    assert [[card.place], [card.place]] == [course.far.rooms(who) for who in PAIR]
    (first,) = rooms.said(card.place)
    assert "You have been put together" in first.text
    assert HELP[0].label in first.buttons


async def test_nobody_else_sees_it(course: Stage, rooms: Rooms) -> None:
    await rooms.open(*PAIR)

    assert [] == course.far.rooms("cy")
    assert [] == course.far.said(course.far.home)
    assert [] == [said for who in (*PAIR, "cy") for said in course.far.told(who)]


async def test_three_fit_as_well(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open("ana", "bo", "cy")

    assert [[card.place]] * 3 == [course.far.rooms(who) for who in ("ana", "bo", "cy")]


async def test_only_the_card_s_own_mentions_alert_anybody(course: Stage, rooms: Rooms) -> None:
    await rooms.open("ana", "bo", "cy")

    assert ("ana",) == course.far.alerted()


async def test_its_buttons_answer_in_private(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open(*PAIR)
    (first,) = rooms.said(card.place)

    answer = await course.far.press("ana", first, HELP[0].label)

    assert "whisper" == answer.kind
    assert "icebreaker suggest" in answer.text
    assert [first] == rooms.said(card.place)


async def test_its_buttons_work_after_a_restart(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open(*PAIR)

    await course.restart()
    answer = await course.far.press("bo", rooms.said(card.place)[0], HELP[0].label)

    assert "icebreaker suggest" in answer.text


async def test_what_comes_later_lands_in_the_room(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open(*PAIR)

    step = await course.far.platform.post(card.place, Card("The first step"), ANOTHER)
    found = await course.far.platform.find(card.place, ANOTHER, course.clock.now() - A_DAY)
    await course.far.platform.edit(step, Card("The first step, reworded"))

    assert step == found
    assert ["You have been put together", "The first step, reworded"] == [
        seen.text.splitlines()[0] for seen in rooms.said(card.place)
    ]
    assert [[card.place], [card.place], []] == [course.far.rooms(who) for who in ("ana", "bo", "cy")]


@pytest.mark.parametrize("how", ["lost", "applied"])
@pytest.mark.parametrize("at", ["break_opening", "break_next"])
async def test_a_broken_line_neither_opens_nor_says_anything_twice(
    course: Stage, rooms: Rooms, at: str, how: str
) -> None:
    getattr(course.far, at)(how)
    with pytest.raises(Unclear):
        await rooms.open(*PAIR)

    card = await rooms.open_again(*PAIR)

    assert [[card.place], [card.place]] == [course.far.rooms(who) for who in PAIR]
    assert 1 == len(rooms.said(card.place))
    assert 1 == course.far.posts()


async def test_a_bot_that_forgot_that_it_had_succeeded_finds_its_room_again(course: Stage, rooms: Rooms) -> None:
    before = await rooms.open(*PAIR)

    await course.restart()
    again = await rooms.open_again(*PAIR)

    assert before == again
    assert 1 == course.far.posts()


async def test_who_is_missing_from_a_room_found_again_is_brought_in(course: Stage, rooms: Rooms) -> None:
    course.far.break_next("lost")
    with pytest.raises(Unclear):
        await rooms.open(*PAIR)

    card = await rooms.open_again("ana", "bo", "cy")

    assert [[card.place]] * 3 == [course.far.rooms(who)[-1:] for who in ("ana", "bo", "cy")]


async def test_the_next_round_of_the_same_people_says_its_own_card(course: Stage, rooms: Rooms) -> None:
    before = await rooms.open(*PAIR)
    await course.far.platform.close(before.place)

    after = await rooms.open(*PAIR, marker=ANOTHER)
    again = await rooms.open_again(*PAIR, marker=ANOTHER)

    assert before != after
    assert after == again
    assert 2 == course.far.posts()


async def test_two_rooms_at_once_are_not_mistaken_for_each_other(course: Stage, rooms: Rooms) -> None:
    pair = await rooms.open(*PAIR)
    other = await rooms.open("bo", "cy", marker=ANOTHER)

    assert (pair, other) == (await rooms.open_again(*PAIR), await rooms.open_again("bo", "cy", marker=ANOTHER))
    assert pair.place != other.place
    assert 2 == course.far.posts()


@pytest.mark.parametrize("gone", [("bo",), ("ana", "bo")])
async def test_who_has_left_is_named_and_nobody_sits_in_half_a_room(
    course: Stage, rooms: Rooms, gone: tuple[str, ...]
) -> None:
    for who in gone:
        course.far.leave(who)

    with pytest.raises(Unreachable) as unreachable:
        await rooms.open("ana", "bo", "cy")

    assert set(map(course.far.person, gone)) == set(unreachable.value.people)
    assert [] == course.far.rooms("cy")
    assert 0 == course.far.posts()


async def test_who_leaves_between_two_attempts_is_named_as_well(course: Stage, rooms: Rooms) -> None:
    course.far.break_opening("applied")
    with pytest.raises(Unclear):
        await rooms.open(*PAIR)
    course.far.leave("bo")

    with pytest.raises(Unreachable) as unreachable:
        await rooms.open_again(*PAIR)

    assert (course.far.person("bo"),) == unreachable.value.people
    assert 0 == course.far.posts()


async def test_a_refusal_says_what_to_grant(course: Stage, rooms: Rooms) -> None:
    course.far.break_opening("forbidden")

    with pytest.raises(Forbidden) as refused:
        await rooms.open(*PAIR)

    assert refused.value.grant
    assert [] == course.far.rooms("ana")


async def test_a_rate_limit_says_for_how_long(course: Stage, rooms: Rooms) -> None:
    course.far.break_opening("limited")

    with pytest.raises(RateLimited) as limited:
        await rooms.open(*PAIR)

    assert timedelta() < limited.value.retry_after <= timedelta(seconds=10)


@pytest.fixture
def separable(course: Stage) -> bool:
    """Whether the platform takes people out of rooms."""
    return course.far.name != "slack"


async def test_whoever_is_taken_out_sees_the_room_no_more(course: Stage, rooms: Rooms, separable: bool) -> None:
    card = await rooms.open("ana", "bo", "cy")
    platform, cy = course.far.platform, course.far.person("cy")

    if not separable:
        with pytest.raises(Inseparable):
            await platform.part(card.place, cy)
        return
    await platform.part(card.place, cy)
    await platform.part(card.place, cy)
    await platform.post(card.place, Card("The first step"), ANOTHER)

    assert [[card.place], [card.place], []] == [course.far.rooms(who) for who in ("ana", "bo", "cy")]


async def test_out_of_a_room_that_was_put_away_or_of_the_space_is_out_as_well(
    course: Stage, rooms: Rooms, separable: bool
) -> None:
    if not separable:
        return
    card = await rooms.open("ana", "bo", "cy")
    await course.far.platform.close(card.place)
    course.far.leave("bo")

    for who in ("bo", "cy"):
        await course.far.platform.part(card.place, course.far.person(who))

    assert [[card.place], []] == [course.far.rooms(who) for who in ("ana", "cy")]


@pytest.mark.parametrize("how", ["lost", "applied", "limited"])
async def test_the_outbox_takes_somebody_out_whatever_breaks(
    course: Stage, rooms: Rooms, how: str, separable: bool
) -> None:
    trio = ("ana", "bo", "cy")
    people = tuple(map(course.far.person, trio))
    introduction = Delivery("trio", "intro", "gather", course.far.home, rooms.card(*trio), people=people)
    await rooms.deliver(introduction)
    course.far.break_parting(how)

    await rooms.deliver(Delivery("out", "out", "part", "trio", None, people=people[2:]))
    await course.restart()
    for _ in range(4):
        await course.settle(LOOK_UP)

    assert [1, 1, 0 if separable else 1] == [len(course.far.rooms(who)) for who in trio]
    assert 1 == course.far.posts()


async def test_a_room_that_was_put_away_still_takes_words_and_presses(course: Stage, rooms: Rooms) -> None:
    card = await rooms.open(*PAIR)
    await course.far.platform.close(card.place)
    await course.far.platform.close(card.place)

    answer = await course.far.press("ana", rooms.said(card.place)[0], HELP[0].label)
    await course.far.platform.edit(card, Card("Reworded", rows=(HELP,)))
    await course.far.platform.post(card.place, Card("One more thing"), ANOTHER)

    assert "icebreaker suggest" in answer.text
    assert ["Reworded", "One more thing"] == [seen.text.splitlines()[0] for seen in rooms.said(card.place)]
    assert [[card.place], [card.place]] == [course.far.rooms(who) for who in PAIR]


@pytest.mark.parametrize("how", ["lost", "applied", "limited"])
@pytest.mark.parametrize("at", ["break_opening", "break_next"])
async def test_the_outbox_opens_a_room_writes_in_it_and_puts_it_away_once(
    course: Stage, rooms: Rooms, at: str, how: str
) -> None:
    people = tuple(map(course.far.person, PAIR))
    introduction = Delivery("pair", "intro", "gather", course.far.home, rooms.card(*PAIR), people=people)
    step = Delivery("step", "step", "post", "pair", Card("The first step", rows=(HELP,)))
    getattr(course.far, at)(how)

    await rooms.deliver(introduction, step, Delivery("end", "end", "close", "pair", None))
    await course.restart()
    for _ in range(4):
        await course.settle(LOOK_UP)

    (room,) = course.far.rooms("ana")
    assert ["You have been put together", "The first step"] == [seen.text.splitlines()[0] for seen in rooms.said(room)]
    answer = await course.far.press("ana", rooms.said(room)[1], HELP[0].label)
    assert "icebreaker suggest" in answer.text
    assert 2 == course.far.posts()
