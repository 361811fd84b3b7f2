"""An interaction while it lives, and what the person gets to see of it."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.discord.things import EPHEMERAL, Channel, Message, Person

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
KINDS = {4: "message", 5: "deferred", 6: "deferred", 7: "update", 8: "choices", 9: "modal"}


class Impossible(AssertionError):
    """No person could do this: the command, button, option or place isn't there for them."""


class NoAnswer(AssertionError):
    """ "The application did not respond": three seconds passed."""


@dataclass(eq=False, repr=False)
class Answer:
    """What a person gets.

    `kind`: message, update, modal, choices or deferred. `data`: the `data` of the callback, as the bot sent it.
    `message`: what was shown or changed; of a deferred answer, what comes later. `ms`: from event to callback.
    """

    interaction: Interaction
    kind: str
    data: dict[str, Any]
    ms: float
    message: Message | None = None
    followups: list[Message] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Answer {self.kind} {self.data}>"

    @property
    def ephemeral(self) -> bool:
        return bool((self.data.get("flags") or 0) & EPHEMERAL)

    @property
    def choices(self) -> dict[str, Any]:
        """Of an autocomplete: name -> value, in their order."""
        return {choice["name"]: choice["value"] for choice in self.data.get("choices", ())}

    async def settled(self, within: float = 3.0) -> Message:
        """The message that takes the place of a deferred answer."""
        await asyncio.wait_for(self.interaction.settled.wait(), within)
        if self.message is None:
            raise NoAnswer("the deferred answer was taken back")
        return self.message

    async def followed(self, count: int = 1, within: float = 3.0) -> list[Message]:
        """Wait for so many follow-ups."""
        async with asyncio.timeout(within):
            while len(self.followups) < count:
                self.interaction.changed.clear()
                await self.interaction.changed.wait()
        return self.followups


@dataclass(eq=False, repr=False)
class Interaction:
    """`born` is when it went out to the bot (monotonic seconds), `at` is Unix seconds.

    `expired`: nobody waits for an answer any more.
    """

    id: str
    kind: int
    user: Person
    channel: Channel
    data: dict[str, Any]
    at: float
    message: Message | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(96))
    born: float = field(default_factory=time.perf_counter)
    acknowledged: int = 0
    expired: bool = False
    original: Message | None = None
    answer: asyncio.Future[Answer] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def left(self) -> None:
        self.born = time.perf_counter()

    def resolve(self, kind: int, data: dict[str, Any], message: Message | None) -> None:
        """The first answer is here."""
        answer = Answer(self, KINDS[kind], data, (time.perf_counter() - self.born) * 1000, message)
        if KINDS[kind] != "deferred":
            self.settled.set()
        if not self.answer.done():
            self.answer.set_result(answer)

    def settle(self, message: Message | None) -> None:
        """What was deferred is here (or taken back)."""
        self.answer.result().message = message
        self.settled.set()
        self.changed.set()

    def follow(self, message: Message) -> None:
        self.answer.result().followups.append(message)
        self.changed.set()
