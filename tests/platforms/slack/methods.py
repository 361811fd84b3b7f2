"""The methods of the Web API that the fake knows: their arguments, scopes and tiers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Args = dict[str, Any]


class Refused(Exception):
    """Slack answers ``{"ok": false, "error": …}``, with more fields perhaps."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.body = {"ok": False, "error": error, **more}

    @classmethod
    def for_blocks(cls, error: str, complaints: list[str]) -> Refused:
        messages = [f"[ERROR] {one}" for one in complaints]
        return cls(error, errors=complaints, response_metadata={"messages": messages})


@dataclass(frozen=True)
class Method:
    """``tier`` is calls a minute; none where Slack has a rule of its own or (auth.test) hundreds a minute.

    ``app`` methods take the app's token (``xapp-``), all others the bot's.
    """

    required: tuple[str, ...] = ()
    optional: frozenset[str] = field(default_factory=frozenset)
    tier: int | None = None
    scope: str = ""
    app: bool = False


def _method(required: str = "", optional: str = "", tier: int | None = None, scope: str = "") -> Method:
    return Method(tuple(required.split()), frozenset(optional.split()), tier, scope)


_SAID = "text blocks attachments link_names parse markdown_text"
_LOOK = "username icon_emoji icon_url as_user"
_RANGE = "cursor inclusive include_all_metadata latest limit oldest"

# Tiers as in Slack's own list (https://docs.slack.dev/apis/web-api/rate-limits): 1+, 20+, 50+ and 100+ a minute.
# apps.connections.open is of tier 1, "1+ a minute"; it gets 4 here because slack-sdk itself reconnects more often.
METHODS: Mapping[str, Method] = {
    "auth.test": _method(),
    "apps.connections.open": Method(tier=4, scope="connections:write", app=True),
    "chat.postMessage": _method(
        "channel",
        f"{_SAID} {_LOOK} thread_ts reply_broadcast unfurl_links unfurl_media container_id mrkdwn metadata",
        scope="chat:write",
    ),
    "chat.postEphemeral": _method("channel user", f"{_SAID} {_LOOK} thread_ts", 100, "chat:write"),
    "chat.update": _method(
        "channel ts", f"{_SAID} as_user file_ids reply_broadcast metadata unfurl_links unfurl_media", 50, "chat:write"
    ),
    "chat.delete": _method("channel ts", "as_user", 50, "chat:write"),
    "conversations.open": _method("", "channel return_im users prevent_creation", 50),
    "conversations.history": _method("channel", _RANGE, 50),
    "conversations.replies": _method("channel ts", _RANGE, 50),
    "conversations.info": _method("channel", "include_locale include_num_members", 50),
    "conversations.list": _method("", "cursor exclude_archived limit types", 20),
    "conversations.members": _method("channel", "cursor limit", 100),
    "conversations.join": _method("channel", "", 50, "channels:join"),
    "conversations.kick": _method("channel user", "", 50),
    "files.getUploadURLExternal": _method("filename length", "alt_txt snippet_type", 100, "files:write"),
    "files.completeUploadExternal": _method(
        "files", "channel_id channels initial_comment thread_ts blocks", 100, "files:write"
    ),
    "users.info": _method("user", "include_locale", 100, "users:read"),
    "users.list": _method("", "cursor include_locale limit", 20, "users:read"),
    "team.info": _method("", "team domain", 50, "team:read"),
    "bots.info": _method("", "bot", 50, "users:read"),
    "views.open": _method("view", "trigger_id interactivity_pointer", 100),
    "views.push": _method("view", "trigger_id interactivity_pointer", 100),
    "views.update": _method("view", "view_id external_id hash", 100),
    "views.publish": _method("user_id view", "hash", 100),
}

BOOLS = frozenset(
    [
        "link_names",
        "as_user",
        "reply_broadcast",
        "unfurl_links",
        "unfurl_media",
        "mrkdwn",
        "return_im",
        "prevent_creation",
        "inclusive",
        "include_all_metadata",
        "include_locale",
        "include_num_members",
        "exclude_archived",
    ]
)
PARSED = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format", "view": "invalid_arguments"}
TRUTHS = {"1": True, "true": True, "0": False, "false": False}


def decode(args: Args) -> Args:
    """Text from a form or a query becomes what it stands for: booleans, a limit, JSON."""
    return {name: _decode(name, value) for name, value in args.items()}


def _decode(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in BOOLS:
        return TRUTHS.get(value.lower(), value)
    if name == "limit":
        return int(value) if value.isdecimal() else value
    if name in PARSED or name in ("attachments", "files"):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


def strangers(method: Method, args: Args) -> list[str]:
    """Arguments that the method does not have; Slack ignores them. bolt adds ``team_id`` to every call."""
    known = {*method.required, *method.optional, "team_id"}
    return [name for name in args if name not in known]


def check(method: Method, args: Args) -> None:
    """Refuse what lacks an argument or gives one of the wrong kind."""
    missing = [name for name in method.required if args.get(name) in (None, "")]
    if missing:
        raise Refused.for_blocks("invalid_arguments", [f"missing required field: {', '.join(missing)}"])
    for name, value in args.items():
        if not _fits(name, value):
            wrong = f"{name} has a value of the wrong kind [json-pointer:/{name}]"
            raise Refused.for_blocks(PARSED.get(name, "invalid_arguments"), [wrong])


def _fits(name: str, value: Any) -> bool:
    if value is None:
        return False
    if name in BOOLS:
        return isinstance(value, bool)
    if name == "limit":
        return isinstance(value, int) and 0 < value <= 1000
    if name in ("blocks", "attachments", "files"):
        return isinstance(value, list)
    if name in ("view", "metadata"):
        return isinstance(value, dict)
    return isinstance(value, str)
