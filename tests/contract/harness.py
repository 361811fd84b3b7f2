"""What a platform's far end must offer so that the same tests run against all three."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.drawing.drawer import Drawer
from bot.kernel.app import App
from bot.kernel.places import Person, Place
from bot.kernel.ports import Platform


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees: a message, or a form, as the platform shows it.

    ``text`` is every word in reading order; ``buttons`` the labels; ``fields`` a form's field names;
    ``errors`` the sentence beside each wrong field; ``handle`` is the harness's own.
    """

    kind: Literal["whisper", "update", "form", "errors", "message", "nothing"]
    text: str = ""
    buttons: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    handle: Any = field(default=None, compare=False)


How = Literal["lost", "applied", "limited", "forbidden", "gone", "banned", "unreachable"]


class Harness(Protocol):
    """One platform with a Space, a channel ``general`` (``home``), and people by name.

    ``owner`` may manage the Space; ``ana``, ``bo`` and ``cy`` are students.
    """

    name: str
    home: Place
    platform: Platform
    end: Any
    """The far end itself, to be handed to the next opening."""

    async def command(self, who: str, path: str, **options: str) -> Seen:
        """Type a command in ``home``; options as text (``@ana`` and ``#general`` mean the person and the channel)."""
        ...

    async def press(self, who: str, on: Seen, label: str, *values: str) -> Seen:
        """Press the button, or choose from the menu, with this label."""
        ...

    async def submit(self, who: str, form: Seen, **values: str) -> Seen: ...

    async def complete(self, who: str, path: str, option: str, typed: str) -> list[str]: ...

    def said(self, place: Place) -> list[Seen]:
        """The messages of a channel or thread as everybody sees them, oldest first."""
        ...

    def thread(self, post: Seen) -> Place:
        """The place of the answers to a message that ``said`` returned."""
        ...

    def alerted(self) -> tuple[str, ...]:
        """Whom the bot's public messages have alerted so far, everyone and here included."""
        ...

    def told(self, who: str) -> list[Seen]:
        """The bot's private words to somebody, oldest first."""
        ...

    def person(self, who: str) -> Person:
        """Also of somebody who has left."""
        ...

    def rooms(self, who: str) -> list[Place]:
        """The private rooms of several people that this person can look into, oldest first."""
        ...

    async def chart(self, who: str, on: Seen) -> str:
        """What the picture of a chart says in words to those who cannot see it; "" where no picture is shown."""
        ...

    async def files(self, who: str, on: Seen) -> dict[str, str]:
        """Name and content of the files that this person gets with a message, in whatever way the platform has."""
        ...

    def forbid_pictures(self) -> None:
        """From now on the bot may say words, and nothing else."""
        ...

    def leave(self, who: str) -> None:
        """Somebody leaves the Space for good."""
        ...

    def break_opening(self, how: How) -> None:
        """The next room that the bot opens meets this."""
        ...

    def break_parting(self, how: How) -> None:
        """The next time that the bot takes somebody out of a room meets this; nothing, where it cannot."""
        ...

    def break_next(self, how: How) -> None:
        """The next thing that the bot says meets this: nothing happened and the line broke; it happened and the
        line broke; come back in a second; no permission; no such channel; traffic must stop; no DM to this person."""
        ...

    def posts(self) -> int:
        """How many messages of the bot exist anywhere on the platform: the count that must be exact."""
        ...


class Opener(Protocol):
    def __call__(self, app: App, end: Any, drawer: Drawer) -> AbstractAsyncContextManager[Harness]:
        """Connect the real adapter, with this app, to its far end: a new one, or that of an earlier opening."""
        ...
