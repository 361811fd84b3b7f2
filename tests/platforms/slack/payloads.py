"""What Slack tells an app about an act: the fields of commands, interactions and events."""

from __future__ import annotations

import html
import re
import time
from typing import TYPE_CHECKING, Any

from tests.platforms.slack.forms import state
from tests.platforms.slack.people import User
from tests.platforms.slack.places import Channel, Message
from tests.platforms.slack.views import View

if TYPE_CHECKING:
    from tests.platforms.slack.answers import Answer
    from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]

CALLED = {"im": "directmessage", "group": "privategroup"}


def escaped(space: Workspace, text: str) -> str:
    """Typed text with its channels and people as ids, as a command with ``should_escape`` gets it."""

    def link(found: re.Match[str]) -> str:
        sign, name = found.groups()
        try:
            known: User | Channel = space.user(name) if sign == "@" else space.channel(name)
        except LookupError:
            return found.group()
        return f"<{sign}{known.id}|{known.name}>"

    return re.sub(r"(?<![\w<])([#@])([\w][\w.-]*)", link, html.escape(text, quote=False))


def command(answer: Answer, name: str, text: str) -> Json:
    user, channel = answer.user, _channel(answer)
    space = channel.space
    return {
        "token": "verification",
        "team_id": space.id,
        "team_domain": space.domain,
        "channel_id": channel.id,
        "channel_name": CALLED.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": escaped(space, text),
        "api_app_id": space.app_id,
        "is_enterprise_install": "false",
        "response_url": answer.response_url,
        "trigger_id": answer.trigger_id,
    }


def _channel(answer: Answer) -> Channel:
    assert answer.channel is not None
    return answer.channel


def interaction(kind: str, answer: Answer, space: Workspace) -> Json:
    """What every interaction has."""
    user = {"id": answer.user.id, "username": answer.user.name, "name": answer.user.name, "team_id": space.id}
    return {
        "type": kind,
        "team": {"id": space.id, "domain": space.domain},
        "user": user,
        "api_app_id": space.app_id,
        "token": "verification",
        "is_enterprise_install": False,
        "enterprise": None,
    } | ({"trigger_id": answer.trigger_id} if answer.trigger_id else {})


def in_message(message: Message, typed: dict[tuple[str, str], Json]) -> Json:
    """Where a press in a message happened. Slack does not repeat an ephemeral message's content."""
    channel = message.channel
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return {
        "container": container,
        "channel": {"id": channel.id, "name": CALLED.get(channel.kind, channel.name)},
        "state": {"values": state(message.blocks, typed)},
        **({} if message.only_for else {"message": message.json(metadata=False)}),
    }


def in_view(view: View) -> Json:
    """Where a press in a modal or a Home tab happened."""
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view.json(state(view.blocks, view.typed)),
    }


def event(space: Workspace, event_id: str, fields: Json) -> Json:
    return {
        "token": "verification",
        "team_id": space.id,
        "api_app_id": space.app_id,
        "event": fields,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.id,
                "user_id": space.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
