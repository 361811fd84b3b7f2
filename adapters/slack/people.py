"""Who somebody is in Slack: their name, whether they manage the workspace, their language and zone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from adapters.slack.line import Line
from bot.kernel.errors import PlatformError
from bot.kernel.places import Person

SLACKBOT = "USLACKBOT"  # listed as a person, with is_bot false
FRESH, PATIENCE, MANY = 60.0, 1.0, 20_000
_MANAGERS = ("is_admin", "is_owner", "is_primary_owner")


@dataclass(frozen=True, slots=True)
class Profile:
    """``is_person`` is false for bots, and for Slackbot."""

    name: str
    manages: bool = False
    locale: str = "en"
    zone: str = ""
    is_person: bool = True

    @classmethod
    def read(cls, user: Mapping[str, Any]) -> Profile:
        told = user.get("profile") or {}
        names = (told.get("display_name"), told.get("real_name"), user.get("real_name"), user.get("name"))
        return cls(
            name=next(filter(None, names), "?"),
            manages=any(user.get(flag) for flag in _MANAGERS),
            locale=user.get("locale") or "en",
            zone=user.get("tz") or "",
            is_person=not user.get("is_bot") and user.get("id") != SLACKBOT,
        )


class People:
    """Profiles, a minute old at most; each asked for once however many wait for it.

    Where Slack does not say in time, an older profile serves, or the name that came with the act: nobody waits
    for a name, and nobody manages a workspace who was never seen to.
    """

    def __init__(self, line: Line, clock: Callable[[], float] | None = None) -> None:
        self._line = line
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._known: dict[Person, tuple[float, Profile]] = {}
        self._asking: dict[Person, asyncio.Task[Profile | None]] = {}

    async def of(self, person: Person, name: str) -> Profile:
        """``name`` is what the act itself called them."""
        if person.id == SLACKBOT:
            return Profile(name, is_person=False)
        at, known = self._known.get(person, (float("-inf"), None))
        if known and self._clock() - at < FRESH:
            return known
        return await self._asked(person) or known or Profile(name or "?")

    async def _asked(self, person: Person) -> Profile | None:
        if person not in self._asking:
            task = asyncio.create_task(self._ask(person))
            self._asking[person] = task
            task.add_done_callback(lambda _: self._asking.pop(person, None))
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._asking[person]), PATIENCE)
        return None

    async def _ask(self, person: Person) -> Profile | None:
        try:
            user = (await self._line.call("users.info", {"user": person.id, "include_locale": True}))["user"]
        except PlatformError:
            return None
        if len(self._known) >= MANY:
            self._known.clear()
        profile = Profile.read(user)
        self._known[person] = (self._clock(), profile)
        return profile
