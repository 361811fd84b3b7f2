"""Who may do what where: Discord's permission bits and how they add up."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.platforms.discord.things import Channel, Guild


class Can(IntFlag):
    """The bits that a bot for courses comes near."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


NOTHING = Can(0)
EVERYTHING = Can(sum(Can))
READING = Can.VIEW_CHANNEL | Can.READ_MESSAGE_HISTORY
USUAL = (
    READING
    | Can.SEND_MESSAGES
    | Can.EMBED_LINKS
    | Can.ATTACH_FILES
    | Can.ADD_REACTIONS
    | Can.MENTION_EVERYONE
    | Can.USE_APPLICATION_COMMANDS
    | Can.CREATE_PUBLIC_THREADS
    | Can.CREATE_PRIVATE_THREADS
    | Can.SEND_MESSAGES_IN_THREADS
)
"""What @everyone may do in a server that nobody has configured."""


def in_guild(guild: Guild, person_id: str) -> Can:
    member = guild.members.get(person_id)
    if member is None:
        return NOTHING
    if person_id == guild.owner_id:
        return EVERYTHING
    bits = NOTHING
    for role_id in (guild.id, *member.roles):
        bits |= guild.roles[role_id].permissions
    if Can.ADMINISTRATOR in bits:
        return EVERYTHING
    return bits & READING if member.timed_out else bits


def in_channel(channel: Channel, person_id: str) -> Can:
    """Overwrites count from @everyone over roles to the person; a thread has those of its parent."""
    if channel.guild is None:
        return USUAL if person_id in channel.people else NOTHING
    bits = in_guild(channel.guild, person_id)
    if bits in (EVERYTHING, NOTHING):
        return bits
    member = channel.guild.members[person_id]
    overwrites = (channel.parent or channel).overwrites if channel.is_thread else channel.overwrites
    for layer in ([channel.guild.id], member.roles, [person_id]):
        found = [overwrites[name] for name in layer if name in overwrites]
        for _, deny in found:
            bits &= ~deny
        for allow, _ in found:
            bits |= allow
    if channel.is_private_thread and person_id not in channel.people and Can.MANAGE_THREADS not in bits:
        return NOTHING
    return bits if Can.VIEW_CHANNEL in bits else NOTHING
