"""A made-up course from its set-up to its end, through the front door of the real core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.kernel.replies import Whisper
from bot.schedule.engine import Engine
from bot.simulation.classmates import Actor, Seen
from bot.simulation.classroom import Classroom


class SettableClock(Protocol):
    def now(self) -> datetime: ...

    def set(self, now: datetime) -> None: ...


@dataclass
class LivingCourse:
    """The engine and the classmates on one clock: time goes from one thing that happens to the next."""

    engine: Engine
    room: Classroom
    clock: SettableClock
    said: list[Seen]
    passed: Callable[[datetime], None] = lambda now: None

    async def set_up(self, teacher: Actor, other: Actor, days: str, **course: object) -> None:
        """What a teacher does on the first day: the form, the preview, whom to turn to, the rhythms, the invitation."""
        reply = await self.room.call(teacher, "course setup", **course)
        assert isinstance(reply, Whisper), reply  # noqa: S101 - the set-up of a made-up course is right
        start = next(c for c in reply.card.controls if c.action == "course.start")
        await self.room.press(teacher, start)
        self.room.taught_by(teacher, self.clock.now())
        for one in (teacher, other):
            await self.room.call(teacher, "safety contacts add", person=one.person, name=one.name)
        await self.room.call(teacher, "icebreaker schedule", days=days, at="10:00")
        await self.room.call(teacher, "buddies schedule", day="wed", at="11:00", every=3)
        await self.room.call(teacher, "buddies invite")
        await self.room.call(teacher, "course size", students=self.room.size)
        for kind, day in (("connection", "tue"), ("pulse", "fri"), ("exit", "wed")):
            await self.room.call(teacher, "checkin schedule", kind=kind, day=day, at="15:00")

    async def next_at(self) -> datetime | None:
        """When something will happen next: by the bot, or by a classmate."""
        return _first(await self.engine.next_due(), self.room.next_at)

    async def live(self, until: datetime) -> None:
        """Let everything happen until then, each thing at its own instant."""
        while True:
            due = await self.engine.next_due()
            at = _first(due, self.room.next_at)
            if at is None or at > until:
                break
            self.clock.set(at)
            if due and due <= self.clock.now():
                await self.speak()
            await self.room.act(self.clock.now())
            self.passed(at)
        self.clock.set(until)

    async def speak(self) -> None:
        """The bot says what is due, and the classmates see it."""
        await self.engine.turn()
        await self.engine.drain()
        for seen in self.said:
            self.room.see(seen, self.clock.now())
        self.said.clear()


def _first(*instants: datetime | None) -> datetime | None:
    return min((instant for instant in instants if instant), default=None)
