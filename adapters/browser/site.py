"""The page and its answers, as a Starlette app."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.browser import commands, words
from adapters.browser.controls import Controls
from adapters.browser.guard import MIDDLEWARE
from adapters.browser.inbound import Inbound, Stranger
from adapters.browser.requests import Completing, Dismissed, Filled, Pressed, Turned, Typed
from adapters.browser.streams import Stream, Streams
from adapters.browser.view import View
from adapters.browser.world import Change, World
from bot.kernel.app import App
from bot.kernel.cards import Card
from bot.kernel.pictures import Chart

PAGES = Path(__file__).parent / "pages"
R = TypeVar("R", bound=BaseModel)
Json = dict[str, Any]
Draw = Callable[[Chart], Awaitable[str]]
"""A chart as an SVG document; "" where it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to try: what its button says, the line that it puts into the box, and for whom it is."""

    label: str
    line: str
    part: Literal["staff", "student"] = "staff"


@dataclass
class Site:
    """What the page can ask for."""

    inbound: Inbound
    view: View
    streams: Streams
    controls: Controls
    steps: Sequence[Step]
    draw: Draw

    def __post_init__(self) -> None:
        self._turning = asyncio.Lock()
        self._pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)

    async def page(self, request: Request) -> Response:
        page = self._pages.get_template("page.html")
        people = self.inbound.world.people.values()
        modules = sorted(file.name for file in (PAGES / "static").glob("*.js"))
        return HTMLResponse(page.render(words=words.words(), people=people, steps=self.steps, modules=modules))

    async def state(self, request: Request) -> Response:
        return JSONResponse(self.view.state(self._who(request)))

    async def stream(self, request: Request) -> Response:
        return Stream(self.streams, self._who(request))

    async def chart(self, request: Request) -> Response:
        """The drawing of a message's chart; nothing where there is none, or where it cannot be drawn."""
        chart = self._card(request).chart
        svg = await self.draw(chart) if chart else ""
        return Response(svg, media_type="image/svg+xml") if svg else Response(status_code=204)

    async def file(self, request: Request) -> Response:
        """A message's file, to be kept and never to be opened as a page."""
        file = self._card(request).file
        if file is None:
            return Response(status_code=404)
        kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
        return Response(file.content, media_type=file.media, headers=kept)

    async def typed(self, request: Request) -> Response:
        return JSONResponse(await self.inbound.typed(await _read(request, Typed)))

    async def pressed(self, request: Request) -> Response:
        return JSONResponse(await self.inbound.pressed(await _read(request, Pressed)))

    async def filled(self, request: Request) -> Response:
        return JSONResponse(await self.inbound.filled(await _read(request, Filled)))

    async def dismissed(self, request: Request) -> Response:
        return JSONResponse(self.inbound.dismissed(await _read(request, Dismissed)))

    async def completing(self, request: Request) -> Response:
        asked = await _read(request, Completing)
        if not asked.source:
            return JSONResponse(asdict(await commands.suggest(self.inbound, asked)))
        found = await self.inbound.completing(asked, option=asked.source, typed=asked.text)
        return JSONResponse({"hint": "", "options": [one | {"text": one["value"]} for one in found]})

    async def turned(self, request: Request) -> Response:
        """Turn the clock; ``moved`` is false when nothing is planned that one could go to.

        ``seen`` is whether anything happened on the way that whoever turned it can see.
        """
        turn = await _read(request, Turned)
        async with self._turning:
            with self._watched(turn.who) as seen:
                moved = await self._turn(turn)
        self.streams.turn()
        return JSONResponse(self.view.clock() | {"moved": moved, "seen": bool(seen)})

    @contextmanager
    def _watched(self, who: str) -> Iterator[list[Change]]:
        """Fills with what this person could see happen meanwhile."""
        world, seen = self.inbound.world, list[Change]()
        forget = world.listen(lambda change: seen.append(change) if world.shows(who, change.entry) else None)
        try:
            yield seen
        finally:
            forget()

    async def _turn(self, turn: Turned) -> bool:
        if turn.to == "next":
            return await self.controls.next_event() is not None
        await self.controls.advance(7 if turn.to == "week" else 1)
        return True

    def _card(self, request: Request) -> Card:
        """What a message shows to somebody who may see it."""
        who, entry = self._who(request), self.inbound.world.entry(request.query_params.get("message", ""))
        if entry is None or not self.inbound.world.shows(who, entry):
            raise Stranger(who)
        return entry.card

    def _who(self, request: Request) -> str:
        who = request.query_params.get("as", "")
        if who not in self.inbound.world.people:
            raise Stranger(who)
        return who


async def nothing_drawn(chart: Chart) -> str:
    return ""


def open_site(
    app: App, world: World, controls: Controls, steps: Sequence[Step] = (), draw: Draw = nothing_drawn
) -> Starlette:
    """The Starlette app; ``state.streams`` are its open streams, to be closed before the server stops."""
    inbound = Inbound(app, world)
    view = View(world, inbound.seal, controls, secrets.token_hex(4))
    streams = Streams(world, view)
    site = Site(inbound, view, streams, controls, steps or _first_steps(app), draw)
    acts = (site.typed, site.pressed, site.filled, site.dismissed, site.completing, site.turned)
    looks = (site.state, site.stream, site.chart, site.file)
    routes = [
        Route("/", site.page),
        *(Route(f"/{look.__name__}", look) for look in looks),
        *(Route(f"/{act.__name__}", act, methods=["POST"]) for act in acts),
        Mount("/static", StaticFiles(directory=PAGES / "static")),
    ]
    errors: dict[Any, Callable[..., Awaitable[Response]]] = {Stranger: _on_stranger, ValidationError: _on_nonsense}
    starlette = Starlette(routes=routes, middleware=list(MIDDLEWARE), exception_handlers=errors)
    starlette.state.streams = streams
    return starlette


def _first_steps(app: App) -> tuple[Step, ...]:
    """What to try first, of what this bot can do."""
    lines = {"course setup": "step-setup", "icebreaker now": "step-ask", "course status": "step-status"}
    known = {name: key for name, key in lines.items() if tuple(name.split()) in app.commands}
    return tuple(Step(words.word(key), f"/{name}") for name, key in known.items())


async def _read(request: Request, shape: type[R]) -> R:
    return shape.model_validate_json(await request.body())


async def _on_stranger(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": "stranger"}, 403)


async def _on_nonsense(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": "nonsense"}, 422)
