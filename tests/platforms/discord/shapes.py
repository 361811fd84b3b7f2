"""Native JSON: people, servers, channels and messages as Discord writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.discord import permissions
from tests.platforms.discord.clock import iso
from tests.platforms.discord.things import DM, Channel, Guild, Message, Person, Role

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]
MESSAGE_CONTENT = 1 << 15


def person(who: Person) -> Json:
    return {
        "id": who.id,
        "username": who.name.lower().replace(" ", "."),
        "global_name": who.name,
        "discriminator": "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
    }


def member(guild: Guild, who: Person, *, partial: bool = False) -> Json:
    entry = guild.members[who.id]
    data: Json = {
        "roles": list(entry.roles),
        "joined_at": iso(entry.joined),
        "nick": entry.nick,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return data if partial else data | {"user": person(who), "deaf": False, "mute": False}


def role(guild: Guild, entry: Role) -> Json:
    data: Json = {
        "id": entry.id,
        "name": entry.name,
        "permissions": str(int(entry.permissions)),
        "position": list(guild.roles).index(entry.id),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": entry.managed_by is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return data | ({"tags": {"bot_id": entry.managed_by}} if entry.managed_by else {})


def channel(world: World, place: Channel) -> Json:
    if place.kind == DM:
        others = [person(world.people[name]) for name in place.people if name != world.me.id]
        return {"id": place.id, "type": DM, "last_message_id": last_id(place), "flags": 0, "recipients": others}
    data: Json = {
        "id": place.id,
        "type": place.kind,
        "guild_id": place.guild.id if place.guild else None,
        "name": place.name,
        "parent_id": place.parent.id if place.parent else None,
        "last_message_id": last_id(place),
        "rate_limit_per_user": 0,
        "flags": 0,
        "nsfw": False,
    }
    return data | (thread_part(world, place) if place.is_thread else text_part(place))


def text_part(place: Channel) -> Json:
    overwrites = [
        {
            "id": name,
            "type": 0 if place.guild and name in place.guild.roles else 1,
            "allow": str(int(allow)),
            "deny": str(int(deny)),
        }
        for name, (allow, deny) in place.overwrites.items()
    ]
    position = list(place.guild.channels).index(place.id) if place.guild and not place.deleted else 0
    return {"topic": place.topic, "position": position, "permission_overwrites": overwrites}


def thread_part(world: World, place: Channel) -> Json:
    sent = sum(not message.is_ephemeral for message in place.messages)
    data: Json = {
        "owner_id": place.owner_id,
        "message_count": sum(not (m.deleted or m.is_ephemeral) for m in place.messages),
        "total_message_sent": sent,
        "member_count": len(place.people),
        "thread_metadata": {
            "archived": place.archived,
            "locked": place.locked,
            "auto_archive_duration": place.auto_archive_minutes,
            "archive_timestamp": iso(place.created),
            "create_timestamp": iso(place.created),
        },
    }
    if place.is_private_thread:
        data["thread_metadata"]["invitable"] = place.invitable
    if world.me.id in place.people:
        data["member"] = thread_member(place, world.me.id)
    return data


def thread_member(place: Channel, person_id: str) -> Json:
    return {"id": place.id, "user_id": person_id, "join_timestamp": iso(place.people[person_id]), "flags": 0}


def last_id(place: Channel) -> str | None:
    return place.messages[-1].id if place.messages else None


def guild(entry: Guild) -> Json:
    return {
        "id": entry.id,
        "name": entry.name,
        "owner_id": entry.owner_id,
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
        "discovery_splash": None,
        "home_header": None,
        "features": [],
        "roles": [role(entry, one) for one in entry.roles.values()],
        "emojis": [],
        "stickers": [],
        "preferred_locale": entry.locale,
        "system_channel_id": entry.system_channel_id,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "application_id": None,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "nsfw": False,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "vanity_url_code": None,
        "widget_enabled": False,
        "widget_channel_id": None,
        "max_members": 500_000,
        "max_presences": None,
    }


def guild_create(world: World, entry: Guild) -> Json:
    """Without the members intent, a bot is shown no member but itself."""
    places = [c for c in entry.channels.values() if not c.deleted]
    seen = [c for c in places if c.is_thread and not c.archived and world.can(world.me, c)]
    return guild(entry) | {
        "joined_at": iso(entry.members[world.me.id].joined),
        "large": len(entry.members) >= 250,
        "unavailable": False,
        "member_count": len(entry.members),
        "members": [member(entry, world.me)],
        "channels": [channel(world, c) for c in places if not c.is_thread],
        "threads": [channel(world, c) for c in seen],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def place_of_interaction(world: World, place: Channel, who: Person) -> Json:
    """The partial channel that comes with an interaction."""
    bits = permissions.in_channel(place, who.id)
    return channel(world, place) | {"permissions": str(int(bits))}


def message(world: World, post: Message, *, nonce: bool = False) -> Json:
    """A message as the bot sees it: without message content intent, what others wrote is blank."""
    guild = post.channel.guild
    mine = post.author is world.me or guild is None or world.me.id in post.pinged
    readable = mine or bool(world.privileged_intents & MESSAGE_CONTENT)
    data: Json = {
        "id": post.id,
        "channel_id": post.channel.id,
        "type": post.kind,
        "author": person(post.author),
        "content": post.content if readable else "",
        "timestamp": iso(post.sent),
        "edited_timestamp": iso(post.edited) if post.edited else None,
        "tts": False,
        "mention_everyone": post.pinged_everyone,
        "mentions": [person(world.people[one]) for one in sorted(post.pinged) if one in world.people],
        "mention_roles": sorted(post.pinged_roles),
        "attachments": post.attachments if readable else [],
        "embeds": post.embeds if readable else [],
        "components": post.components if readable else [],
        "pinned": False,
        "flags": post.flags | (1 << 5 if post.thread else 0),
    }
    if post.author is world.me and post.interaction:
        data |= {"application_id": world.me.id, "webhook_id": world.me.id, "interaction_metadata": post.interaction}
    if post.reference:
        data["message_reference"] = post.reference
    if post.thread and not post.thread.deleted:
        data["thread"] = channel(world, post.thread)
    if (nonce or world.history_has_nonce) and post.nonce is not None:
        data["nonce"] = post.nonce
    return data
