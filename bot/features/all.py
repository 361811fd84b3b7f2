"""The features that the bot has."""

from __future__ import annotations

from bot.features import buddies, courses, icebreakers

FEATURES = (courses.FEATURE, icebreakers.FEATURE, buddies.FEATURE)
