"""A group is looked after: questions in their time, one reminder, an offer, a word in the middle, a kind end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.features.buddies import groups
from bot.features.buddies.exchanges import keeping, tending
from bot.features.buddies.model import Buddy, Seat
from bot.features.buddies.pairing import introducing
from bot.features.buddies.taking_part import people
from bot.store.address import Address
from tests.features.together import Together, change, exchanging, meet, within
from tests.world.drawing import faults
from tests.world.school import School

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with exchanging(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
async def pair(school: School) -> Together:
    return await meet(school, "ana", "bo")


async def titles(pair: Together) -> list[str]:
    return [card.title for card in await pair.cards()]


async def test_a_whole_exchange(school: School, pair: Together) -> None:
    """Nine questions in three weeks, each after everybody has answered; then the room is put away."""
    room = str(await pair.room())
    depths = []
    for number in range(1, 10):
        await school.pass_time(until=OPENED + timedelta(days=7 / 3 * (number - 1), hours=12))
        assert f"Question {number} of 9" == (await pair.step()).title
        depths.append((await pair.group()).depth)
        await pair.answer_all(f"{number}: {{}}")
    before = set(school.platform.closed)
    await school.pass_time(days=4)

    found = await titles(pair)
    assert "Half the time is over" in found
    assert ["This exchange is coming to its end", ""] == found[-2:]
    assert "is over. Thank you for the time that you gave each other!" in (await pair.said())[-1]
    assert 9 == len([title for title in found if title.endswith("answered")])
    assert all(later - earlier in (-1, 0, 1) for earlier, later in pairwise(depths))
    assert [1, 1] == depths[:2]
    assert 3 == max(depths)
    assert set() == before
    assert {room} == school.platform.closed
    assert "closed" == (await pair.group()).state
    assert None is await school.core.engine.next_due()


async def test_who_goes_first_is_who_has_not_for_longest(school: School) -> None:
    first = await meet(school, "ana", "bo")
    one = (await first.group()).first
    await school.pass_time(hours=1)
    second = await meet(school, "ana", "bo", id_="round2")
    other = (await second.group()).first

    assert {one, other} == {someone.person for someone in first.people}
    assert "would you like to go first" in (await second.step()).words


async def test_one_reminder_in_the_day_for_those_who_are_silent(school: School, pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=2)

    [bump] = [card for card in await pair.cards() if "is waiting for you" in card.words]
    assert (bo.person,) == bump.pings
    [said] = [one for one in school.platform.said() if "is waiting for you" in one.text]
    assert 8 <= said.instant.astimezone(ZoneInfo("Europe/Berlin")).hour < 20
    await pair.answer(bo, "in the hills")
    await school.pass_time(days=6)
    assert 1 == len([card for card in await pair.cards() if "is waiting for you" in card.words])


async def test_without_a_room_each_is_reminded_alone(school: School) -> None:
    pair = await meet(school, "ana", "bo", room=False)
    await school.pass_time(days=2)

    for someone in pair.people:
        [bump] = [card for card in school.platform.told(someone.person) if "is waiting for you" in card.words]
        assert (someone.person,) == bump.pings


async def test_a_group_that_is_published_at_night_hears_in_the_morning(school: School) -> None:
    school.clock.set(datetime(2026, 3, 2, 22, tzinfo=UTC))
    await meet(school, "ana", "bo")
    night = len(school.platform.said())
    await school.pass_time(hours=12)

    assert 0 == night
    [first, *_] = school.platform.said()
    assert datetime(2026, 3, 3, 7, tzinfo=UTC) <= first.instant < datetime(2026, 3, 3, 7, 1, tzinfo=UTC)


async def test_nothing_is_said_twice_however_often_a_group_is_looked_at(school: School, pair: Together) -> None:
    for _ in range(5):
        await within(school, lambda bot: tending.start(bot, groups.get(bot.db, pair.id)))  # type: ignore[arg-type]
        await school.settle()
    await school.pass_time(days=1)
    for _ in range(3):
        await within(school, lambda bot: tending.start(bot, groups.get(bot.db, pair.id)))  # type: ignore[arg-type]
    await school.pass_time(days=1)

    assert ["Buddies: Ana & Bo", "Question 1 of 9", ""] == await titles(pair)
    assert {1} == set(school.platform.times_said().values())


async def test_depth_four_comes_only_when_all_of_them_wish_it(school: School) -> None:
    depths = {}
    for name, wishes in {"one": (True, False), "both": (True, True)}.items():
        await school.pass_time(until=school.clock.now().replace(hour=9) + timedelta(days=1))
        pair = await meet(school, f"{name}-a", f"{name}-b", id_=name)
        for someone, deep in zip(pair.people, wishes, strict=True):
            await change(school, someone, deep=deep)
        for _ in range(8):
            await pair.answer_all()
            await school.pass_time(days=2, hours=8)
        depths[name] = (await pair.group()).depth

    assert {"one": 3, "both": 4} == depths


async def test_the_young_climb_a_light_ladder(school: School) -> None:
    pair = await meet(school, "ana", "bo", minor=True, deep=True)
    for _ in range(8):
        await pair.answer_all()
        await school.pass_time(days=2, hours=8)

    group = await pair.group()
    assert 2 == group.depth
    assert "light" == school.core.app.means.library.ladders_by_id[group.ladder].kind


async def test_two_skips_go_one_down_silently(school: School, pair: Together) -> None:
    for _ in range(3):
        await pair.answer_all()
        await school.pass_time(days=2, hours=8)
    deeper = (await pair.group()).depth
    before = len(await pair.cards())
    for someone in pair.people:
        await someone.press(await pair.step(), "Another question")
        await school.settle()

    assert 2 == deeper
    assert 1 == (await pair.group()).depth
    assert before == len(await pair.cards())
    await pair.answer_all()
    await school.pass_time(days=2, hours=8)
    assert 1 == (await pair.group()).depth, "and no deeper right after a skip"


async def test_a_paused_course_is_quiet_and_goes_on_where_it_was(school: School, pair: Together) -> None:
    olga = school.someone("olga", manages=True)
    await pair.answer_all()
    resting = await olga.press(await olga.call("course settings"), "Pause everything")
    before = await titles(pair)
    await school.pass_time(days=4)
    asleep = await titles(pair)
    await olga.press(resting, "Resume")
    await school.pass_time(hours=2)

    assert before == asleep
    assert "Question 2 of 9" == (await pair.step()).title


async def test_one_whose_partner_was_erased_is_placed_again_and_hears_so(school: School, pair: Together) -> None:
    ana, bo = pair.people
    room = str(await pair.room())

    def erase(bot: Any) -> None:
        for kept in (*people.KEPT, *keeping.KEPT):
            if kept.erase:
                kept.erase(bot.db, ana.person)

    await within(school, erase)
    await school.pass_time(days=2)

    assert "closed" == (await pair.group()).state
    assert {room} == school.platform.closed
    assert None is not (await pair.buddy(bo)).waits_since
    assert 1 == len(school.platform.told(bo.person))


async def test_a_third_who_joins_on_the_way_finds_the_question_in_the_new_room(school: School, pair: Together) -> None:
    cy = school.someone("cy")
    await pair.answer_all()
    await school.pass_time(days=2, hours=8)
    asked = (await pair.step()).body[0]
    group = await pair.group()
    first = await pair.room()

    def join(bot: Any) -> None:
        people.save(bot.db, Buddy(group.course, cy.person, cy.name, bot.now))
        groups.sit(bot.db, Seat(group.id, cy.person, group.course, cy.name))
        groups.change(bot.db, group, room=introducing.room_key(bot, group))
        larger = groups.get(bot.db, group.id)
        assert larger is not None
        bot.say(introducing.introduction(bot, larger))
        tending.start(bot, larger)

    await within(school, join)
    await school.settle()
    await school.settle()

    assert first != await pair.room()
    assert asked == (await pair.step()).body[0]
    await pair.answer_all("two: {}")
    assert "Ana: two: Ana" not in "\n".join(await pair.said())
    await pair.answer(cy, "three")
    assert {"Ana: two: Ana", "Bo: two: Bo", "Cy: three"} <= set("\n".join(await pair.said()).splitlines())


async def test_two_of_three_go_on_and_the_third_may_come_back(school: School) -> None:
    trio = await meet(school, "ana", "bo", "cy")
    ana, bo, cy = trio.people
    for someone in (ana, bo):
        await trio.answer(someone, f"one: {someone.name}")
    await school.pass_time(days=4)
    two = "\n".join(await trio.said())
    late = await trio.step()
    for someone in (ana, bo):
        await trio.answer(someone, f"two: {someone.name}", late)
    at_once = "\n".join(await trio.said())
    await trio.answer(cy, "I am back", late)

    assert "Ana: one: Ana" in two
    assert "Question 2 of 9" == late.title, "nobody waits for ever"
    assert {"Ana: two: Ana", "Bo: two: Bo"} <= set(at_once.splitlines()), "nor for who was silent at the one before"
    assert "Cy: I am back" in "\n".join(await trio.said())
