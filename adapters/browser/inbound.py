"""What people do on the page -> Call, Press, Submission, Typing; a Reply -> what the page is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from adapters.browser import render
from adapters.browser.cast import BOT
from adapters.browser.requests import Act, Chosen, Completing, Dismissed, Filled, Pressed, Request, Typed
from adapters.browser.world import DIRECT, Entry, World
from bot.kernel import lines, text
from bot.kernel.app import App
from bot.kernel.cards import Button, Card
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Joined, Press, Submission, Typing
from bot.kernel.places import Person, Place
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper

Json = dict[str, Any]
NOTHING: Json = {"is": "nothing"}


class Stranger(Exception):
    """No such person, or a room that this person is not in."""


@dataclass(frozen=True)
class Inbound:
    """One App and the World whose people act on it."""

    app: App
    world: World

    @property
    def seal(self) -> render.Seal:
        return partial(self.app.seals.seal, self.world.space)

    async def typed(self, act: Typed) -> Json:
        """A command, or words for everybody: the bot is told of commands only."""
        who = self.who(act)
        if not act.text.startswith("/"):
            return self._say(who["place"], act)
        try:
            line = lines.read(act.text, self.app.commands, self.mentioned)
        except UserError as error:
            return self._answer(who, _sorry(error, who["locale"]))
        call = Call(path=line.command.path, options=line.options, **who)
        return self._answer(who, await self.app.handle(call))

    async def pressed(self, act: Pressed) -> Json:
        who = self.who(act)
        entry = self.world.entry(act.message)
        if entry and not self.world.shows(act.who, entry):
            raise Stranger(act.message)
        on = entry.message if entry else None
        press = Press(token=act.token, values=act.values, message=on, **who)
        return self._answer(who, await self.app.handle(press), entry)

    async def filled(self, act: Filled) -> Json:
        who = self.who(act)
        values: Mapping[str, Any] = {name: self._value(value) for name, value in act.values.items()}
        return self._answer(who, await self.app.handle(Submission(token=act.token, values=values, **who)))

    async def completing(self, request: Completing, **of: Any) -> list[Json]:
        """What App.complete suggests; ``of`` are the path and option of a command, or the source alone."""
        found = await self.app.complete(Typing(**self.who(request), **of))
        return [{"label": option.label, "value": option.value, "about": option.about} for option in found]

    def call_here(self, request: Request) -> Call:
        """An act of no consequence: for asking what somebody may do."""
        return Call(path=(), **self.who(request))

    def dismissed(self, request: Dismissed) -> Json:
        self.who(request)
        entry = self.world.entry(request.message)
        if entry and entry.only == request.who:
            self.world.forget(entry.id)
        return NOTHING

    def who(self, request: Request) -> Json:
        """The fields that every event has."""
        resident = self.world.people.get(request.who)
        place = self.world.place(request.room, request.thread)
        if resident is None or not self.world.sees(request.who, place):
            raise Stranger(f"{request.who} in {place}")
        return {
            "id": request.id if isinstance(request, Act) else "",
            "person": self.world.person(resident.id),
            "name": resident.name,
            "place": place,
            "locale": text.FALLBACK,
            "manages": resident.manages,
            "private": request.room.startswith(DIRECT),
            "zone": resident.zone,
        }

    def mentioned(self, word: str) -> object:
        """``#general`` and ``@Ama`` as the Place and the Person; any other word as it stands."""
        name = word[1:].casefold()
        if word.startswith("#"):
            rooms = (room for room in self.world.channels if name in {room.id, room.name.casefold()})
            return next((self.world.place(room.id) for room in rooms), word)
        if word.startswith("@"):
            people = (one for one in self.world.people.values() if name in {one.id, one.name.casefold()})
            return next((self.world.person(one.id) for one in people), word)
        return word

    def _value(self, value: str | Chosen) -> str | Place | Person:
        """An address of this world as the Place or the Person; any other stays words, and is asked for again."""
        if isinstance(value, str):
            return value
        address = value.address
        places = {str(self.world.place(room.id)): self.world.place(room.id) for room in self.world.channels}
        people = {str(self.world.person(id_)): self.world.person(id_) for id_ in self.world.people}
        return places.get(address) or people.get(address) or address

    def _say(self, place: Place, act: Typed) -> Json:
        if place.channel.startswith(DIRECT):
            return {"is": "unread"}
        entry = self.world.say(place, Card(body=(text.clean(act.text) or "…",)), act.who)
        return {"is": "said", "message": entry.id}

    def _answer(self, who: Json, reply: Reply | None, on: Entry | None = None) -> Json:
        match reply:
            case None:
                return NOTHING
            case Ask():
                return {"is": "form", "form": render.form(reply.form, self.seal, self.app.commands)}
            case Mend():
                return {"is": "form", "form": render.mend(reply, self.seal, self.app.commands)}
            case Update() if on and self.world.entry(on.id):
                return {"is": "update", "message": self.world.change(on.id, reply.card).id}
        entry = self.world.say(who["place"], reply.card, BOT, only=who["person"].id)
        return {"is": "whisper", "message": entry.id}


def _sorry(error: UserError, locale: str) -> Whisper:
    """The sentence, and for a typo the command that was meant."""
    words = text.t(error.key, locale, **error.values)
    near = str(error.values["near"]) if error.key == "unknown-command" else ""
    return Whisper(Card(body=(words,), rows=((Button(f"/{near}", "command", tuple(near.split())),),) if near else ()))


def joined(world: World, room: str = "") -> Joined:
    """The bot has come to the world; whoever manages it brought it along."""
    owner = next(resident for resident in world.people.values() if resident.manages)
    place = world.place(room or next(iter(world.rooms)))
    return Joined(
        id="joined", person=world.person(owner.id), name=owner.name, place=place, manages=True, zone=owner.zone
    )
