"""Slack waits three seconds, whatever the database does; the answer still comes."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.connect import Slack
from adapters.slack.reception import Reception
from bot.kernel.places import Person, Place
from tests.platforms.slack import FakeSlack, text_of
from tests.slack import toy


@pytest.fixture
def impatient(adapter: Slack) -> Reception:
    """Gives the App a twentieth of a second before it acknowledges alone."""
    assert adapter._reception
    adapter._reception._patience = 0.05
    return adapter._reception


async def test_a_command_is_acknowledged_first_and_answered_later(
    slack: FakeSlack, impatient: Reception, database: toy.Stalling
) -> None:
    database.seconds = 0.15
    answer = await slack.command("ana", "general", "/homeroom", "toy show")
    assert (None, []) == (answer.ack, answer.messages)
    assert text_of(await answer.message()).startswith("A tray")


async def test_a_form_that_slack_no_longer_opens_is_one_press_away(
    slack: FakeSlack, impatient: Reception, database: toy.Stalling
) -> None:
    database.seconds = 0.15
    answer = await slack.command("ana", "general", "/homeroom", "toy plan")
    slack.clock.skip(4)
    message = await answer.message()
    assert "Opening the form took too long just now. It opens here:" == text_of(message)
    database.seconds = 0.0
    form = await (await slack.press("ana", message, "Open the form")).view()
    assert ["name", "zone", "start", "where", "whom"] == [block["block_id"] for block in form.blocks]


async def test_the_same_for_a_button(slack: FakeSlack, impatient: Reception, database: toy.Stalling) -> None:
    tray = await (await slack.command("ana", "general", "/homeroom", "toy show")).message()
    database.seconds = 0.15
    answer = await slack.press("ana", tray, "Write")
    slack.clock.skip(4)
    message = await answer.message()
    database.seconds = 0.0
    form = await (await slack.press("ana", message, "Open the form")).view()
    assert "Write a line" == form.title


async def test_a_form_is_closed_first_and_answered_later(
    slack: FakeSlack, impatient: Reception, database: toy.Stalling
) -> None:
    tray = await (await slack.command("ana", "general", "/homeroom", "toy show")).message()
    pressed = await slack.press("ana", tray, "Write")
    form = await pressed.view()
    database.seconds = 0.15
    answer = await slack.submit("ana", form, {"words": "slowly"})
    assert (None, None, False) == (answer.ack, answer.error, form.is_open)
    assert "a1: slowly / blue /  / " == text_of(await pressed.message())


async def test_suggestions_come_in_time_or_not_at_all(
    slack: FakeSlack, impatient: Reception, database: toy.Stalling
) -> None:
    form = await (await slack.command("ana", "general", "/homeroom", "toy tag")).view()
    database.seconds = 0.15
    assert ([], None) == ((offered := await slack.suggest("ana", form, "themes", "fo")).options, offered.error)


async def test_a_name_that_slack_does_not_tell_in_time_is_not_waited_for(slack: FakeSlack, adapter: Slack) -> None:
    slack.fail_next("users.info", error="internal_error")
    message = await (await slack.command("owner", "general", "/homeroom", "toy whoami")).message()
    assert text_of(message).startswith("owner / False / en")


async def test_whoever_was_known_a_minute_ago_stays_known(slack: FakeSlack, adapter: Slack) -> None:
    assert adapter._reception
    first = await slack.command("owner", "general", "/homeroom", "toy whoami")
    people = adapter._reception._people
    people._clock = lambda: asyncio.get_running_loop().time() + 61
    slack.fail_next("users.info", retry_after=30)
    second = await slack.command("owner", "general", "/homeroom", "toy whoami")
    assert text_of(await first.message()) == text_of(await second.message())
    assert 2 == len(slack.calls_of("users.info"))


async def test_many_at_once_ask_for_a_name_once(slack: FakeSlack, adapter: Slack) -> None:
    acts = (slack.command("ana", "general", "/homeroom", "toy whoami") for _ in range(5))
    assert all(answer.acked for answer in await asyncio.gather(*acts))
    assert 1 == len(slack.calls_of("users.info"))


async def test_an_answer_on_its_way_leaves_before_we_do(
    slack: FakeSlack, impatient: Reception, adapter: Slack, database: toy.Stalling
) -> None:
    database.seconds = 0.15
    answer = await slack.command("ana", "general", "/homeroom", "toy show")
    await adapter.close()
    assert text_of(answer.messages[0]).startswith("A tray")


async def test_nothing_is_left_running(slack: FakeSlack, adapter: Slack) -> None:
    await slack.command("ana", "general", "/homeroom", "toy show")
    await adapter.platform.tell(Person(adapter.space, slack.user("ana").id), toy.tray(), "m1")
    await adapter.close()
    names = [task.get_coro().__qualname__ for task in asyncio.all_tasks()]
    assert not [name for name in names if "slack_sdk" in name or "SocketModeClient" in name or "Reception" in name]


async def test_a_hundred_presses_at_once_are_all_answered(slack: FakeSlack, adapter: Slack) -> None:
    home = Place(adapter.space, slack.channel("general").id)
    post = await adapter.platform.post(home, toy.tray(), "m1")
    shown = slack.channel("general").find(post.id)
    assert shown
    answers = await asyncio.gather(*(slack.press("ana", shown, "Whisper") for _ in range(100)))
    await asyncio.gather(*(answer.message() for answer in answers))
    assert [] == [answer.error for answer in answers if answer.error]
