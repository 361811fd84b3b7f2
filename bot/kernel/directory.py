"""The kernel's questions about whoever acts, which the store answers."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection

from bot.kernel.cards import Form
from bot.kernel.events import Event
from bot.kernel.features import Bot, Standing
from bot.kernel.places import Person


class Directory(Protocol):
    """What the database knows of an event's people."""

    def is_new(self, db: Connection, event: Event, bot: Bot) -> bool:
        """False when an event with this id has been handled before."""
        ...

    def standing(self, db: Connection, event: Event, course: str | None) -> Standing:
        """The course that an act in this place concerns (or the one named), and the person's role in it."""
        ...

    def may_write_to(self, db: Connection, course: str, person: Person) -> bool:
        """Whether somebody has accepted the course's agreement, or is on its staff."""
        ...

    def accept(self, bot: Bot, person: Person) -> None:
        """They have accepted the agreement of the bot's course."""
        ...

    def keep_form(self, bot: Bot, form: Form) -> str: ...

    def kept_form(self, bot: Bot, draft: str) -> Form | None: ...
