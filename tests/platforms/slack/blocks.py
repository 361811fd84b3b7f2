"""Block Kit as Slack checks it, and as slack-sdk's own models do."""

from __future__ import annotations

import copy
import itertools
import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.platforms.slack.elements import BUTTON, IMAGE, INPUTS, MENUS, OVERFLOW, RICH, plain, text
from tests.platforms.slack.shapes import ANY, BOOL, Schema, complaints, kinds, many, record, string

Json = dict[str, Any]

PER_MESSAGE, PER_VIEW = 50, 100
# Unpublished; measured by those who met msg_blocks_too_long (bolt-js issue 2509).
WORDS = 13_200

ID = {"block_id": string(255, 1)}
ACTIONS = {"button": BUTTON, "overflow": OVERFLOW, "datetimepicker": INPUTS["datetimepicker"], **MENUS}
ACCESSORIES = {"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **MENUS}
INTERACTIVE = frozenset({*ACTIONS, *INPUTS})
SMALL = kinds({"image": IMAGE, **text(3000)["kinds"]})

COMMON: dict[str, Schema] = {
    "divider": record({"type": ANY}, ID),
    "header": record({"type": ANY, "text": plain(150)}, ID),
    "section": record(
        {"type": ANY},
        ID | {"text": text(3000), "fields": many(text(2000), 10), "accessory": kinds(ACCESSORIES), "expand": BOOL},
    )
    | {"anyOf": [{"required": ["text"]}, {"required": ["fields"]}]},
    "context": record({"type": ANY, "elements": many(SMALL, 10)}, ID),
    "actions": record({"type": ANY, "elements": many(kinds(ACTIONS), 25)}, ID),
    "image": record(
        {"type": ANY, "alt_text": string(2000, 1)},
        ID | {"image_url": string(3000, 1), "slack_file": ANY, "title": plain(2000)},
    ),
    "input": record(
        {"type": ANY, "label": plain(2000), "element": kinds(MENUS | INPUTS)},
        ID | {"hint": plain(2000), "optional": BOOL, "dispatch_action": BOOL},
    ),
    "rich_text": record({"type": ANY, "elements": many(kinds(RICH), 100)}, ID),
}
POINT = record({"label": string(20, 1), "value": {"type": "number"}})
AXES = record({"categories": many(string(20, 1), 20)}, {"x_label": string(50), "y_label": string(50)})
SERIES = many(record({"name": string(20, 1), "data": many(POINT, 20)}), 6)
CHART = record({"type": ANY, "series": SERIES, "axis_config": AXES})
CHARTS = record(
    {"type": ANY, "title": string(50, 1), "chart": kinds(dict.fromkeys(("bar", "line", "area"), CHART))}, ID
)
IN_MESSAGES = kinds(
    COMMON | {"markdown": record({"type": ANY, "text": string(12000, 1)}, ID), "data_visualization": CHARTS}
)
IN_VIEWS = kinds(COMMON)


def check(blocks: Any, *, view: bool = False) -> list[str]:
    """What is wrong with the blocks of a message or of a view, in Slack's words; empty when nothing is."""
    pointer = "/view/blocks" if view else "/blocks"
    most = PER_VIEW if view else PER_MESSAGE
    fine = isinstance(blocks, list) and len(blocks) <= most and all(_is_fine(json.dumps(one), view) for one in blocks)
    found = [] if fine else complaints(many(IN_VIEWS if view else IN_MESSAGES, most, 0), blocks, pointer)
    return found or [
        *_repeated(blocks, pointer),
        *_strangers(blocks, pointer),
        *_uncharted(blocks, pointer),
        *_models(blocks),
    ]


@cache
def _is_fine(block: str, view: bool) -> bool:
    """Each is looked at once: tests show the same ones again and again."""
    return not complaints(IN_VIEWS if view else IN_MESSAGES, json.loads(block), "")


def words(value: Any) -> int:
    """The characters of every text in it, as Slack counts them for its limit on a whole message."""
    if isinstance(value, list):
        return sum(map(words, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    inner = sum(words(part) for part in value.values() if isinstance(part, dict | list))
    return inner + (len(own) if isinstance(own, str) else 0)


def elements(block: Json) -> list[Json]:
    """The interactive or input elements of a block."""
    inside = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [one for one in inside if one and one.get("type") in INTERACTIVE]


def identified(blocks: Sequence[Json]) -> list[Json]:
    """A copy in which every block and element that came without an id has one, as Slack gives them."""
    copied = copy.deepcopy(list(blocks))
    for block in copied:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return copied


def _repeated(blocks: Sequence[Json], pointer: str) -> Iterator[str]:
    for block_id, times in Counter(block["block_id"] for block in blocks if "block_id" in block).items():
        if times > 1:
            yield f"`block_id` already exists: {block_id} [json-pointer:{pointer}]"
    for number, block in enumerate(blocks):
        for action_id, times in Counter(one["action_id"] for one in elements(block) if "action_id" in one).items():
            if times > 1:
                yield f"`action_id` already exists in this block: {action_id} [json-pointer:{pointer}/{number}]"


def _strangers(blocks: Sequence[Json], pointer: str) -> Iterator[str]:
    """Initial options that are none of the options, and menus with no options or with two kinds of them."""
    for number, block in enumerate(blocks):
        for element in elements(block):
            where = f"[json-pointer:{pointer}/{number}]"
            options = options_of(element)
            if "static_select" in element["type"] and ("options" in element) == ("option_groups" in element):
                yield f"must provide either options or option_groups {where}"
            chosen = [*element.get("initial_options", ()), element.get("initial_option")]
            if options and any(one not in options for one in chosen if one):
                yield f"initial_option must be one of the options {where}"


def _uncharted(blocks: Sequence[Json], pointer: str) -> Iterator[str]:
    """Two charts at most; each series has one point for each category, in their order; none is there twice."""
    drawn = [block["chart"] for block in blocks if block["type"] == "data_visualization"]
    if len(drawn) > 2:
        yield f"no more than 2 data_visualization blocks allowed [json-pointer:{pointer}]"
    for chart in drawn:
        categories = chart["axis_config"]["categories"]
        if any([point["label"] for point in series["data"]] != categories for series in chart["series"]):
            yield f"labels must match the categories of the axis [json-pointer:{pointer}]"
        if len(set(categories)) != len(categories):
            yield f"categories must be unique [json-pointer:{pointer}]"


def options_of(element: Json) -> list[Json]:
    """The options of a menu, those of its groups too."""
    return [
        *element.get("options", ()),
        *(one for group in element.get("option_groups", ()) for one in group["options"]),
    ]


def _models(blocks: Sequence[Json]) -> Iterator[str]:
    """slack-sdk has no model of charts."""
    modelled = [json.dumps(block) for block in blocks if block["type"] != "data_visualization"]
    refusals = (f"slack-sdk: {refused}" for block in modelled if (refused := _refused(block)))
    yield from itertools.islice(refusals, 1)


@cache
def _refused(block: str) -> str:
    """Why slack-sdk would not take it."""
    try:
        Block.parse_all([json.loads(block)])[0].to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as error:
        return str(error) or repr(error)
    return ""
