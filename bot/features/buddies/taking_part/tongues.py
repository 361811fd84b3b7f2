"""Languages as people name them, so that two who write one differently still have it in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale

from bot.kernel.text import clean

LONGEST = 40
# What the speakers of a language call it; English names for the others come with Babel.
OWN = {
    "ar": "العربية",
    "bn": "বাংলা",
    "bg": "български",
    "ca": "català",
    "cs": "čeština",
    "cy": "Cymraeg",
    "da": "dansk",
    "de": "Deutsch",
    "el": "ελληνικά",
    "en": "English",
    "es": "español",
    "et": "eesti",
    "eu": "euskara",
    "fa": "فارسی",
    "fi": "suomi",
    "fil": "Filipino",
    "fr": "français",
    "ga": "Gaeilge",
    "gl": "galego",
    "gsw": "Schwiizertüütsch",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "hrvatski",
    "hu": "magyar",
    "id": "Bahasa Indonesia",
    "is": "íslenska",
    "it": "italiano",
    "ja": "日本語",
    "ko": "한국어",
    "lt": "lietuvių",
    "lv": "latviešu",
    "ms": "Bahasa Melayu",
    "nb": "norsk",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sk": "slovenčina",
    "sl": "slovenščina",
    "sr": "српски",
    "sv": "svenska",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "te": "తెలుగు",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
ALSO = {"mandarin": "zh", "farsi": "fa", "castellano": "es", "castilian": "es", "tagalog": "fil", "flemish": "nl"}


def _key(word: str) -> str:
    """Capitals and accents make no difference."""
    parts = unicodedata.normalize("NFKD", word.replace("-", "_")).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c)).strip()


@cache
def _english() -> Mapping[str, str]:
    """Language code to its English name; of a country's own kind of it (``pt_BR``), that of the language."""
    every: Mapping[str, str] = Locale("en").languages
    return {code: every.get(code.partition("_")[0], name) for code, name in sorted(every.items())}


@cache
def _known() -> Mapping[str, str]:
    names = Locale("en").languages.items()
    own = {code: OWN.get(code.partition("_")[0], name) for code, name in _english().items()}
    return (
        {_key(code): name for code, name in own.items()}
        | {_key(name): own[code] for code, name in sorted(names, reverse=True)}
        | {_key(name): name for name in OWN.values()}
        | {name: OWN[code] for name, code in ALSO.items()}
    )


def read(raw: object) -> tuple[str, ...]:
    """Each language once, by its own name where that is known, else as it was written; commas between them."""
    words = (" ".join(word.split())[:LONGEST].strip() for word in re.split(r"[,;/\n]", clean(str(raw))))
    return tuple(dict.fromkeys(_known().get(_key(word), word) for word in words if word))


@cache
def offered() -> tuple[str, ...]:
    """Names to choose from: English ones, for they are found by what is typed first."""
    return tuple(sorted({_english()[code] for code in OWN if code in _english()}))
