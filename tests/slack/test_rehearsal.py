"""A rehearsal: every request as it would be sent, the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.limits import Unlimited
from adapters.slack.platform import SlackPlatform
from adapters.slack.rehearsal import Rehearsal
from bot.kernel.cards import Card
from bot.kernel.errors import Gone
from bot.kernel.places import Message, Person, Place
from tests.platforms.slack import blocks
from tests.slack import toy
from tests.world.clock import MONDAY, VirtualClock

HOME = Place("slack:T1", "C1")
ANA = Person("slack:T1", "U1")


async def played() -> list[tuple[str, Mapping[str, Any]]]:
    """A post, its answer, a private word, an edit and a deletion."""
    written: list[tuple[str, Mapping[str, Any]]] = []
    clock = VirtualClock()
    platform = SlackPlatform(Rehearsal(clock, lambda *call: written.append(call)), toy.SEALS, Unlimited())
    post = await platform.post(HOME, toy.tray(), "m1")
    clock.advance(minutes=5)
    reply = await platform.post(post.thread, Card("Reply"), "m2")
    word = await platform.tell(ANA, Card("Word"), "m3")
    await platform.edit(post, Card("Changed"))
    assert reply == await platform.find(post.thread, "m2", MONDAY)
    assert word == await platform.find(ANA, "m3", MONDAY)
    assert await platform.find(HOME, "m1", clock.now() + timedelta(seconds=1)) is None
    await platform.delete(reply)
    await platform.delete(reply)
    return written


async def test_the_same_play_gives_the_same_requests() -> None:
    assert await played() == await played()


async def test_it_is_what_slack_would_get() -> None:
    written = await played()
    assert ["chat.postMessage", "chat.postMessage", "conversations.open", "chat.postMessage", "chat.update"] == [
        method for method, _ in written[:5]
    ]
    post, reply, _, word, _ = (args for _, args in written[:5])
    assert {"event_type": "homeroom_delivery", "event_payload": {"key": "m1"}} == post["metadata"]
    assert [] == blocks.check(post["blocks"])
    assert (f"{MONDAY.timestamp():.0f}.000001", "D1") == (reply["thread_ts"], word["channel"])


async def test_a_room_is_the_same_for_the_same_people() -> None:
    platform = SlackPlatform(Rehearsal(VirtualClock(), lambda *call: None), toy.SEALS, Unlimited())
    bo = Person("slack:T1", "U2")
    card = await platform.gather(HOME, (ANA, bo), Card("Hello"), "m1", None)
    assert Place("slack:T1", "GU1U2") == card.place
    assert card == await platform.gather(HOME, (bo, ANA), Card("Hello"), "m1", MONDAY)
    assert card.place != (await platform.gather(HOME, (ANA, Person("slack:T1", "U3")), Card("Hello"), "m2", None)).place
    await platform.close(card.place)


async def test_what_is_gone_is_gone() -> None:
    platform = SlackPlatform(Rehearsal(VirtualClock(), lambda *call: None), toy.SEALS, Unlimited())
    with pytest.raises(Gone):
        await platform.edit(Message(HOME, "1.1"), Card("Changed"))
    assert ["ok", "ok", "ok"] == [finding.state for finding in await platform.examine([HOME])]
