"""How the far end says no, and how its line breaks when a test asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.kernel.places import Person

How = Literal["lost", "applied", "limited", "forbidden", "gone", "banned", "unreachable"]
Code = Literal[
    "no_such_room", "no_such_message", "no_such_person", "may_not_write", "takes_no_messages", "slow_down", "shut_out"
]

CODES: dict[How, Code] = {
    "limited": "slow_down",
    "forbidden": "may_not_write",
    "gone": "no_such_room",
    "banned": "shut_out",
    "unreachable": "takes_no_messages",
}


class Refusal(Exception):
    """The world's own no; ``retry_after`` is set with ``slow_down``, ``people`` with ``no_such_person``."""

    def __init__(self, code: Code, retry_after: timedelta = timedelta(), people: tuple[Person, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.people = people


@dataclass
class Faults:
    """What the next thing that the bot does will meet."""

    how: How | None = None

    def before(self) -> bool:
        """Raises what comes in the way; True when the line will break after all is done."""
        how, self.how = self.how, None
        if how in CODES:
            raise Refusal(CODES[how], timedelta(seconds=how == "limited"))
        if how == "lost":
            raise ConnectionResetError("the line broke before anything was done")
        return how == "applied"

    def after(self, breaks: bool) -> None:
        if breaks:
            raise ConnectionResetError("the line broke when all was done")
