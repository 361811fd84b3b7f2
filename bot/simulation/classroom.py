"""Classmates in motion: they see what is posted and act on it, through the front door, when their time has come."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from bot.kernel.app import App
from bot.kernel.cards import Button, Card
from bot.kernel.events import Call, Press, Submission
from bot.kernel.places import Place
from bot.kernel.replies import Ask, Reply, Whisper
from bot.simulation.classmates import Act, Actor, Classmate, Seen, react
from bot.simulation.friends import WHO, befriend

ASKED = frozenset({"icebreaker.tap", "icebreaker.open"})
OPENING = frozenset({"icebreaker.open", WHO})


class Classroom:
    """Everybody of a made-up course, and what they are about to do."""

    def __init__(self, app: App, classmates: Sequence[Classmate], home: Place, rng: Random) -> None:
        self._app = app
        self._classmates = classmates
        self._home = home
        self._rng = rng
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = 0

    def see(self, seen: Seen, at: datetime) -> None:
        """Something was said: each takes it in their own way and time."""
        for classmate in self._classmates:
            if not seen.people or classmate.actor.person in seen.people:
                self._consider(classmate, seen.card, at)

    def _consider(self, classmate: Classmate, card: Card, at: datetime) -> None:
        actions = {control.action for control in card.controls}
        if actions & ASKED:
            acts: Sequence[Act | None] = (react(classmate, card, at, self._rng),)
        else:
            acts = befriend(classmate, card, at, self._rng)
        for act in filter(None, acts):
            self._plan(act)

    def _plan(self, act: Act) -> None:
        self._count += 1
        heapq.heappush(self._acts, (act.at, self._count, act))

    @property
    def next_at(self) -> datetime | None:
        return self._acts[0][0] if self._acts else None

    async def act(self, now: datetime) -> None:
        """Do what is due by now, in order."""
        while self._acts and self._acts[0][0] <= now:
            await self._perform(heapq.heappop(self._acts)[2])

    async def _perform(self, act: Act) -> None:
        reply = await self.press(act.who.actor, Button("press", act.action, act.args))
        match reply:
            case Ask(form):
                token = self._app.seals.seal(self._home.space, form.action, form.args)
                values = {"text": act.words, "how": "thread" if act.shown else "count"}
                await self._app.handle(Submission(**self._who(act.who.actor), token=token, values=values))
            case Whisper(card) if act.action in OPENING:
                self._consider(act.who, card, act.at)
            case Whisper(card) if act.shown:
                await self._show(act, card)

    async def _show(self, act: Act, card: Card) -> None:
        for control in card.controls:
            if control.action == "icebreaker.show":
                await self.press(act.who.actor, control)

    async def press(self, actor: Actor, control: object) -> Reply | None:
        """Press a button of a card."""
        assert isinstance(control, Button)  # noqa: S101 - classmates press nothing else
        token = self._app.seals.seal(actor.person.space, control.action, control.args)
        return await self._app.handle(Press(**self._who(actor), token=token))

    async def call(self, actor: Actor, path: str, **options: object) -> Reply | None:
        """Type a command."""
        return await self._app.handle(Call(**self._who(actor), path=tuple(path.split()), options=options))

    def _who(self, actor: Actor) -> dict[str, Any]:
        self._count += 1
        who = {"person": actor.person, "name": actor.name, "manages": actor.manages}
        return {"id": f"act-{self._count}", "place": self._home, **who}
