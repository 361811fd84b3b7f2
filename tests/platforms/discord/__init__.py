"""The far end of Discord: its HTTP API v10 and its gateway on real sockets, small, strict and honest.

It knows the rules that a bot for courses can break: permissions, limits, deadlines, duplicate nonces. What it
doesn't know it says aloud (`surprises`), and it can be told to go wrong in the ways that Discord goes wrong.
"""

from tests.platforms.discord.answers import Answer, Impossible, NoAnswer
from tests.platforms.discord.far_end import TOKEN, FakeDiscord
from tests.platforms.discord.faults import Fault
from tests.platforms.discord.journal import Call
from tests.platforms.discord.permissions import EVERYTHING, NOTHING, Can
from tests.platforms.discord.reading import buttons_of, fields_of, selects_of, text_of
from tests.platforms.discord.things import Channel, Guild, Member, Message, Person, Role

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "TOKEN",
    "Answer",
    "Call",
    "Can",
    "Channel",
    "FakeDiscord",
    "Fault",
    "Guild",
    "Impossible",
    "Member",
    "Message",
    "NoAnswer",
    "Person",
    "Role",
    "buttons_of",
    "fields_of",
    "selects_of",
    "text_of",
]
