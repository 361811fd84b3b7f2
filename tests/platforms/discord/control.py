"""The strings by which another process pulls: /control/… on the same port, JSON in and out.

Never validated, limited, delayed or recorded.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.discord.answers import Answer, Impossible, NoAnswer
from tests.platforms.discord.journal import percentiles
from tests.platforms.discord.reading import buttons_of, fields_of, text_of
from tests.platforms.discord.things import Channel, Guild, Message

if TYPE_CHECKING:
    from tests.platforms.discord.far_end import FakeDiscord

Json = dict[str, Any]
SETTINGS = {"limits": "rates.on", "delay": "delay", "validate": "validate", "strict": "strict", "down": "down"}


class Control:
    """What a benchmark needs of FakeDiscord from outside."""

    def __init__(self, discord: FakeDiscord) -> None:
        self.discord = discord
        self.kept: dict[str, Answer] = {}

    def mount(self, app: web.Application) -> None:
        for look in (self.world, self.stats, self.calls, self.messages):
            app.router.add_get(f"/control/{look.__name__}", answering(look))
        for do in (self.act, self.populate, self.set, self.fail, self.gateway, self.advance, self.forget):
            app.router.add_post(f"/control/{do.__name__}", answering(do))

    async def world(self, _: Json) -> Json:
        """Who and what there is, by id; `connected` once a bot has identified."""
        discord = self.discord
        return {
            "api": discord.api,
            "token": discord.token,
            "application": discord.me.id,
            "connected": len(discord.gateway.connected),
            "people": {person.id: person.name for person in discord.people.values()},
            "guilds": [outline(guild) for guild in discord.guilds.values()],
            "commands": [command["name"] for command in discord.commands],
        }

    async def stats(self, _: Json) -> Json:
        return self.discord.journal.stats()

    async def calls(self, asked: Json) -> Json:
        """`?since=n` leaves out the first n."""
        journal = self.discord.journal
        found = [call.as_json() for call in journal.calls[int(asked.get("since", 0)) :]]
        oddities = {name: getattr(journal, name) for name in ("violations", "ignored", "surprises")}
        return {"calls": found, **oddities}

    async def messages(self, asked: Json) -> Json:
        """`?channel=id`."""
        return {"messages": [shown(post) for post in self.discord.messages(self.channel(asked["channel"]))]}

    async def populate(self, asked: Json) -> Json:
        """`{guilds, channels, people}`: so many servers, each with so many channels and students."""
        return {"guilds": [self.grown(asked, number) for number in range(asked.get("guilds", 1))]}

    def grown(self, asked: Json, number: int) -> Json:
        discord = self.discord
        names = [f"room-{index}" for index in range(asked.get("channels", 1))]
        guild = discord.create_guild(f"Course {number}", discord.owner, channels=names)
        people = [discord.person(f"Student {index}") for index in range(asked.get("people", 0))]
        for person in people:
            discord.add_member(guild, person)
        return {"id": guild.id, "channels": list(guild.channels), "people": [person.id for person in people]}

    async def act(self, asked: Json) -> Json:
        """`{do, user, …, times, at_once}`; see `acts`. One act returns its answer, more than one their latencies."""
        times, room = asked.get("times", 1), asyncio.Semaphore(asked.get("at_once", 1))
        if times == 1:
            return self.told(await self.once(asked))
        found = await asyncio.gather(*(self.counted(asked, room) for _ in range(times)))
        latencies = [ms for ms in found if ms is not None]
        return {"ms": latencies, "unanswered": times - len(latencies), **percentiles(latencies)}

    async def counted(self, asked: Json, room: asyncio.Semaphore) -> float | None:
        async with room:
            try:
                return (await self.once(asked)).ms
            except NoAnswer:
                return None

    async def once(self, asked: Json) -> Answer:
        discord, user = self.discord, self.discord.people[asked["user"]]
        if asked["do"] == "command":
            options = asked.get("options", {})
            return await discord.command(user, self.place(asked), asked["path"], **options)
        if asked["do"] == "complete":
            return await discord.complete(user, self.place(asked), asked["path"], asked["option"], asked["words"])
        if asked["do"] == "press":
            picked = {name: asked[name] for name in ("custom_id", "label", "values") if name in asked}
            return await discord.press(user, discord.posts[asked["message"]], **picked)
        if asked["do"] == "submit":
            return await discord.submit(user, self.kept[asked["form"]], asked.get("values"))
        raise Impossible(f"do: command, complete, press or submit, not {asked['do']!r}")

    def told(self, answer: Answer) -> Json:
        found: Json = {"kind": answer.kind, "data": answer.data, "ephemeral": answer.ephemeral, "ms": answer.ms}
        found["text"] = text_of(answer)
        if answer.message is not None:
            found["message"] = shown(answer.message)
        if answer.kind == "modal":
            self.kept[answer.interaction.id] = answer
            found |= {"form": answer.interaction.id, "fields": fields_of(answer)}
        return found

    def place(self, asked: Json) -> Channel:
        """Without a channel: the conversation with the bot."""
        return (
            self.channel(asked["channel"])
            if "channel" in asked
            else self.discord.dm(self.discord.people[asked["user"]])
        )

    def channel(self, channel_id: str) -> Channel:
        return self.discord.channels[channel_id]

    async def set(self, asked: Json) -> Json:
        """`{limits, delay (seconds), validate, strict, down}`."""
        for name, value in asked.items():
            *way, last = SETTINGS[name].split(".")
            setattr(self.discord.door.rates if way else self.discord.door, last, value)
        return {}

    async def fail(self, asked: Json) -> Json:
        self.discord.fail_next(**asked)
        return {}

    async def gateway(self, asked: Json) -> Json:
        """`{do: drop|reconnect|invalidate, …}`."""
        gateway = self.discord.gateway
        acts: dict[str, Callable[..., None]] = {
            "drop": gateway.drop,
            "reconnect": gateway.reconnect,
            "invalidate": gateway.invalidate,
        }
        acts[asked.pop("do")](**asked)
        return {}

    async def advance(self, asked: Json) -> Json:
        """`{seconds}`: move this Discord's clock."""
        self.discord.clock.advance(asked["seconds"])
        return {}

    async def forget(self, _: Json) -> Json:
        self.discord.journal.forget()
        return {}


def outline(guild: Guild) -> Json:
    channels = {channel.id: channel.name for channel in guild.channels.values()}
    return {"id": guild.id, "name": guild.name, "owner": guild.owner_id, "channels": channels}


def shown(message: Message) -> Json:
    return {
        "id": message.id,
        "channel": message.channel.id,
        "author": message.author.id,
        "text": text_of(message),
        "buttons": buttons_of(message),
        "pinged": sorted(message.pinged),
        "sent": message.sent,
        "nonce": message.nonce,
    }


def answering(do: Callable[[Json], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        asked = await request.json() if request.can_read_body else dict(request.query)
        try:
            return web.json_response(await do(asked), dumps=lambda found: json.dumps(found, default=str))
        except (AssertionError, KeyError, TypeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=409)

    return handler
