"""Cards and forms as Discord's components, in plain dictionaries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.attachments import NOTHING, Attached
from adapters.discord.markup import draw, escape, one_line
from bot.kernel.cards import Button, Card, Field, Form, Row, Select
from bot.kernel.places import Person, Place
from bot.kernel.text import t

Json = dict[str, Any]
Seal = Callable[[str, tuple[str, ...]], str]

ACTION_ROW, BUTTON, OPTIONS, TEXT_INPUT, PEOPLE, PLACES = 1, 2, 3, 4, 5, 8
TEXT, GALLERY, FILE, CONTAINER, LABEL = 10, 12, 13, 17, 18
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
TEXT_CHANNELS = [0, 5]
_COMPONENTS, _CHARACTERS = 40, 4000
_STYLES = {"primary": 1, "plain": 2, "danger": 4}


def message(card: Card, seal: Seal, *, private: bool = False, marker: str = "", attached: Attached = NOTHING) -> Json:
    """A card as a message; with a marker, one that is made only once and can be found again."""
    ids = marks(marker) if marker else None
    once = {"nonce": marker, "enforce_nonce": True} if marker else {}
    return {
        "flags": COMPONENTS_V2 | (EPHEMERAL if private else 0),
        "components": [_container(card, seal, attached, ids)],
        "allowed_mentions": {"parse": [], "users": list(dict.fromkeys(person.id for person in card.pings))},
        **attached.listed,
        **once,
    }


def edited(card: Card, seal: Seal, attached: Attached = NOTHING) -> Json:
    """A card in the place of a message that is there; an edit alerts nobody."""
    return {**message(card, seal, attached=attached), "allowed_mentions": {"parse": []}}


def marks(marker: str) -> tuple[int, int]:
    """The numbers of a message's container and of its first text, by which ``find`` knows it again.

    Discord keeps the ``id`` of each component (31 bits, shown to nobody) with the message; whether it gives the
    nonce back when it reads history is not documented.
    """
    digest = hashlib.sha256(marker.encode()).digest()
    first, second = (int.from_bytes(digest[at : at + 4]) >> 1 | 1 << 29 for at in (0, 4))
    return first, second ^ (first == second)


def _container(card: Card, seal: Seal, attached: Attached, ids: tuple[int, int] | None) -> Json:
    rows = [_row(row, seal) for row in card.rows]
    media = _media(card, attached)
    taken = 1 + len(media) + sum(1 + len(row["components"]) for row in rows)
    parts = _texts(card, attached, _COMPONENTS - taken)
    if ids:
        parts[0]["id"] = ids[1]
    at = len(parts) - bool(card.footer)
    container = {"type": CONTAINER, "components": [*parts[:at], *media, *parts[at:], *rows]}
    return {**container, "id": ids[0]} if ids else container


def _media(card: Card, attached: Attached) -> list[Json]:
    """Pictures in one gallery, then the file."""
    pictures = [{"media": {"url": card.image.url}, "description": card.image.alt}] if card.image else []
    if drawn := attached.picture:
        pictures.append({"media": {"url": f"attachment://{drawn.name}"}, "description": drawn.about})
    gallery: list[Json] = [{"type": GALLERY, "items": pictures}] if pictures else []
    file: list[Json] = [{"type": FILE, "file": {"url": f"attachment://{attached.file.name}"}}] if attached.file else []
    return [*gallery, *file]


def _instead(card: Card, attached: Attached) -> Iterator[str]:
    """In words, what could not be attached."""
    if card.chart and not attached.picture:
        yield escape(card.chart.alt)
    if card.file and not attached.file:
        yield escape(t("discord-no-file", card.file.locale, name=card.file.name))


def _texts(card: Card, attached: Attached, room: int) -> list[Json]:
    """Title, paragraphs and last line, in at most ``room`` components of 4,000 characters together."""
    title = [f"### {escape(one_line(card.title))}"] if card.title else []
    footer = [f"-# {escape(one_line(card.footer))}"] if card.footer else []
    paragraphs = [*map(draw, card.body), *_instead(card, attached)]
    body = _joined(paragraphs, room - len(title) - len(footer))
    left = _CHARACTERS - sum(map(len, (*title, *footer)))
    return [{"type": TEXT, "content": text} for text in (*title, *_cut(body, left), *footer)]


def _joined(paragraphs: Sequence[str], room: int) -> list[str]:
    """The last of too many paragraphs share one component."""
    shown = [paragraph for paragraph in paragraphs if paragraph.strip()]
    return shown if len(shown) <= room else [*shown[: room - 1], "\n\n".join(shown[room - 1 :])]


def _cut(paragraphs: Sequence[str], left: int) -> list[str]:
    """Only a text of hundreds of signs that need a backslash grows past the limit; it ends in an ellipsis."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if len(paragraph) > left:
            return [*kept, paragraph[: left - 1].rstrip("\\") + "…"] if left > 1 else kept
        left -= len(paragraph)
        kept.append(paragraph)
    return kept


def _row(row: Row, seal: Seal) -> Json:
    inside = [_menu(row, seal)] if isinstance(row, Select) else [button(one, seal) for one in row]
    return {"type": ACTION_ROW, "components": inside}


def button(one: Button, seal: Seal) -> Json:
    custom_id = seal(one.action, one.args)
    return {"type": BUTTON, "style": _STYLES[one.style], "label": one.label, "custom_id": custom_id}


def _menu(menu: Select, seal: Seal) -> Json:
    named = {"custom_id": seal(menu.action, menu.args), "placeholder": menu.hint}
    match menu.of:
        case "places":
            return {**_places(menu.value), **named, "max_values": menu.most}
        case "people":
            return {**_people(menu.value), **named, "max_values": menu.most}
    most = min(menu.most, len(menu.options))
    return {"type": OPTIONS, **named, "options": _options(menu, menu.value), "max_values": most}


def _options(of: Select | Field, chosen: str) -> list[Json]:
    return [
        {"label": option.label, "value": option.value, "default": option.value == chosen}
        | ({"description": option.about} if isinstance(of, Select) and option.about else {})
        for option in of.options
    ]


def _places(chosen: str) -> Json:
    default = [{"type": "channel", "id": Place.parse(chosen).channel}] if chosen else []
    return {"type": PLACES, "channel_types": TEXT_CHANNELS, "default_values": default}


def _people(chosen: str) -> Json:
    default = [{"type": "user", "id": Person.parse(chosen).id}] if chosen else []
    return {"type": PEOPLE, "default_values": default}


def modal(form: Form, seal: Seal) -> Json:
    """A form as a modal; its fields' names are the custom ids."""
    intro = [{"type": TEXT, "content": escape(form.intro)}] if form.intro else []
    components = [*intro, *map(_label, form.fields)]
    return {"title": form.title, "custom_id": seal(form.action, form.args), "components": components}


def _label(field: Field) -> Json:
    says_more = field.hint and field.hint != field.label
    about = {"description": field.hint} if says_more else {}
    return {"type": LABEL, "label": field.label, **about, "component": _input(field)}


def _input(field: Field) -> Json:
    shared = {"custom_id": field.name, "required": field.required}
    chooses = {**shared, "min_values": int(field.required), "max_values": 1}
    match field.kind:
        case "choice":
            return {"type": OPTIONS, **chooses, "options": _options(field, field.value)}
        case "place":
            return {**_places(field.value), **chooses}
        case "person":
            return {**_people(field.value), **chooses}
    style = 2 if field.kind == "paragraph" else 1
    typed = {"type": TEXT_INPUT, "style": style, "max_length": field.longest, **shared}
    return {**typed, "value": field.value} if field.value else typed


def first_words(payload: Mapping[str, Any]) -> str:
    """The Markdown of a message's first text: its title, or how it begins."""
    inside = [part for outer in payload.get("components", ()) for part in outer.get("components", ())]
    return next((str(part["content"]) for part in inside if part.get("type") == TEXT), "")
