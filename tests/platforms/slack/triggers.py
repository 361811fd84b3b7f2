"""The right to open a modal: a trigger_id works once, for three seconds after the person's act."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.platforms.slack.methods import Args, Refused

if TYPE_CHECKING:
    from tests.platforms.slack.answers import Answer
    from tests.platforms.slack.clock import Clock
    from tests.platforms.slack.people import User
    from tests.platforms.slack.workspace import Workspace

LIFE = 3.0


@dataclass
class Trigger:
    answer: Answer
    born: float
    used: bool = False

    @property
    def user(self) -> User:
        return self.answer.user


class Triggers:
    """All trigger_ids ever given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Trigger] = {}

    def give(self, answer: Answer) -> str:
        name = f"{len(self._known) + 1}.{answer.user.team[1:]}.{secrets.token_hex(16)}"
        self._known[name] = Trigger(answer, self._clock.ticks())
        return name

    def use(self, args: Args, space: Workspace) -> Trigger:
        """Spend the trigger that these arguments name."""
        trigger = self._known.get(args.get("trigger_id", ""))
        if trigger is None or trigger.user.team != space.id:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock.ticks() - trigger.born > LIFE:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
