"""Everything comes in through one door: known once, answered, or undone whole."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.kernel.cards import Button
from bot.kernel.events import Joined, Press
from bot.kernel.places import Person, Place
from bot.kernel.replies import Update
from bot.store.tables import deliveries, events
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, whispered, words


async def said(school: School) -> list[str]:
    await school.settle()
    return school.platform.words()


async def put_down(school: School) -> int:
    """How many deliveries there ever were."""
    found = await school.read(select(func.count()).select_from(deliveries))
    return int(found[0][0])


async def test_a_command_is_answered_and_what_it_says_is_said(school: School, ana: Someone) -> None:
    reply = await ana.call("toy shout", words="hooray")

    assert "Shouted." in whispered(reply)
    assert ["Ana shouts hooray"] == await said(school)


async def test_the_same_event_twice_is_one_act(school: School, ana: Someone) -> None:
    first = await ana.call("toy shout", event="e1", words="hooray")
    second = await ana.call("toy shout", event="e1", words="hooray")

    assert "Shouted." in whispered(first)
    assert second is None
    assert ["Ana shouts hooray"] == await said(school)


async def test_the_same_event_delivered_many_times_at_once_is_one_act(school: School, ana: Someone) -> None:
    replies = await asyncio.gather(*(ana.call("toy shout", event="e1", words="hooray") for _ in range(20)))

    assert 1 == len([reply for reply in replies if reply is not None])
    assert ["Ana shouts hooray"] == await said(school)


async def test_the_same_id_in_another_space_is_another_act(school: School, ana: Someone) -> None:
    there = school.someone("ana", Place("fake:2", "general"))

    await ana.call("toy shout", event="e1", words="here")

    assert "Shouted." in whispered(await there.call("toy shout", event="e1", words="there"))


async def test_presses_and_forms_are_one_act_too(school: School, ana: Someone, ines: Someone) -> None:
    card = card_of(await ana.call("toy shout", words="hooray"))
    form = await ines.press(Button("open", "toy.open", ("c1",)))

    assert isinstance(await ana.press(card, "Again", event="p1"), Update)
    assert await ana.press(card, "Again", event="p1") is None
    assert isinstance(await ines.fill(form, event="f1"), Update)
    assert await ines.fill(form, event="f1") is None


async def test_an_act_without_an_id_is_never_taken_for_another(school: School, ana: Someone) -> None:
    nameless = Button("Again", "toy.again")
    token = ana.seal(nameless.action, nameless.args)
    press = Press(id="", person=ana.person, name="Ana", place=HOME, token=token)

    replies = [await school.core.app.handle(press) for _ in range(2)]

    assert 2 == len([reply for reply in replies if reply is not None])


async def test_what_fails_is_apologised_for_with_an_id_that_the_log_knows(school: School, ana: Someone) -> None:
    with capture_logs() as logs:
        reply = await ana.call("toy burn")

    [line] = [entry for entry in logs if entry["log_level"] == "error"]
    assert line["error_id"] in whispered(reply)
    assert "RuntimeError" in line["trace"]
    assert "RuntimeError" not in whispered(reply)


async def test_what_fails_leaves_nothing_behind(school: School, ana: Someone) -> None:
    with capture_logs():
        await ana.call("toy burn", event="e1")
        await ana.call("toy refuse", event="e2")

    assert [] == await said(school)
    assert 0 == await put_down(school)
    assert [] == await school.read(select(events))


async def test_what_failed_may_be_tried_again(school: School, ana: Someone) -> None:
    first = await ana.call("toy refuse", event="e1")
    second = await ana.call("toy refuse", event="e1")

    assert words(first) == words(second) == "Please write at least one word."


async def test_a_failure_does_not_take_the_next_act_with_it(school: School, ana: Someone) -> None:
    with capture_logs():
        burnt, shouted = await asyncio.gather(ana.call("toy burn"), ana.call("toy shout", words="still here"))

    assert "Something went wrong" in words(burnt)
    assert "Shouted." in words(shouted)
    assert ["Ana shouts still here"] == await said(school)


async def test_a_new_space_is_greeted_once(school: School) -> None:
    there = Place("fake:3", "lobby")
    joined = Joined(id="j", person=Person("fake:3", "olga"), name="Olga", place=there, manages=True)

    await school.core.app.greet(joined)
    await school.core.app.greet(joined)
    await school.settle()

    assert ["Hello!", "Hello, I am Homeroom"] == sorted(
        text.partition("\n")[0] for text in school.platform.words(there)
    )


async def test_a_name_is_shown_without_what_would_turn_the_line_around(school: School) -> None:
    tricky = school.someone("u9")
    tricky.name = "\u202eevil\ue0000\ue001\u0000"
    nameless = school.someone("u10")
    nameless.name = "\u202e"

    await tricky.call("toy shout", words="hey")
    await nameless.call("toy shout", words="ho")

    assert ["evil0 shouts hey", "u10 shouts ho"] == await said(school)


async def test_a_reply_is_durable_before_it_is_given(school: School, ana: Someone) -> None:
    await ana.call("toy shout", words="hooray")

    [(at,)] = await school.read(select(events.c.at))
    assert datetime(2026, 3, 2, 9, tzinfo=UTC) == at
    assert 1 == await put_down(school)
