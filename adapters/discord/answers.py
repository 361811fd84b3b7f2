"""Replies as Discord's answers to an interaction: pure, and with the seal of its server."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.discord import inbound, render
from adapters.discord.attachments import NOTHING, Attached
from adapters.discord.render import Json, Seal
from bot.kernel.cards import Button, Card, Option
from bot.kernel.replies import Ask, Mend, Update, Whisper

SAY, DEFER_SAYING, DEFER_CHANGING, CHANGE, SUGGEST, OPEN = 4, 5, 6, 7, 8, 9


def changes_message(raw: inbound.Json, reply: object) -> bool:
    """An Update changes the message that was pressed, or the private one whose form came back."""
    if not isinstance(reply, Update) or not raw.get("message"):
        return False
    return raw["type"] == inbound.COMPONENT or inbound.is_private(raw)


def prompt(raw: inbound.Json, reply: Whisper | Update | Ask | Mend, seal: Seal, attached: Attached = NOTHING) -> Json:
    """The first answer, within three seconds. A form cannot follow a form: see ``card_of``."""
    if isinstance(reply, Ask):
        return {"type": OPEN, "data": render.modal(reply.form, seal)}
    card = card_of(reply)
    if changes_message(raw, reply):
        return {"type": CHANGE, "data": render.edited(card, seal, attached)}
    return {"type": SAY, "data": render.message(card, seal, private=True, attached=attached)}


def card_of(reply: Whisper | Update | Mend) -> Card:
    """What a reply shows. Discord cannot mark the fields of a form: a Mend's card says what is wrong with each."""
    if isinstance(reply, Mend):
        return reply.card or Card(body=tuple(sentence for _, sentence in reply.errors))
    return reply.card


def defer(raw: inbound.Json) -> Json:
    """Time, please: nothing changes for whoever pressed a button; a command shows that it is being worked on."""
    if raw.get("message"):
        return {"type": DEFER_CHANGING}
    return {"type": DEFER_SAYING, "data": {"flags": render.EPHEMERAL}}


def suggestions(options: Sequence[Option]) -> Json:
    return {"type": SUGGEST, "data": {"choices": [{"name": o.label, "value": o.value} for o in options]}}


def sentence(text: str) -> Json:
    """A private answer that needs no seal, because nothing can be pressed on it."""
    return {"type": SAY, "data": render.message(Card(body=(text,)), lambda action, args: action, private=True)}


def opener(ready: str, label: str, draft: str) -> Card:
    """The card that stands for a form which cannot open now."""
    return Card(body=(ready,), rows=((Button(label, "draft", (draft,), "primary"),),))
