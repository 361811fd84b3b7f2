"""What the bot may do in a channel, added up from roles and overwrites as Discord adds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.discord.manifest import ADMINISTRATOR
from adapters.discord.wire import Wire

Json = Mapping[str, Any]
EVERYTHING = (1 << 53) - 1
READ_HISTORY = 1 << 16


def total(guild: Json, member: Json, channel: Json) -> int:
    """The bits that a member has in a channel: roles first, then overwrites of everyone, roles, the member."""
    person = member["user"]["id"]
    roles = {guild["id"], *member["roles"]}
    bits = _either(int(role["permissions"]) for role in guild["roles"] if role["id"] in roles)
    if guild["owner_id"] == person or bits & ADMINISTRATOR:
        return EVERYTHING
    overwrites = {overwrite["id"]: overwrite for overwrite in channel.get("permission_overwrites", ())}
    for layer in ({guild["id"]}, roles - {guild["id"]}, {person}):
        found = [overwrites[name] for name in layer if name in overwrites]
        bits &= ~_either(int(overwrite["deny"]) for overwrite in found)
        bits |= _either(int(overwrite["allow"]) for overwrite in found)
    return bits


def _either(bits: Iterable[int]) -> int:
    summed = 0
    for some in bits:
        summed |= some
    return summed


async def ours(wire: Wire, guild_id: str, channel_id: str) -> int:
    """What the bot may do in a channel, asked of Discord (four requests)."""
    me = await wire.request("GET", "/users/@me")
    guild = await wire.request("GET", f"/guilds/{guild_id}")
    member = await wire.request("GET", f"/guilds/{guild_id}/members/{me['id']}")
    channel = await wire.request("GET", f"/channels/{channel_id}")
    return total(guild, member, channel)
