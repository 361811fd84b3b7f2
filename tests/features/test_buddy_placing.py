"""Whoever comes late or is left alone has somebody soon, and nobody else is moved for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import combinations
from random import Random

import pytest
from sqlalchemy import select

from bot.features.buddies.model import Group
from bot.features.buddies.tables import rounds
from bot.store.address import Address
from bot.store.tables import errands
from tests.features.pairing import (
    buddy,
    change,
    current,
    in_rooms,
    keep_apart,
    open_groups,
    opened,
    people_of,
    rooms,
    take_part,
    together,
    told,
)
from tests.world.drawing import faults
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, words

FOUR = ("ana", "bo", "cy", "di")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def begin(school: School, olga: Someone, *names: str, **settings: str) -> list[str]:
    """These are together in an open round; who is with whom."""
    await take_part(school, *names)
    if settings:
        await olga.call("buddies settings", **settings)
    await olga.call("buddies now")
    await school.pass_time(minutes=1)
    return await together(school)


def with_(name: str, groups: list[str]) -> set[str]:
    """Who sits with somebody."""
    return {other for text in groups if name in text.split() for other in text.split()} - {name}


async def test_one_who_joins_late_becomes_a_third_and_nobody_is_moved(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR)

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    after = await together(botany)
    assert 2 == len(with_("eve", after))
    assert sorted(before) == sorted(" ".join(name for name in text.split() if name != "eve") for text in after)
    assert (await buddy(botany, "eve")).waits_since is None


async def test_a_third_means_a_new_room_and_the_old_one_is_put_away(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo")

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    assert ["ana bo", "ana bo eve"] == rooms(botany)
    assert 1 == len(botany.platform.closed)
    assert any("Eve" in text and "Ana" in text for text in in_rooms(botany))


async def test_two_who_join_late_are_put_together(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR)

    await botany.someone("eve").call("buddy join")
    await botany.someone("fay").call("buddy join")
    await botany.pass_time(minutes=1)

    assert sorted([*before, "eve fay"]) == await together(botany)
    assert "eve fay" in rooms(botany)


async def test_many_who_join_late_are_all_placed(botany: School, olga: Someone) -> None:
    await begin(botany, olga, *FOUR)
    late = [f"late{n:02}" for n in range(61)]

    for name in late:
        await botany.someone(name).call("buddy join")
    await botany.pass_time(minutes=2)

    assert sorted([*FOUR, *late]) == people_of(await together(botany))


async def test_by_post_who_comes_late_and_whom_they_join_hear_it_privately(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo", publish="post")

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    assert [] == rooms(botany)
    for name in ("ana", "bo", "eve"):
        assert any("Ana" in text and "Bo" in text and "Eve" in text for text in told(botany, name))


async def test_whoever_is_left_alone_is_told_kindly_and_placed_again(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR)
    [alone] = with_("ana", before)

    await botany.someone("ana").call("buddy leave")
    await botany.pass_time(minutes=1)

    assert [" ".join(sorted({*FOUR} - {"ana"}))] == await together(botany)
    assert any("it says nothing about you" in text for text in told(botany, alone))
    assert 2 == len(botany.platform.closed)


async def test_a_trio_that_loses_one_goes_on(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo", "cy")

    await botany.someone("ana").call("buddy leave")
    await botany.pass_time(minutes=1)

    assert ["bo cy"] == await together(botany)
    assert set() == botany.platform.closed
    assert not any("looking for somebody new" in text for text in told(botany, "bo"))


async def test_who_wants_another_buddy_does_not_get_the_same_again(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR, "eli", "fay")
    [partner] = with_("ana", before)

    await rematch(botany.someone("ana"))
    await botany.pass_time(minutes=1)

    after = await together(botany)
    assert partner not in with_("ana", after)
    assert sorted((*FOUR, "eli", "fay")) == people_of(after)


async def rematch(who: Someone) -> None:
    asked = await who.call("buddy rematch")
    await who.press(asked, labels(asked)[0])


async def test_alone_with_the_only_other_they_wait_and_a_volunteer_comes(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo")
    await take_part(botany, "gil", greets=True, skips=True, size=2)

    await rematch(botany.someone("ana"))
    await botany.pass_time(hours=11)
    early = await together(botany)
    await botany.pass_time(hours=2)

    assert [] == early
    assert ["ana gil", "bo gil"] == await together(botany)


async def test_without_a_volunteer_staff_hear_of_it_within_a_day(botany: School, olga: Someone) -> None:
    await begin(botany, olga, "ana", "bo")

    await rematch(botany.someone("ana"))
    await botany.pass_time(hours=24)

    waiting = [text for text in told(botany, "olga") if "Waiting for a buddy" in text]
    assert ["Ana", "Bo"] == sorted(name for name in ("Ana", "Bo") if any(name in text for text in waiting))
    assert "2 wait for a group" in words(await olga.call("buddies status"))


async def test_whom_they_never_want_to_meet_they_do_not_meet_late_either(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR)
    [partner] = with_("ana", before)
    await take_part(botany, "eve", state="left")
    await keep_apart(botany, ("eve", "ana"))

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    assert {"ana", partner}.isdisjoint(with_("eve", await together(botany)))
    assert 2 == len(with_("eve", await together(botany)))


async def test_who_wants_a_small_group_is_not_joined_by_a_third(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", size=2)
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    assert ["ana bo"] == await together(botany)
    assert (await buddy(botany, "eve")).waits_since is not None


async def test_without_an_open_round_they_wait_for_the_next(botany: School, olga: Someone) -> None:
    await botany.someone("eve").call("buddy join")
    await botany.someone("fay").call("buddy join")
    await botany.pass_time(hours=30)
    before = await together(botany)

    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    assert [] == before
    assert ["eve fay"] == await together(botany)
    assert (await buddy(botany, "eve")).waits_since is None


async def test_staff_part_two_who_are_together(botany: School, olga: Someone) -> None:
    before = await begin(botany, olga, *FOUR, "eli", "fay")
    [partner] = with_("ana", before)

    said = await olga.call("buddies separate", one=botany.someone("ana").person, other=botany.someone(partner).person)
    await botany.pass_time(minutes=1)

    assert "I am finding them others" in words(said)
    after = await together(botany)
    assert sorted((*FOUR, "eli", "fay")) == people_of(after)
    assert partner not in with_("ana", after)


async def test_who_asks_while_they_wait_is_told_so(botany: School, olga: Someone, ana: Someone) -> None:
    await begin(botany, olga, *FOUR, publish="post")
    await take_part(botany, "eve")
    await change(botany, "eve", waits_since=botany.clock.now())
    [post] = botany.platform.standing(HOME)

    assert "I am looking for somebody for you." in words(await botany.someone("eve").press(post, "Who is my buddy?"))
    assert 2 == len(await open_groups(botany))


class Walk:
    """People who come, go, skip, move on and keep away from each other while rounds are made; what must hold, holds."""

    def __init__(self, school: School, olga: Someone, seed: int) -> None:
        self.school, self.olga, self.rng = school, olga, Random(seed)
        self.names = [f"p{number:02}" for number in range(14)]
        self.apart: set[frozenset[str]] = set()

    async def step(self) -> None:
        who = self.school.someone(self.rng.choice(self.names))
        act = self.rng.choice(("join", "join", "leave", "skip", "rematch", "never", "round", "wait"))
        await getattr(self, f"_{act}")(who)
        await self.school.pass_time(minutes=1)
        await self.check()

    async def _join(self, who: Someone) -> None:
        await who.call("buddy join")

    async def _leave(self, who: Someone) -> None:
        await who.call("buddy leave")

    async def _skip(self, who: Someone) -> None:
        await who.call("buddy skip")

    async def _rematch(self, who: Someone) -> None:
        asked = await who.call("buddy rematch")
        if labels(asked):
            await who.press(asked, labels(asked)[0])

    async def _never(self, who: Someone) -> None:
        other = self.rng.choice(self.names)
        here = {
            name for text in await together(self.school) for name in text.split() if {who.person.id} & {*text.split()}
        }
        if other not in here | {who.person.id}:
            await who.call("buddy never-pair", person=self.school.someone(other).person)
            self.apart.add(frozenset((who.person.id, other)))

    async def _round(self, who: Someone) -> None:
        await self.olga.call("buddies now", kind=self.rng.choice(("peers", "peers", "mixer")))

    async def _wait(self, who: Someone) -> None:
        await self.school.pass_time(hours=self.rng.choice((1, 13, 26, 80)))

    async def check(self) -> None:
        for group in await open_groups(self.school):
            here = sorted(person.id for person in group.people)
            assert len(here) >= 2, here
            assert not [pair for pair in combinations(here, 2) if frozenset(pair) in self.apart], here
        found = await current(self.school)
        mine = [
            text for group in await open_groups(self.school) if found and group.round == found.id for text in ids(group)
        ]
        assert len(mine) == len(set(mine)), mine


def ids(group: Group) -> list[str]:
    return [person.id for person in group.people]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_nobody_is_in_two_groups_alone_or_with_whom_they_avoid(
    botany: School, olga: Someone, seed: int
) -> None:
    walk = Walk(botany, olga, seed)
    for name in walk.names[:8]:
        await botany.someone(name).call("buddy join")

    for _ in range(40):
        await walk.step()

    assert await botany.read(select(rounds.c.id).where(rounds.c.number > 1))
    assert [] == await botany.read(select(errands.c.key).where(errands.c.attempts > 0))


async def test_minors_who_would_be_two_are_placed_again(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR[:3], minor=True)
    await take_part(botany, "zoe", "yan", minor=True, skips=True)
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    await botany.someone("ana").call("buddy leave")
    await botany.pass_time(minutes=1)

    assert [] == await together(botany)
    assert 1 == len(botany.platform.closed)
    for name in ("bo", "cy"):
        assert any("it says nothing about you" in text for text in told(botany, name))
        assert (await buddy(botany, name)).waits_since is not None


async def test_a_minor_who_comes_late_joins_other_minors(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR[:3], minor=True)
    await begin(botany, olga, "gil", "hal")
    await take_part(botany, "eve", state="left", minor=True)

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(minutes=1)

    assert ["ana bo cy eve", "gil hal"] == await together(botany)


async def test_a_minor_is_never_two_with_a_volunteer(botany: School, olga: Someone) -> None:
    await begin(botany, olga, *FOUR)
    await take_part(botany, "gil", greets=True, skips=True, minor=True)
    await take_part(botany, "eve", state="left", minor=True)

    await botany.someone("eve").call("buddy join")
    await botany.pass_time(hours=24)

    assert set() == with_("eve", await together(botany))
    assert any("Waiting for a buddy" in text and "Eve" in text for text in told(botany, "olga"))


async def test_planned_minors_who_become_two_are_not_introduced(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR[:3], minor=True)
    await olga.call("buddies settings", approve="yes")
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    await botany.someone("ana").call("buddy leave")
    await olga.call("buddies approve")
    await botany.pass_time(minutes=1)

    assert [] == await together(botany)
    assert [] == rooms(botany)
    assert (await buddy(botany, "bo")).waits_since is not None
