"""Rooms on Slack: a group conversation of these people and the bot, which Slack opens whole or not at all.

Nobody sees it before something is said in it, so one that could not be opened introduces nobody to anybody.
The same people always get the same one, whatever brings them together; it has no name of its own, and it tells
all its members of every message.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from adapters.slack.people import Profile
from adapters.slack.texts import Native
from bot.kernel.errors import Unreachable
from bot.kernel.places import Person, Place

SCOPES = frozenset({"mpim:write", "mpim:history"})
Calling = Callable[[str, Place, Native], Awaitable[Mapping[str, Any]]]


async def opened(call: Calling, space: str, people: Sequence[Person]) -> Place:
    """The room of these people (Slack takes eight at most), the one they had or a new one.

    Raises Unreachable with those who have left, are no persons, or cannot be seen from here.
    """
    users = ",".join(dict.fromkeys(person.id for person in people))
    try:
        found = await call("conversations.open", Place(space, ""), {"users": users})
    except Unreachable as error:
        raise Unreachable(str(error), await _absent(call, people)) from error
    return Place(space, str(found["channel"]["id"]))


async def _absent(call: Calling, people: Sequence[Person]) -> tuple[Person, ...]:
    """Slack says that somebody cannot come, but not who: so each is asked after, and only then."""
    return tuple([person for person in dict.fromkeys(people) if not await _may_come(call, person)])


async def _may_come(call: Calling, person: Person) -> bool:
    try:
        user = (await call("users.info", Place(person.space, ""), {"user": person.id}))["user"]
    except Unreachable:
        return False
    return not user.get("deleted") and Profile.read(user).is_person
