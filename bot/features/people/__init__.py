"""People: what the bot knows of somebody, shown to them, given to them, and forgotten when they say so."""

from __future__ import annotations

from bot.kernel.features import Feature

FEATURE = Feature(name="people")
