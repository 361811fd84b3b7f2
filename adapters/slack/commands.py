"""The command table on Slack: one ``/homeroom`` for all, how its line is read, and the manifest of the app."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from bot.kernel import lines
from bot.kernel.commands import Command
from bot.kernel.lines import Line, Mentions
from bot.kernel.places import Person, Place

NAME = "/homeroom"
EVENTS = ("app_home_opened", "app_uninstalled", "tokens_revoked")
SCOPES: tuple[tuple[str, str], ...] = (
    ("commands", "to offer /homeroom"),
    ("chat:write", "to post icebreakers and answers in channels it was invited to, and private words"),
    (
        "users:read",
        "to show people's names beside their answers, and to know their time zone, language and who is an admin",
    ),
    ("im:write", "to open a private conversation with somebody it has an answer for"),
    ("mpim:write", "to open a group conversation for people whom it brings together as buddies"),
    ("files:write", "to hand over files that somebody asked for, such as a calendar entry or their own data"),
    ("channels:read", "to see whether it is a member of the course's public channels before it has to post there"),
    ("groups:read", "the same for the private channels it was invited to"),
    ("channels:history", "to look for its own message after a broken connection, so that nothing is said twice"),
    ("groups:history", "the same in private channels it was invited to"),
    ("im:history", "the same in its own private conversations"),
    ("mpim:history", "the same in the group conversations that it opened, and for nothing else"),
)

_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_PLACE = re.compile(r"<#([A-Z0-9]+)(?:\|[^<>]*)?>")
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def read(text: str, table: Mapping[tuple[str, ...], Command], space: str) -> Line:
    """Read what was typed after ``/homeroom``; UserError as ``lines.read``."""
    line = lines.read(text, table, mentions(space))
    options = {name: unescape(value) if isinstance(value, str) else value for name, value in line.options.items()}
    return replace(line, options=options)


def mentions(space: str) -> Mentions:
    """``<@U1|ana>`` and ``<#C1|general>`` as Slack escapes them; other words as they were typed."""

    def mention(word: str) -> object:
        if found := _PERSON.fullmatch(word.strip()):
            return Person(space, found[1])
        if found := _PLACE.fullmatch(word.strip()):
            return Place(space, found[1])
        return word

    return mention


def unescape(text: str) -> str:
    """What somebody saw while typing: links and mentions as words, ``&amp;`` as ``&``."""
    words = _MARKUP.sub(
        lambda found: (found[1] if found[1] != "!" else "@") * bool(found[1]) + (found[3] or found[2]), text
    )
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def asks_for_help(text: str) -> bool:
    """Nothing typed, or ``help``, whatever stands behind it."""
    words = lines.pieces(text)
    return not words or words[0].lower().strip("/") in {"help", "?"}


def manifest(table: Mapping[tuple[str, ...], Command], http_url: str | None = None) -> dict[str, Any]:
    """The app as Slack's manifest describes one: over Socket Mode, or over HTTP where ``http_url`` takes everything."""
    address = {"request_url": http_url} if http_url else {}
    options = {"message_menu_options_url": http_url} if http_url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": _ABOUT,
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Homeroom", "always_online": True},
            "slash_commands": [_slash_command(table, http_url)],
        },
        "oauth_config": {"scopes": {"bot": [scope for scope, _ in SCOPES]}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": http_url is None,
            "token_rotation_enabled": False,
        },
    }


_ABOUT = {
    "name": "Homeroom",
    "description": "Icebreakers, buddies and check-ins that help an online course become a class.",
    "long_description": (
        "Homeroom helps people of an online course to meet. It asks an icebreaker now and then, in a channel that "
        "staff choose and at a time that suits the course; people answer with a tap or in their own words, in the "
        "thread below. Staff set a course up with /homeroom course setup and see what will be asked before it is. "
        "It reads no messages but looks for its own."
    ),
    "background_color": "#2f4858",
}


def _slash_command(table: Mapping[tuple[str, ...], Command], http_url: str | None) -> dict[str, Any]:
    nouns = ", ".join(sorted({path[0] for path in table}))
    return {
        "command": NAME,
        "description": "Everything that Homeroom can do" + (f": {nouns}" if nouns else ""),
        "usage_hint": "help | <noun> <verb> [option:value …]",
        "should_escape": True,
        **({"url": http_url} if http_url else {}),
    }


def link(manifest: Mapping[str, Any]) -> str:
    """The page on which Slack makes an app of a manifest."""
    return "https://api.slack.com/apps?new_app=1&manifest_json=" + quote(json.dumps(manifest, separators=(",", ":")))
