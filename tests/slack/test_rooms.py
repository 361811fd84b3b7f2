"""Rooms: for these people alone, opened once, said once, and used like any other place."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest

from adapters.slack.connect import Slack
from adapters.slack.limits import Paced
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire import Wire
from bot.clock import SystemClock
from bot.kernel.cards import Card, Mention
from bot.kernel.errors import Forbidden, RateLimited, Refused, Unclear, Unreachable
from bot.kernel.places import Message, Person, Place
from tests.platforms.slack import ClientRefused, FakeSlack, pings_of, text_of
from tests.slack import toy

HELLO = Card("Ana and Bo", ("You are buddies.",))
BEFORE = timedelta(seconds=5)


@pytest.fixture
def bo(slack: FakeSlack, space: str) -> Person:
    return Person(space, slack.user("bo").id)


@pytest.fixture
def both(ana: Person, bo: Person) -> tuple[Person, ...]:
    return ana, bo


async def test_a_room_is_for_these_people_alone(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    said = await platform.gather(general, both, HELLO, "m1", None)
    (room,) = slack.groups("ana")
    assert Message(Place(general.space, room.id), room.posts[0].ts) == said
    assert "Ana and Bo\nYou are buddies." == text_of(room.posts[0])
    assert ([room], [], []) == (slack.groups("bo"), slack.groups("cy"), slack.channel("general").posts)


async def test_the_same_people_meet_in_the_same_room(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    first = await platform.gather(general, both, HELLO, "m1", None)
    second = await platform.gather(general, both[::-1], HELLO, "m2", None)
    assert (first.place, 2) == (second.place, len(slack.dm("ana", "bo")))


async def test_three_make_another_room_than_two(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    await platform.gather(general, both, HELLO, "m1", None)
    cy = Person(general.space, slack.user("cy").id)
    await platform.gather(general, (*both, cy), HELLO, "m2", None)
    assert [2, 2, 1] == [len(slack.groups(who)) for who in ("ana", "bo", "cy")]


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
@pytest.mark.parametrize("happened", [True, False])
async def test_after_a_lost_answer_nothing_is_opened_or_said_twice(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...], method: str, happened: bool
) -> None:
    since = SystemClock().now() - BEFORE
    slack.fail_next(method, disconnect=True, apply=happened)
    with pytest.raises(Unclear):
        await platform.gather(general, both, HELLO, "m1", None)
    said = await platform.gather(general, both, HELLO, "m1", since)
    assert said == await platform.gather(general, both, HELLO, "m1", since)
    assert [said.id] == [message.ts for message in slack.dm("ana", "bo")]
    assert 1 == len([one for one in slack.team.channels.values() if one.kind == "mpim"])


async def test_what_was_said_in_the_room_before_is_not_taken_for_the_card(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    first = await platform.gather(general, both, HELLO, "m1", None)
    slack.say("ana", first.place.channel, "Hello!")
    second = await platform.gather(general, both, HELLO, "m2", SystemClock().now() - BEFORE)
    assert [first.id, second.id] == [message.ts for message in slack.dm("ana", "bo") if message.bot_id]


async def test_a_first_attempt_looks_for_nothing(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    await platform.gather(general, both, HELLO, "m1", None)
    assert ["conversations.open", "chat.postMessage"] == [call.method for call in slack.calls]


@pytest.mark.parametrize("who", ["left", "unknown", "bot"])
async def test_whoever_cannot_come_is_named_and_the_others_hear_nothing(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...], who: str
) -> None:
    left = slack.team.add_user("dee", deleted=True)
    strange = Person(general.space, {"left": left.id, "unknown": "U404", "bot": slack.team.bot.id}[who])
    with pytest.raises(Unreachable) as caught:
        await platform.gather(general, (both[0], strange, both[1]), HELLO, "m1", None)
    assert (strange,) == caught.value.people
    assert ([], []) == (slack.team.posts, slack.groups("ana"))


async def test_all_who_cannot_come_are_named_at_once(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    for name in ("ana", "bo"):
        slack.user(name).deleted = True
    cy = Person(general.space, slack.user("cy").id)
    with pytest.raises(Unreachable) as caught:
        await platform.gather(general, (*both, cy), HELLO, "m1", None)
    assert both == caught.value.people


async def test_nobody_is_named_where_slack_knows_of_nobody(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    slack.fail_next("conversations.open", error="user_not_visible")
    with pytest.raises(Unreachable) as caught:
        await platform.gather(general, both, HELLO, "m1", None)
    assert () == caught.value.people


async def test_while_it_is_unclear_who_cannot_come_nothing_is_settled(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    slack.user("bo").deleted = True
    slack.fail_next("users.info", status=503)
    with pytest.raises(Unclear):
        await platform.gather(general, both, HELLO, "m1", None)


async def test_a_room_that_is_gone_before_its_card_says_nothing_of_the_channel(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    slack.fail_next("chat.postMessage", error="channel_not_found")
    with pytest.raises(Unreachable) as caught:
        await platform.gather(general, both, HELLO, "m1", None)
    assert () == caught.value.people


async def test_the_scope_for_rooms_is_named_and_no_other(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    slack.team.scopes -= {"mpim:write", "channels:write", "groups:write"}
    with pytest.raises(Forbidden) as caught:
        await platform.gather(general, both, HELLO, "m1", None)
    assert "add the scope mpim:write and reinstall the app" == caught.value.grant


async def test_where_it_may_not_look_it_says_nothing_again(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    slack.team.scopes -= {"mpim:history"}
    await platform.gather(general, both, HELLO, "m1", None)
    with pytest.raises(Forbidden) as caught:
        await platform.gather(general, both, HELLO, "m1", SystemClock().now() - BEFORE)
    assert ("add the scope mpim:history and reinstall the app", 1) == (caught.value.grant, len(slack.team.posts))


async def test_more_than_slack_takes_are_refused(
    slack: FakeSlack, platform: SlackPlatform, general: Place, space: str
) -> None:
    people = [Person(space, slack.team.add_user(f"n{number}").id) for number in range(9)]
    with pytest.raises(Refused):
        await platform.gather(general, people, HELLO, "m1", None)
    assert [] == slack.groups("n0")
    card = await platform.gather(general, people[:8], HELLO, "m1", None)
    assert 8 + 1 == len(slack.channel(card.place.channel).members)


async def test_only_the_card_pings(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    ana, bo = both
    card = Card(body=((Mention(ana, "Ana", ping=True), " meet ", Mention(bo, "Bo")),))
    await platform.gather(general, both, card, "m1", None)
    assert {ana.id} == pings_of(slack.dm("ana", "bo")[0])


async def test_a_room_is_written_to_changed_and_searched_like_any_place(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    card = await platform.gather(general, both, HELLO, "m1", None)
    step = await platform.post(card.place, Card("Step 1"), "m2")
    reply = await platform.post(step.thread, Card("A thought"), "m3")
    await platform.edit(step, Card("Step 2"))
    assert ["Ana and Bo\nYou are buddies.", "Step 2", "A thought"] == [text_of(one) for one in slack.dm("ana", "bo")]
    since = SystemClock().now() - BEFORE
    assert step == await platform.find(card.place, "m2", since)
    assert reply == await platform.find(step.thread, "m3", since)
    await platform.delete(reply)
    assert 2 == len(slack.dm("ana", "bo"))


async def test_a_closed_room_is_left_as_it_is(
    slack: FakeSlack, platform: SlackPlatform, general: Place, both: tuple[Person, ...]
) -> None:
    card = await platform.gather(general, both, HELLO, "m1", None)
    asked = len(slack.calls)
    await platform.close(card.place)
    await platform.close(Place(general.space, "C404"))
    assert asked == len(slack.calls)
    await platform.post(card.place, HELLO, "m2")
    assert 2 == len(slack.dm("ana", "bo"))


async def test_a_press_in_a_room_is_answered_there_to_whoever_pressed(
    slack: FakeSlack, adapter: Slack, both: tuple[Person, ...]
) -> None:
    card = await adapter.platform.gather(Place(adapter.space, "C1"), both, toy.tray(), "m1", None)
    (shown,) = slack.dm("ana", "bo")
    await slack.press("ana", shown, "Whisper")
    await slack.until(lambda: bool(slack.whispers("ana")))
    (whisper,) = slack.whispers("ana")
    assert (card.place.channel, f"Psst, ana: {card}.") == (whisper.channel.id, text_of(whisper))
    assert [] == slack.whispers("bo")
    with pytest.raises(ClientRefused):
        await slack.press("cy", shown, "Whisper")


async def test_a_form_opened_in_a_room_is_answered_there(
    slack: FakeSlack, adapter: Slack, both: tuple[Person, ...]
) -> None:
    card = await adapter.platform.gather(Place(adapter.space, "C1"), both, toy.tray(), "m1", None)
    await slack.press("bo", slack.dm("ana", "bo")[0], "Write")
    await slack.until(lambda: slack.modal("bo") is not None)
    form = slack.modal("bo")
    assert form is not None
    await slack.submit("bo", form, {"words": "Hello"})
    await slack.until(lambda: bool(slack.whispers("bo")))
    assert [card.place.channel] == [whisper.channel.id for whisper in slack.whispers("bo")]


async def test_a_command_in_a_room_knows_where_it_was_typed(
    slack: FakeSlack, adapter: Slack, both: tuple[Person, ...]
) -> None:
    card = await adapter.platform.gather(Place(adapter.space, "C1"), both, HELLO, "m1", None)
    await slack.command("ana", card.place.channel, "/homeroom", "toy whoami")
    await slack.until(lambda: bool(slack.whispers("ana")))
    assert text_of(slack.whispers("ana")[0]).endswith(f"/ {card.place}")


async def test_rooms_and_private_words_share_what_slack_lets_be_opened(
    slack: FakeSlack, wire: Wire, general: Place, space: str
) -> None:
    slack.limits.on = True
    platform = SlackPlatform(wire, toy.SEALS, Paced())
    people = [Person(space, slack.team.add_user(f"n{number}").id) for number in range(10)]
    for person in people[:5]:
        await platform.tell(person, HELLO, "m")
    for pair in combinations(people, 2):
        await platform.gather(general, pair, HELLO, "m", None)
    with pytest.raises(RateLimited) as caught:
        await platform.gather(general, people[:3], HELLO, "m", None)
    assert 35 < caught.value.retry_after.total_seconds() < 61
    assert ({}, 50) == (slack.stats()["limited"], len(slack.calls_of("conversations.open")))
