"""The bot's side of an interaction: the callback, and the follow-ups with its token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.platforms.discord import messages, rules, shapes
from tests.platforms.discord.answers import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from tests.platforms.discord.journal import Call
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.server import Reply, Route
from tests.platforms.discord.things import EPHEMERAL, LOADING, Message

if TYPE_CHECKING:
    from tests.platforms.discord.far_end import FakeDiscord

Json = dict[str, Any]
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
TOKEN_LIFE = 900.0


def allowed_answers(interaction: Interaction) -> set[int]:
    if interaction.kind == AUTOCOMPLETE:
        return {CHOICES}
    found = {MESSAGE, DEFERRED, MODAL}
    if interaction.message is not None and interaction.kind in {COMPONENT, MODAL_SUBMIT}:
        found |= {UPDATE, DEFERRED_UPDATE}
    return found - {MODAL} if interaction.kind == MODAL_SUBMIT else found


def callback(world: FakeDiscord, call: Call) -> Reply:
    interaction = world.interactions.get(call.ids["interaction_token"])
    if interaction is None or interaction.id != call.ids["interaction_id"] or too_late(world, interaction):
        raise Refusal(10062)
    if interaction.acknowledged:
        raise Refusal(40060)
    kind, data = call.json["type"], call.json.get("data") or {}
    if kind not in allowed_answers(interaction):
        raise Refusal(50035, details=[f"type: {kind} doesn't answer an interaction of type {interaction.kind}"])
    shown = ANSWERS[kind](world, interaction, data, call)
    interaction.acknowledged = kind
    interaction.original = shown
    interaction.resolve(kind, data, shown)
    if call.query.get("with_response", "").lower() in {"1", "true"}:
        return Reply(200, callback_response(world, interaction, kind, shown))
    return Reply(204)


def too_late(world: FakeDiscord, interaction: Interaction) -> bool:
    return (interaction.expired and not interaction.acknowledged) or old(world, interaction)


def old(world: FakeDiscord, interaction: Interaction) -> bool:
    return world.clock.time() - interaction.at > TOKEN_LIFE


def callback_response(world: FakeDiscord, interaction: Interaction, kind: int, shown: Message | None) -> Json:
    about: Json = {"id": interaction.id, "type": interaction.kind}
    if shown is None:
        return {"interaction": about}
    about |= {
        "response_message_id": shown.id,
        "response_message_loading": shown.is_loading,
        "response_message_ephemeral": shown.is_ephemeral,
    }
    return {"interaction": about, "resource": {"type": kind, "message": shapes.message(world, shown)}}


def say(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> Message:
    messages.check(data, data.get("flags") or 0, call, answer=True)
    return posted(world, interaction, data, call)


def posted(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> Message:
    post = messages.add(world, interaction.channel, world.me, data, call.files)
    post.interaction = metadata(world, interaction)
    post.kind = 20 if interaction.kind == COMMAND else 0
    post.only_for = interaction.user.id if post.is_ephemeral else None
    messages.announce(world, "MESSAGE_CREATE", post)
    return post


def metadata(world: FakeDiscord, interaction: Interaction) -> Json:
    guild = interaction.channel.guild
    found: Json = {
        "id": interaction.id,
        "type": interaction.kind,
        "user": shapes.person(interaction.user),
        "authorizing_integration_owners": {"0": guild.id if guild else "0"},
    }
    if interaction.kind == COMMAND:
        found |= {"name": interaction.data["name"], "command_type": 1}
    elif interaction.message is not None and interaction.kind == COMPONENT:
        found["interacted_message_id"] = interaction.message.id
    return found


def defer(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> Message:
    flags = data.get("flags") or 0
    if flags & ~EPHEMERAL:
        raise Refusal(50035, details=["data.flags: only EPHEMERAL goes with a deferred answer"])
    post = posted(world, interaction, {"flags": flags}, call)
    post.flags |= LOADING
    return post


def defer_update(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> Message | None:
    return interaction.message


def update(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> Message | None:
    post = interaction.message
    if post is None or post.deleted:
        raise Refusal(10008)
    messages.change(world, post, replace(call, json=data), answer=True)
    return post


def offer(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> None:
    return None


def open_form(world: FakeDiscord, interaction: Interaction, data: Json, call: Call) -> None:
    faults = rules.faults_of_form(data)
    if faults:
        raise Refusal(50035, details=faults)


ANSWERS: dict[int, Any] = {
    MESSAGE: say,
    DEFERRED: defer,
    DEFERRED_UPDATE: defer_update,
    UPDATE: update,
    CHOICES: offer,
    MODAL: open_form,
}


def need_token(world: FakeDiscord, call: Call) -> Interaction:
    """Before the first answer the token opens nothing (10015); after 15 minutes no more (50027)."""
    interaction = world.interactions.get(call.ids["webhook_token"])
    if interaction is None or call.ids["webhook_id"] != world.me.id:
        raise Refusal(10015)
    if old(world, interaction):
        raise Refusal(50027)
    if not interaction.acknowledged:
        raise Refusal(10015)
    return interaction


def follow_up(world: FakeDiscord, call: Call) -> Json:
    """The first one after a deferred answer takes its place."""
    interaction = need_token(world, call)
    body: Json = call.json or {}
    original = interaction.original
    if interaction.acknowledged == DEFERRED and original and original.is_loading and not original.deleted:
        rewrite(world, interaction, original, call)
        return shapes.message(world, original)
    messages.check(body, body.get("flags") or 0, call, answer=True)
    post = posted(world, interaction, body, call)
    post.kind = 0
    interaction.follow(post)
    return shapes.message(world, post)


def rewrite(world: FakeDiscord, interaction: Interaction, post: Message, call: Call) -> None:
    """Who sees a message is settled when it is made."""
    body = call.json or {}
    seen = {**body, "flags": body["flags"] & ~EPHEMERAL} if body.get("flags") else body
    messages.change(world, post, replace(call, json=seen), answer=True)
    if post is interaction.original:
        interaction.settle(post)


def need_reply(world: FakeDiscord, call: Call) -> tuple[Interaction, Message]:
    interaction = need_token(world, call)
    wanted = call.ids.get("message_id", "@original")
    answer = interaction.answer.result()
    mine = {post.id: post for post in (*answer.followups, interaction.original) if post is not None}
    found = interaction.original if wanted == "@original" else mine.get(wanted)
    if found is None or found.deleted:
        raise Refusal(10008)
    return interaction, found


def fetch_reply(world: FakeDiscord, call: Call) -> Json:
    return shapes.message(world, need_reply(world, call)[1])


def edit_reply(world: FakeDiscord, call: Call) -> Json:
    interaction, post = need_reply(world, call)
    rewrite(world, interaction, post, call)
    return shapes.message(world, post)


def delete_reply(world: FakeDiscord, call: Call) -> None:
    interaction, post = need_reply(world, call)
    messages.remove(world, post)
    if post is interaction.original:
        interaction.settle(None)


WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: tuple[Route, ...] = (
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback),
    ("POST", WEBHOOK, follow_up),
    *(
        route
        for name in ("@original", "{message_id}")
        for route in (
            ("GET", f"{WEBHOOK}/messages/{name}", fetch_reply),
            ("PATCH", f"{WEBHOOK}/messages/{name}", edit_reply),
            ("DELETE", f"{WEBHOOK}/messages/{name}", delete_reply),
        )
    ),
)
