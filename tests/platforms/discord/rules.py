"""The limits that Discord's description doesn't mention, for messages and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.platforms.discord.things import EPHEMERAL, V2

Json = dict[str, Any]
ROW, BUTTON, TEXT_INPUT, SECTION, TEXT, LABEL = 1, 2, 4, 9, 10, 18
SELECTS = frozenset({3, 5, 6, 7, 8})
CHECKBOXES = 22
CHOICES = frozenset({3, 21, CHECKBOXES})
LINK, PREMIUM = 5, 6
SETTABLE = (1 << 2) | (1 << 12) | V2
MOST_COMPONENTS, MOST_TEXT, MOST_CONTENT, MOST_EMBED_TEXT = 40, 4000, 2000, 6000
LEGACY = ("content", "embeds", "poll", "sticker_ids")


def tree(components: Sequence[Json] | None) -> Iterator[Json]:
    """Every component, however deep."""
    for component in components or ():
        yield component
        yield from tree(component.get("components"))
        for name in ("accessory", "component"):
            if isinstance(component.get(name), dict):
                yield from tree([component[name]])


def faults_of_message(body: Json, flags: int, files: Sequence[str], *, answer: bool = False) -> list[str]:
    """`flags` are those the message will have; `answer` allows what only answers to people may be."""
    parts = list(tree(body.get("components")))
    faults = [*faults_of_flags(flags, answer), *faults_of_mentions(body.get("allowed_mentions") or {})]
    faults += faults_of_ids(parts)
    for part in parts:
        faults += faults_of_part(part)
    if flags & V2:
        faults += faults_of_v2(body, parts)
    else:
        faults += faults_of_legacy(body, parts)
    return [*faults, *faults_of_files(parts, files)]


def faults_of_flags(flags: int, answer: bool) -> Iterator[str]:
    stray = flags & ~(SETTABLE | (EPHEMERAL if answer else 0))
    if stray:
        yield f"flags: {stray} cannot be set here"


def faults_of_mentions(allowed: Json) -> Iterator[str]:
    for name in ("users", "roles"):
        if allowed.get(name) and name in (allowed.get("parse") or ()):
            yield f"allowed_mentions: parse[{name}] and a list of {name} exclude each other"


def faults_of_ids(parts: list[Json]) -> Iterator[str]:
    for field in ("custom_id", "id"):
        counted = Counter(part[field] for part in parts if part.get(field))
        for name in (name for name, count in counted.items() if count > 1):
            yield f"components: {field} {name!r} is there twice"


def faults_of_v2(body: Json, parts: list[Json]) -> Iterator[str]:
    for name in LEGACY:
        if body.get(name):
            yield f"{name} cannot be used with IS_COMPONENTS_V2"
    if len(parts) > MOST_COMPONENTS:
        yield f"components: {len(parts)} in all, {MOST_COMPONENTS} at most"
    length = sum(len(part.get("content") or "") for part in parts if part["type"] == TEXT)
    if length > MOST_TEXT:
        yield f"components: {length} characters of text, {MOST_TEXT} at most"


def faults_of_legacy(body: Json, parts: list[Json]) -> Iterator[str]:
    if any(part["type"] > 8 for part in parts):
        yield "components: this type needs the flag IS_COMPONENTS_V2"
    if len(body.get("components") or ()) > 5:
        yield "components: 5 rows at most"
    if len(body.get("content") or "") > MOST_CONTENT:
        yield f"content: {MOST_CONTENT} characters at most"
    length = sum(len(text) for embed in body.get("embeds") or () for text in embed_texts(embed))
    if length > MOST_EMBED_TEXT:
        yield f"embeds: {length} characters of text, {MOST_EMBED_TEXT} at most"


def embed_texts(embed: Json) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""
    for field in embed.get("fields") or ():
        yield from (field.get("name") or "", field.get("value") or "")


def faults_of_files(parts: list[Json], files: Sequence[str]) -> Iterator[str]:
    for part in parts:
        media = [part.get("media"), part.get("file"), *(item.get("media") for item in part.get("items") or ())]
        for url in (entry["url"] for entry in media if isinstance(entry, dict)):
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in files:
                yield f"components: {url} was not uploaded"


def faults_of_part(part: Json) -> Iterator[str]:
    kind = part["type"]
    if kind == ROW:
        inner = [child["type"] for child in part["components"]]
        if any(child in SELECTS for child in inner) and len(inner) > 1:
            yield "components: a select fills its row alone"
    elif kind == BUTTON:
        yield from faults_of_button(part)
    elif kind == TEXT:
        if not part.get("content", "").strip():
            yield "components: a text display is empty"
    elif kind in SELECTS | CHOICES:
        yield from faults_of_choice(part)


def faults_of_button(part: Json) -> Iterator[str]:
    target = {LINK: "url", PREMIUM: "sku_id"}.get(part["style"], "custom_id")
    present = [name for name in ("url", "sku_id", "custom_id") if part.get(name)]
    if present != [target]:
        yield f"components: a button of style {part['style']} has {target} and nothing else to say where it leads"
    if part["style"] != PREMIUM and not (part.get("label") or part.get("emoji")):
        yield "components: a button needs a label or an emoji"


def faults_of_choice(part: Json) -> Iterator[str]:
    options = part.get("options") or []
    most = part.get("max_values") or (len(options) if part["type"] == CHECKBOXES else 1)
    least = 1 if part.get("min_values") is None else part["min_values"]
    if not part.get("custom_id"):
        yield "components: a choice needs a custom_id"
    if least > most:
        yield "components: min_values above max_values"
    if part["type"] in CHOICES:
        values = [option["value"] for option in options]
        if len(values) != len(set(values)):
            yield "components: two options have the same value"
        if max(least, most) > len(options):
            yield "components: more values asked for than there are options"
        if sum(bool(option.get("default")) for option in options) > most:
            yield "components: more defaults than max_values"


def faults_of_form(data: Json) -> list[str]:
    """A modal: `data` of callback 9."""
    top = data["components"]
    parts = list(tree(top))
    faults = [] if 1 <= len(top) <= 5 else [f"components: {len(top)} at the top, 1 to 5 allowed"]
    faults += faults_of_ids(parts)
    for part in parts:
        faults += faults_of_part(part)
        if part["type"] == TEXT_INPUT:
            faults += faults_of_input(part, labelled=any(row.get("component") is part for row in top))
        if part["type"] in SELECTS and part.get("disabled"):
            faults.append("components: a select in a modal cannot be disabled")
    return faults


def faults_of_input(part: Json, *, labelled: bool) -> Iterator[str]:
    if not labelled and not part.get("label"):
        yield "components: a text input needs a label"
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if least > most:
        yield "components: min_length above max_length"
    if part.get("value") and not least <= len(part["value"]) <= most:
        yield "components: the value doesn't fit its own min_length and max_length"


COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
GROUPS = frozenset({1, 2})


def faults_of_commands(commands: Sequence[Json]) -> list[str]:
    """The whole table, as PUT replaces it."""
    counted = Counter((command["name"], command.get("type") or 1) for command in commands)
    faults = [f"{name}: the name is there twice" for (name, _), count in counted.items() if count > 1]
    if len([c for c in commands if (c.get("type") or 1) == 1]) > 100:
        faults.append("100 slash commands at most")
    for command in commands:
        if (command.get("type") or 1) == 1:
            faults += faults_of_command(command, command["name"])
            if weight(command) > 8000:
                faults.append(f"{command['name']}: {weight(command)} characters in all, 8000 at most")
    return faults


def weight(entry: Json) -> int:
    own = len(entry["name"]) + len(entry.get("description") or "")
    values = sum(len(str(choice["name"])) + len(str(choice["value"])) for choice in entry.get("choices") or ())
    return own + values + sum(weight(option) for option in entry.get("options") or ())


def faults_of_command(entry: Json, path: str) -> Iterator[str]:
    if not COMMAND_NAME.match(entry["name"]) or entry["name"] != entry["name"].lower():
        yield f"{path}: a name is lower case letters, digits, - and _"
    if not entry.get("description"):
        yield f"{path}: a description is required"
    options = entry.get("options") or []
    kinds = [option["type"] in GROUPS for option in options]
    if any(kinds) and not all(kinds):
        yield f"{path}: subcommands and options don't mix"
    names = Counter(option["name"] for option in options)
    yield from (f"{path}: option {name} is there twice" for name, count in names.items() if count > 1)
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{path}: required options come first"
    if entry.get("autocomplete") and entry.get("choices"):
        yield f"{path}: choices and autocomplete exclude each other"
    for option in options:
        yield from faults_of_command(option, f"{path} {option['name']}")
