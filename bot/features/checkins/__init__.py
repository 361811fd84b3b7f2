"""Check-ins: polls, pulses, the connection check and the exit note; anonymous where it is promised.

An anonymous answer becomes a number in the moment that it is given, and what could name its author goes at close.
Nobody sees a result before the end, and then everybody sees the same.
"""

from __future__ import annotations

from bot.features.checkins import tables
from bot.kernel.features import Feature, Kept
from bot.store.kept import rows_of

FEATURE = Feature(
    name="checkins",
    keeps=(
        Kept(tables.instruments, why="questions that staff brought"),
        Kept(tables.checkins, why="what was asked, and what was published"),
        Kept(tables.keys, why="keys of open check-ins, gone at close"),
        Kept(tables.voters, why="keyed digests, gone at close"),
        Kept(tables.counts, why="numbers"),
        Kept(tables.texts, why="words without an author"),
        rows_of(tables.votes, tables.votes.c.person, "checkin", "options", "at"),
        Kept(tables.secrets, why="secrets of courses"),
        Kept(tables.links, why="answers under a pseudonym that goes after the course"),
        rows_of(tables.loops, tables.loops.c.person, "checkin", "said", "did", "at"),
    ),
)
