"""The features that the bot has."""

from __future__ import annotations

from bot.features import buddies, checkins, courses, icebreakers, insights, people, support

FEATURES = (
    courses.FEATURE,
    icebreakers.FEATURE,
    buddies.FEATURE,
    checkins.FEATURE,
    insights.FEATURE,
    support.FEATURE,
    people.FEATURE,
)
