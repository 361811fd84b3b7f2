"""Discord's interactions as Calls, Presses, Submissions and Typings: a dictionary in, a value out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from adapters.discord.manifest import manages
from bot.kernel.events import Call, Press, Submission, Typing
from bot.kernel.places import Message, Person, Place
from bot.kernel.text import clean

Json = Mapping[str, Any]
Spaces = Callable[[str], str]
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
SUBCOMMANDS, PERSON, CHANNEL = (1, 2), 6, 7
THREADS, EPHEMERAL = (10, 11, 12), 1 << 6
_MENUS = {5: Person, 8: Place}


def space(guild_id: object) -> str:
    return f"discord:{guild_id}"


def read(raw: Json, space_of: Spaces) -> Call | Press | Submission | Typing | None:
    """What somebody did, from the interaction as Discord sends it; None when it belongs to no server.

    A button of a private message says its server only by its seal: ``space_of`` knows for which Space a token
    was sealed ("" for none).
    """
    data = raw.get("data") or {}
    custom_id = str(data.get("custom_id", ""))
    where = space(raw["guild_id"]) if raw.get("guild_id") else space_of(custom_id) if custom_id else ""
    if not where:
        return None
    who = _who(raw, where)
    match raw["type"]:
        case 2:
            path, options = _path(data)
            return Call(**who, path=path, options={o["name"]: _value(o, data, where) for o in options})
        case 3:
            return Press(**who, token=custom_id, values=_chosen(data, where), message=_message(raw, who["place"]))
        case 4:
            path, options = _path(data)
            focused = next((o for o in options if o.get("focused")), {"name": "", "value": ""})
            return Typing(**who, path=path, option=focused["name"], typed=str(focused["value"]))
        case 5:
            return Submission(**who, token=custom_id, values=dict(_answers(data, where)))
    return None


def is_private(raw: Json) -> bool:
    """Was this done on a message that only this person sees?"""
    return bool(int((raw.get("message") or {}).get("flags") or 0) & EPHEMERAL)


def _who(raw: Json, where: str) -> dict[str, Any]:
    """The fields that every event has. In private messages there is a user, and nobody manages anything."""
    member = raw.get("member") or {}
    user = member.get("user") or raw["user"]
    name = member.get("nick") or user.get("global_name") or user["username"]
    return {
        "id": str(raw["id"]),
        "person": Person(where, str(user["id"])),
        "name": clean(name),
        "place": _place(raw.get("channel") or {"id": raw["channel_id"]}, where),
        "locale": str(raw.get("locale") or "en-US"),
        "manages": manages(int(member.get("permissions") or 0)),
    }


def _place(channel: Json, where: str) -> Place:
    """A channel, or the thread that hangs in one."""
    id_ = str(channel["id"])
    if channel.get("type") in THREADS and channel.get("parent_id"):
        return Place(where, str(channel["parent_id"]), id_)
    return Place(where, id_)


def _message(raw: Json, place: Place) -> Message | None:
    message = raw.get("message")
    return Message(place, str(message["id"])) if message else None


def _path(data: Json) -> tuple[tuple[str, ...], list[Json]]:
    """The words of a command, and the options after the last."""
    path, options = [data["name"]], data.get("options") or []
    while options and options[0]["type"] in SUBCOMMANDS:
        path.append(options[0]["name"])
        options = options[0].get("options") or []
    return tuple(path), options


def _value(option: Json, data: Json, where: str) -> object:
    if option["type"] == PERSON:
        return Person(where, str(option["value"]))
    if option["type"] == CHANNEL:
        return _resolved(str(option["value"]), data, where)
    return option["value"]


def _resolved(id_: str, data: Json, where: str) -> Place:
    known = (data.get("resolved") or {}).get("channels") or {}
    return _place(known.get(id_) or {"id": id_}, where)


def _chosen(data: Json, where: str) -> tuple[str, ...]:
    """The values of a menu; of one that lists places or people, their addresses."""
    values = [str(value) for value in data.get("values") or ()]
    kind = _MENUS.get(data.get("component_type", 0))
    return tuple(str(kind(where, value)) for value in values) if kind else tuple(values)


def _answers(data: Json, where: str) -> Iterable[tuple[str, Any]]:
    """Name and value of each field; a place or a person is already one."""
    for outer in data.get("components") or ():
        field = outer.get("component") or {}
        name, kind = field.get("custom_id"), _MENUS.get(field.get("type", 0))
        if not name:
            continue
        values = [str(value) for value in field.get("values") or (field.get("value") or "",)]
        yield name, kind(where, values[0]) if kind and values[0] else values[0]
