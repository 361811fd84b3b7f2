"""Slack's far end for the contract tests: the real adapter over Socket Mode, and people who type and press."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.slack.connect import Keys, Slack
from adapters.slack.limits import Unlimited
from adapters.slack.platform import SlackPlatform
from bot.drawing.drawer import Drawer
from bot.kernel.app import App
from bot.kernel.places import Person, Place
from tests.contract.harness import Seen
from tests.platforms.slack import Answer, FakeSlack, Message, View, buttons_of, controls_of, pings_of, text_of

MISFORTUNES: dict[str, dict[str, Any]] = {
    "lost": {"disconnect": True},
    "applied": {"disconnect": True, "apply": True},
    "limited": {"retry_after": 1},
    "forbidden": {"error": "not_in_channel"},
    "gone": {"error": "channel_not_found"},
    "banned": {"error": "account_inactive"},
    "unreachable": {"error": "cannot_dm_bot"},
}
OPENING = MISFORTUNES | {"forbidden": {"error": "missing_scope"}}
Shown = Message | View


@dataclass
class SlackHarness:
    """A Harness. ``end`` is the far end: give it to the next ``open_slack`` for a restart."""

    end: FakeSlack
    platform: SlackPlatform
    space: str
    name: str = "slack"

    @property
    def home(self) -> Place:
        return Place(self.space, self.end.channel("general").id)

    async def command(self, who: str, path: str, **options: str) -> Seen:
        given = "".join(f' {name}:"{value}"' for name, value in options.items())
        return await self._act(who, self.end.command(who, "general", "/homeroom", path + given))

    async def press(self, who: str, on: Seen, label: str, *values: str) -> Seen:
        control = next(one for one in controls_of(on.handle) if one.label == label)
        choice = self._value(control.type, values[0]) if values else None
        return await self._act(who, self.end.press(who, on.handle, control.action_id, choice))

    async def submit(self, who: str, form: Seen, **values: str) -> Seen:
        types = {one.block_id: one for one in controls_of(form.handle)}
        given = {}
        for name, value in values.items():
            if types[name].type == "external_select":
                await self.end.suggest(who, form.handle, types[name].action_id, value)
            given[name] = self._value(types[name].type, value)
        return await self._act(who, self.end.submit(who, form.handle, given))

    async def complete(self, who: str, path: str, option: str, typed: str) -> list[str]:
        """Slack completes no command, but the form that the command opens."""
        form = await self.command(who, path)
        control = next(one for one in controls_of(form.handle) if one.block_id == option)
        answer = await self.end.suggest(who, form.handle, control.action_id, typed)
        await self.end.cancel(who, form.handle)
        return [found["value"] for found in answer.options]

    def said(self, place: Place) -> list[Seen]:
        channel = self.end.channel(place.channel)
        messages = channel.thread(place.thread)[1:] if place.thread else channel.messages
        return [_seen("message", message) for message in messages]

    def thread(self, post: Seen) -> Place:
        return Place(self.space, post.handle.channel.id, post.handle.ts)

    def alerted(self) -> tuple[str, ...]:
        public = (post for post in self.end.team.posts if post.channel.kind != "im")
        names = {user.id: user.name for user in self.end.team.users.values()}
        return tuple(sorted({names.get(one, one) for post in public for one in pings_of(post)}))

    def told(self, who: str) -> list[Seen]:
        return [_seen("message", message) for message in self.end.dm(who)]

    def person(self, who: str) -> Person:
        return Person(self.space, self.end.user(who).id)

    def rooms(self, who: str) -> list[Place]:
        user = self.end.user(who).id
        gathered = (one for one in self.end.team.channels.values() if one.kind == "mpim")
        return [Place(self.space, channel.id) for channel in gathered if user in channel.members]

    async def chart(self, who: str, on: Seen) -> str:
        """Slack reads its own charts aloud; those in signs are words already."""
        drawn = [block for block in on.handle.blocks if block["type"] == "data_visualization"]
        return on.handle.text.splitlines()[-1] if drawn else ""

    async def files(self, who: str, on: Seen) -> dict[str, str]:
        """In the thread of the message, and in the private conversation."""
        await self.end.until(lambda: bool(self._files(who, on)))
        return self._files(who, on)

    def _files(self, who: str, on: Seen) -> dict[str, str]:
        said = [*self.end.dm(who), *on.handle.channel.replies(on.handle.ts)]
        uploads = [self.end.uploads.known[file["id"]] for message in said for file in message.files]
        return {one.name: (one.content or b"").decode() for one in uploads}

    def forbid_pictures(self) -> None:
        """Its charts come to workspaces little by little; files need a scope."""
        self.end.charts = False
        self.end.team.scopes -= {"files:write"}

    def leave(self, who: str) -> None:
        self.end.user(who).deleted = True

    def break_opening(self, how: str) -> None:
        self.end.fail_next("conversations.open", **OPENING[how])

    def break_parting(self, how: str) -> None:
        """It does not even ask."""

    def break_next(self, how: str) -> None:
        self.end.fail_next("chat.postMessage", **MISFORTUNES[how])

    def posts(self) -> int:
        return len(self.end.team.posts)

    async def _act(self, who: str, act: Awaitable[Answer]) -> Seen:
        """What has come before the eyes of whoever acted, or changed there."""
        before = self._sight(who)

        def changed() -> list[Shown]:
            return [shown for shown, state in self._sight(who).items() if before.get(shown, self) != state]

        answer = await act
        assert (None, []) == (answer.error, self.end.surprises)
        if answer.errors:
            return _seen("errors", self.end.modal(who))
        await self.end.until(lambda: bool(changed()))
        shown = changed()[-1]
        if isinstance(shown, View):
            return _seen("form" if "submit" in shown.content else "whisper", shown)
        return _seen("update" if shown in before else "whisper", shown)

    def _sight(self, who: str) -> dict[Shown, object]:
        """All that this person sees, each with what tells whether it has changed."""
        messages = [*self.end.team.posts, *self.end.whispers(who)]
        modal = self.end.modal(who)
        seen: dict[Shown, object] = {message: message.edited for message in messages}
        return seen | ({modal: modal.hash} if modal else {})

    def _value(self, kind: str, value: str) -> Any:
        if value.startswith("#"):
            return self.end.channel(value).id
        return self.end.user(value).id if value.startswith("@") else value


def _seen(kind: Any, shown: Shown | None) -> Seen:
    assert shown is not None
    fields = tuple(block["block_id"] for block in shown.blocks if block["type"] == "input")
    errors = tuple(shown.errors.items()) if isinstance(shown, View) else ()
    return Seen(kind, text_of(shown), tuple(buttons_of(shown)), fields, errors, shown)


@asynccontextmanager
async def open_slack(app: App, end: FakeSlack | None, drawer: Drawer) -> AsyncIterator[SlackHarness]:
    """Connect the real adapter to a Slack, a new one unless the old one is given (which then keeps its address)."""
    end = end or FakeSlack()
    end.clock.now = lambda: app.clock.now().timestamp()
    async with end:
        end._port = int(end.url.rpartition(":")[2])
        adapter = Slack(app, Keys(end.bot_token, end.app_token, api=end.api), Unlimited())
        await adapter.start()
        await end.connected()
        try:
            yield SlackHarness(end, adapter.platform, adapter.space)
        finally:
            await adapter.close()
