"""Bolt, told who listens to what."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Body
from adapters.slack.reception import Ack, Reception
from adapters.slack.render import FORM
from adapters.slack.wire import quiet

log = structlog.get_logger()
Act = Callable[[Body, Ack], Awaitable[None]]
ANY = re.compile("", re.DOTALL)


def listen(reception: Reception, client: AsyncWebClient, me: AuthorizeResult, shut: Callable[[str], None]) -> AsyncApp:
    """``client`` has no token of its own; ``shut`` is told when Slack has withdrawn ours."""

    async def on_home(body: Body, ack: Ack) -> None:
        await reception.on_home(body)

    async def on_removed(body: Body, ack: Ack) -> None:
        reception.on_removed(body, shut)

    ours = partial(_only, str(me.team_id))
    bolt = _bolt(client, me)
    bolt.command(ANY)(ours(reception.on_command))
    bolt.action(ANY)(ours(reception.on_action))
    bolt.view(FORM)(ours(reception.on_submission))
    bolt.options(ANY)(ours(reception.on_typing))
    bolt.event("app_home_opened")(ours(on_home))
    bolt.event("app_uninstalled")(ours(on_removed))
    bolt.event("tokens_revoked")(ours(on_removed))
    return bolt


def _bolt(client: AsyncWebClient, me: AuthorizeResult) -> AsyncApp:
    """Listeners return when the answer is known, so an acknowledgement is never lost to an error after it.

    Requests are verified before they come here (``web``), or come over a connection that we opened ourselves.
    """

    async def authorize() -> AuthorizeResult:
        return me

    bolt = AsyncApp(
        name="homeroom",
        client=client,
        logger=quiet("slack_bolt"),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    bolt.error(_on_error)
    return bolt


def _only(team: str, act: Act) -> Callable[..., Awaitable[None]]:
    """What another workspace sends is acknowledged and goes no further: this token is not theirs."""

    async def only_ours(body: Body, ack: Ack, context: AsyncBoltContext) -> None:
        await (act(body, ack) if context.team_id == team else ack())

    return only_ours


async def _on_error(error: Exception) -> BoltResponse:
    """What nobody listens to is taken note of; what bolt could not read is logged without a word of it."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    log.error("unexpected", error=type(error).__name__)
    return BoltResponse(status=400, body="")
