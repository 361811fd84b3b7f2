"""A modal or a Home tab: its shape, and what a person has typed into it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.views import View as SdkView

from tests.platforms.slack import blocks
from tests.platforms.slack.elements import plain
from tests.platforms.slack.shapes import ANY, BOOL, complaints, kinds, record, string

if TYPE_CHECKING:
    from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]

BOTH = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}
LISTED = {"type": ANY, "blocks": {"type": "array"}}
MODAL = record(
    LISTED | {"title": plain(24)},
    BOTH | {"submit": plain(24), "close": plain(24), "clear_on_close": BOOL, "notify_on_close": BOOL},
)
VIEWS = {"modal": MODAL, "home": record(LISTED, BOTH)}
LARGEST = 250_000


@dataclass(eq=False)
class View:
    """``content`` is what the app sent, with ids; ``typed`` what the person has put in, by (block_id, action_id)."""

    id: str
    space: Workspace = field(repr=False)
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)
    suggested: dict[str, list[Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    is_open: bool = True

    @property
    def blocks(self) -> list[Json]:
        return list(self.content["blocks"])

    @property
    def title(self) -> str:
        return str(self.content.get("title", {}).get("text", ""))

    def fill(self, content: Json, stamp: str) -> None:
        """Take new content; what was typed stays where both ids are the same."""
        self.content = content | {"blocks": blocks.identified(content["blocks"])}
        self.hash = f"{stamp}.hash"
        self.errors = {}

    def json(self, values: Json | None = None) -> Json:
        """The ``view`` object of an answer or of an interaction."""
        defaults: Json = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return copy.deepcopy(defaults | self.content) | {
            "id": self.id,
            "team_id": self.space.id,
            "app_id": self.space.app_id,
            "app_installed_team_id": self.space.id,
            "bot_id": self.space.bot_id,
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
        }


def check(content: Any, *allowed: str) -> list[str]:
    """What is wrong with a view of one of these types, in Slack's words; empty when nothing is."""
    found = complaints(kinds({kind: VIEWS[kind] for kind in allowed}), content, "/view")
    return found or blocks.check(content["blocks"], view=True) or _whole(content)


def _whole(content: Json) -> list[str]:
    found = []
    inputs = [number for number, block in enumerate(content["blocks"]) if block.get("type") == "input"]
    if content["type"] == "modal" and inputs and "submit" not in content:
        found.append(
            f"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/{inputs[0]}/input]"
        )
    if len(json.dumps(content)) > LARGEST:
        found.append("view_too_large [json-pointer:/view]")
    try:
        SdkView(**copy.deepcopy(content)).to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as error:
        found.append(f"slack-sdk: {error} [json-pointer:/view]")
    return found
