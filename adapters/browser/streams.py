"""Server-sent events: every open page hears what changes for the person it acts as."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from adapters.browser.world import Change, World

Json = dict[str, Any]
View = Callable[[str, Change], Json | None]
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

    def __init__(self, world: World, view: View, clock: Callable[[], Json]) -> None:
        self._forget = world.listen(self.on_change)
        self._view = view
        self._clock = clock
        self._open: set[Listening] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._open)

    def on_change(self, change: Change) -> None:
        seen: dict[str, Json | None] = {}
        for page in self._open:
            if page.who not in seen:
                seen[page.who] = self._view(page.who, change)
            if data := seen[page.who]:
                page.hear("change", data)

    def turn(self) -> None:
        """Tell every page what time it is."""
        for page in self._open:
            page.hear("clock", self._clock())

    def join(self, page: Listening) -> None:
        self._open.add(page)
        page.hear("hello", self._clock())
        if self._closed:
            page.end()

    def leave(self, page: Listening) -> None:
        self._open.discard(page)

    def close(self) -> None:
        """End every stream, and any that is opened from now on."""
        if not self._closed:
            self._forget()
        self._closed = True
        for page in self._open:
            page.end()

    async def events(self, page: Listening) -> AsyncIterator[str]:
        yield f"retry: {RETRY}\n\n"
        while True:
            try:
                event = await asyncio.wait_for(page.queue.get(), AWAKE)
            except TimeoutError:
                page.hear("clock", self._clock())
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
