"""Whatever goes wrong with a round, nobody is silently dropped, and the right person hears of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.features.buddies import groups as kept
from bot.features.buddies.tables import buddies, groups, rounds
from bot.kernel.places import Person
from bot.matching.people import Outcome
from bot.solver import SolverFailed
from bot.store.address import Address
from bot.store.tables import courses, deliveries, errands
from tests.features.pairing import (
    buddy,
    change,
    current,
    in_rooms,
    keep_apart,
    opened,
    people_of,
    rooms,
    take_part,
    together,
    told,
)
from tests.world.drawing import faults
from tests.world.people import HOME, SPACE
from tests.world.platform import How, Request
from tests.world.school import School, Someone, labels, open_course, thinking, words

FOUR = ("ana", "bo", "cy", "di")
WHO = "Who is my buddy?"


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


def meets(op: str, how: How) -> Any:
    """Everything of this kind that is asked of the platform meets this."""

    def weather(request: Request) -> How | None:
        return how if request.op == op else None

    return weather


async def test_everybody_blocks_everybody(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    await keep_apart(botany, *((one, other) for one in FOUR for other in FOUR if one < other))

    await olga.call("buddies now")
    await botany.settle()

    assert [] == await together(botany)
    assert ["open"] == [row.state for row in await botany.read(select(rounds.c.state))]
    heard = "\n".join(told(botany, "olga"))
    assert "nobody who could be put together" in heard
    assert all(f"{name.title()}: a wish or a separation stands between" in heard for name in FOUR)
    for name in FOUR:
        assert 1 == sum("nobody whom I could put you together with" in text for text in told(botany, name))
        assert 1 == (await buddy(botany, name)).left_out


async def test_who_was_left_out_waits_no_more_when_the_next_round_has_a_place(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", section="A")
    await olga.call("buddies settings", sections="different")
    await olga.call("buddies now")
    await botany.settle()
    waited = [(await buddy(botany, name)).waits_since for name in ("ana", "bo")]

    await olga.call("buddies settings", sections="any")
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    assert None not in waited
    assert ["ana bo"] == await together(botany)
    assert [None, None] == [(await buddy(botany, name)).waits_since for name in ("ana", "bo")]


async def test_one_whom_all_keep_away_from_is_not_dropped_silently(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR, "eve")
    await keep_apart(botany, *((name, "eve") for name in FOUR))

    await olga.call("buddies now")
    await botany.settle()

    assert sorted(FOUR) == people_of(await together(botany))
    assert any("Eve: a wish or a separation" in text for text in told(botany, "olga"))
    assert not any("Ana" in text for text in told(botany, "olga"))
    assert 1 == len(told(botany, "eve"))
    assert (await buddy(botany, "eve")).waits_since is not None


async def test_all_in_one_section_under_a_rule_for_different_ones(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR, section="A")
    await olga.call("buddies settings", sections="different")

    await olga.call("buddies now")
    await botany.settle()

    assert [] == await together(botany)
    assert any("the rule about sections leaves nobody" in text for text in told(botany, "olga"))


async def test_one_person_alone_in_a_rhythm(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana")
    await olga.call("buddies schedule", day="tue", every="1")

    await botany.pass_time(days=2)

    assert any("Ana: nobody else takes part" in text for text in told(botany, "olga"))
    assert 1 == len(told(botany, "ana"))


async def test_nobody_at_all_in_a_rhythm(botany: School, olga: Someone) -> None:
    await olga.call("buddies schedule", day="tue", every="1")

    await botany.pass_time(days=2)

    assert ["A round was due, but nobody takes part just now."] == told(botany, "olga")


async def test_hours_that_meet_only_at_night_make_a_pair_that_writes(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", zone="Asia/Tokyo", hours="Mon-Fri 18:00-20:00")
    await take_part(botany, "bo", zone="America/Lima", hours="Mon-Fri 18:00-20:00")

    await olga.call("buddies now")
    await botany.settle()

    assert ["ana bo"] == await together(botany)
    [group] = await botany.core.store.read(lambda db: kept.open_in(db, _course(db)))
    assert group.reason["writing"]


def _course(db: Any) -> str:
    return str(db.scalar(select(courses.c.id)))


async def test_minors_and_adults_are_never_together(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", minor=True)
    await take_part(botany, "bo", "cy")

    await olga.call("buddies now")
    await botany.settle()

    assert ["bo cy"] == await together(botany)
    assert any("under 18" in text for text in told(botany, "olga"))


async def test_staff_are_not_alone_with_a_student(botany: School, olga: Someone) -> None:
    await take_part(botany, "olga", "ana", "bo")

    await olga.call("buddies now")
    await botany.settle()

    assert ["ana bo"] == await together(botany)


async def test_a_member_who_left_since_yesterday(botany: School, olga: Someone) -> None:
    """The partner who stays is told kindly, and placed again."""
    await take_part(botany, *FOUR, "eli", "fay")
    botany.platform.gone = {Person(SPACE, "ana")}

    await olga.call("buddies now")
    await botany.pass_time(minutes=2)

    assert ["bo", "cy", "di", "eli", "fay"] == people_of(await together(botany))
    assert "left" == (await buddy(botany, "ana")).state
    assert 1 == sum("it says nothing about you" in text for name in FOUR[1:] for text in told(botany, name)) + sum(
        "it says nothing about you" in text for name in ("eli", "fay") for text in told(botany, name)
    )


async def test_one_of_a_trio_who_left_does_not_cost_the_others_their_room(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", "cy")
    botany.platform.gone = {Person(SPACE, "ana")}

    await olga.call("buddies now")
    await botany.pass_time(minutes=2)

    assert ["bo cy"] == await together(botany) == rooms(botany)
    assert not any("Ana" in text for text in in_rooms(botany))


async def test_when_no_room_can_be_opened_everybody_is_told_privately(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    botany.platform.weather = meets("gather", "full")

    await olga.call("buddies now")
    await botany.settle()

    assert 2 == len(await together(botany))
    for pair in await together(botany):
        for name in pair.split():
            mine = [text for text in told(botany, name) if all(one.title() in text for one in pair.split())]
            assert "I cannot open a room for you just now." in mine[0]
    assert any("rooms" in text for text in told(botany, "olga"))


async def test_a_room_can_be_asked_for_again_when_there_is_space(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo")
    botany.platform.weather = meets("gather", "full")
    await olga.call("buddies now")
    await botany.settle()
    [card] = [card for card in botany.platform.told(Person(SPACE, "ana")) if "Open our room" in labels(card)]

    botany.platform.weather = lambda request: None
    await botany.pass_time(hours=25)
    await botany.someone("ana").press(card, "Open our room")
    await botany.settle()

    assert ["ana bo"] == rooms(botany)


async def test_when_the_channel_is_closed_to_the_bot_everybody_still_hears(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    botany.platform.weather = meets("gather", "forbidden")

    await olga.call("buddies now")
    await botany.settle()

    assert all(told(botany, name) for name in FOUR)
    assert any("Send Messages" in text for text in told(botany, "olga"))


async def test_closed_private_messages_leave_the_public_post(botany: School, olga: Someone, ana: Someone) -> None:
    await take_part(botany, *FOUR)

    def weather(request: Request) -> How | None:
        return {"gather": "full", "tell": "unreachable" if "ana" in request.where else None}.get(request.op)

    botany.platform.weather = weather
    await olga.call("buddies now")
    await botany.settle()

    [post] = botany.platform.standing(HOME)
    assert WHO in labels(post)
    [pair] = [pair for pair in await together(botany) if "ana" in pair]
    [partner] = set(pair.split()) - {"ana"}
    assert partner.title() in words(await ana.press(post, WHO))


async def test_a_post_that_cannot_be_said_can_be_said_again(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    await olga.call("buddies settings", publish="post")
    botany.platform.weather = meets("post", "refused")
    await olga.call("buddies now")
    await botany.settle()
    [notice] = [c for c in botany.platform.told(Person(SPACE, "olga")) if "Say it again" in labels(c)]

    botany.platform.weather = lambda request: None
    await olga.press(notice, "Say it again")
    await botany.settle()

    assert [WHO] == [labels(card)[0] for card in botany.platform.standing(HOME)]


async def test_a_restart_between_match_and_introduction(sqlite_address: Address) -> None:
    """What was worked out is kept, and everybody is introduced once by whoever comes next."""
    async with opened(sqlite_address) as first:
        olga = first.someone("olga", manages=True)
        await open_course(olga)
        await take_part(first, *FOUR)
        await olga.call("buddies now")
        await first.core.engine._errands.turn(first.core.store, first.clock)
        await first.core.engine._errands.drain()
        planned = await first.read(select(func.count()).select_from(groups))

    async with opened(sqlite_address) as second:
        await second.settle()

        assert [(2,)] == [tuple(row) for row in planned]
        assert 2 == len(rooms(second))
        assert sorted(FOUR) == people_of(rooms(second))


async def test_a_restart_while_it_is_worked_out(sqlite_address: Address) -> None:
    async with opened(sqlite_address, solve=_never) as first:
        olga = first.someone("olga", manages=True)
        await open_course(olga)
        await take_part(first, *FOUR)
        await olga.call("buddies now")
        await first.core.engine._errands.turn(first.core.store, first.clock)
        await first.core.engine._errands.stop()

    async with opened(sqlite_address) as second:
        await second.pass_time(minutes=6)

        assert sorted(FOUR) == people_of(rooms(second))


async def _never(question: object) -> Outcome:
    import asyncio

    await asyncio.Event().wait()
    raise AssertionError


async def test_a_solver_that_fails_is_tried_again(sqlite_address: Address) -> None:
    failures = iter([True, True])

    async def solve(question: Any) -> Outcome:
        if next(failures, False):
            raise SolverFailed("out of memory")
        return await thinking(question)

    async with opened(sqlite_address, solve) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *FOUR)
        await olga.call("buddies now")
        await school.pass_time(minutes=30)

        assert sorted(FOUR) == people_of(rooms(school))


async def test_a_solver_that_always_fails_is_given_up_and_said(sqlite_address: Address) -> None:
    async def solve(question: Any) -> Outcome:
        raise SolverFailed("out of memory")

    async with opened(sqlite_address, solve) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *FOUR)
        await olga.call("buddies now")
        await school.pass_time(hours=1)

        assert any("I could not work out the round. Nothing was sent." in text for text in told(school, "olga"))
        assert [] == await school.read(select(errands.c.key))
        assert "I am working out a round." in words(await olga.call("buddies now"))


async def test_what_is_left_when_the_course_is_paused_goes_on_with_it(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    await olga.call("buddies now")
    settings = await olga.call("course settings")
    paused = await olga.press(settings, "Pause everything")
    await botany.pass_time(hours=2)
    assert "This course is paused" in words(await olga.call("buddies now"))
    before = rooms(botany)

    await olga.press(paused, "Resume")
    await botany.pass_time(hours=2)

    assert [] == before
    assert sorted(FOUR) == people_of(rooms(botany))


async def test_what_the_outbox_says_twice_is_introduced_once(botany: School, olga: Someone) -> None:
    """The line breaks when the room is there already."""
    await take_part(botany, *FOUR)
    botany.platform.meet("applied", "lost", "applied")

    await olga.call("buddies now")
    await botany.pass_time(minutes=10)

    assert sorted(FOUR) == people_of(rooms(botany))
    intros = await botany.read(select(deliveries.c.marker).where(deliveries.c.kind == "buddy_intro"))
    assert {1} == {botany.platform.times_said()[row.marker] for row in intros}


async def test_who_is_gone_and_comes_back_takes_part_again(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo")
    botany.platform.gone = {Person(SPACE, "ana")}
    await olga.call("buddies now")
    await botany.pass_time(minutes=1)

    botany.platform.gone = set()
    await botany.someone("ana").call("buddy join")
    await botany.pass_time(minutes=1)

    assert "in" == (await buddy(botany, "ana")).state
    found = await current(botany)
    assert found is not None
    assert 2 == len(await botany.read(select(buddies).where(buddies.c.waits_since.is_not(None)))) or (
        ["ana bo"] == await together(botany)
    )


async def test_a_pair_one_of_whom_blocked_the_other_meanwhile(botany: School, olga: Someone) -> None:
    """Between the match and the introduction."""
    await take_part(botany, *FOUR)
    await olga.call("buddies settings", approve="yes")
    await olga.call("buddies now")
    await botany.settle()
    await keep_apart(botany, ("ana", "bo"), ("ana", "cy"), ("ana", "di"))
    await change(botany, "di", waits_since=None)

    await olga.call("buddies approve")
    await botany.pass_time(minutes=1)

    assert ["bo", "cy", "di"] == people_of(await together(botany))
    assert (await buddy(botany, "ana")).waits_since is not None


async def test_who_was_alone_is_put_together_with_whoever_joins_as_promised(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana")
    await olga.call("buddies schedule", day="tue", every="3")
    await botany.pass_time(days=2)
    alone = words(await olga.call("buddies status"))
    await botany.someone("bo").call("buddy join")
    await botany.pass_time(minutes=1)

    assert "if somebody joins before, I will put you together at once" in told(botany, "ana")[0]
    assert 1 == sum("Ana: nobody else takes part" in text for text in told(botany, "olga")), "staff hear it once"
    assert ("no group yet" in alone, "Waiting for a group: Ana" in alone) == (True, True)
    assert ["ana bo"] == await together(botany) == rooms(botany)


async def test_nobody_is_told_that_all_have_a_buddy_when_nobody_has(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana")
    await olga.call("buddies settings", publish="post")
    await olga.call("buddies schedule", day="tue", every="3")

    await botany.pass_time(days=2)

    assert not any("Everybody who takes part has a buddy now" in card.words for card in botany.platform.every)


async def test_a_round_of_nobody_leaves_the_open_one_as_it_is(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo")
    await olga.call("buddies now")
    await botany.settle()
    await keep_apart(botany, ("cy", "di"))
    await take_part(botany, "cy", "di")
    for name in ("ana", "bo"):
        await botany.someone(name).call("buddy skip")

    await olga.call("buddies now")
    await botany.settle()

    assert "ana bo" in " ".join(await together(botany))
    assert ["dropped", "open"] == sorted(row.state for row in await botany.read(select(rounds.c.state)))


async def test_both_whom_staff_part_hear_that_somebody_new_is_looked_for(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo")
    await olga.call("buddies now")
    await botany.settle()
    await olga.call("buddies separate", one=Person(SPACE, "ana"), other=Person(SPACE, "bo"))
    await botany.pass_time(minutes=1)

    for name, words_ in (("ana", "You are not in your group any more."), ("bo", "Your buddy has moved on.")):
        assert 1 == sum(words_ in text and "somebody new for you" in text for text in told(botany, name))
