"""Addresses that print: where something is said, and who says it.

A Space prints as ``discord:8401``, a Place as ``discord:8401/8402`` (with a thread: ``…/8402/8403``),
a Person as ``discord:8401/@77``, a Message as ``discord:8401/8402#991``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


def platform_of(address: str) -> str:
    return address.partition(":")[0]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A channel of a Space, or a thread in it."""

    space: str
    channel: str
    thread: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.space, self.channel, self.thread) if part)

    @classmethod
    def parse(cls, address: str) -> Place:
        space, channel, *thread = address.split("/")
        return cls(space, channel, thread[0] if thread else "")

    @property
    def platform(self) -> str:
        return platform_of(self.space)

    @property
    def outside(self) -> Place:
        """The channel that a thread hangs in; a channel is its own."""
        return replace(self, thread="")


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody in a Space: only the platform's id is kept."""

    space: str
    id: str

    def __str__(self) -> str:
        return f"{self.space}/@{self.id}"

    @classmethod
    def parse(cls, address: str) -> Person:
        space, _, id_ = address.partition("/@")
        return cls(space, id_)

    @property
    def platform(self) -> str:
        return platform_of(self.space)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One message that has been said."""

    place: Place
    id: str

    def __str__(self) -> str:
        return f"{self.place}#{self.id}"

    @classmethod
    def parse(cls, address: str) -> Message:
        place, _, id_ = address.rpartition("#")
        return cls(Place.parse(place), id_)

    @property
    def thread(self) -> Place:
        """The Place of the answers to this message."""
        return replace(self.place, thread=self.place.thread or self.id)
