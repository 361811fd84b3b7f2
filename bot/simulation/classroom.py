"""Classmates in motion: they see what is posted and act on it, through the front door, when their time has come."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from bot.kernel.app import App
from bot.kernel.cards import Button, Card, Form
from bot.kernel.events import Call, Press, Submission
from bot.kernel.places import Person, Place
from bot.kernel.replies import Ask, Reply, Update, Whisper
from bot.simulation.classmates import Act, Actor, Classmate, Seen, react
from bot.simulation.friends import JOIN, WHO, befriend, tastes
from bot.simulation.opinions import ANSWER, DID, SAID, START, WRITE, follow_up, go_on, opine

ASKED = frozenset({"icebreaker.tap", "icebreaker.open"})
OPENING = frozenset({"icebreaker.open", WHO})
ABOUT, QUESTIONS = frozenset({START, ANSWER}), frozenset({START, ANSWER, WRITE})


class Classroom:
    """Everybody of a made-up course, and what they are about to do."""

    def __init__(self, app: App, classmates: Sequence[Classmate], home: Place, rng: Random) -> None:
        self._app = app
        self._classmates = classmates
        self._places = {classmate.actor.person: place for place, classmate in enumerate(classmates)}
        self._teachers: list[Classmate] = []
        self._home = home
        self._rng = rng
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = 0

    def taught_by(self, teacher: Actor, since: datetime) -> None:
        """Somebody answers the class when an answer is owed."""
        self._teachers.append(Classmate(teacher, 0.0, 0.0, since, since))

    def see(self, seen: Seen, at: datetime) -> None:
        """Something was said: each takes it in their own way and time."""
        for classmate in self._among(seen.people):
            self._consider(classmate, seen.card, at)
        for teacher in self._teachers:
            if teacher.actor.person in seen.people and (act := follow_up(teacher, seen.card, at)):
                self._plan(act)

    def _among(self, people: Sequence[Person]) -> Sequence[Classmate]:
        """The classmates whom something was said to, always in the same order."""
        if not people:
            return self._classmates
        found = (self._places[person] for person in people if person in self._places)
        return [self._classmates[place] for place in sorted(found)]

    def _consider(self, classmate: Classmate, card: Card, at: datetime) -> None:
        actions = {control.action for control in card.controls}
        if actions & ASKED:
            acts: Sequence[Act | None] = (react(classmate, card, at, self._rng),)
        elif actions & ABOUT:
            acts = (opine(classmate, card, at, self._rng),)
        else:
            acts = befriend(classmate, card, at, self._rng)
        for act in filter(None, acts):
            self._plan(act)

    def _plan(self, act: Act) -> None:
        self._count += 1
        heapq.heappush(self._acts, (act.at, self._count, act))

    @property
    def size(self) -> int:
        return len(self._classmates)

    @property
    def next_at(self) -> datetime | None:
        return self._acts[0][0] if self._acts else None

    async def act(self, now: datetime) -> None:
        """Do what is due by now, in order."""
        while self._acts and self._acts[0][0] <= now:
            await self._perform(heapq.heappop(self._acts)[2])

    async def _perform(self, act: Act) -> None:
        reply = await self.press(act.who.actor, Button("press", act.action, act.args))
        if isinstance(reply, Ask):
            reply = await self._write(act, reply.form)
        if act.action == JOIN:
            await self.call(act.who.actor, "buddy preferences", **tastes(self._rng))
        match reply:
            case Whisper(card) | Update(card) if act.action in QUESTIONS:
                if following := go_on(act.who, card, act.at, self._rng):
                    self._plan(following)
            case Whisper(card) if act.action in OPENING:
                self._consider(act.who, card, act.at)
            case Whisper(card) if act.shown:
                await self._show(act, card)

    async def _write(self, act: Act, form: Form) -> Reply | None:
        token = self._app.seals.seal(self._home.space, form.action, form.args)
        every = {"text": act.words, "how": "thread" if act.shown else "count", "said": SAID, "did": DID}
        values = {field.name: every[field.name] for field in form.fields if field.name in every}
        return await self._app.handle(Submission(**self._who(act.who.actor), token=token, values=values))

    async def _show(self, act: Act, card: Card) -> None:
        for control in card.controls:
            if control.action == "icebreaker.show":
                await self.press(act.who.actor, control)

    async def press(self, actor: Actor, control: object) -> Reply | None:
        """Press a button of a card."""
        assert isinstance(control, Button)  # noqa: S101 - classmates press nothing else
        token = self._app.seals.seal(actor.person.space, control.action, control.args)
        return await self._agreed(actor, await self._app.handle(Press(**self._who(actor), token=token)))

    async def call(self, actor: Actor, path: str, **options: object) -> Reply | None:
        """Type a command."""
        call = Call(**self._who(actor), path=tuple(path.split()), options=options)
        return await self._agreed(actor, await self._app.handle(call))

    async def _agreed(self, actor: Actor, reply: Reply | None) -> Reply | None:
        """Where the course asks for an agreement first, classmates accept it."""
        controls = reply.card.controls if isinstance(reply, Whisper) else ()
        agree = next((control for control in controls if control.action == "agree"), None)
        return await self.press(actor, agree) if agree else reply

    def _who(self, actor: Actor) -> dict[str, Any]:
        self._count += 1
        who = {"person": actor.person, "name": actor.name, "manages": actor.manages, "zone": actor.zone}
        return {"id": f"act-{self._count}", "place": self._home, **who}
