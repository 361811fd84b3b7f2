"""Discord's Markdown: the one boundary where plain words are escaped, and where the parts of a text are drawn."""

from __future__ import annotations

import re

from bot.kernel.cards import Channel, Link, Mention, Moment, Part, Strong, Text

# An address keeps its underscores (escaped, the link would lead elsewhere); no other markup may stand in it.
_PIECES = re.compile(r"(https?://[^\s<>\[\]()*`|~\\@]+)")
_INLINE = re.compile(r"([\\*_~`|\[<]|@(?=everyone|here))")
_AT_LINE_START = re.compile(r"(?m)^([^\S\n]*)(?:([#>+-])(?=[\s#>]|\Z)|(\d+)([.)])(?=\s|\Z))")
_STYLES = {"date": "D", "time": "t", "both": "F", "relative": "R"}


def escape(words: str) -> str:
    """Words that Discord shows as they stand: no emphasis, link, mention, heading, quote or list comes of them."""
    pieces = _PIECES.split(words)
    return "".join(piece if index % 2 else _escape(piece) for index, piece in enumerate(pieces))


def _escape(words: str) -> str:
    return _AT_LINE_START.sub(_line_start, _INLINE.sub(r"\\\1", words))


def _line_start(match: re.Match[str]) -> str:
    blank, sign, number, dot = match.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{dot}"


def draw(text: Text | str) -> str:
    """A text as Discord's Markdown."""
    return escape(text) if isinstance(text, str) else "".join(map(_draw, text))


def _draw(part: Part) -> str:
    match part:
        case Mention(ping=True):
            return f"<@{part.person.id}>"
        case Mention():
            return _bold(part.name)
        case Channel():
            return f"<#{part.place.thread or part.place.channel}>"
        case Moment():
            return f"<t:{int(part.instant.timestamp())}:{_STYLES[part.style]}>"
        case Strong():
            return _bold(part.strong)
        case Link():
            return f"[{escape(part.label)}](<{part.url}>)"
    return escape(part)


def _bold(words: str) -> str:
    return f"**{escape(words)}**" if words.strip() else words


def one_line(words: str) -> str:
    """For headings and last lines, which end at the first line break."""
    return " ".join(words.split())


def words_of(markdown: str) -> str:
    """The words that ``draw`` was given, as somebody reads them."""
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", re.sub(r"(?m)^(?:#{1,3}|-#) ", "", markdown).replace("**", ""))
