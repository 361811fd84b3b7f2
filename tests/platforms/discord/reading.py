"""What can be read on the screen: texts, buttons, selects and fields of a message or a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.platforms.discord.answers import Answer
from tests.platforms.discord.controls import caption
from tests.platforms.discord.rules import BUTTON, CHOICES, LABEL, SELECTS, TEXT, embed_texts, tree
from tests.platforms.discord.things import Message

Json = dict[str, Any]
Readable = Message | Answer | Json


def body_of(thing: Readable) -> Json:
    """A form's answer is the form; any other answer is the message that it shows."""
    if isinstance(thing, Answer):
        return body_of(thing.message) if thing.message is not None else thing.data
    if isinstance(thing, Message):
        return {"content": thing.content, "embeds": thing.embeds, "components": thing.components}
    return thing


def text_of(thing: Readable) -> str:
    """Everything there is to read but the buttons, one text a line, from top to bottom."""
    body = body_of(thing)
    lines = [body.get("title"), body.get("content")]
    lines += [text for embed in body.get("embeds") or () for text in embed_texts(embed)]
    lines += list(lines_of(body))
    return "\n".join(str(line) for line in lines if line)


def lines_of(body: Json) -> Iterator[str | None]:
    for part in tree(body.get("components")):
        if part["type"] == TEXT:
            yield part["content"]
        elif part["type"] == LABEL:
            yield part["label"]
            yield part.get("description")


def buttons_of(thing: Readable) -> dict[str, str]:
    """Label -> custom_id (or address, for a link), in their order."""
    found = [part for part in tree(body_of(thing).get("components")) if part["type"] == BUTTON]
    return {caption(part): part.get("custom_id") or part.get("url") or "" for part in found}


def selects_of(thing: Readable) -> dict[str, list[str]]:
    """custom_id -> labels of its options (none for people, channels and roles)."""
    kinds = SELECTS | CHOICES
    found = [part for part in tree(body_of(thing).get("components")) if part["type"] in kinds]
    return {part["custom_id"]: [option["label"] for option in part.get("options") or ()] for part in found}


def fields_of(form: Answer | Json) -> dict[str, str]:
    """Label -> custom_id of a form's fields."""
    parts = list(tree(body_of(form).get("components")))
    labelled = {part["label"]: part["component"]["custom_id"] for part in parts if part["type"] == LABEL}
    bare = {part["label"]: part["custom_id"] for part in parts if part["type"] == 4 and part.get("label")}
    return labelled | bare
