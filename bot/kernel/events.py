"""What people do, as values: the only things that enter the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.kernel.places import Message, Person, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who acted, and where.

    ``id`` is the platform's id of the event: the same id twice is the same act, delivered twice.
    ``name`` is shown beside what they say and kept nowhere else; ``manages`` says that the platform lets them
    manage the whole Space; ``zone`` is the IANA zone where the platform tells it;
    ``private`` that the place is a conversation between the person and the bot alone.
    """

    id: str
    person: Person
    name: str
    place: Place
    locale: str = "en"
    manages: bool = False
    zone: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Event):
    """A command: its path (``("course", "staff", "add")``) and its options as the platform gave them.

    An option's value is a string, or what the platform typed already: an int, a bool, a Place, a Person.
    """

    path: tuple[str, ...]
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Event):
    """A button, or a menu with the values chosen; ``token`` is what the bot sealed into it."""

    token: str
    values: tuple[str, ...] = ()
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Event):
    """A form, filled in: field name to what was typed, or to the Place or Person that was chosen."""

    token: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing(Event):
    """Somebody is typing an option's or a field's value and would like suggestions.

    Of a command: ``path`` and ``option``; of a form's field: ``option`` holds what the field is completed from.
    """

    path: tuple[str, ...] = ()
    option: str
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """The bot was added to a Space; ``place`` is where it may greet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Event):
    """Somebody opened their own page of the bot."""
