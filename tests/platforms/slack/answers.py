"""What a person gets for an act: the acknowledgement, then whatever follows it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.people import User
    from tests.platforms.slack.places import Channel, Message
    from tests.platforms.slack.views import View

Json = dict[str, Any]


@dataclass(eq=False)
class Answer:
    """``ack`` is the payload of the acknowledgement (None: empty), ``ack_ms`` how long it took.

    ``error`` is why the person saw a failure: ``dispatch_failed`` (nobody listened), ``operation_timeout`` (no
    acknowledgement within 3 s), ``http_<status>``, ``invalid_response``. ``messages`` and ``views`` are what the
    acknowledgement, the response_url and the trigger_id brought; ``posts`` the raw bodies at the response_url.
    ``shown_ms`` is when the first of these could be seen.
    """

    slack: FakeSlack = field(repr=False)
    user: User
    channel: Channel | None = None
    trigger_id: str = ""
    response_url: str = ""
    event_id: str = ""
    ack: Any = None
    ack_ms: float | None = None
    shown_ms: float | None = None
    error: str | None = None
    options: list[Json] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    posts: list[Json] = field(default_factory=list)
    payload: Json = field(default_factory=dict, repr=False)
    started: float = field(default_factory=time.perf_counter, repr=False)

    @property
    def acked(self) -> bool:
        return self.ack_ms is not None

    def elapsed(self) -> float:
        """Milliseconds since the act."""
        return (time.perf_counter() - self.started) * 1000

    def see(self, *things: Message | View) -> None:
        """Something came before the person's eyes because of this act."""
        for thing in things:
            shelf: list[Any] = self.messages if hasattr(thing, "channel") else self.views
            if thing not in shelf:
                shelf.append(thing)
        self.shown_ms = self.elapsed() if self.shown_ms is None else self.shown_ms

    async def message(self, within: float = 3) -> Message:
        """The latest message that this act brought, waiting for the first."""
        await self.slack.until(lambda: bool(self.messages), within)
        return self.messages[-1]

    async def view(self, within: float = 3) -> View:
        """The latest modal that this act brought, waiting for the first."""
        await self.slack.until(lambda: bool(self.views), within)
        return self.views[-1]
