"""Cards as blocks, Forms as modals: pure. People's words stand in rich text or plain text, never in mrkdwn."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from adapters.slack import charts, files
from adapters.slack.texts import Native, elements, notification, plain
from bot.kernel.cards import Button, Card, Field, Form, Option, Row, Select, Text
from bot.kernel.pictures import Chart
from bot.kernel.places import Person, Place

Seal = Callable[[str, tuple[str, ...]], str]
Draw = Callable[[Chart], Native]
FORM, WINDOW, NAME = "homeroom.form", "homeroom.window", "Homeroom"
PARAGRAPHS = 40  # of a message's 50 blocks: the title, 5 rows, two pictures, a file and the footer want room
_CONVERSATIONS = {"include": ["public", "private"], "exclude_bot_users": True}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a view was opened, and the way back there: the response address of the act that opened it.

    ``over`` says that the act was a press on a message, which an Update may replace. All of it travels in the view,
    which only Slack and this app read.
    """

    place: Place
    url: str = ""
    over: bool = False


def message(card: Card, seal: Seal, draw: Draw = charts.bars) -> Native:
    """``text`` and ``blocks`` of a message; ``draw`` makes a block of its chart."""
    return {"text": notification(card), "blocks": blocks(card, seal, draw)}


def blocks(card: Card, seal: Seal, draw: Draw = charts.bars) -> list[Native]:
    return list(_blocks(card, seal, draw))


def _blocks(card: Card, seal: Seal, draw: Draw) -> Iterator[Native]:
    if card.title:
        yield {"type": "header", "text": plain(card.title, 150)}
    yield from _paragraphs([text for text in card.body if elements(text)])
    if card.image:
        yield {"type": "image", "image_url": card.image.url, "alt_text": card.image.alt}
    if card.chart:
        yield draw(card.chart)
    if card.file:
        yield files.announced(card.file)
    yield from (_row(row, seal) for row in card.rows)
    if card.footer:
        yield {"type": "context", "elements": [plain(card.footer)]}


def _paragraphs(body: list[Text | str]) -> Iterator[Native]:
    """A block for each paragraph, so that there is air between them; what is beyond a message's blocks shares one."""
    for text in body[:PARAGRAPHS]:
        yield _rich(elements(text))
    if rest := body[PARAGRAPHS:]:
        yield _rich([part for text in rest for part in (*elements(text), {"type": "text", "text": "\n"})])


def _rich(parts: list[Native]) -> Native:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def _row(row: Row, seal: Seal) -> Native:
    if isinstance(row, tuple):
        return {"type": "actions", "elements": [button(each, seal) for each in row]}
    if row.most == 1:
        return {"type": "actions", "elements": [_menu(row, seal)]}
    # Slack takes menus of several choices beside a text, not among actions.
    return {"type": "section", "text": plain(row.hint), "accessory": _menus(row, seal)}


def button(shown: Button, seal: Seal) -> Native:
    token = seal(shown.action, shown.args)
    style = {} if shown.style == "plain" else {"style": shown.style}
    return {"type": "button", "text": plain(shown.label, 75), "action_id": token, "value": token, **style}


def _menu(menu: Select, seal: Seal) -> Native:
    head = {"action_id": seal(menu.action, menu.args), "placeholder": plain(menu.hint, 150)}
    match menu.of:
        case "places":
            return {"type": "conversations_select", **head, **_conversation(menu.value), "filter": _CONVERSATIONS}
        case "people":
            return {"type": "users_select", **head, **_user(menu.value)}
    return {"type": "static_select", **head, **_options(menu.options, menu.value)}


def _menus(menu: Select, seal: Seal) -> Native:
    """The same menu for several choices: nothing is chosen beforehand."""
    native = _menu(menu, seal)
    initial = [name for name in native if name.startswith("initial_")]
    rest = {name: value for name, value in native.items() if name not in initial}
    return {**rest, "type": f"multi_{native['type']}", "max_selected_items": menu.most}


def _conversation(value: str) -> Native:
    """The channel chosen beforehand; a direct message is none of those that the menu lists."""
    channel = Place.parse(value).channel if value else "D"
    return {} if channel.startswith("D") else {"initial_conversation": channel}


def _user(value: str) -> Native:
    return {"initial_user": Person.parse(value).id} if value else {}


def _options(options: tuple[Option, ...], value: str) -> Native:
    shown = [option(each) for each in options]
    chosen = next((native for native in shown if native["value"] == value), None)
    return {"options": shown} | ({"initial_option": chosen} if chosen else {})


def option(shown: Option) -> Native:
    about = {"description": plain(shown.about, 75)} if shown.about else {}
    return {"text": plain(shown.label, 75), "value": shown.value, **about}


def form(asked: Form, seal: Seal, origin: Origin) -> Native:
    """A modal with an input for each field. What comes back tells the form and where it was opened."""
    intro = [{"type": "section", "text": plain(asked.intro)}] if asked.intro else []
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain(asked.title, 24),
        "submit": plain(asked.submit, 24),
        "blocks": intro + [_input(field) for field in asked.fields],
        "private_metadata": _pack(origin, seal(asked.action, asked.args)),
    }


def window(card: Card, seal: Seal, origin: Origin) -> Native:
    """A card in a modal: the answer to somebody who is not looking at a channel."""
    fits = 0 < len(card.title) <= 24 and (any(card.body) or card.footer)
    title, rest = (card.title, replace(card, title="")) if fits else (NAME, card)
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "title": plain(title),
        "blocks": blocks(rest, seal),
        "private_metadata": _pack(origin),
    }


def home(shown: list[Native], origin: Origin) -> Native:
    """The App Home tab: at most 100 blocks."""
    return {"type": "home", "callback_id": WINDOW, "blocks": shown[:100], "private_metadata": _pack(origin)}


def _pack(origin: Origin, token: str = "") -> str:
    luggage = {"token": token, "place": str(origin.place), "url": origin.url, "over": origin.over}
    return json.dumps(luggage, separators=(",", ":"))


def unpack(view: Native) -> tuple[str, Origin]:
    """The token that a view carries, and where it was opened."""
    luggage = json.loads(view["private_metadata"])
    return luggage["token"], Origin(Place.parse(luggage["place"]), luggage["url"], luggage["over"])


def _input(field: Field) -> Native:
    return {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, 45),
        "optional": not field.required,
        "element": {"action_id": field.complete or "value", **_element(field), **_placeholder(field)},
    }


def _placeholder(field: Field) -> Native:
    return {"placeholder": plain(field.hint, 150)} if field.hint else {}


def _element(field: Field) -> Native:
    match field.kind:
        case "choice":
            return {"type": "static_select", **_options(field.options, field.value)}
        case "place":
            return {"type": "conversations_select", **_conversation(field.value), "filter": _CONVERSATIONS}
        case "person":
            return {"type": "users_select", **_user(field.value)}
    if field.complete:
        return {"type": "external_select", "min_query_length": 0, **_known(field.value)}
    initial = {"initial_value": field.value} if field.value else {}
    multiline = field.kind == "paragraph"
    return {"type": "plain_text_input", "multiline": multiline, "max_length": field.longest, **initial}


def _known(value: str) -> Native:
    """What is filled in already, as the option that completing it gave."""
    return {"initial_option": {"text": plain(value.replace("_", " "), 75), "value": value[:150]}} if value else {}
