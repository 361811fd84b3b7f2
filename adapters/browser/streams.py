"""Server-sent events: every open page hears what changes for the person it acts as."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from adapters.browser.view import View
from adapters.browser.world import Change, Move, World

Json = dict[str, Any]
BACKLOG, AWAKE, RETRY = 1000, 15.0, 2000


class Listening:
    """One open page. One that reads too slowly is told to fetch everything again."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)

    def hear(self, event: str, data: Json) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            event, data = "again", {}
        self.queue.put_nowait(f"event: {event}\ndata: {json.dumps(data)}\n\n")

    def end(self) -> None:
        if self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Streams:
    """All open pages of a world."""

    def __init__(self, world: World, view: View) -> None:
        self._forget = (world.listen(self.on_change), world.watch(self.on_move))
        self._view = view
        self._open: set[Listening] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._open)

    def on_change(self, change: Change) -> None:
        self._spread(partial(self._view.change, change=change))

    def on_move(self, move: Move) -> None:
        self._spread(partial(self._view.move, move=move))

    def _spread(self, view: Callable[[str], Json | None]) -> None:
        seen: dict[str, Json | None] = {}
        for page in self._open:
            if page.who not in seen:
                seen[page.who] = view(page.who)
            if data := seen[page.who]:
                page.hear("change", data)

    def turn(self) -> None:
        """Tell every page what time it is."""
        for page in self._open:
            page.hear("clock", self._view.clock())

    def join(self, page: Listening) -> None:
        self._open.add(page)
        page.hear("hello", self._view.clock())
        if self._closed:
            page.end()

    def leave(self, page: Listening) -> None:
        self._open.discard(page)

    def close(self) -> None:
        """End every stream, and any that is opened from now on."""
        if not self._closed:
            for forget in self._forget:
                forget()
        self._closed = True
        for page in self._open:
            page.end()

    async def events(self, page: Listening) -> AsyncIterator[str]:
        yield f"retry: {RETRY}\n\n"
        while True:
            try:
                event = await asyncio.wait_for(page.queue.get(), AWAKE)
            except TimeoutError:
                page.hear("clock", self._view.clock())
                continue
            if event is None:
                return
            yield event


class Stream(StreamingResponse):
    """The answer that does not end until the page goes or the server stops."""

    def __init__(self, streams: Streams, who: str) -> None:
        self._streams = streams
        self._page = Listening(who)
        super().__init__(streams.events(self._page), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._streams.join(self._page)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave(self._page)
