"""Answering what people do within Discord's three seconds, or asking for more time and answering then."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from adapters.discord import answers, inbound, render
from adapters.discord.attachments import NOTHING, Attached, Draw, attach, nothing_drawn, sent
from adapters.discord.errors import follows
from adapters.discord.inbound import Json
from adapters.discord.wire import Attachment, Refusal, Wire
from bot.kernel import text
from bot.kernel.app import App
from bot.kernel.cards import Form
from bot.kernel.errors import Forged, PlatformError
from bot.kernel.events import Call, Press, Submission, Typing
from bot.kernel.replies import Ask, Reply, Whisper

log = structlog.get_logger()
PATIENCE, TYPING_PATIENCE = 1.8, 2.3
Event = Call | Press | Submission


@dataclass(frozen=True, slots=True)
class Thought:
    """What is to be answered (nothing, where it was before), and what goes with it."""

    reply: Reply | None
    attached: Attached = NOTHING


@dataclass(eq=False)
class Conversation:
    """One App, the wire to answer on, and the Spaces that the bot is in.

    ``patience``: how many seconds the app may think, and a chart take to be drawn, before Discord is asked for more
    time (it gives three).
    """

    app: App
    wire: Wire
    spaces: Callable[[], Iterable[str]]
    patience: float = PATIENCE
    draw: Draw = nothing_drawn

    async def hear(self, raw: Json) -> None:
        """Answer one interaction; whatever goes wrong is logged with its id and never raised."""
        try:
            await self._answer(raw)
        except Refusal as refusal:
            log.warning("not answered", interaction=str(raw.get("id")), why=type(follows(refusal)).__name__)
        except PlatformError as error:
            log.warning("not answered", interaction=str(raw.get("id")), why=type(error).__name__)
        except Exception:
            log.error("not understood", interaction=str(raw.get("id")), trace=traceback.format_exc())

    async def _answer(self, raw: Json) -> None:
        event = inbound.read(raw, self._sealed_for)
        if event is None:
            locale = str(raw.get("locale") or text.FALLBACK)
            await self._first(raw, answers.sentence(text.t("discord-only-in-servers", locale)))
        elif isinstance(event, Typing):
            await self._suggest(raw, event)
        else:
            await self._respond(raw, event)

    async def _respond(self, raw: Json, event: Event) -> None:
        thinking = asyncio.create_task(self._thought(event))
        await asyncio.wait({thinking}, timeout=self.patience)
        if thinking.done() and not thinking.result().attached.is_heavy:
            await self._promptly(raw, event, thinking.result())
        else:
            try:
                await self._first(raw, answers.defer(raw))
            finally:
                thought = await thinking
            await self._later(raw, event, thought)

    async def _thought(self, event: Event) -> Thought:
        """The reply with its drawing; a form that would have to follow a form waits behind a button, for Discord
        refuses that."""
        reply = await self.app.handle(event)
        if isinstance(reply, Ask):
            return Thought(await self._behind_a_button(event, reply.form) if isinstance(event, Submission) else reply)
        return Thought(reply, await attach(answers.card_of(reply), self.draw) if reply else NOTHING)

    async def _promptly(self, raw: Json, event: Event, thought: Thought) -> None:
        reply = thought.reply
        if reply is None:
            await self._first(raw, answers.defer(raw))
            return await self._withdraw(raw)

        async def say(attached: Attached) -> None:
            await self._first(raw, answers.prompt(raw, reply, self._seal(event), attached), attached.every)

        return await sent(say, thought.attached)

    async def _later(self, raw: Json, event: Event, thought: Thought) -> None:
        reply = thought.reply
        if isinstance(reply, Ask):
            reply = await self._behind_a_button(event, reply.form)
        if reply is None:
            return await self._withdraw(raw)
        card, seal = answers.card_of(reply), self._seal(event)
        changes = answers.changes_message(raw, reply) or not raw.get("message")

        async def say(attached: Attached) -> None:
            if changes:
                await self._follow_up("PATCH", raw, render.edited(card, seal, attached), attached.every)
            else:
                json = render.message(card, seal, private=True, attached=attached)
                await self._follow_up("POST", raw, json, attached.every)

        return await sent(say, thought.attached)

    async def _withdraw(self, raw: Json) -> None:
        """It was answered before: nothing more is to be seen."""
        if not raw.get("message"):
            await self._follow_up("DELETE", raw, None)

    async def _suggest(self, raw: Json, event: Typing) -> None:
        try:
            options = await asyncio.wait_for(self.app.complete(event), TYPING_PATIENCE)
        except TimeoutError:
            options = ()
        await self._first(raw, answers.suggestions(options))

    async def _behind_a_button(self, event: Event, form: Form) -> Whisper:
        app = self.app
        draft = await app.database.write(
            lambda db: app.directory.keep_form(app.means.bot(db, app.clock.now(), event.locale), form)
        )
        ready, label = (text.t(key, event.locale) for key in ("discord-form-ready", "discord-open-form"))
        return Whisper(answers.opener(ready, label, draft))

    async def _first(self, raw: Json, answer: render.Json, files: Sequence[Attachment] = ()) -> None:
        await self.wire.request("POST", f"/interactions/{raw['id']}/{raw['token']}/callback", answer, files)

    async def _follow_up(
        self, method: str, raw: Json, json: render.Json | None, files: Sequence[Attachment] = ()
    ) -> None:
        """Another message, or (anything but a POST) something done with the first."""
        tail = "" if method == "POST" else "/messages/@original"
        await self.wire.request(method, f"/webhooks/{raw['application_id']}/{raw['token']}{tail}", json, files)

    def _seal(self, event: Event) -> render.Seal:
        return partial(self.app.seals.seal, event.person.space)

    def _sealed_for(self, token: str) -> str:
        """The Space for which a token was sealed; "" for none of ours."""
        return next((space for space in self.spaces() if self._opens(space, token)), "")

    def _opens(self, space: str, token: str) -> bool:
        try:
            self.app.seals.open(space, token)
        except Forged:
            return False
        return True
