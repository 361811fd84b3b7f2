"""The people of the fake, as a test moves them: each act returns what the person gets within three seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from tests.platforms.slack import acts
from tests.platforms.slack.answers import Answer
from tests.platforms.slack.forms import ClientRefused
from tests.platforms.slack.people import User
from tests.platforms.slack.places import Channel, Message
from tests.platforms.slack.views import View
from tests.platforms.slack.workspace import Workspace

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack

Json = dict[str, Any]
Who = User | str
Shown = Message | View


class Crowd:
    """Names mean the first workspace (``team``); for others give the ``User`` and ``Channel`` themselves."""

    team: Workspace
    workspaces: dict[str, Workspace]

    @property
    def _slack(self) -> FakeSlack:
        return cast("FakeSlack", self)

    def user(self, who: Who) -> User:
        return self.team.user(who)

    def channel(self, where: Channel | str) -> Channel:
        return self.team.channel(where)

    def _home_of(self, who: Who) -> tuple[User, Workspace]:
        user = self.user(who)
        return user, self.workspaces[user.team]

    def dm(self, *who: Who) -> list[Message]:
        """What the bot and these people said to each other in private, oldest first."""
        users = [self.user(one) for one in who]
        channel = self.workspaces[users[0].team].private([one.id for one in users])
        return channel.posts if channel else []

    def groups(self, who: Who) -> list[Channel]:
        """The group conversations that this person has in their list: those they are in, once something is said."""
        user, space = self._home_of(who)
        inside = [one for one in space.channels.values() if one.kind == "mpim" and user.id in one.members]
        return [channel for channel in inside if channel.posts]

    def whispers(self, who: Who) -> list[Message]:
        """The ephemeral messages that only this person sees, oldest first."""
        user, space = self._home_of(who)
        return [one for channel in space.channels.values() for one in channel.ephemerals if one.only_for == user.id]

    def thread(self, ts: str) -> list[Message]:
        """A message and its replies, in whichever channel it is."""
        return [
            post
            for space in self.workspaces.values()
            for channel in space.channels.values()
            for post in channel.thread(ts)
        ]

    def home(self, who: Who) -> View | None:
        """The Home tab that the app has published to this person."""
        user, space = self._home_of(who)
        return space.homes.get(user.id)

    def modal(self, who: Who) -> View | None:
        """The modal that this person has before them."""
        user, space = self._home_of(who)
        shown = space.modals.get(user.id)
        return shown[-1] if shown else None

    def say(self, who: Who, where: Channel | str, text: str, thread_ts: str | None = None) -> Message:
        """A person writes; the app is not told (send it an ``event`` if it subscribes)."""
        channel, user = self.channel(where), self.user(who)
        if user.id not in channel.members:
            raise ClientRefused(f"{user.name} is not in {channel.name}")
        message = Message(channel, self._slack.clock.stamp(), user.id, text, thread_ts=thread_ts)
        channel.add(message)
        return message

    async def command(self, who: Who, where: Channel | str, name: str, text: str = "") -> Answer:
        """``/homeroom`` and what follows it; ``#general`` and ``@ana`` become links as Slack makes them."""
        user, space = self._home_of(who)
        return await acts.command(self._slack, user, space.channel(where), f"{name} {text}")

    async def press(self, who: Who, shown: Shown, name: str, choice: Any = None) -> Answer:
        """Press the button (by action_id or label) or choose in the menu (by action_id): value, label, id or list."""
        user, _ = self._home_of(who)
        return await acts.press(self._slack, user, shown, acts.find(shown, name), choice)

    async def submit(self, who: Who, view: View, values: Mapping[str, Any] | None = None) -> Answer:
        """Fill in the fields, by block_id or action_id, and send the form."""
        return await acts.submit(self._slack, self.user(who), view, values or {})

    async def cancel(self, who: Who, view: View) -> Answer:
        return await acts.cancel(self._slack, self.user(who), view)

    async def suggest(self, who: Who, view: View, action_id: str, typed: str) -> Answer:
        """Type into an external menu; ``Answer.options`` are the options offered."""
        return await acts.suggest(self._slack, self.user(who), view, action_id, typed)

    async def open_home(self, who: Who) -> Answer:
        user, space = self._home_of(who)
        home = space.homes.get(user.id)
        fields: Json = {"type": "app_home_opened", "user": user.id, "channel": space.open_private([user.id]).id}
        shown = {"view": home.json()} if home else {}
        return await acts.event(self._slack, space, user, fields | {"tab": "home"} | shown)

    async def event(self, kind: str, who: Who = "owner", **fields: Any) -> Answer:
        """An event of the Events API; ``who`` says only whose workspace, unless ``fields`` name the user."""
        user, space = self._home_of(who)
        return await acts.event(self._slack, space, user, {"type": kind, **fields})

    async def redeliver(self, answer: Answer, attempt: int = 1, reason: str = "http_timeout") -> Answer:
        """The same event once more, as Slack does when it was not acknowledged."""
        return await acts.redeliver(self._slack, answer, attempt, reason)
