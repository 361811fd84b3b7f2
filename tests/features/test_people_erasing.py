"""Whoever says so is forgotten: everywhere, for good, at any moment, and without harm to those who stay."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.features.buddies.tables import seats
from bot.features.icebreakers.tables import answers, passes
from bot.kernel.cards import Button, Card
from bot.kernel.places import Person
from bot.kernel.replies import Reply, Update
from bot.matching import wire
from bot.matching.people import Outcome
from bot.store.address import Address
from bot.store.tables import agreements, deliveries, staff
from tests.features.pairing import current, in_rooms, open_groups, rooms, take_part, together, told
from tests.world.busy import ANA, BO, CY, INES, OLGA, WORDS
from tests.world.people import HOME, SPACE
from tests.world.platform import How, Request
from tests.world.school import School, Someone, card_of, known, labels, open_course, thinking, words

NOW = Button("x", "me.erase-now")
OUR_FAULT = "went wrong on my side"


def everything_on_disk(address: Address) -> bytes:
    """The database and its log, byte by byte, free pages too."""
    assert address.file is not None
    folder, name = address.file.parent, address.file.name
    return b"".join(Path(file).read_bytes() for file in sorted(folder.glob(f"{name}*")))


async def erase(who: Someone) -> Reply | None:
    """As people do it: the page, the warning, the last button."""
    warning = await who.press(await who.call("me"), "Erase everything")
    reply: Reply | None = await who.press(warning, "Erase it now")
    return reply


async def answer(who: Someone, card: Card, text: str = "I like rain") -> None:
    await who.fill(await who.press(card, "Write a line"), text=text, how="thread")


async def count(school: School, who: Someone) -> int:
    """The rows that they are in by themselves."""
    mine = [select(func.count()).where(table.c.person == who.person) for table in (answers, passes, deliveries, seats)]
    return sum([(await school.read(query))[0][0] for query in mine])


async def test_nothing_goes_before_they_have_read_what_goes(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)
    before = await count(botany, ana)

    warning = await ana.press(await ana.call("me"), "Erase everything")

    assert isinstance(warning, Update)
    assert "in every course of this space: messages, that you agreed, answers to icebreakers" in words(warning)
    assert "they hear kindly that you have moved on, not why" in words(warning)
    assert "What stays: numbers in which nobody can find you" in words(warning)
    assert "Copies of the database" in words(warning)
    assert ["Erase it now", "Keep it"] == labels(warning)
    assert "answers to icebreakers (1)" in words(await ana.press(warning, "Keep it"))
    assert before == await count(botany, ana)


async def test_then_it_is_gone_and_they_hear_so(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)

    reply = await erase(ana)

    assert "Everything that I kept about you here is gone" in words(reply)
    assert [] == labels(reply)
    assert 0 == await count(botany, ana)
    assert "I keep nothing about you here." in words(await ana.call("me"))


@pytest.mark.parametrize("name", [ANA, BO, CY, INES, OLGA])
async def test_no_byte_of_them_is_left_on_the_disk(busy: School, sqlite_address: Address, name: str) -> None:
    who = busy.someone(name)
    assert name.encode() in everything_on_disk(sqlite_address)

    await erase(who)
    await busy.settle()

    left = everything_on_disk(sqlite_address)
    assert name.encode() not in left
    assert who.name.encode() not in left
    if name == ANA:
        assert WORDS["line"].encode() not in left


async def test_what_stands_in_their_name_is_taken_back(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)
    await botany.settle()
    assert [said for said in botany.platform.said() if "Ana" in str(botany.platform.cards[said.id])]

    await erase(ana)
    await botany.settle()

    assert not [said for said in botany.platform.said() if "Ana" in str(botany.platform.cards[said.id])]


@pytest.mark.parametrize("trouble", ["lost", "applied", "delayed"])
async def test_so_is_what_was_on_its_way(question: Card, botany: School, ana: Someone, trouble: How) -> None:
    """Nobody knows yet whether it was said: once that is known, it goes."""
    await answer(ana, question)
    botany.platform.meet(trouble)
    await botany.settle()

    await erase(ana)
    await botany.pass_time(minutes=10)

    assert not [said for said in botany.platform.said() if "Ana" in str(botany.platform.cards.get(said.id))]
    assert [question] == [card for card in botany.platform.standing(HOME) if card.title == question.title]
    assert not [row for row in await botany.read(select(deliveries.c.card)) if "Ana" in str(row.card)]


async def test_what_was_still_to_be_said_to_them_is_not(question: Card, botany: School, ana: Someone) -> None:
    await ana.press(question, "Later")
    await erase(ana)

    await botany.pass_time(days=3)

    assert [] == botany.platform.told(ana.person)


async def test_whoever_stays_behind_hears_kindly_and_is_placed_again(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", "cy", "di")
    await olga.call("buddies now")
    await botany.settle()
    pair = (await open_groups(botany))[0]
    gone, stays = (person.id for person in pair.people)

    await erase(botany.someone(gone))
    await botany.pass_time(days=1)

    assert 1 == sum("moved on" in text for text in told(botany, stays))
    assert not [text for text in told(botany, stays) if gone.title() in text and "moved on" in text]
    assert [" ".join(sorted({"ana", "bo", "cy", "di"} - {gone}))] == await together(botany)


async def test_of_three_two_go_on(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", "cy")
    await olga.call("buddies now")
    await botany.settle()

    await erase(botany.someone("ana"))
    await botany.pass_time(days=2)

    assert ["bo cy"] == await together(botany)
    assert not [text for name in ("bo", "cy") for text in told(botany, name) if "moved on" in text]


async def test_a_room_that_was_still_to_be_opened_is_opened_for_the_others(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", "cy")
    botany.platform.weather = lambda request: "lost" if request.op == "gather" else None
    await olga.call("buddies now")
    await botany.settle()
    assert ["ana bo cy"] == await together(botany)

    await erase(botany.someone("ana"))
    botany.platform.weather = lambda request: None
    await botany.pass_time(hours=1)

    assert ["bo cy"] == rooms(botany)
    assert not [text for text in in_rooms(botany) if "Ana" in text]


async def test_while_a_round_is_worked_out(sqlite_address: Address) -> None:
    """The solver knows them, the database no more."""
    wishes: list[Someone] = []

    async def solve(question: Awaitable[wire.Asked]) -> Outcome:
        asked = await question
        for who in wishes:
            await erase(who)
        return await thinking(known(asked))

    async with School.opened(sqlite_address, solve=solve) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, "ana", "bo", "cy", "di")
        wishes.append(school.someone("ana"))

        await olga.call("buddies now")
        await school.pass_time(days=1)

        assert {"bo", "cy", "di"} == {name for names in await together(school) for name in names.split()}
        assert b"fake:1/@ana" not in everything_on_disk(sqlite_address)


async def test_everybody_of_a_group_while_a_round_is_worked_out(sqlite_address: Address) -> None:
    async def solve(question: Awaitable[wire.Asked]) -> Outcome:
        asked = await question
        for name in ("ana", "bo"):
            await erase(school.someone(name))
        return await thinking(known(asked))

    async with School.opened(sqlite_address, solve=solve) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await olga.call("buddies settings", approve="yes")
        await take_part(school, "ana", "bo")
        await olga.call("buddies now")
        await school.pass_time(days=1)

        assert OUR_FAULT not in words(await olga.call("buddies preview"))
        assert [] == await together(school)
        assert await current(school) is None


async def test_while_staff_look_at_a_preview(botany: School, olga: Someone) -> None:
    await olga.call("buddies settings", approve="yes")
    await take_part(botany, "ana", "bo", "cy", "di")
    await olga.call("buddies now")
    await botany.settle()

    await erase(botany.someone("ana"))
    assert "Ana" not in words(await olga.call("buddies preview"))
    await olga.call("buddies approve")
    await botany.pass_time(days=1)

    assert {"bo", "cy", "di"} == {name for names in await together(botany) for name in names.split()}


async def test_twice_is_once(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)
    warning = await ana.press(await ana.call("me"), "Erase everything")

    first, second = [await ana.press(warning, "Erase it now") for _ in range(2)]

    assert "is gone" in words(first)
    assert "There is nothing here any more." in words(second)


async def test_many_times_at_once_is_once(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)
    await botany.settle()

    replies = await asyncio.gather(*(ana.press(NOW) for _ in range(20)))

    assert 1 == sum("is gone" in words(reply) for reply in replies)
    await botany.settle()
    assert 1 == [request.op for request in botany.platform.requests].count("delete")


async def test_the_same_event_delivered_twice_is_answered_once(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)

    replies = [await ana.press(NOW, event="the-same") for _ in range(2)]

    assert [True, False] == [reply is not None for reply in replies]


async def test_no_event_of_theirs_is_kept_by_its_id(botany: School, sqlite_address: Address, ana: Someone) -> None:
    """A platform may have written somebody's id into it."""
    await ana.call("help", event="interaction-of-ana-5f3a")

    assert b"interaction-of-ana-5f3a" not in everything_on_disk(sqlite_address)


@pytest.mark.parametrize("name", [ANA, INES])
async def test_afterwards_every_old_button_is_answered_kindly(busy: School, name: str) -> None:
    who = busy.someone(name)
    acts = {control for seen in busy.seen() if isinstance(seen, Card) for control in seen.controls}
    await erase(who)

    with capture_logs() as logs:
        replies = [await who.press(control, "", "1") for control in sorted(acts, key=repr)]

    assert [] == [line for line in logs if line["event"] == "unexpected"]
    assert all(reply is not None for reply in replies)
    assert len(acts) > 60


async def test_the_last_owner_is_told_what_becomes_of_the_course(botany: School, olga: Someone) -> None:
    warning = await olga.press(await olga.call("me"), "Erase everything")
    assert "You are the only one on the staff of: Botany 101. It goes on as it is set up" in words(warning)

    await olga.press(warning, "Erase it now")

    assert [] == await botany.read(select(staff))
    somebody = botany.someone("mia", manages=True)
    assert "What happens next in “Botany 101”" in words(await somebody.call("course status"))
    assert "not-allowed" not in words(await somebody.call("course staff add", person=olga.person))


async def test_one_of_several_need_not_think_of_that(botany: School, olga: Someone) -> None:
    await olga.call("course staff add", person=Person(SPACE, "ines"))

    assert "the only one" not in words(await olga.press(await olga.call("me"), "Erase everything"))


async def test_stopping_leaves_everything_but_erases_nothing(question: Card, botany: School, olga: Someone) -> None:
    ana = botany.someone("ana")
    await answer(ana, question)
    await ana.press(question, "Later")
    await take_part(botany, "ana", "bo")
    await olga.call("buddies now")
    await botany.settle()
    before = len(botany.platform.told(ana.person))

    reply = await ana.press(await ana.call("me"), "Stop everything")
    await botany.pass_time(days=8)

    assert "You take part in nothing any more" in words(reply)
    assert [] == await together(botany)
    assert 1 == sum("moved on" in text for text in told(botany, "bo"))
    assert before == len(botany.platform.told(ana.person))
    assert "answers to icebreakers (1)" in words(await ana.press(reply, "Back"))


async def test_who_has_stopped_is_asked_again_before_anything_is_written_to_them(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await ana.call("buddy join")
    ana.agreed = False
    await ana.press(await ana.call("me"), "Stop everything")

    assert [] == await botany.read(select(agreements).where(agreements.c.person == ana.person))
    assert "I agree" in labels(await ana.call("buddy join"))


async def test_who_comes_back_starts_afresh(question: Card, botany: School, ana: Someone) -> None:
    await answer(ana, question)
    await erase(ana)

    await answer(ana, question, "Here again")

    assert "answers to icebreakers (1)" in words(await ana.call("me"))
    assert "Here again" in words(await ana.press(await ana.call("me"), "Look at the entries", "icebreaker_answers"))


async def test_where_a_message_is_gone_already_nothing_is_paused(question: Card, botany: School, ana: Someone) -> None:
    """Somebody else may have deleted it."""
    await answer(ana, question)
    await botany.settle()
    botany.platform.weather = lambda request: gone(request)

    await erase(ana)
    await botany.pass_time(minutes=5)

    assert not [card for card in botany.platform.told(Person(SPACE, "olga")) if "no longer find" in card.words]
    assert card_of(await botany.someone("olga", manages=True).call("course status"))


def gone(request: Request) -> How | None:
    return "gone" if request.op == "delete" else None
