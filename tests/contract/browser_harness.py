"""The browser's far end for the contract tests: the real site over a socket, and people who click through it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession
from starlette.routing import Mount

from adapters.browser import render
from adapters.browser.cast import BOT, Resident
from adapters.browser.faults import How
from adapters.browser.inbound import Inbound
from adapters.browser.platform import Browser
from adapters.browser.site import open_site
from adapters.browser.world import Entry, World
from bot.drawing.drawer import Drawer
from bot.kernel.app import App
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock
from bot.web import Web
from tests.contract.harness import Seen

PEOPLE = (
    Resident("owner", "Owner", "instructor", manages=True),
    *(Resident(n, n.title()) for n in ("ana", "bo", "cy")),
)
Json = dict[str, Any]


@dataclass
class Still:
    """Nobody turns the clock here."""

    clock: Clock
    zone: str = "Etc/UTC"

    def now(self) -> datetime:
        return self.clock.now()

    async def next_event(self) -> datetime | None:
        return None

    async def advance(self, days: int) -> datetime:
        return self.clock.now()


@dataclass
class BrowserHarness:
    """A Harness."""

    world: World
    platform: Browser
    address: str
    client: ClientSession
    seal: render.Seal
    name: str = "browser"

    @property
    def home(self) -> Place:
        return self.world.place("general")

    @property
    def end(self) -> World:
        return self.world

    async def command(self, who: str, path: str, **options: str) -> Seen:
        given = "".join(f' {name}:"{value}"' for name, value in options.items())
        return await self._act("typed", who, text=f"/{path}{given}")

    async def press(self, who: str, on: Seen, label: str, *values: str) -> Seen:
        entry = self.world.entry(on.handle)
        assert entry is not None
        tokens = dict(_controls(self._entry(on.handle)["card"]))
        where = {"room": entry.place.channel, "thread": entry.place.thread}
        return await self._act("pressed", who, token=tokens[label], values=values, message=on.handle, **where)

    async def submit(self, who: str, form: Seen, **values: str) -> Seen:
        asked: Json = form.handle
        given = {one["name"]: self._value(one, values.get(one["name"], one["value"])) for one in asked["fields"]}
        return await self._act("filled", who, token=asked["token"], values=given)

    async def complete(self, who: str, path: str, option: str, typed: str) -> list[str]:
        start = f"/{path} {option}:"
        answer = await self._send("completing", {"as": who, "room": "general", "text": f'{start}"{typed}'})
        return [one["text"].removeprefix(start).strip().strip('"') for one in answer["options"]]

    def said(self, place: Place) -> list[Seen]:
        return [_seen("message", self._entry(entry.id)) for entry in self.world.said(place)]

    def thread(self, post: Seen) -> Place:
        return Message(self.home, post.handle).thread

    def alerted(self) -> tuple[str, ...]:
        public = [entry for entry in self.world.entries() if entry.place.channel in self.world.rooms and not entry.only]
        return tuple(sorted({person.id for entry in public for person in entry.card.pings}))

    def told(self, who: str) -> list[Seen]:
        return self.said(self.world.direct(who))

    def person(self, who: str) -> Person:
        return self.world.person(who)

    def rooms(self, who: str) -> list[Place]:
        gathered = (self.world.place(room.id) for room in self.world.rooms.values() if room.marker)
        return [place for place in gathered if self.world.sees(who, place)]

    async def chart(self, who: str, on: Seen) -> str:
        drawing = await self._beside("chart", who, on)
        return str(self._entry(on.handle)["card"]["chart"]["alt"]) if drawing.startswith("<svg") else ""

    async def files(self, who: str, on: Seen) -> dict[str, str]:
        name = self._entry(on.handle)["card"]["file"]
        return {name: await self._beside("file", who, on)}

    async def _beside(self, what: str, who: str, on: Seen) -> str:
        async with self.client.get(f"{self.address}/{what}", params={"as": who, "message": on.handle}) as response:
            response.raise_for_status()
            return await response.text()

    def forbid_pictures(self) -> None:
        """The page is the bot's own: nobody can forbid it anything."""

    def leave(self, who: str) -> None:
        del self.world.people[who]

    def break_opening(self, how: How) -> None:
        self.world.break_opening(how)

    def break_parting(self, how: How) -> None:
        self.world.break_opening(how)

    def break_next(self, how: How) -> None:
        self.world.break_next(how)

    def posts(self) -> int:
        return sum(entry.author == BOT and not entry.only for entry in self.world.entries())

    async def _act(self, path: str, who: str, **body: Any) -> Seen:
        answer = await self._send(path, {"as": who, "room": "general", "id": uuid4().hex, **body})
        if answer["is"] == "form":
            return _form(answer["form"])
        if answer["is"] in {"whisper", "update"}:
            return _seen(answer["is"], self._entry(answer["message"]))
        return Seen("nothing")

    async def _send(self, path: str, body: Json) -> Json:
        async with self.client.post(f"{self.address}/{path}", json=body) as response:
            response.raise_for_status()
            answer: Json = await response.json()
            return answer

    def _entry(self, id_: str) -> Json:
        entry: Entry | None = self.world.entry(id_)
        assert entry is not None
        return {"id": id_, "card": render.card(entry.card, self.seal)}

    def _value(self, asked: Json, value: str) -> Any:
        """What somebody chose from a list of rooms or people; a line of text stays one."""
        if asked["kind"] not in {"place", "person"} or not value:
            return value
        addresses = {f"#{room}": str(self.world.place(room)) for room in self.world.rooms}
        addresses |= {f"@{one}": str(Person(self.world.space, one)) for one in self.world.people}
        return {"address": addresses.get(value, value)}


def _controls(card: Json) -> list[tuple[str, str]]:
    buttons = [one for row in card["rows"] if row["is"] == "buttons" for one in row["buttons"]]
    menus = [(row["hint"], row["token"]) for row in card["rows"] if row["is"] == "menu"]
    return [(one["label"], one["token"]) for one in buttons] + menus


def _seen(kind: Any, entry: Json) -> Seen:
    card = entry["card"]
    lines = ["".join(piece if isinstance(piece, str) else _words(piece) for piece in text) for text in card["body"]]
    picture = card["image"]["alt"] if card["image"] else ""
    chart = card["chart"]["alt"] if card["chart"] else ""
    text = "\n".join(filter(None, (card["title"], *lines, picture, chart, card["footer"])))
    return Seen(kind, text, tuple(label for label, _ in _controls(card)), handle=entry["id"])


def _words(piece: Json) -> str:
    return str(piece.get("text") or piece.get("at") or f"#{piece['room']}")


def _form(form: Json) -> Seen:
    fields = tuple(one["name"] for one in form["fields"])
    labels = (word for one in form["fields"] for word in (one["label"], one["hint"]))
    text = "\n".join(filter(None, (form["title"], form["intro"], form.get("sorry"), *labels)))
    errors = tuple(form.get("errors", {}).items())
    return Seen("errors" if errors else "form", text, (form["submit"],), fields, errors, form)


@asynccontextmanager
async def open_browser(app: App, end: World | None, drawer: Drawer) -> AsyncIterator[BrowserHarness]:
    """Connect the real adapter to a world: a new one, or that of an earlier opening."""
    world = end or World(app.clock, people=PEOPLE, space="browser:contract")
    world.clock = app.clock
    site = open_site(app, world, Still(app.clock), draw=drawer.svg)
    web = Web([Mount("/", site)], "127.0.0.1", 0)
    try:
        async with ClientSession() as client:
            seal = Inbound(app, world).seal
            yield BrowserHarness(world, Browser(world), f"http://127.0.0.1:{web.port}", client, seal)
    finally:
        site.state.streams.close()
        await web.close()
