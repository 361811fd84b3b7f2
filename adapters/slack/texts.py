"""A Text on Slack: elements of rich text, which need no escaping, and one escaped line to be notified by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from bot.kernel.cards import Card, Channel, Link, Mention, Moment, Part, Strong, Text

Native = dict[str, Any]
_FORMATS = {
    "date": "{date_short_pretty}",
    "time": "{time}",
    "both": "{date_short_pretty}, {time}",
    "relative": "{ago}",
}
_BOLD = {"bold": True}


def escape(text: str) -> str:
    """The three characters that mean something in Slack's own markup, made harmless: the only such boundary."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, longest: int = 3000) -> Native:
    """A text object in which nothing is markup."""
    return {"type": "plain_text", "text": shorten(text, longest), "emoji": True}


def shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def elements(text: Text | str) -> list[Native]:
    """The elements of one paragraph; Slack refuses empty ones."""
    parts = (text,) if isinstance(text, str) else text
    return [_element(part) for part in parts if part not in ("", Strong(""))]


def _element(part: Part) -> Native:
    match part:
        case Mention(person, _, True):
            return {"type": "user", "user_id": person.id}
        case Mention(_, name):
            return {"type": "text", "text": name or "?", "style": _BOLD}
        case Channel(place):
            return {"type": "channel", "channel_id": place.channel}
        case Moment():
            return {"type": "date", **_date(part)}
        case Strong(strong):
            return {"type": "text", "text": strong, "style": _BOLD}
        case Link(label, url):
            return {"type": "link", "url": url, "text": label}
    return {"type": "text", "text": part}


def _date(moment: Moment) -> Native:
    return {
        "timestamp": int(moment.instant.timestamp()),
        "format": _FORMATS[moment.style],
        "fallback": moment.instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    }


def notification(card: Card) -> str:
    """The card's words for notifications and screen readers: people's text escaped, channels and instants native."""
    return "\n".join(filter(None, _lines(card)))


def _lines(card: Card) -> Iterator[str]:
    yield escape(card.title)
    for text in card.body:
        yield escape(text) if isinstance(text, str) else "".join(map(_marked, text))
    if card.image:
        yield escape(card.image.alt)
    if card.chart:
        yield escape(card.chart.alt)
    yield escape(card.footer)


def _marked(part: Part) -> str:
    match part:
        case Mention():
            return escape(part.name)
        case Channel(place):
            return f"<#{place.channel}>"
        case Moment():
            date = _date(part)
            return f"<!date^{date['timestamp']}^{date['format']}|{date['fallback']}>"
        case Strong(strong):
            return escape(strong)
        case Link(label):
            return escape(label)
    return escape(part)
