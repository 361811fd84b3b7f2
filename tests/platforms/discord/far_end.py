"""The whole of it: a Discord on a socket of this machine."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.platforms.discord import applications, interactions, messages, permissions, places, threads
from tests.platforms.discord.clock import Clock
from tests.platforms.discord.control import Control
from tests.platforms.discord.faults import Fault
from tests.platforms.discord.gateway import Gateway
from tests.platforms.discord.journal import Call
from tests.platforms.discord.people import People
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.server import BASE, Door
from tests.platforms.discord.things import ADDED, DM, REMOVED, Channel, Message, Person

TOKEN = "far.end.token"
MOST_UPLOAD = 25 * 2**20
BACKLOG = 4096  # a burst of connections beyond it waits a second for the kernel's next try
ROUTES = (*applications.ROUTES, *interactions.ROUTES, *threads.ROUTES, *messages.ROUTES, *places.ROUTES, *places.LAST)


class FakeDiscord(People):
    """`async with FakeDiscord() as discord:` and a bot may connect to `discord.api` with `discord.token`.

    It begins with a server `discord.guild` of `discord.owner`, with #general and #buddies and the student
    `discord.student`. `start`: Unix seconds at which its clock begins. `delay`: seconds before every answer.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        limits: bool = False,
        delay: float = 0.0,
        validate: bool = True,
        start: float | None = None,
    ) -> None:
        super().__init__(TOKEN, Clock(start))
        self.interactions = {}
        self.gateway: Gateway = Gateway(self)
        self.door = Door(self, limits=limits, delay=delay, validate=validate)
        self._port = port
        self._runner: web.AppRunner | None = None
        self.owner = self.person("Ingrid")
        self.student = self.person("Sam")
        self.guild = self.create_guild("Course", self.owner, channels=("general", "buddies"))
        self.add_member(self.guild, self.student)
        self.general = self.guild.channel("general")

    @property
    def api(self) -> str:
        return f"http://{self.address}{BASE}"

    @property
    def calls(self) -> list[Call]:
        return self.journal.calls

    @property
    def violations(self) -> list[str]:
        return self.journal.violations

    @property
    def ignored(self) -> list[str]:
        return self.journal.ignored

    @property
    def surprises(self) -> list[str]:
        return self.journal.surprises

    def fail_next(self, wanted: str, **how: object) -> Fault:
        """See Fault: `fail_next("POST /channels/{}/messages", status=503, apply=True)`."""
        fault = Fault(wanted, **how)  # type: ignore[arg-type]
        self.door.faults.waiting.append(fault)
        return fault

    def messages(self, channel: Channel) -> list[Message]:
        """What everybody there sees, oldest first, but for Discord's own lines about who comes and goes."""
        said = [post for post in channel.messages if post.kind not in (ADDED, REMOVED)]
        return [post for post in said if not (post.deleted or post.is_ephemeral)]

    def sees(self, user: Person, channel: Channel) -> bool:
        return not channel.deleted and Can.VIEW_CHANNEL in permissions.in_channel(channel, user.id)

    def ephemerals(self, user: Person) -> list[Message]:
        return [post for post in self.posts.values() if post.only_for == user.id and not post.deleted]

    def threads(self, channel: Channel) -> list[Channel]:
        return [place for place in self.channels.values() if place.parent is channel and not place.deleted]

    def dms(self, user: Person) -> list[Message]:
        """What the bot and a person said to each other."""
        rooms = [place for place in self.channels.values() if place.kind == DM and user.id in place.people]
        return [post for room in rooms for post in self.messages(room)]

    def called(self, wanted: str) -> list[Call]:
        """Requests by method, template or both, as in `fail_next`."""
        return [call for call in self.calls if Fault(wanted).fits(call)]

    async def connected(self, within: float = 5.0) -> None:
        """Wait until a bot has identified (or resumed)."""
        await self.gateway.until(lambda: bool(self.gateway.connected), within)

    async def disconnected(self, within: float = 5.0) -> None:
        """Wait until no bot is connected, however shortly: begin to wait before it can happen."""
        await self.gateway.until(lambda: not self.gateway.connected, within)

    async def resumed(self, times: int, within: float = 5.0) -> None:
        """Wait until sessions have been resumed so many times in all."""
        await self.gateway.until(lambda: self.journal.resumes >= times, within)

    async def attachment(self, request: web.Request) -> web.Response:
        data = self.files.get(request.match_info["id"])
        if data is None:
            raise web.HTTPNotFound
        return web.Response(body=data)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_UPLOAD)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/resume", self.gateway.serve)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self.attachment)
        Control(self).mount(app)
        return app

    async def __aenter__(self) -> Self:
        app = self.application()
        self.door.mount(app, ROUTES)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=BACKLOG).start()
        host, port = self._runner.addresses[0][:2]
        self._port, self.address = port, f"{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()
