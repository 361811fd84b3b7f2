"""Insights: what a course's weeks were like, in figures that were published once and never change."""

from __future__ import annotations

from bot.features.insights import tables
from bot.kernel.features import Feature, Kept

FEATURE = Feature(name="insights", keeps=(Kept(tables.weeks, why="published figures, of nobody alone"),))
