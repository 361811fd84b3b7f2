"""Every sentence that people read: ``t(key, locale, **values)``, from the Fluent files of ``prompts/locales``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import babel.core
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

from bot.kernel.cards import Channel, Link, Mention, Moment, Part, Strong, Text

LOCALES = Path(__file__).parents[2] / "prompts" / "locales"
FALLBACK = "en"
_RICH = re.compile("\ue000([0-9]+)\ue001")
_PARTS = (Mention, Channel, Moment, Strong, Link)
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001\ufeff\U000e0000-\U000e007f]"
)


@cache
def locales() -> tuple[str, ...]:
    """The languages that there are texts for."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


@lru_cache(1000)
def nearest(locale: str) -> str:
    """The language we have for what a platform calls ``pt-BR`` or ``en_US``."""
    wanted = locale.replace("_", "-")
    return next((found for found in (wanted, wanted.split("-")[0]) if found in locales()), FALLBACK)


@cache
def _bundles(locale: str) -> tuple[FluentBundle, ...]:
    """The texts in a language, then in English: whole before any thread reads them."""
    return tuple(map(_bundle, dict.fromkeys((nearest(locale), FALLBACK))))


@cache
def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    # For one word of grammar Babel has read all that it knows of the world: 2 MiB, which it reads again if asked.
    babel.core._global_data = None  # noqa: SLF001
    for file in sorted((LOCALES / locale).glob("*.ftl")):
        bundle.add_resource(FluentParser(with_spans=False).parse(file.read_text("utf-8")))
    return bundle


def clean(text: str) -> str:
    """What people typed, without the characters that turn text around or steer a screen."""
    return _CONTROL.sub("", text).strip()


def t(key: str, locale: str, **values: object) -> str:
    """The sentence ``key`` in ``locale`` (or in English). A missing key is a defect and raises KeyError."""
    if all(isinstance(value, int | float) for value in values.values()):
        return _numbered(key, nearest(locale), tuple(values.items()))
    return _said(key, locale, {name: _harmless(value) for name, value in values.items()})


@lru_cache(10_000)
def _numbered(key: str, locale: str, numbers: tuple[tuple[str, object], ...]) -> str:
    """What only numbers change is said again and again: formatting it costs a hundred times more than this."""
    return _said(key, locale, dict(numbers))


def rich(key: str, locale: str, **values: object) -> Text:
    """As ``t``, but mentions, channels, instants, links and emphasis among the values stay what they are."""
    parts = [value for value in values.values() if isinstance(value, _PARTS)]
    marks = {name: _marked(value, parts) for name, value in values.items()}
    return tuple(_parts(_said(key, locale, marks), parts))


def _said(key: str, locale: str, values: dict[str, object]) -> str:
    bundle, pattern = _found(key, nearest(locale))
    return str(bundle.format_pattern(pattern, values)[0])


@cache
def _found(key: str, locale: str) -> tuple[FluentBundle, Any]:
    bundle = next((b for b in _bundles(locale) if b.has_message(key)), None)
    pattern = bundle.get_message(key).value if bundle else None
    if bundle is None or pattern is None:
        raise KeyError(key)
    return bundle, pattern


def _harmless(value: object) -> object:
    """What people typed may come here as they typed it: nothing in it turns a sentence around or looks like a part."""
    return _CONTROL.sub("", value) if isinstance(value, str) else value


def _marked(value: object, parts: Sequence[Part]) -> object:
    return f"\ue000{parts.index(value)}\ue001" if isinstance(value, _PARTS) else _harmless(value)


def _parts(text: str, parts: Sequence[Part]) -> list[Part]:
    pieces = _RICH.split(text)
    return [parts[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces) if piece]
