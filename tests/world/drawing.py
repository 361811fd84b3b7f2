"""Cards and forms as Discord and Slack would get them, looked at with the far ends' own strictness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from hashlib import sha256
from typing import Any

from adapters.discord import render as discord
from adapters.slack import render as slack
from bot.kernel.cards import Card, Form
from bot.kernel.places import Person, Place
from bot.kernel.seals import Seals
from tests.platforms.discord import rules, spec
from tests.platforms.slack import blocks, views

Json = dict[str, Any]
_ADDRESS = re.compile(r"fake:\d+/[^\s/]+(/[^\s/]+)?")
SEALS = Seals(b"a key for tests")
SPACES = {"discord": "discord:1234567890123456789", "slack": "slack:T01234567"}
MESSAGES = ("POST", "/channels/{channel_id}/messages")
ANSWERS = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")


def drawn(seen: Card | Form) -> Iterator[tuple[str, Json]]:
    """What each platform is sent: a message for a card, a modal for a form."""
    on_discord, on_slack = (partial(SEALS.seal, space) for space in SPACES.values())
    there, here = native(seen, "discord"), native(seen, "slack")
    if isinstance(there, Card):
        yield "discord", discord.message(there, on_discord, marker="M" * 25)
        yield "slack", slack.message(here, on_slack)
    else:
        yield "discord", discord.modal(there, on_discord)
        yield "slack", slack.form(here, on_slack, slack.Origin(Place(SPACES["slack"], "C0123456"), "https://x/" * 20))


def native(value: Any, platform: str) -> Any:
    """The same with places and people whose ids are such as the platform gives: those of tests are names."""
    if isinstance(value, Place | Person):
        parts = {name: id_of(getattr(value, name), platform, name) for name in ("channel", "thread", "id")[_is(value)]}
        return replace(value, space=SPACES[platform], **parts)
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return str(native((Person if "/@" in value else Place).parse(value), platform))
    if isinstance(value, tuple):
        return tuple(native(part, platform) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: native(getattr(value, f.name), platform) for f in fields(value)})
    return value


def _is(value: Place | Person) -> slice:
    return slice(2, 3) if isinstance(value, Person) else slice(0, 2)


def id_of(name: str, platform: str, part: str) -> str:
    number = str(int.from_bytes(sha256(name.encode()).digest()[:6]) + 10**15)
    if not name:
        return ""
    slackish = {"channel": f"C{number[:9]}", "thread": f"{number[:10]}.000100", "id": f"U{number[:9]}"}
    return number if platform == "discord" else slackish[part]


@cache
def _faults(seen: Card | Form) -> tuple[str, ...]:
    return tuple(_looked_at(seen))


def faults(seen: Card | Form) -> list[str]:
    """What either platform would refuse about it; empty when nothing. Each is looked at once: tests show the same."""
    return list(_faults(seen))


def _looked_at(seen: Card | Form) -> list[str]:
    on_discord, on_slack = (payload for _, payload in drawn(seen))
    if isinstance(seen, Card):
        found = [*rules.faults_of_message(on_discord, on_discord["flags"], []), *_described(MESSAGES, on_discord)]
        return [*found, *blocks.check(on_slack["blocks"])]
    answer = {"type": 9, "data": on_discord}
    return [*rules.faults_of_form(on_discord), *_described(ANSWERS, answer), *views.check(on_slack, "modal")]


def _described(where: tuple[str, str], body: Json) -> list[str]:
    return list(spec.faults_of_body(*where, body)) if spec.available() else []
