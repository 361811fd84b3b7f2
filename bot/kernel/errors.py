"""Two audiences, two kinds of error: what people are told, and what the log is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.kernel.places import Person


class UserError(Exception):
    """Shown to whoever asked, in their language: a key of the locale files and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Forged(Exception):
    """A button or form came back with a seal that this bot did not make."""


class PlatformError(Exception):
    """A platform refused; the subclass says what follows from it (contracts.md §2.3)."""


class Gone(PlatformError):
    """The channel or message does not exist any more."""


class Forbidden(PlatformError):
    """The bot lacks a permission; ``grant`` names exactly what to grant, as the platform calls it."""

    def __init__(self, message: str, grant: str = "") -> None:
        super().__init__(message)
        self.grant = grant


class Unreachable(PlatformError):
    """The person cannot be written to; of several, ``people`` are those who cannot."""

    def __init__(self, message: str = "", people: tuple[Person, ...] = ()) -> None:
        super().__init__(message)
        self.people = people


class Full(PlatformError):
    """The platform opens no more rooms here until some of them are put away."""


class Inseparable(PlatformError):
    """The platform takes nobody out of a room: whoever stays needs another one."""


class Refused(PlatformError):
    """The platform does not take this content, and would not take it again."""


@dataclass
class RateLimited(PlatformError):
    """Not now: the platform said for how long. Never counts as an attempt."""

    retry_after: timedelta


class Closed(PlatformError):
    """All traffic to the platform must stop: a ban, or a token that is no longer valid."""


class Unclear(PlatformError):
    """It may or may not have happened: a timeout, a broken connection, a 5xx."""
