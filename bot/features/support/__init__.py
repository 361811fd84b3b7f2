"""Support: help within two taps, whatever it is about; the agreement of a course; the people to turn to.

What somebody needs is never guessed, and that they looked is not recorded.
"""

from __future__ import annotations

from bot.features.support import tables
from bot.kernel.features import Feature, Kept
from bot.store.kept import rows_of

FEATURE = Feature(
    name="support",
    keeps=(
        Kept(tables.cards, why="what help there is in a course"),
        rows_of(tables.requests, tables.requests.c.person, "kind", "state", "at"),
    ),
)
