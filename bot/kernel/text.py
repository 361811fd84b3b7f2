"""Every sentence that people read: ``t(key, locale, **values)``, from the Fluent files of ``prompts/locales``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fluent.runtime import FluentLocalization, FluentResourceLoader

from bot.kernel.cards import Channel, Mention, Moment, Part, Strong, Text

LOCALES = Path(__file__).parents[2] / "prompts" / "locales"
FALLBACK = "en"
_RICH = re.compile("\ue000([0-9]+)\ue001")
_CONTROL = re.compile("[\ue000\ue001\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f]")


@cache
def locales() -> tuple[str, ...]:
    """The languages that there are texts for."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


def nearest(locale: str) -> str:
    """The language we have for what a platform calls ``pt-BR`` or ``en_US``."""
    wanted = locale.replace("_", "-")
    return next((found for found in (wanted, wanted.split("-")[0]) if found in locales()), FALLBACK)


@cache
def _language(locale: str) -> FluentLocalization:
    chain = list(dict.fromkeys((nearest(locale), FALLBACK)))
    files = sorted({path.name for name in chain for path in (LOCALES / name).glob("*.ftl")})
    loader = FluentResourceLoader(str(LOCALES / "{locale}"))
    return FluentLocalization(chain, files, loader, use_isolating=False)


def clean(text: str) -> str:
    """What people typed, without the characters that turn text around or steer a screen."""
    return _CONTROL.sub("", text).strip()


def t(key: str, locale: str, **values: object) -> str:
    """The sentence ``key`` in ``locale`` (or in English). A missing key is a defect and raises KeyError."""
    text = _language(locale).format_value(key, dict(values))
    if text == key:
        raise KeyError(key)
    return str(text)


def rich(key: str, locale: str, **values: object) -> Text:
    """As ``t``, but mentions, channels, instants and emphasis among the values stay what they are."""
    parts = [v for v in values.values() if isinstance(v, Mention | Channel | Moment | Strong)]
    marks = {
        name: f"\ue000{parts.index(v)}\ue001" if isinstance(v, Mention | Channel | Moment | Strong) else v
        for name, v in values.items()
    }
    return tuple(_parts(t(key, locale, **marks), parts))


def _parts(text: str, parts: Sequence[Part]) -> list[Part]:
    pieces = _RICH.split(text)
    return [parts[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces) if piece]
