"""What a person does with the controls of a message or a form, as Discord hands it to the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.platforms.discord.answers import Impossible
from tests.platforms.discord.options import Resolved
from tests.platforms.discord.rules import BUTTON, CHECKBOXES, LABEL, LINK, ROW, SELECTS, TEXT, TEXT_INPUT, tree
from tests.platforms.discord.things import Channel, Person, Role

Json = dict[str, Any]
STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 3, 5, 6, 7, 8
RADIO, CHECKBOX = 21, 23


def find_control(components: Sequence[Json], custom_id: str | None, label: str | None) -> Json:
    """By custom_id, or by what is written on it: a button's label, a select's placeholder."""
    controls = [part for part in tree(components) if part.get("custom_id")]
    for part in controls:
        if custom_id == part["custom_id"] or (label is not None and label == caption(part)):
            if part.get("disabled"):
                raise Impossible(f"{caption(part)!r} is disabled")
            return part
    shown = {caption(part): part["custom_id"] for part in controls}
    raise Impossible(f"no {custom_id or label!r} on this message; there are {shown}")


def caption(part: Json) -> str:
    words = part.get("label") or part.get("placeholder") or (part.get("emoji") or {}).get("name") or ""
    return str(words)


def pressed(part: Json, values: Sequence[Any], resolved: Resolved) -> Json:
    """`data` of a component interaction."""
    data: Json = {"id": part.get("id"), "custom_id": part["custom_id"], "component_type": part["type"]}
    if part["type"] == BUTTON:
        if values or part["style"] == LINK:
            raise Impossible("a button takes no values")
        return data
    data["values"] = selected(part, values, resolved)
    return data | ({"resolved": resolved.data} if resolved.data else {})


def selected(part: Json, values: Sequence[Any], resolved: Resolved, *, least: int | None = None) -> list[str]:
    """Values as ids or option values; people may also name an option by its label."""
    if isinstance(values, str | Person | Channel | Role):
        values = [values]
    usual = len(part.get("options") or ()) if part["type"] == CHECKBOXES else 1
    most = part.get("max_values") or usual
    fewest = least if least is not None else (1 if part.get("min_values") is None else part["min_values"])
    if not fewest <= len(values) <= most:
        raise Impossible(f"{caption(part) or part['custom_id']}: {fewest} to {most} values, not {len(values)}")
    return [one(part, value, resolved) for value in values]


def one(part: Json, value: Any, resolved: Resolved) -> str:
    kind = part["type"]
    if kind == USER_SELECT:
        return resolved.person(value)
    if kind == CHANNEL_SELECT:
        return resolved.channel(value, part.get("channel_types"))
    if kind == ROLE_SELECT:
        return resolved.role(value)
    if kind == MENTIONABLE_SELECT:
        return resolved.mentionable(value)
    for option in part["options"]:
        if value in (option["value"], option["label"]):
            return str(option["value"])
    raise Impossible(f"{value!r} is none of {[option['label'] for option in part['options']]}")


def filled(form: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    """`data` of a modal submit: the form's controls with what was entered; what isn't named stays as it was."""
    known = {part["custom_id"] for part in tree(form["components"]) if part.get("custom_id")}
    if strange := values.keys() - known:
        raise Impossible(f"no field {sorted(strange)} in the form; there are {sorted(known)}")
    components = [entered(part, values, resolved) for part in form["components"]]
    data: Json = {"custom_id": form["custom_id"], "components": components}
    return data | ({"resolved": resolved.data} if resolved.data else {})


def entered(part: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    kind = part["type"]
    head: Json = {"type": kind, "id": part["id"]}
    if kind == LABEL:
        return head | {"component": entered(part["component"], values, resolved)}
    if kind == ROW:
        return head | {"components": [entered(inner, values, resolved) for inner in part["components"]]}
    if kind == TEXT:
        return head
    head["custom_id"] = part["custom_id"]
    return head | field(part, values.get(part["custom_id"]), resolved)


def field(part: Json, value: Any, resolved: Resolved) -> Json:
    kind, required = part["type"], part.get("required") is not False
    if kind == TEXT_INPUT:
        return {"value": written(part, value, required=required)}
    if kind == CHECKBOX:
        return {"value": bool(part.get("default")) if value is None else bool(value)}
    if value is None:
        value = preset(part)
    if kind == RADIO:
        if not value and not required:
            return {"value": None}
        return {"value": selected(part, value, resolved)[0]}
    if kind in SELECTS or kind == CHECKBOXES:
        return {"values": selected(part, value, resolved, least=None if required or value else 0)}
    raise Impossible(f"nobody can fill in a component of type {kind} here")


def preset(part: Json) -> list[str]:
    chosen = [option["value"] for option in part.get("options") or () if option.get("default")]
    return chosen or [entry["id"] for entry in part.get("default_values") or ()]


def written(part: Json, value: Any, *, required: bool) -> str:
    text = str((part.get("value") or "") if value is None else value)
    if required and not text:
        raise Impossible(f"{part['custom_id']} must be filled in")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if text and not least <= len(text) <= most:
        raise Impossible(f"{part['custom_id']}: {least} to {most} characters, not {len(text)}")
    return text
