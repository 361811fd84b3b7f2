"""Lines of people waiting to be heard: what goes to one place keeps its order, places do not wait for each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.schedule.attempts import Attempt


class Lines:
    """Attempts under way, each started when those before it in its line have ended.

    With ``one`` there is a single line: a rehearsal says everything in the same order each time.
    """

    def __init__(self, serve: Callable[[Attempt], Awaitable[None]], one: bool = False) -> None:
        self._serve = serve
        self._one = one
        self._lines: dict[str, deque[Attempt]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.ids: set[int] = set()

    def __len__(self) -> int:
        return len(self.ids)

    def join(self, attempt: Attempt) -> None:
        """At the end of its line; an attempt that stands in it already stays where it is."""
        if attempt.id in self.ids:
            return
        self.ids.add(attempt.id)
        name = "" if self._one else attempt.line
        if name in self._lines:
            self._lines[name].append(attempt)
            return
        self._lines[name] = deque([attempt])
        task = asyncio.create_task(self._work_off(name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, name: str) -> None:
        line = self._lines[name]
        try:
            while line:
                await self._serve(line[0])
                self.ids.discard(line.popleft().id)
        finally:
            self.ids.difference_update(attempt.id for attempt in line)
            del self._lines[name]

    async def empty(self) -> None:
        """Returns when nobody stands in any line."""
        while self._tasks:
            await asyncio.wait(self._tasks)
