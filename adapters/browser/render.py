"""Card and Form -> what the page draws: plain data, in which no text is ever markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.kernel.cards import (
    Button,
    Card,
    Channel,
    Field,
    Form,
    Image,
    Link,
    Mention,
    Moment,
    Option,
    Part,
    Row,
    Text,
)
from bot.kernel.commands import Command
from bot.kernel.pictures import Chart
from bot.kernel.replies import Mend

Seal = Callable[[str, tuple[str, ...]], str]
Json = dict[str, Any]

_NATIVE = {
    "date": ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    "time": ("time", re.compile(r"\d\d:\d\d")),
    "whole": ("number", re.compile(r"\d+")),
}
_OURS = re.compile(r"/(?!/)|data:image/(png|svg\+xml);", re.IGNORECASE)


def card(shown: Card, seal: Seal) -> Json:
    return {
        "title": shown.title,
        "body": [_text(text) for text in shown.body],
        "rows": [_row(row, seal) for row in shown.rows],
        "image": _image(shown.image) if shown.image else None,
        "chart": _chart(shown.chart) if shown.chart else None,
        "file": shown.file.name if shown.file else "",
        "footer": shown.footer,
    }


def _text(text: Text | str) -> list[str | Json]:
    return [text] if isinstance(text, str) else [_part(part) for part in text]


def _part(part: Part) -> str | Json:
    match part:
        case str():
            return part
        case Mention():
            return {"is": "person", "person": part.person.id, "text": part.name, "ping": part.ping}
        case Channel():
            return {"is": "room", "room": part.place.channel, "thread": part.place.thread}
        case Moment():
            return {"is": "moment", "at": part.instant.isoformat(), "style": part.style}
        case Link():
            return {"is": "link", "url": part.url, "text": part.label}
    return {"is": "strong", "text": part.strong}


def _row(row: Row, seal: Seal) -> Json:
    if isinstance(row, tuple):
        return {"is": "buttons", "buttons": [_button(button, seal) for button in row]}
    return {
        "is": "menu",
        "hint": row.hint,
        "token": seal(row.action, row.args),
        "of": row.of,
        "options": _options(row.options),
        "value": row.value,
        "most": row.most,
    }


def _button(button: Button, seal: Seal) -> Json:
    return {"label": button.label, "style": button.style, "token": seal(button.action, button.args)}


def _options(options: tuple[Option, ...]) -> list[Json]:
    return [asdict(option) for option in options]


def _image(image: Image) -> Json:
    """The page loads nothing from elsewhere: a picture with another address is only described."""
    return {"url": image.url if _OURS.match(image.url) else "", "alt": image.alt}


def _chart(chart: Chart) -> Json:
    """What the page shows beside the drawing, which it fetches by itself."""
    rows = [{"label": label, "value": value, "interval": interval} for label, value, interval in chart.rows]
    return {"title": chart.title, "alt": chart.alt, "rows": rows}


def form(asked: Form, seal: Seal, commands: Mapping[tuple[str, ...], Command]) -> Json:
    """``commands`` tells which fields are dates, times or numbers when the form is a command's."""
    found = commands.get(asked.args) or commands.get(asked.args[1:])  # perhaps behind its course
    command = found if asked.action == "command" else None
    kinds = {option.name: option.kind.name for option in command.options} if command else {}
    return {
        "title": asked.title,
        "intro": asked.intro,
        "submit": asked.submit,
        "token": seal(asked.action, asked.args),
        "fields": [_field(field, kinds.get(field.name, "")) for field in asked.fields],
    }


def mend(wrong: Mend, seal: Seal, commands: Mapping[tuple[str, ...], Command]) -> Json:
    return form(wrong.form, seal, commands) | {
        "errors": dict(wrong.errors),
        "sorry": wrong.card.title if wrong.card else "",
    }


def _field(field: Field, kind: str) -> Json:
    rest = field.hint.removeprefix(field.label)
    repeats = rest != field.hint and not rest[:1].isalnum()  # a label that was cut short says less than its hint
    return {
        "name": field.name,
        "label": field.hint if repeats else field.label,
        "kind": field.kind,
        "native": _native(field, kind),
        "hint": "" if repeats else field.hint,
        "value": field.value,
        "options": _options(field.options),
        "required": field.required,
        "longest": field.longest,
        "complete": field.complete,
    }


def _native(field: Field, kind: str) -> str:
    """The browser's own input for a date, a time or a number, where it can hold what stands in the field."""
    if not kind and re.fullmatch(r"\d{4}-\d\d-\d\d", field.value):
        kind = "date"
    native, takes = _NATIVE.get(kind, ("", re.compile("")))
    return native if field.kind == "text" and (not field.value or takes.fullmatch(field.value)) else ""
