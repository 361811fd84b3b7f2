"""What people wrote into a form: read whole, every wrong field at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.kernel.cards import Button, Card, Form, Strong
from bot.kernel.errors import UserError
from bot.kernel.events import Event
from bot.kernel.features import Bot
from bot.kernel.options import Kind

Errors = tuple[tuple[str, str], ...]


def read(bot: Bot, kinds: Mapping[str, Kind], given: Mapping[str, object]) -> tuple[dict[str, Any], Errors]:
    """The values, and for each wrong field the sentence that says what was expected."""
    values: dict[str, Any] = {}
    errors: list[tuple[str, str]] = []
    for name, kind in kinds.items():
        try:
            if name in given:
                values[name] = kind.read(given[name])
        except UserError as error:
            errors.append((name, bot.t(error.key, **error.values)))
    return values, tuple(errors)


def values(bot: Bot, kinds: Mapping[str, Kind], given: Mapping[str, object]) -> dict[str, Any]:
    """The same of a command that was typed; UserError names every option that cannot be read, if it has several."""
    found, errors = read(bot, kinds, given)
    if errors:
        wrong = (f"{name}: {sentence}" if len(kinds) > 1 else sentence for name, sentence in errors)
        raise UserError("wrong-options", wrong="\n".join(wrong))
    return found


def typed(form: Form, given: Mapping[str, object]) -> Form:
    """The form with what was typed in its fields."""
    fields = (replace(f, value=str(given.get(f.name, f.value))[: f.longest]) for f in form.fields)
    return replace(form, fields=tuple(fields))


def mend_card(bot: Bot, errors: Errors, form: Form, draft: str) -> Card:
    """The wrong fields in words, and the way back into the form."""
    labels = {f.name: f.label for f in form.fields}
    body = tuple((Strong(labels.get(name, name)), ": ", sentence) for name, sentence in errors)
    again = Button(bot.t("try-again"), "draft", (draft,), "primary")
    return Card(bot.t("please-mend"), body, ((again,),))


def who(event: Event) -> dict[str, Any]:
    """The fields that every event has, to make another event of the same act."""
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}
