"""Pure: which of the words that there are somebody may have meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

ALIKE = 0.6
FEW = 5


def likely(typed: str, values: Sequence[str]) -> tuple[str, ...]:
    """The likeliest first: what begins with it, what holds it; else what shares a word; else what looks like it."""
    wanted = typed.strip().lower().replace(" ", "_")
    starts = [v for v in values if any(word.startswith(wanted) for word in (v.lower(), *v.lower().split("/")[1:]))]
    within = [v for v in values if wanted in v.lower() and v not in starts]
    return (*starts, *within) or tuple(_near(wanted, values))


def _near(wanted: str, values: Sequence[str]) -> list[str]:
    """Those that share a word of their last part; where none does, those whose last part looks alike."""
    typed = _words(wanted)
    shares = {v: (len(typed & _words(_last(v))), len(typed & _words(v))) for v in values}
    sharing = sorted((v for v, share in shares.items() if share[0]), key=lambda v: shares[v], reverse=True)
    lasts = {_last(v.lower()): v for v in values}
    return sharing[:FEW] or [lasts[word] for word in difflib.get_close_matches(_last(wanted), lasts, FEW, ALIKE)]


def _last(value: str) -> str:
    return value.rpartition("/")[2]


def _words(value: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"[\W_]+", value.lower())))
