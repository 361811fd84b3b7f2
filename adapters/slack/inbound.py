"""What Slack sends when people act -> Call, Press, Submission, Typing, HomeOpened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.slack import commands
from adapters.slack.people import Profile
from adapters.slack.render import unpack
from bot.kernel.commands import Command
from bot.kernel.events import Call, HomeOpened, Press, Submission, Typing
from bot.kernel.places import Message, Person, Place

Body = Mapping[str, Any]
Table = Mapping[tuple[str, ...], Command]


def actor(body: Body, space: str) -> tuple[Person, str]:
    """Who acted, and what the payload calls them."""
    user = body.get("user") or {"id": body.get("user_id"), "name": body.get("user_name")}
    if "event" in body:
        user = {"id": body["event"]["user"]}
    return Person(space, str(user["id"])), str(user.get("name") or user.get("username") or "")


def place(body: Body, space: str) -> Place:
    """Where they acted: a channel or thread; in a view, where it was opened."""
    if view := body.get("view"):
        return unpack(view)[1].place
    if "event" in body:
        return Place(space, body["event"]["channel"])
    if "channel_id" in body:
        return Place(space, body["channel_id"])
    container = body["container"]
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    own = container.get("message_ts")
    return Place(space, container["channel_id"], thread if thread != own else "")


def identity(body: Body) -> str:
    """The same whenever the same act is delivered again."""
    if found := body.get("event_id") or body.get("trigger_id"):
        return str(found)
    acted = (body.get("actions") or [{}])[0]
    return f"{acted.get('block_id')}/{acted.get('action_ts')}"


def who(body: Body, space: str, profile: Profile) -> dict[str, Any]:
    """The fields that every event has."""
    where = place(body, space)
    return {
        "id": identity(body),
        "person": actor(body, space)[0],
        "name": profile.name,
        "place": where,
        "private": where.channel.startswith("D"),
        "locale": profile.locale,
        "manages": profile.manages,
        "zone": profile.zone,
    }


def called(body: Body, whose: dict[str, Any], table: Table) -> Call:
    """A slash command; UserError where its line cannot be read."""
    text = body.get("text") or ""
    if commands.asks_for_help(text):
        return Call(path=("help",), **whose)
    line = commands.read(text, table, whose["person"].space)
    return Call(path=line.command.path, options=line.options, **whose)


def pressed(body: Body, whose: dict[str, Any]) -> Press:
    """A button or a menu. What others cannot see has no message that could be pointed to."""
    acted, container = body["actions"][0], body["container"]
    lasting = container["type"] == "message" and not container.get("is_ephemeral")
    on = Message(whose["place"], container["message_ts"]) if lasting else None
    chosen = _chosen(acted, whose["place"].space)
    return Press(token=acted["action_id"], values=tuple(map(str, chosen)), message=on, **whose)


def submitted(body: Body, whose: dict[str, Any]) -> Submission:
    state = body["view"]["state"]["values"]
    values: dict[str, Any] = {name: _value(inputs, whose["place"].space) for name, inputs in state.items()}
    return Submission(token=unpack(body["view"])[0], values=values, **whose)


def typed(body: Body, whose: dict[str, Any]) -> Typing:
    """Somebody types into a field that is completed; the action tells from what."""
    return Typing(option=body["action_id"], typed=body.get("value") or "", **whose)


def opened(whose: dict[str, Any]) -> HomeOpened:
    return HomeOpened(**whose)


def _value(inputs: Body, space: str) -> object:
    """What one input block holds: words, a Place or a Person; empty where nothing was given."""
    element = next(iter(inputs.values()))
    chosen = _chosen(element, space)
    return element.get("value") or (chosen[0] if chosen else "")


def _chosen(element: Body, space: str) -> list[Any]:
    """What a menu says was chosen, one thing or several."""
    options = [element.get("selected_option"), *element.get("selected_options", ())]
    places = [element.get("selected_conversation"), *element.get("selected_conversations", ())]
    places += [element.get("selected_channel"), *element.get("selected_channels", ())]
    people = [element.get("selected_user"), *element.get("selected_users", ())]
    return [
        *(option["value"] for option in options if option),
        *(Place(space, channel) for channel in places if channel),
        *(Person(space, user) for user in people if user),
    ]
