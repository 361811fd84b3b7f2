"""Icebreakers: small questions, asked at times that staff choose, answered as lightly or as fully as people like.

A rhythm is a Routine; each of its turns asks one question of the library, never the same twice while others are left,
no deeper than the week allows. People tap a word, finish a sentence or write a line; it stands in the thread with
their name or is only counted, as they choose; or they pass.
"""

from __future__ import annotations

from dataclasses import replace

from bot.features.icebreakers import answering, handlers, measures, suggestions, tables, themes
from bot.kernel.commands import command
from bot.kernel.features import Act, Feature, Kept
from bot.kernel.roles import STAFF
from bot.store.kept import rows_of

FEATURE = Feature(
    name="icebreakers",
    commands=(
        command("icebreaker schedule", handlers.schedule, may=STAFF),
        command("icebreaker now", handlers.post_now, may=STAFF),
        command("icebreaker preview", handlers.preview, may=STAFF),
        command("icebreaker skip", handlers.skip, may=STAFF),
        command("icebreaker swap", handlers.swap, may=STAFF),
        command("icebreaker pause", handlers.pause, may=STAFF),
        command("icebreaker resume", handlers.resume, may=STAFF),
        command("icebreaker stop", handlers.stop, may=STAFF),
        command("icebreaker themes", themes.show_themes, may=STAFF),
        command("icebreaker suggest", themes.suggest),
        command("icebreaker report", themes.report, may=STAFF),
    ),
    presses={
        "icebreaker.tap": Act(answering.on_tap),
        "icebreaker.open": Act(answering.on_open),
        "icebreaker.finish": Act(answering.on_finish),
        "icebreaker.line": Act(answering.on_line),
        "icebreaker.show": Act(answering.on_show),
        "icebreaker.hide": Act(answering.on_hide),
        "icebreaker.edit": Act(answering.on_edit),
        "icebreaker.delete": Act(answering.on_delete),
        "icebreaker.skip": Act(answering.on_skip),
        "icebreaker.later": Act(answering.on_later),
        "icebreaker.not": Act(answering.on_not_for_me),
        "icebreaker.swap": Act(handlers.on_swap, STAFF),
        "icebreaker.drop": Act(handlers.on_drop, STAFF),
        "icebreaker.stop": Act(handlers.on_stop, STAFF),
        "icebreaker.theme": Act(themes.on_theme, STAFF),
        "icebreaker.approve": Act(themes.on_approve, STAFF),
        "icebreaker.decline": Act(themes.on_decline, STAFF),
    },
    forms={
        "icebreaker.written": Act(answering.on_written),
        "icebreaker.declined": Act(themes.on_declined, STAFF),
    },
    routines={handlers.KIND: handlers.plan_turn},
    late={handlers.KIND: handlers.LATE},
    sources={"rhythm": handlers.complete_rhythm, "theme": handlers.complete_theme},
    keeps=(
        Kept(tables.posts, why="what the bot asked"),
        Kept(tables.picks, why="what the bot will ask"),
        rows_of(tables.answers, tables.answers.c.person, "post", "rung", "text", "at"),
        rows_of(tables.passes, tables.passes.c.person, "post", "kind", "at"),
        replace(
            rows_of(tables.suggestions, tables.suggestions.c.person, "text", "labels", "stem", "state", "word", "at"),
            erase=suggestions.erase,
        ),
    ),
    measures=(measures.measure,),
)
