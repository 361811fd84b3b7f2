"""The connection to one Slack workspace: bolt, and Socket Mode or HTTP under it."""

from __future__ import annotations

from dataclasses import dataclass, field

from slack_bolt.authorization import AuthorizeResult
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.slack import web
from adapters.slack.limits import Limits
from adapters.slack.listeners import listen
from adapters.slack.platform import SlackPlatform
from adapters.slack.reception import Reception
from adapters.slack.socket import Socket
from adapters.slack.wire import API, Wire
from bot.kernel.app import App

PATH = "/slack/events"


@dataclass(frozen=True, slots=True)
class Keys:
    """What the operator copied from Slack. With ``app`` over Socket Mode, else over HTTP with ``signing``."""

    bot: str = field(repr=False)
    app: str = field(default="", repr=False)
    signing: str = field(default="", repr=False)
    api: str = API


class Slack:
    """``platform`` can be used before ``start``; nothing is heard before."""

    def __init__(self, app: App, keys: Keys, limits: Limits | None = None) -> None:
        self._app = app
        self._keys = keys
        self._wire = Wire(keys.bot, keys.api)
        self._reception: Reception | None = None
        self._socket: Socket | None = None
        self._endpoint: web.Endpoint | None = None
        self.platform = SlackPlatform(self._wire, app.seals, limits)
        self.space = ""

    async def start(self) -> str:
        """Connect; what to print after ``ready: slack``. PlatformError where Slack refuses the token."""
        me = await self._wire.call("auth.test", {})
        self.space = f"slack:{me['team_id']}"
        self._reception = Reception(self._app, self.platform, self.space)
        authorized = AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=me["team_id"],
            bot_id=me.get("bot_id"),
            bot_user_id=me["user_id"],
        )
        bolt = listen(self._reception, self._wire.another(), authorized, self._wire.shut)
        if self._keys.app:
            self._socket = Socket(bolt, self._wire, self._keys.app)
            await self._socket.start()
        elif self._keys.signing:
            self._endpoint = web.endpoint(bolt, self._keys.signing)
        way = "socket mode" if self._keys.app else f"http, POST {PATH}"
        return f"{me.get('user', 'Homeroom')} in {me.get('team', self.space)} ({way})"

    async def hears(self) -> bool:
        """Over HTTP as soon as Slack may call; over Socket Mode while the socket is open and answers pings."""
        return await self._socket.hears() if self._socket else self._endpoint is not None

    def routes(self) -> list[Route]:
        """For the web server, over HTTP; none over Socket Mode."""
        return [] if self._keys.app else [Route(PATH, self._events, methods=["POST"])]

    async def close(self) -> None:
        """Hear nothing more, let answers leave that are on their way, hang up."""
        self._endpoint = None
        if self._socket is not None:
            await self._socket.close()
        if self._reception is not None:
            await self._reception.close()
        await self._wire.close()

    async def _events(self, request: Request) -> Response:
        if self._endpoint is None:
            return Response(status_code=503)  # Slack tries again in a minute
        return await self._endpoint(request)
