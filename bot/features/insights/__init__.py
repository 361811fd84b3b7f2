"""Insights: what a course's weeks were like, in figures that were published once and never change.

Once a week all features' measures are read; what may be shown of them without pointing at anybody is kept, and is all
that messages, pages, files and the weekly note to staff are made of.
"""

from __future__ import annotations

from bot.features.insights import handlers, tables, weekly
from bot.kernel.commands import command
from bot.kernel.features import Act, Feature, Kept
from bot.kernel.roles import STAFF
from bot.store.kept import rows_of

FEATURE = Feature(
    name="insights",
    commands=(command("insights", handlers.show),),
    presses={
        "insights.file": Act(handlers.on_file),
        "insights.everything": Act(handlers.on_everything, STAFF),
        "insights.note": Act(handlers.on_note, STAFF),
    },
    duties=weekly.DUTIES,
    keeps=(
        Kept(tables.weeks, why="published figures, of nobody alone"),
        rows_of(tables.quiet, tables.quiet.c.person, "course"),
    ),
    measures=(weekly.messages,),
    begin=weekly.begin,
)
