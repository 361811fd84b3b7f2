"""Votes twice, at once, from two devices, too late, by strangers, on another course's poll: each person counts once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.features.checkins import tables
from bot.features.checkins.answering.counting import UNSAID
from bot.kernel.cards import Button, Card
from bot.kernel.events import Press
from bot.kernel.places import Place
from bot.store.address import Address
from tests.features.questioning import closed, counts, poll, rows, students
from tests.world.people import HOME
from tests.world.school import School, Someone, control_of, open_course, words

GARDEN, THERE = Place("fake:1", "garden"), Place("fake:2", "general")


def votes_of(who: Someone, card: Card, label: str, times: int) -> list[Press]:
    """The same tap on ever other devices."""
    control = control_of(card, label)
    token = who.seal(control.action, control.args)
    return [
        Press(id=f"{who.person.id}-{n}", person=who.person, name=who.name, place=who.place, token=token)
        for n in range(times)
    ]


async def test_five_thousand_taps_at_once_count_once(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    taps = [*votes_of(ana, card, "Tuesday", 2500), *votes_of(ana, card, "Monday", 2500)]
    replies = await asyncio.gather(*map(botany.core.app.handle, taps))

    assert 1 == sum((await counts(botany)).values())
    assert 1 == await rows(botany, tables.voters)
    assert 1 == len({words(reply) for reply in replies})


async def test_a_hundred_people_who_tap_twenty_times_at_once_count_a_hundred_times(
    botany: School, olga: Someone
) -> None:
    card = await poll(olga)
    taps = [press for one in students(botany, 100) for press in votes_of(one, card, "Tuesday", 20)]
    await asyncio.gather(*map(botany.core.app.handle, taps))

    assert {(0, "1"): 100} == await counts(botany)


async def test_votes_with_names_at_once_leave_one_vote(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga, named=True)
    pairs = zip(votes_of(ana, card, "Tuesday", 50), votes_of(ana, card, "Monday", 50), strict=True)
    await asyncio.gather(*(botany.core.app.handle(press) for pair in pairs for press in pair))

    assert 1 == await rows(botany, tables.votes)


async def test_the_same_event_twice_is_answered_twice_and_counted_once(
    botany: School, olga: Someone, ana: Someone
) -> None:
    card = await poll(olga)
    [tap] = votes_of(ana, card, "Tuesday", 1)
    replies = [await botany.core.app.handle(tap) for _ in range(2)]

    assert 1 == len({words(reply) for reply in replies})
    assert {(0, "1"): 1} == await counts(botany)


async def gone(who: Someone) -> None:
    """They leave, and have everything about them erased."""
    warning = await who.press(await who.call("me"), "Erase everything")
    await who.press(warning, "Erase it now")


async def test_who_has_left_is_counted_once_and_cannot_vote_again(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    await ana.press(card, "Monday")
    await gone(ana)

    await ana.press(card, "Tuesday")

    assert {(0, "0"): 1} == await counts(botany)


async def test_of_who_has_left_no_vote_with_a_name_is_counted(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga, named=True)
    await ana.press(card, "Monday")
    await botany.someone("bo").press(card, "Tuesday")

    await gone(ana)
    await olga.call("poll close")
    await botany.settle()

    [ended] = await closed(botany)
    assert ended.result is not None
    assert (("0", 0), ("1", 1)) == ended.result.shown[0].counts[:2]


async def test_somebody_of_another_space_cannot_vote(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    control = control_of(card, "Tuesday")
    stranger = botany.someone("eve", place=THERE)
    sealed_here = botany.someone("ana").seal(control.action, control.args)
    stolen = Press(id="e1", person=stranger.person, name="Eve", place=THERE, token=sealed_here)

    assert "too old, or not from here" in words(await botany.core.app.handle(stolen))
    assert "no longer here" in words(await stranger.press(card, "Tuesday"))
    assert 0 == await rows(botany, tables.voters)


async def test_a_poll_of_another_course_cannot_be_answered_through_this_one(botany: School, olga: Someone) -> None:
    await open_course(olga, name="Zoology", channel=GARDEN)
    card = await poll(olga)
    other = botany.someone("olga", place=GARDEN, manages=True)
    theirs = await other.press(await other.call("poll ask", question="Which?", options="a; b"), "Ask it")
    await botany.settle()
    there = control_of(botany.platform.standing(GARDEN)[-1], "a").args
    here = control_of(card, "Tuesday").args
    assert here[0] != there[0], theirs
    forged = Button("x", "checkin.answer", (here[0], there[1], "0", "0"))

    assert "That question is no longer here." == words(await botany.someone("ana").press(forged))
    assert 0 == await rows(botany, tables.voters)


async def test_a_poll_that_is_only_a_draft_takes_no_answers(botany: School, olga: Someone, ana: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday")
    course, draft = control_of(look, "Ask it").args
    forged = Button("x", "checkin.answer", (course, draft, "0", "0"))

    assert "That question is no longer here." == words(await ana.press(forged))


async def test_votes_while_it_closes_are_counted_whole_or_hear_that_it_is_closed(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    taps = [press for one in students(botany, 200) for press in votes_of(one, card, "Tuesday", 1)]
    closing = olga.call("poll close")
    *early, _ = await asyncio.gather(*map(botany.core.app.handle, taps[:100]), closing)
    late = await asyncio.gather(*map(botany.core.app.handle, taps[100:]))

    [done] = await closed(botany)
    assert done.result
    thanked = [reply for reply in (*early, *late) if words(reply).startswith("Thank you")]
    assert len(thanked) == done.result.shown[0].answered
    assert [0, 0, 0, 0] == [await rows(botany, table) for table in UNSAID]


async def test_no_log_line_names_a_voter(botany: School, olga: Someone) -> None:
    with capture_logs() as logs:
        card = await poll(olga)
        people = [botany.someone(f"zq-{number}-qz") for number in range(6)]
        for one in people:
            await one.press(card, "Tuesday")
        await botany.pass_time(days=3)
        await people[0].press(card, "Tuesday")

    assert [] == [line for line in logs if "zq-" in str(line)]


@pytest.fixture
async def two(postgres_address: Address) -> AsyncIterator[tuple[School, School]]:
    """Two processes' worth of bot over one PostgreSQL server."""
    async with School.opened(postgres_address) as one, School.opened(postgres_address) as other:
        await open_course(one.someone("olga", manages=True))
        yield one, other


async def test_two_processes_on_postgresql_count_everybody_once(two: tuple[School, School]) -> None:
    one, other = two
    card = await poll(one.someone("olga", manages=True))
    taps = [press for who in students(one, 40) for press in votes_of(who, card, "Tuesday", 10)]
    handled = [(one, other)[n % 2].core.app.handle(press) for n, press in enumerate(taps)]
    replies = await asyncio.gather(*handled)

    assert {(0, "1"): 40} == await counts(other)
    assert 1 == len({words(reply) for reply in replies})


async def test_two_processes_close_it_once_and_lose_no_vote(two: tuple[School, School]) -> None:
    one, other = two
    card = await poll(one.someone("olga", manages=True))
    taps = [press for who in students(one, 60) for press in votes_of(who, card, "Tuesday", 1)]
    with capture_logs() as logs:
        replies = await asyncio.gather(
            *(one.core.app.handle(press) for press in taps[:30]),
            other.someone("olga", manages=True).call("poll close"),
            one.someone("olga", manages=True).call("poll close"),
            *(other.core.app.handle(press) for press in taps[30:]),
        )
    [done] = await closed(one)

    assert done.result
    thanked = [reply for reply in replies if words(reply).startswith("Thank you")]
    assert len(thanked) == done.result.shown[0].answered or done.result.shown[0].form == "fewer"
    assert [0, 0, 0, 0] == [await rows(one, table) for table in UNSAID]
    assert [] == [line for line in logs if line["log_level"] == "error"]
    await one.settle()
    await other.settle()
    said = [card.words for school in two for card in school.platform.standing(HOME)]
    assert 1 == len([card for card in said if "Tuesday" in card]), said


async def test_of_many_who_come_too_late_at_once_one_closes_it(two: tuple[School, School]) -> None:
    """Both processes slept over the close; now everybody presses, and the first must be the only one to count."""
    one, other = two
    card = await poll(one.someone("olga", manages=True))
    for who in students(one, 20):
        await who.press(card, "Tuesday")
    for school in two:
        school.clock.advance(days=3)
    taps = [press for who in students(one, 40, "late") for press in votes_of(who, card, "Monday", 1)]
    handled = [two[n % 2].core.app.handle(press) for n, press in enumerate(taps)]
    replies = await asyncio.gather(*handled)

    [done] = await closed(other)
    assert done.result
    assert {"0": 0, "1": 20, "2": 0} == dict(done.result.shown[0].counts)
    assert 1 == len({words(reply) for reply in replies})
    assert "nothing more is counted" in words(replies[0])
