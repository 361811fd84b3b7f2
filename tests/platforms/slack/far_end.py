"""Slack, small: its Web API, Socket Mode and people, on a port of this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.platforms.slack.clock import Clock
from tests.platforms.slack.control import Control
from tests.platforms.slack.crowd import Crowd
from tests.platforms.slack.faults import Fault, Faults
from tests.platforms.slack.hooks import Hooks
from tests.platforms.slack.limits import Limits
from tests.platforms.slack.sockets import Sockets
from tests.platforms.slack.triggers import Triggers
from tests.platforms.slack.uploads import Uploads
from tests.platforms.slack.webapi import Call, WebApi
from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]

LOOK_AGAIN = 0.02


class FakeSlack(Crowd):
    """One app (``app_token``, ``signing_secret``) in one workspace, or in more after ``add_workspace``.

    The first workspace has ``owner`` (owner and admin), ``ana``, ``bo`` and ``cy``, the channels ``general`` and
    ``random`` (the bot is only in ``general``), the bot and Slackbot. ``http_url``, when set, is where acts go
    instead of Socket Mode. Without ``strict`` blocks and views go unchecked, for benchmarks (a check takes about 1 ms).
    Without ``charts`` this workspace does not have the block ``data_visualization`` yet.
    """

    def __init__(self, *, port: int = 0, limits: bool = False, delay: float = 0.0, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.app_id, self.app_token = "A000001", "xapp-1-A000001-1-secret"
        self.signing_secret, self.http_url = "signing-secret", ""
        self.patience, self.delay = 3.0, delay
        self.strict = self.charts = True
        self.surprises: list[str] = []
        self.workspaces: dict[str, Workspace] = {}
        self.by_token: dict[str, Workspace] = {}
        self.limits, self.faults = Limits(self.clock, on=limits), Faults()
        self.triggers, self.hooks = Triggers(self.clock), Hooks(self)
        self.web, self.sockets, self.uploads = WebApi(self), Sockets(self), Uploads(self)
        self.url = ""
        self._port, self._events = port, count(1)
        self._moved = asyncio.Event()
        self._later: set[asyncio.Task[None]] = set()
        self.team = self.add_workspace()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        self.routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        await self.sockets.drop()
        await self.session.close()
        await self._runner.cleanup()

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/api/{method}", self.web.handle)
        app.router.add_get("/link/", self.sockets.handle)
        app.router.add_post("/{kind:commands|actions}/{rest:.+}", self.hooks.handle)
        app.router.add_post("/upload/{file}", self.uploads.handle)
        app.router.add_route("*", "/control/{what}", Control(self).handle)

    @property
    def api(self) -> str:
        """The ``base_url`` for slack-sdk, with its trailing slash."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.team.bot_token

    def add_workspace(self) -> Workspace:
        space = Workspace(len(self.workspaces) + 1, self.app_id)
        self.workspaces[space.id] = self.by_token[space.bot_token] = space
        space.add_user("owner", is_owner=True, is_admin=True)
        for name in ("ana", "bo", "cy"):
            space.add_user(name)
        space.add_channel("general")
        space.add_channel("random", bot=False)
        return space

    # what was asked of it

    @property
    def calls(self) -> list[Call]:
        return self.web.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def surprise(self, what: str) -> None:
        """Something that a correct app does not do; a test asserts that there was none."""
        self.surprises.append(what)
        self.touch()

    def stats(self) -> Json:
        """Counts: of calls and of refusals for their rate by method, of answers by status, of errors, of posts."""
        return {
            "calls": dict(Counter(call.method for call in self.calls)),
            "statuses": dict(Counter(str(call.status) for call in self.calls)),
            "errors": dict(Counter(call.error for call in self.calls if call.error)),
            "limited": dict(self.limits.refused),
            "posts": sum(len(space.posts) for space in self.workspaces.values()),
            "sockets": len(self.sockets.open),
            "sockets_opened": self.sockets.opened,
            "surprises": len(self.surprises),
        }

    # what goes wrong

    def fail_next(self, method: str, *, times: int = 1, **fault: Any) -> None:
        """The next calls of ``method`` (``*``: whichever) meet a ``Fault`` with these fields."""
        self.faults.add(method, Fault(**fault), times)

    # waiting

    def touch(self) -> None:
        """Something moved: whoever waits looks again."""
        self._moved.set()

    async def until(self, true: Callable[[], bool], within: float = 3) -> None:
        """Wait until it is true, of the fake at once or of anything else soon;
        TimeoutError after ``within`` seconds."""
        async with asyncio.timeout(within):
            while not true():
                self._moved.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), LOOK_AGAIN)

    async def connected(self, at_least: int = 1, within: float = 5) -> None:
        await self.until(lambda: len(self.sockets.open) >= at_least, within)

    def later(self, seconds: float, what: Callable[[], object]) -> None:
        """Do it after a while, unless the fake is closed before."""

        async def wait() -> None:
            await asyncio.sleep(seconds)
            what()
            self.touch()

        task = asyncio.create_task(wait())
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def next_event(self) -> int:
        return next(self._events)
