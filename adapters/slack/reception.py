"""Takes what people do to the App and its answer back, within the three seconds that Slack waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

import structlog

from adapters.slack import home, inbound, render
from adapters.slack.answers import Answers, Door
from adapters.slack.inbound import Body
from adapters.slack.people import People
from adapters.slack.platform import SlackPlatform
from adapters.slack.render import Origin
from bot.kernel.app import App
from bot.kernel.cards import Button, Card, Option
from bot.kernel.errors import Closed, Forged, PlatformError, UserError
from bot.kernel.replies import Reply, Whisper
from bot.kernel.text import nearest, t

log = structlog.get_logger()

Ack = Callable[..., Awaitable[Any]]
Answered = tuple[Door, Reply | None]
PATIENCE = 1.8  # seconds of Slack's three; the rest is for the way there and back
FAREWELL = 5.0


class Reception:
    """One workspace's. Each act is acknowledged exactly once: with its answer, or alone when that takes too long."""

    def __init__(self, app: App, platform: SlackPlatform, space: str, patience: float = PATIENCE) -> None:
        self._app = app
        self._platform = platform
        self._space = space
        self._patience = patience
        self._people = People(platform.line)
        self._answers = Answers(platform)
        self._tasks: set[asyncio.Task[Any]] = set()

    async def on_command(self, body: Body, ack: Ack) -> None:
        await self._serve(body, ack, self._called)

    async def on_action(self, body: Body, ack: Ack) -> None:
        await self._serve(body, ack, self._pressed)

    async def on_submission(self, body: Body, ack: Ack) -> None:
        await self._serve(body, ack, self._submitted)

    async def on_typing(self, body: Body, ack: Ack) -> None:
        """Suggestions come in time or not at all."""
        task = self._start(self._guarded(self._suggested(body)))
        await asyncio.wait({task}, timeout=self._patience)
        await ack({"options": (task.result() if task.done() else None) or []})

    async def on_home(self, body: Body) -> None:
        if body["event"].get("tab") == "home":
            self._start(self._guarded(self._opened(body)))

    def on_removed(self, body: Body, shut: Callable[[str], None]) -> None:
        self._start(self._removed(str(body["event"]["type"]), shut))

    async def _removed(self, event: str, shut: Callable[[str], None]) -> None:
        """Slack says that the app was taken out; it may be an old word, repeated after it was put in again."""
        try:
            await self._platform.line.call("auth.test", {})
        except Closed as closed:
            log.error("slack has withdrawn the token; reinstall the app and start again", error=str(closed))
            shut(event)
        except PlatformError as error:
            log.warning("slack says the app was removed, but not whether that still holds", error=str(error))

    async def close(self) -> None:
        """Answers that are on their way get five seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, body: Body, ack: Ack, work: Callable[[Body], Awaitable[Answered | None]]) -> None:
        task = self._start(self._guarded(work(body)))
        await asyncio.wait({task}, timeout=self._patience)
        if not task.done():
            await ack()
            self._start(self._finish(task))
            return
        door, reply = task.result() or (None, None)
        native = self._answers.at_once(door, reply) if door and reply else None
        await ack(native or "")
        if door and reply:
            self._start(self._answered(door, reply, native is not None))

    async def _finish(self, task: asyncio.Task[Answered | None]) -> None:
        door, reply = await task or (None, None)
        if door and reply:
            await self._answered(door, reply)

    async def _answered(self, door: Door, reply: Reply, already: bool = False) -> None:
        if not already:
            await self._answers.afterwards(door, reply)
        await self._answers.hand(door, reply)

    async def _called(self, body: Body) -> Answered | None:
        whose = await self._who(body)
        if whose is None:
            return None
        origin = Origin(whose["place"], body.get("response_url", ""))
        door = Door("command", whose["person"], whose["locale"], origin, body.get("trigger_id", ""))
        try:
            call = inbound.called(body, whose, self._app.commands)
        except UserError as error:
            return door, _sorry(error, whose["locale"])
        return door, await self._app.handle(call)

    async def _pressed(self, body: Body) -> Answered | None:
        whose = await self._who(body)
        if whose is None:
            return None
        press = inbound.pressed(body, whose)
        return self._door_of_press(body, whose, press.token), await self._app.handle(press)

    def _door_of_press(self, body: Body, whose: dict[str, Any], token: str) -> Door:
        view, message = body.get("view") or {}, body.get("message") or {}
        return Door(
            act="press in home" if view.get("type") == "home" else "press in modal" if view else "press",
            person=whose["person"],
            locale=whose["locale"],
            origin=Origin(whose["place"], body.get("response_url", ""), over=not view),
            trigger=body.get("trigger_id", ""),
            view=view.get("id", ""),
            private=bool((body.get("container") or {}).get("is_ephemeral")),
            again=partial(self._again, token, whose["locale"]),
            kept={"metadata": message["metadata"]} if message.get("metadata") else {},
        )

    def _again(self, token: str, locale: str) -> Button | None:
        try:
            action, args = self._app.seals.open(self._space, token)
        except Forged:
            return None
        return Button(t("slack-open-form", nearest(locale)), action, args, "primary")

    async def _submitted(self, body: Body) -> Answered | None:
        whose = await self._who(body)
        if whose is None:
            return None
        submission = inbound.submitted(body, whose)
        origin = render.unpack(body["view"])[1]
        fields = tuple(body["view"]["state"]["values"])
        door = Door("submission", whose["person"], whose["locale"], origin, body.get("trigger_id", ""), fields=fields)
        return door, await self._app.handle(submission)

    async def _suggested(self, body: Body) -> list[dict[str, Any]]:
        whose = await self._who(body)
        if whose is None:
            return []
        typing = inbound.typed(body, whose)
        found = await self._app.complete(typing)
        return [render.option(each) for each in (*found[:99], *_as_typed(typing.typed.strip(), found))]

    async def _opened(self, body: Body) -> None:
        whose = await self._who(body)
        if whose is None:
            return
        may = await self._app.may(inbound.opened(whose))
        seal = self._platform.seal(self._space)
        shown = home.blocks(self._app.commands, may, nearest(whose["locale"]), seal)
        view = render.home(shown, Origin(whose["place"]))
        await self._platform.line.call("views.publish", {"user_id": whose["person"].id, "view": view})

    async def _who(self, body: Body) -> dict[str, Any] | None:
        """Whoever acted, if it was a person."""
        person, name = inbound.actor(body, self._space)
        profile = await self._people.of(person, name)
        return inbound.who(body, self._space, profile) if profile.is_person else None

    async def _guarded(self, work: Awaitable[Any]) -> Any:
        """A payload that nobody can read is logged by what is wrong with it, without a word of it."""
        try:
            return await work
        except PlatformError as error:
            log.warning("slack did not take it", error=str(error))
        except Exception as error:
            log.error("unexpected", error=type(error).__name__)
        return None

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _as_typed(typed: str, found: Sequence[Option]) -> list[Option]:
    """Words that nothing found contains, for a menu takes only what it lists, and a list of several is one line."""
    wanted = typed.lower().replace("_", " ")
    known = any(wanted in option.label.lower() or wanted in option.value.lower() for option in found)
    return [] if known or not typed else [Option(typed[:75], typed[:100])]


def _sorry(error: UserError, locale: str) -> Whisper:
    """The sentence, and for a typo the command that was meant, one press away."""
    words = t(error.key, nearest(locale), **error.values)
    near = str(error.values["near"]) if error.key == "unknown-command" else ""
    rows = ((Button(f"/homeroom {near}", "command", tuple(near.split())),),) if near else ()
    return Whisper(Card(body=(words,), rows=rows))
