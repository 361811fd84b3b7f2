"""Who is notified by a message: its mentions, as far as `allowed_mentions` lets them through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.platforms.discord.permissions import Can
from tests.platforms.discord.rules import TEXT, tree

if TYPE_CHECKING:
    from tests.platforms.discord.things import Channel, Message
    from tests.platforms.discord.world import World

PEOPLE, ROLES, EVERYONE = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True)
class Pings:
    people: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    everyone: bool = False


def words_of(body: dict[str, Any]) -> str:
    shown = [part.get("content") or "" for part in tree(body.get("components")) if part["type"] == TEXT]
    return "\n".join([body.get("content") or "", *shown])


def pings_of(body: dict[str, Any], *, may_ping_everyone: bool) -> Pings:
    """Without `allowed_mentions`, Discord lets everything through."""
    words, allowed = words_of(body), body.get("allowed_mentions")
    people, roles = set(PEOPLE.findall(words)), set(ROLES.findall(words))
    everyone = bool(EVERYONE.search(words)) and may_ping_everyone
    if allowed is None:
        return Pings(frozenset(people), frozenset(roles), everyone)
    kinds = allowed.get("parse") or []
    people &= people if "users" in kinds else set(map(str, allowed.get("users") or ()))
    roles &= roles if "roles" in kinds else set(map(str, allowed.get("roles") or ()))
    return Pings(frozenset(people), frozenset(roles), everyone and "everyone" in kinds)


def mark(world: World, message: Message, body: dict[str, Any]) -> None:
    """Note who was pinged; whoever is mentioned in a thread joins it."""
    channel = message.channel
    may = Can.MENTION_EVERYONE in world.can(message.author, channel)
    pings = pings_of(body, may_ping_everyone=may)
    message.pinged, message.pinged_roles, message.pinged_everyone = pings.people, pings.roles, pings.everyone
    if channel.is_thread:
        join(world, channel, pings.people)


def join(world: World, thread: Channel, people: frozenset[str]) -> None:
    for person_id in people:
        if thread.guild and person_id in thread.guild.members:
            thread.people.setdefault(person_id, world.clock.time())
