"""Characters that read badly aloud: emoji in the wrong place, disguised letters, drawings made of signs."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MOST_EMOJI: Final = 2

_PICTURE = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u3030\u303d]"
_DRESS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
EMOJI: Final = re.compile(f"(?:{_FLAG}|{_PICTURE}{_DRESS}(?:\u200d{_PICTURE}{_DRESS})*)")

DRAWING: Final = re.compile(r"[\u2500-\u259f]|[\\|^~_*<>=`#]|([^\w\s])\1{2,}|[:;]-?[()DP](?!\w)")
DISGUISES: Final = ("<font>", "<circle>", "<square>", "<wide>", "<narrow>", "<super>", "<sub>")
ORDINALS: Final = "ªº"


def emoji(text: str) -> list[str]:
    """Each emoji of the text; a joined or coloured one, or a flag, counts as one."""
    return EMOJI.findall(text)


def emoji_faults(text: str) -> Iterator[str]:
    """Too many, repeated, or with words after them: a screen reader speaks every one at full length."""
    found = emoji(text)
    if len(found) > MOST_EMOJI:
        yield f"{len(found)} emoji; at most {MOST_EMOJI}"
    if len(set(found)) < len(found):
        yield "the same emoji twice"
    if found and EMOJI.split(text.rstrip(" \ufe0f"))[-1].strip():
        yield "emoji stand at the end of a text, where they are easy to skip"


def fancy(text: str) -> list[str]:
    """Letters that only look like plain ones, such as 𝓱, Ⓗ, ｈ or ʜ: screen readers spell or drop them."""
    return [char for char in text if char > "\x7f" and _disguised(char)]


def _disguised(char: str) -> bool:
    kind = unicodedata.decomposition(char).split(" ")[0]
    plain = unicodedata.normalize("NFKC", char)
    dressed = kind in DISGUISES and plain.isalnum() and char not in ORDINALS
    return dressed or "LETTER SMALL CAPITAL" in unicodedata.name(char, "")


def drawing(text: str) -> str | None:
    """The first sign of a drawing, of an emoticon or of mark-up, which the platforms would show as such."""
    found = DRAWING.search(text)
    return found[0] if found else None
