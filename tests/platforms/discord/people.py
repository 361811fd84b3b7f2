"""What people do: run commands, press, choose, fill in forms, write; and what they get for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from tests.platforms.discord import controls, messages, permissions, shapes
from tests.platforms.discord.answers import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Answer,
    Impossible,
    Interaction,
    NoAnswer,
)
from tests.platforms.discord.options import Resolved, find, nested, typed
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.things import Channel, Message, Person
from tests.platforms.discord.world import World

Json = dict[str, Any]
GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1


class People(World):
    """Each act delivers an event to the bot and waits `patience` seconds for the answer, as people see it."""

    patience: float = 3.0
    interactions: dict[str, Interaction]

    async def command(self, user: Person, channel: Channel, path: str, /, **options: Any) -> Answer:
        """`command(ada, general, "icebreaker schedule", days="tue")`. Hyphens in names may be underscores."""
        self._can_be(user, channel, Can.USE_APPLICATION_COMMANDS)
        root, way, leaf = find(self._offered(channel), path)
        resolved = Resolved(self, channel.guild)
        values = typed(leaf, options, resolved)
        return await self._deliver(COMMAND, user, channel, command_data(root, nested(way, values), resolved))

    async def complete(
        self, user: Person, channel: Channel, path: str, option: str, words: str, /, **filled: Any
    ) -> Answer:
        """The choices that are offered while somebody types `words` into an option; `filled` are others."""
        self._can_be(user, channel, Can.USE_APPLICATION_COMMANDS)
        root, way, leaf = find(self._offered(channel), path)
        entry = next((one for one in leaf.get("options") or () if one["name"] == option), None)
        if entry is None or not entry.get("autocomplete"):
            raise Impossible(f"/{path}: {option} doesn't complete")
        resolved = Resolved(self, channel.guild)
        values = typed(leaf, {**filled, option: words}, resolved, focused=option)
        return await self._deliver(AUTOCOMPLETE, user, channel, command_data(root, nested(way, values), resolved))

    async def press(
        self,
        user: Person,
        target: Message | Answer,
        *,
        custom_id: str | None = None,
        label: str | None = None,
        values: Sequence[Any] = (),
    ) -> Answer:
        """A button, or a choice in a select (with `values`), on a message that this person sees."""
        message = target.message if isinstance(target, Answer) else target
        if message is None or message.deleted or message.is_loading:
            raise Impossible("there is no message to press on")
        if message.is_ephemeral and message.only_for != user.id:
            raise Impossible(f"{user.name} doesn't see this message")
        self._can_be(user, message.channel, Can.VIEW_CHANNEL)
        part = controls.find_control(message.components, custom_id, label)
        data = controls.pressed(part, values, Resolved(self, message.channel.guild))
        return await self._deliver(COMPONENT, user, message.channel, data, message)

    async def submit(self, user: Person, form: Answer, values: Mapping[str, Any] | None = None) -> Answer:
        """Send the form that an answer of kind `modal` opened: `{custom_id: value}`."""
        origin = form.interaction
        if form.kind != "modal" or origin.user is not user:
            raise Impossible(f"{user.name} has no form open")
        shown = {**form.data, "components": messages.numbered(form.data["components"], {})}
        data = controls.filled(shown, values or {}, Resolved(self, origin.channel.guild))
        return await self._deliver(MODAL_SUBMIT, user, origin.channel, data, origin.message)

    def say(self, user: Person, channel: Channel, words: str) -> Message:
        """A person writes something."""
        self._can_be(user, channel, Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES)
        if channel.is_thread:
            messages.wake(self, channel, user)
        message = messages.add(self, channel, user, {"content": words}, [])
        messages.announce(self, "MESSAGE_CREATE", message)
        return message

    def _can_be(self, user: Person, channel: Channel, needed: Can) -> None:
        bits = permissions.in_channel(channel, user.id)
        if channel.deleted or (needed | Can.VIEW_CHANNEL) & ~bits:
            raise Impossible(f"{user.name} may not do this in {channel.name or 'this conversation'}")

    def _offered(self, channel: Channel) -> list[Json]:
        context = GUILD_CONTEXT if channel.guild else BOT_DM_CONTEXT
        own = self.guild_commands.get(channel.guild.id, []) if channel.guild else []
        everywhere = [entry for entry in self.commands if context in (entry["contexts"] or (0, 1, 2))]
        return [*own, *everywhere]

    async def _deliver(
        self, kind: int, user: Person, channel: Channel, data: Json, message: Message | None = None
    ) -> Answer:
        interaction = Interaction(self.ids.next(), kind, user, channel, data, self.clock.time(), message)
        self.interactions[interaction.token] = interaction
        guild_id = channel.guild.id if channel.guild else None
        event = self._event(interaction)
        if not self.gateway.dispatch("INTERACTION_CREATE", event, guild_id=guild_id, gone=interaction.left):
            raise NoAnswer("no bot is connected")
        try:
            async with asyncio.timeout(self.patience):
                answer = await asyncio.shield(interaction.answer)
        except TimeoutError:
            interaction.expired = True
            self.journal.unanswered += 1
            said = "; ".join(self.journal.violations[-3:])
            raise NoAnswer(
                f"nothing within {self.patience} s to {data.get('name') or data['custom_id']}. {said}"
            ) from None
        self.journal.answers.append(answer.ms)
        return answer

    def _event(self, interaction: Interaction) -> Json:
        channel, user, guild = interaction.channel, interaction.user, interaction.channel.guild
        event: Json = {
            "id": interaction.id,
            "application_id": self.me.id,
            "type": interaction.kind,
            "data": interaction.data,
            "token": interaction.token,
            "version": 1,
            "channel_id": channel.id,
            "channel": shapes.place_of_interaction(self, channel, user),
            "locale": user.locale,
            "app_permissions": str(int(self.app_permissions(channel))),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": {"0": guild.id if guild else "0"},
            "context": GUILD_CONTEXT if guild else BOT_DM_CONTEXT,
        }
        if interaction.message is not None:
            event["message"] = shapes.message(self, interaction.message)
        if guild is None:
            return event | {"user": shapes.person(user)}
        bits = {"permissions": str(int(permissions.in_channel(channel, user.id)))}
        return event | {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": shapes.member(guild, user) | bits,
        }


def command_data(root: Json, options: list[Json], resolved: Resolved) -> Json:
    data: Json = {"id": root["id"], "name": root["name"], "type": root["type"], "options": options}
    if not options:
        del data["options"]
    if "guild_id" in root:
        data["guild_id"] = root["guild_id"]
    return data | ({"resolved": resolved.data} if resolved.data else {})
