"""Response addresses: five posts in thirty minutes, seen by one person or by the channel."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.slack.chat import read_content
from tests.platforms.slack.methods import Refused
from tests.platforms.slack.places import Channel, Message

if TYPE_CHECKING:
    from tests.platforms.slack.answers import Answer
    from tests.platforms.slack.far_end import FakeSlack

Json = dict[str, Any]

USES, LIFE = 5, 1800.0
KNOWN = frozenset(
    [
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
        "metadata",
    ]
)


@dataclass
class Hook:
    """``original`` is the message whose button was pressed; a command has none."""

    answer: Answer
    channel: Channel
    born: float
    original: Message | None = None
    used: int = 0


class Hooks:
    """All response addresses ever given out."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._known: dict[str, Hook] = {}

    def give(self, answer: Answer, channel: Channel, original: Message | None = None) -> str:
        kind = "actions" if original else "commands"
        path = f"/{kind}/{channel.space.id}/{len(self._known) + 1}/{secrets.token_urlsafe(18)}"
        self._known[path] = Hook(answer, channel, self._slack.clock.ticks(), original)
        return self._slack.url + path

    async def handle(self, request: web.Request) -> web.Response:
        """POST to a response address."""
        try:
            hook = self._open(request.path)
            body = await _body(request)
            hook.answer.posts.append(body)
            say(self._slack, hook, body)
        except Refused as refused:
            status = 404 if refused.body["error"] in ("used_url", "expired_url") else 400
            self._slack.touch()
            return web.json_response(refused.body, status=status)
        self._slack.touch()
        return web.Response(text="ok")

    def _open(self, path: str) -> Hook:
        hook = self._known.get(path)
        if hook is None or self._slack.clock.ticks() - hook.born > LIFE:
            raise Refused("expired_url")
        if hook.used >= USES:
            raise Refused("used_url")
        hook.used += 1
        return hook


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return body


def say(slack: FakeSlack, hook: Hook, body: Json) -> None:
    """Do what a body at a response address, or in the acknowledgement of a command, asks for."""
    if extra := sorted(set(body) - KNOWN):
        slack.surprise(f"a response with unknown fields: {', '.join(extra)}")
    if body.get("delete_original"):
        if hook.original is None:
            raise Refused("no_original")
        hook.channel.remove(hook.original)
        hook.answer.see(hook.original)
        return
    content = _content(slack, body)
    if body.get("replace_original") and hook.original is not None:
        hook.original.text, hook.original.blocks = content["text"], content["blocks"]
        hook.original.edited = slack.clock.stamp()
        hook.answer.see(hook.original)
    else:
        hook.answer.see(_add(slack, hook, body, content))


def _content(slack: FakeSlack, body: Json) -> Json:
    if body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        raise Refused("invalid_response_type")
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not text and not blocks and not body.get("attachments"):
        raise Refused("no_text")
    if not text:
        slack.surprise("a response with blocks but without the text that notifications and screen readers use")
    return read_content(slack, text, blocks)


def _add(slack: FakeSlack, hook: Hook, body: Json, content: Json) -> Message:
    space = hook.channel.space
    message = Message(hook.channel, slack.clock.stamp(), space.bot.id, bot_id=space.bot_id, **content)
    message.thread_ts = body.get("thread_ts") or None
    message.only_for = None if body.get("response_type") == "in_channel" else hook.answer.user.id
    hook.channel.add(message)
    return message
