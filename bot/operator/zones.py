"""A time zone as an operator names it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.kernel import zones


def zone(typed: str) -> ZoneInfo:
    """ValueError says which one they may have meant."""
    if found := zones.named(typed):
        return ZoneInfo(found)
    near = zones.meant(typed)
    hint = f"did you mean {near[0]}?" if near else "one is called Europe/Berlin"
    raise ValueError(f"there is no time zone {typed}; {hint}")
