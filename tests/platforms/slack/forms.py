"""What a person chooses and types, in the shapes that Slack reports it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.platforms.slack.blocks import elements, options_of
from tests.platforms.slack.views import View

Json = dict[str, Any]


class ClientRefused(AssertionError):
    """Slack's own client would not let a person do this: the button is not there, a field is still empty."""


IDS = {"users": "user", "channels": "channel", "conversations": "conversation"}
PICKED = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}


def keys(element: Json) -> tuple[str, str]:
    """Under which name a choice is reported, and under which an element gives its initial one."""
    kind = element["type"]
    if kind in PICKED:
        return PICKED[kind]
    many = "s" if kind.startswith("multi_") or kind == "checkboxes" else ""
    for plural, single in IDS.items():
        if kind.endswith(f"{plural}_select"):
            return f"selected_{single}{many}", f"initial_{single}{many}"
    if kind.endswith("_select") or kind in ("checkboxes", "radio_buttons", "overflow"):
        return f"selected_option{many}", f"initial_option{many}"
    return "value", "initial_value"


def choose(element: Json, choice: Any, suggested: Iterable[Json] = ()) -> Json:
    """The choice as Slack reports it: ``{"type": …, "selected_option": {…}}``. Options go by value or by label."""
    name, _ = keys(element)
    if "option" not in name:
        return {"type": element["type"], name: _within(element, choice)}
    options = [*options_of(element), *suggested]
    if name.endswith("s"):
        return {"type": element["type"], name: [_option(options, one) for one in choice]}
    return {"type": element["type"], name: None if choice is None else _option(options, choice)}


def _option(options: Iterable[Json], choice: Any) -> Json:
    for option in options:
        if choice in (option.get("value"), option["text"]["text"]) or choice == option:
            return option
    raise ClientRefused(f"there is no option {choice!r}")


def _within(element: Json, value: Any) -> Any:
    """Slack's client holds to the length that the app asked for."""
    if isinstance(value, str):
        most, least = element.get("max_length", 3000), element.get("min_length", 0)
        if not least <= len(value) <= most:
            raise ClientRefused(f"{element['action_id']} takes {least} to {most} characters, not {len(value)}")
    return value or None


def initial(element: Json) -> Json:
    name, start = keys(element)
    empty: Any = [] if name.endswith("s") else None
    return {"type": element["type"], name: element.get(start) or empty}


def stateful(blocks: Iterable[Json]) -> Iterable[tuple[Json, Json]]:
    """Each block with each of its elements that hold a value."""
    for block in blocks:
        for element in elements(block):
            if element["type"] not in ("button", "overflow"):
                yield block, element


def state(blocks: Iterable[Json], typed: Mapping[tuple[str, str], Json]) -> Json:
    """``state.values``: by block_id and action_id, what was typed or stands there from the start."""
    values: dict[str, Json] = {}
    for block, element in stateful(blocks):
        key = block["block_id"], element["action_id"]
        values.setdefault(key[0], {})[key[1]] = typed.get(key) or initial(element)
    return values


def fill(view: View, values: Mapping[str, Any]) -> None:
    """Type these values, by block_id or action_id, into the view."""
    for name, value in values.items():
        found = [(block, one) for block, one in stateful(view.blocks) if name in (block["block_id"], one["action_id"])]
        if len(found) != 1:
            raise ClientRefused(f"the view has {len(found)} fields named {name!r}: {names(view)}")
        block, element = found[0]
        suggested = view.suggested.get(element["action_id"], ())
        view.typed[block["block_id"], element["action_id"]] = choose(element, value, suggested)


def names(view: View) -> list[str]:
    return [block["block_id"] for block, _ in stateful(view.blocks)]


def insist(view: View) -> None:
    """Slack's client sends nothing while a field that is not optional is empty."""
    values = state(view.blocks, view.typed)
    for block, element in stateful(view.blocks):
        held = values[block["block_id"]][element["action_id"]]
        if block["type"] == "input" and not block.get("optional") and not held[keys(element)[0]]:
            raise ClientRefused(f"{block['label']['text']!r} ({block['block_id']}) must be filled in")
