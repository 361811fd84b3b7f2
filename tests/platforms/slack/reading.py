"""What a message, a modal or a Home tab looks like to the person who reads it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.platforms.slack.blocks import elements, options_of
from tests.platforms.slack.places import Message
from tests.platforms.slack.views import View
from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]
Shown = Message | View


@dataclass(frozen=True)
class Control:
    """A button or a menu: ``label`` is the button's text or the menu's placeholder; ``options`` label -> value."""

    label: str
    type: str
    action_id: str
    block_id: str
    value: str = ""
    style: str = ""
    options: tuple[tuple[str, str], ...] = ()


def space_of(shown: Shown) -> Workspace:
    return shown.channel.space if isinstance(shown, Message) else shown.space


def raw_text_of(shown: Shown) -> str:
    """Every text in reading order, one a line, as it was sent; buttons and menus left out.

    A message with blocks shows its blocks; ``text`` is then only for notifications.
    """
    title = [shown.title] if isinstance(shown, View) and shown.title else []
    lines = [*title, *(line for block in shown.blocks for line in _lines(block))]
    return "\n".join(lines) if lines or isinstance(shown, View) else shown.text


def text_of(shown: Shown) -> str:
    """The same as the person sees it: names for mentions, links by their words, entities as characters."""
    return seen(raw_text_of(shown), space_of(shown))


def seen(text: str, space: Workspace) -> str:
    def word(found: re.Match[str]) -> str:
        target, _, label = found.group(1).partition("|")
        if label:
            return label
        if target[0] == "@" and target[1:] in space.users:
            return f"@{space.users[target[1:]].name}"
        if target[0] == "#" and target[1:] in space.channels:
            return f"#{space.channels[target[1:]].name}"
        return f"@{target[1:]}" if target[0] == "!" else target

    return html.unescape(re.sub(r"<([^<>]+)>", word, text))


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield from (text["text"] for text in [block.get("text"), *block.get("fields", ())] if text)
        case "context":
            yield from (part.get("text") or part.get("alt_text", "") for part in block["elements"])
        case "image":
            yield from ([block["title"]["text"]] if "title" in block else [])
            yield block["alt_text"]
        case "data_visualization":
            yield block["title"]
        case "markdown":
            yield block["text"]
        case "input":
            yield block["label"]["text"]
            yield from ([block["hint"]["text"]] if "hint" in block else [])
        case "rich_text":
            yield from (_rich(part) for part in block["elements"])


def _rich(part: Json) -> str:
    """Rich text in the notation of mrkdwn."""
    match part["type"]:
        case "rich_text_list":
            return "\n".join(map(_rich, part["elements"]))
        case "text":
            return html.escape(part["text"], quote=False)
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "broadcast":
            return f"<!{part['range']}>"
        case "link":
            return f"<{part['url']}|{part.get('text', part['url'])}>"
        case "emoji":
            return f":{part['name']}:"
        case "date":
            return f"<!date^{part['timestamp']}^{part['format']}|{part.get('fallback', part['format'])}>"
    return "".join(map(_rich, part.get("elements", ())))


def controls_of(shown: Shown) -> list[Control]:
    """Its buttons and menus, in reading order; the fields of a form too."""
    return [_control(block, element) for block in shown.blocks for element in elements(block)]


def buttons_of(shown: Shown) -> dict[str, Control]:
    """Its buttons by label."""
    return {one.label: one for one in controls_of(shown) if one.type == "button"}


def _control(block: Json, element: Json) -> Control:
    label = element.get("text") or element.get("placeholder") or block.get("label") or {"text": ""}
    return Control(
        label["text"],
        element["type"],
        element["action_id"],
        block["block_id"],
        element.get("value", ""),
        element.get("style", ""),
        tuple((option["text"]["text"], option["value"]) for option in options_of(element)),
    )


def pings_of(message: Message) -> set[str]:
    """The ids of everybody whom it alerts, and ``channel``, ``here`` or ``everyone``; in its text as well."""
    text = f"{message.text}\n{raw_text_of(message)}"
    return set(re.findall(r"<@(\w+)(?:\|[^>]*)?>", text)) | set(re.findall(r"<!(channel|here|everyone)\b", text))
