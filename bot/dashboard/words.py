"""The pages' own words, for their templates; what figures say is the features'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.kernel.text import t

KEYS = (
    *("skip", "over", "contents"),
    *("door-title", "door-body", "door-open"),
    *("sorry-expired-title", "sorry-expired", "sorry-unknown-title", "sorry-unknown", "sorry-again"),
    *("sorry-broken-title", "sorry-broken"),
    *("take-title", "take-body", "take-csv", "take-json"),
)


@cache
def words(locale: str) -> Mapping[str, str]:
    """By key; ``locale`` is one that there are texts for."""
    return {key: t(f"dashboard-{key}", locale) for key in KEYS}
