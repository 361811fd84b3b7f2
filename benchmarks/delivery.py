"""A thousand questions at once, delivered within the platforms' limits: `python -m benchmarks.delivery`.

Real cards of icebreakers wait in the outbox of a real SQLite file; the real engine, pump and adapter post them to a
far end in another process that enforces the platform's limits as published and takes 100 ms to answer.

- Discord: 1,000 posts to 250 channels; 50 requests a second in all, 5 messages in 5 seconds in each channel.
  Beside it, in the same run and to the same channels: `asyncio.gather` of 1,000 sends through discord.py, with its
  own limiter and its own repetitions. Goals: at least 97 % of the limit, none lost, under 0.5 % answered by 429.
- Slack: 12 posts to each of 5 channels in each of 10 workspaces side by side; one post a second in each channel.
  "Of the limit" is of the slowest channel.

Takes about two minutes. Needs nothing but the development environment; talks to nobody but this machine.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import discord
import structlog
from discord.http import Route
from sqlalchemy import func, select

from adapters.discord import render
from adapters.discord.connect import Connection, Way
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire import Wire
from benchmarks import school
from benchmarks.far_ends import DISCORD_TOKEN, FarEnd, far_end
from benchmarks.outcomes import HEAD, Outcome, pace
from benchmarks.school import beating
from benchmarks.tables import table
from bot.core import Core
from bot.kernel.places import Place
from bot.schedule import attempts
from bot.store.notes import KeptNotes
from bot.store.tables import deliveries

logging.basicConfig(level=logging.CRITICAL)
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
POSTS, CHANNELS = 1000, 250
WORKSPACES, ROOMS, EACH = 10, 5, 12
PER_SECOND, PER_SECOND_AND_CHANNEL = 50, 1
PATIENCE = 120.0


async def settled(core: Core) -> None:
    """Returns when nothing is waiting in the outbox."""
    waiting = select(func.count()).where(deliveries.c.state.in_(("pending", "attempting", "unknown")))
    async with asyncio.timeout(PATIENCE):
        while await core.store.read(lambda db: db.scalar(waiting)):
            await asyncio.sleep(0.2)


async def put(core: Core, places: Sequence[Place]) -> None:
    def work(db: Any) -> None:
        school.ask(db, core, school.found(db, core, places[0]), places)

    await core.store.write(work)
    core.engine.nudge()


async def on_discord(end: FarEnd, core: Core, places: Sequence[Place]) -> Outcome:
    """All that waits in the outbox, said by the bot as ``homeroom run`` connects it."""
    connection = Connection(core.app, DISCORD_TOKEN, KeptNotes(core.store), Way(f"{end.address}/api/v10"))
    await connection.start()
    core.attach(connection.platform)
    async with beating(core):
        await asyncio.sleep(1)  # it greets the servers
        await settled(core)
        await end.do("forget")
        begun = time.monotonic()
        await put(core, places)
        await settled(core)
        seconds = time.monotonic() - begun
    await connection.close()
    return await seen_on_discord(end, places, seconds)


async def naively(end: FarEnd, payloads: Sequence[tuple[str, Mapping[str, Any]]], places: Sequence[Place]) -> Outcome:
    """What anybody would write first."""
    await end.do("forget")
    Route.BASE = f"{end.address}/api/v10"
    client = discord.Client(intents=discord.Intents.none())
    await client.login(DISCORD_TOKEN)
    begun = time.monotonic()
    sends = (
        client.http.request(Route("POST", "/channels/{channel_id}/messages", channel_id=channel), json=payload)
        for channel, payload in payloads
    )
    await asyncio.gather(*sends, return_exceptions=True)
    seconds = time.monotonic() - begun
    await client.close()
    return await seen_on_discord(end, places, seconds)


async def seen_on_discord(end: FarEnd, places: Sequence[Place], seconds: float) -> Outcome:
    outcome = Outcome(len(places), seconds=seconds)
    stats, nonces = await end.look("stats"), Counter[str]()
    outcome.requests, outcome.limited = stats["requests"], stats["limited"]
    since = (await end.look("calls"))["calls"][0]["at"]
    for channel in dict.fromkeys(place.channel for place in places):
        messages = (await end.look("messages", channel=channel))["messages"]
        mine = [message for message in messages if message["nonce"] and message["sent"] >= since]
        outcome.said[channel] = [message["sent"] for message in mine]
        nonces.update(message["nonce"] for message in mine)
    outcome.twice = nonces.total() - len(nonces)
    return outcome


async def compare_on_discord() -> None:
    async with far_end("discord", "--limits", "--delay-ms", "100", "--no-validate") as end:
        (guild,) = (await end.do("populate", guilds=1, channels=CHANNELS))["guilds"]
        rooms = [Place(f"discord:{guild['id']}", channel) for channel in guild["channels"]]
        places = [rooms[number % len(rooms)] for number in range(POSTS)]
        async with school.school() as core:
            ours = await on_discord(end, core, places)
        await asyncio.sleep(6)  # its buckets are empty again
        async with school.school() as core:
            theirs = await naively(end, await rendered(core, places), places)
    rows = [
        outcome.row(name, pace([at for said in outcome.said.values() for at in said]), PER_SECOND)
        for name, outcome in (("Homeroom's outbox", ours), ("gathered through discord.py", theirs))
    ]
    print(f"\nDiscord: {POSTS} posts to {CHANNELS} channels; the limit is {PER_SECOND} requests a second", end="")
    table(HEAD, *rows)


async def rendered(core: Core, places: Sequence[Place]) -> list[tuple[str, Mapping[str, Any]]]:
    """The same messages, as the adapter would send them."""
    await put(core, places)
    now = core.clock.now()
    taken = await core.store.write(lambda db: attempts.take(db, "discord", now, len(places)))
    seal = partial(core.app.seals.seal, places[0].space)
    found: list[tuple[str, Mapping[str, Any]]] = []
    for attempt in taken:
        assert isinstance(attempt.target, Place) and attempt.card is not None
        found.append((attempt.target.channel, render.message(attempt.card, seal, marker="x" + attempt.marker[1:])))
    return found


class Workspaces:
    """The line of an app that is installed in many workspaces: each channel's own token, one wire each."""

    granted: tuple[str, ...] = ()

    def __init__(self, end: FarEnd, spaces: Sequence[Mapping[str, Any]]) -> None:
        self.wires = {
            channel: wire
            for space in spaces
            for wire in [Wire(space["bot_token"], f"{end.address}/api/")]
            for channel in space["channels"].values()
        }

    async def call(self, method: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        return await self.wires[args["channel"]].call(method, args)

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        for wire in dict.fromkeys(self.wires.values()):
            await wire.close()


async def on_slack(end: FarEnd, core: Core) -> Outcome:
    spaces = await furnished(end)
    line = Workspaces(end, spaces)
    places = [
        Place(f"slack:{space['id']}", channel)
        for _ in range(EACH)
        for space in spaces
        for name, channel in space["channels"].items()
        if name.startswith("room")
    ]
    core.attach(SlackPlatform(line, core.app.seals))
    await end.do("reset")
    begun = time.monotonic()
    async with beating(core):
        await put(core, places)
        await settled(core)
    outcome = Outcome(len(places), seconds=time.monotonic() - begun)
    await line.close()
    keys = Counter[str]()
    for space in spaces:
        for room in (await end.look("state", team=space["id"]))["channels"]:
            if room["name"].startswith("room"):
                outcome.said[room["id"]] = [float(message["ts"]) for message in room["messages"]]
                keys.update(message["metadata"]["event_payload"]["key"] for message in room["messages"])
    stats = await end.look("stats")
    outcome.requests, outcome.limited = sum(stats["calls"].values()), sum(stats["limited"].values())
    outcome.twice = keys.total() - len(keys)
    return outcome


async def furnished(end: FarEnd) -> list[dict[str, Any]]:
    """Every workspace with its rooms."""
    for space in await end.look("workspaces"):
        for number in range(ROOMS):
            await end.do("channels", team=space["id"], name=f"room-{number}")
    found: list[dict[str, Any]] = await end.look("workspaces")
    return found


async def measure_on_slack() -> None:
    options = ("--limits", "--workspaces", str(WORKSPACES), "--unchecked", "--delay-ms", "100")
    async with far_end("slack", *options) as end, school.school() as core:
        outcome = await on_slack(end, core)
    paces = sorted(pace(said) for said in outcome.said.values())
    print(f"\nSlack: {EACH} posts to each of {ROOMS} channels of {WORKSPACES} workspaces", end="")
    print(f"; the limit is {PER_SECOND_AND_CHANNEL} a second and channel", end="")
    rows = [
        outcome.row(name, rate, PER_SECOND_AND_CHANNEL)
        for name, rate in (("the slowest channel", paces[0]), ("the median channel", paces[len(paces) // 2]))
    ]
    table(HEAD, *rows)


async def main() -> None:
    await compare_on_discord()
    await measure_on_slack()


if __name__ == "__main__":
    asyncio.run(main())
