"""What the bot shows, as neutral values whose limits hold on every platform.

Limits are the smaller of Discord's and Slack's, checked when a value is built, not when it is sent.
Text is never markup: plain strings are escaped by each renderer, and emphasis, mentions and instants are parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.kernel.pictures import Chart, File
from bot.kernel.places import Person, Place

TITLE, LABEL, TEXT, FOOTER, HINT, OPTIONS = 150, 75, 3500, 300, 100, 25
FORM_TITLE, FIELD_LABEL, FIELD_TEXT, FORM_ITEMS = 24, 45, 3000, 5
ROWS, ROW, TOKEN = 5, 5, 70


class TooLong(ValueError):
    """A card or form that some platform would refuse."""


def _within(what: str, text: str, most: int, least: int = 1) -> None:
    if not least <= len(text) <= most:
        raise TooLong(f"{what} must have {least} to {most} characters, not {len(text)}: {text[:40]!r}")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody's name. Only ``ping`` alerts them; otherwise the name stands as text."""

    person: Person
    name: str
    ping: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A link to a channel."""

    place: Place


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, shown in each reader's own zone where the platform can."""

    instant: datetime
    style: Literal["date", "time", "both", "relative"] = "both"


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasis."""

    strong: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the bot's own, for whoever reads this."""

    label: str
    url: str


Part = str | Mention | Channel | Moment | Strong | Link
Text = tuple[Part, ...]


def _token(what: str, action: str, args: tuple[str, ...]) -> None:
    """What is sealed into a control: parts are joined by colons, so none may hold one."""
    _within(f"{what}'s action", ":".join((action, *args)), TOKEN)
    if any(":" in part for part in (action, *args)):
        raise TooLong(f"{what}'s action and arguments hold no colon: {args}")


def plain(text: Text | str) -> str:
    """The words of a text, without what only a platform can draw."""
    return text if isinstance(text, str) else "".join(map(_plain, text))


def _plain(part: Part) -> str:
    match part:
        case Mention():
            return part.name
        case Channel():
            return f"#{part.place.channel}"
        case Moment():
            return part.instant.isoformat(timespec="minutes")
        case Strong():
            return part.strong
        case Link():
            return part.label
    return part


@dataclass(frozen=True, slots=True)
class Button:
    """A button whose press carries ``action`` and ``args``: all that its handler needs.

    The first of ``args`` is the course's id wherever the press asks for a role.
    """

    label: str
    action: str
    args: tuple[str, ...] = ()
    style: Literal["plain", "primary", "danger"] = "plain"

    def __post_init__(self) -> None:
        _within("A button's label", self.label, LABEL)
        _token("A button", self.action, self.args)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is shown, and what comes back."""

    label: str
    value: str
    about: str = ""

    def __post_init__(self) -> None:
        _within("An option's label", self.label, LABEL)
        _within("An option's value", self.value, HINT)
        _within("An option's description", self.about, LABEL, 0)


@dataclass(frozen=True, slots=True)
class Select:
    """A menu. Its press brings the values chosen; ``of`` says what it lists."""

    action: str
    hint: str
    args: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    of: Literal["options", "places", "people"] = "options"
    value: str = ""
    most: int = 1

    def __post_init__(self) -> None:
        _within("A menu's hint", self.hint, HINT)
        _token("A menu", self.action, self.args)
        if (self.of == "options") != (0 < len(self.options) <= OPTIONS):
            raise TooLong(f"A menu lists 1 to {OPTIONS} options, or all places or people")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``alt`` says the same in words."""

    url: str
    alt: str

    def __post_init__(self) -> None:
        _within("A picture's description", self.alt, 1000)


Row = tuple[Button, ...] | Select


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a title, paragraphs, perhaps a picture, rows of buttons or a menu, a small last line, a file."""

    title: str = ""
    body: tuple[Text | str, ...] = ()
    rows: tuple[Row, ...] = ()
    image: Image | None = None
    footer: str = ""
    chart: Chart | None = None
    file: File | None = None

    def __post_init__(self) -> None:
        _within("A title", self.title, TITLE, 0)
        _within("A footer", self.footer, FOOTER, 0)
        _within("A card's text", self.words, TEXT)
        if len(self.rows) > ROWS or any(isinstance(row, tuple) and not 0 < len(row) <= ROW for row in self.rows):
            raise TooLong(f"A card has at most {ROWS} rows of 1 to {ROW} buttons")
        tokens = [(control.action, control.args) for control in self.controls]
        if len(tokens) != len(set(tokens)):
            raise TooLong("Two buttons of one card would do the same")

    @property
    def words(self) -> str:
        return "\n".join(filter(None, (self.title, *map(plain, self.body), self.footer)))

    @property
    def controls(self) -> tuple[Button | Select, ...]:
        return tuple(_flat(self.rows))

    @property
    def pings(self) -> tuple[Person, ...]:
        """The only people whom this card may alert."""
        parts = (part for text in self.body if not isinstance(text, str) for part in text)
        return tuple(part.person for part in parts if isinstance(part, Mention) and part.ping)


def _flat(rows: Iterable[Row]) -> Iterable[Button | Select]:
    for row in rows:
        if isinstance(row, tuple):
            yield from row
        else:
            yield row


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form; ``kind`` says how it is answered, ``complete`` names what completes it."""

    name: str
    label: str
    kind: Literal["text", "paragraph", "choice", "place", "person"] = "text"
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    longest: int = 200
    complete: str = ""

    def __post_init__(self) -> None:
        _within("A field's label", self.label, FIELD_LABEL)
        _within("A field's hint", self.hint, HINT, 0)
        if not 0 < self.longest <= FIELD_TEXT or len(self.value) > self.longest:
            raise TooLong(f"A field holds at most {FIELD_TEXT} characters")
        if (self.kind == "choice") != (0 < len(self.options) <= OPTIONS):
            raise TooLong(f"A choice has 1 to {OPTIONS} options, and only a choice has any")


@dataclass(frozen=True, slots=True)
class Form:
    """A few questions at once; what comes back is a Submission with ``action``, ``args`` and the values."""

    title: str
    action: str
    fields: tuple[Field, ...]
    args: tuple[str, ...] = ()
    intro: str = ""
    submit: str = field(default="OK")

    def __post_init__(self) -> None:
        _within("A form's title", self.title, FORM_TITLE)
        _within("A form's submit label", self.submit, FORM_TITLE)
        _token("A form", self.action, self.args)
        if not 0 < len(self.fields) <= FORM_ITEMS - bool(self.intro):
            raise TooLong(f"A form has 1 to {FORM_ITEMS} items, its introduction counted")
