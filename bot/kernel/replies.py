"""What a handler returns: the answer as a value; an adapter makes it native."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kernel.cards import Card, Form


@dataclass(frozen=True, slots=True)
class Whisper:
    """Only the person who acted sees it."""

    card: Card


@dataclass(frozen=True, slots=True)
class Update:
    """The message that was pressed on becomes this; where there is none, a Whisper."""

    card: Card


@dataclass(frozen=True, slots=True)
class Ask:
    """A form opens."""

    form: Form


@dataclass(frozen=True, slots=True)
class Mend:
    """A form came back wrong: a sentence for each wrong field.

    ``form`` holds what was typed. A platform that can mark fields does so; one that cannot
    whispers ``card``: the sentences, and a button that opens the form once more. The app makes it.
    """

    form: Form
    errors: tuple[tuple[str, str], ...]
    card: Card | None = None


Reply = Whisper | Update | Ask | Mend
