"""The features that the bot has."""

from __future__ import annotations

from bot.features import courses, icebreakers

FEATURES = (courses.FEATURE, icebreakers.FEATURE)
