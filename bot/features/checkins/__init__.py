"""Check-ins: polls, pulses, the connection check and the exit note; anonymous where it is promised.

An anonymous answer becomes a number in the moment that it is given, and what could name its author goes at close.
Nobody sees a result before the end, and then everybody sees the same.

Rooms: ``asking``, ``answering`` and ``closing`` are a check-in's life; ``telling`` says what came of it, ``planning``
when the next one comes and what follows. All stand on ``model``, ``store`` and ``tables``.
"""

from __future__ import annotations

from dataclasses import replace

from bot.features.checkins import measures, tables
from bot.features.checkins.answering import taking, voting
from bot.features.checkins.asking import polls, rehearsing, starting
from bot.features.checkins.closing import ending
from bot.features.checkins.planning import importing, links, loop, reminding, rhythms
from bot.features.checkins.telling import results, trend, written
from bot.kernel.commands import command
from bot.kernel.errands import Duty
from bot.kernel.features import Act, Feature, Kept
from bot.kernel.roles import STAFF, Role
from bot.store.kept import rows_of

STUDENTS = frozenset({Role.STUDENT})
"""Who is asked: what staff and mentors would answer is not the class's."""

FEATURE = Feature(
    name="checkins",
    commands=(
        command("poll ask", polls.ask, may=STAFF),
        command("poll close", starting.close_poll, may=STAFF),
        command("checkin start", starting.start, may=STAFF),
        command("checkin preview", rehearsing.preview, may=STAFF),
        command("checkin close", starting.close_checkin, may=STAFF),
        command("poll results", results.of_poll),
        command("checkin results", results.of_check),
        command("checkin trend", trend.show),
        command("checkin schedule", rhythms.schedule, may=STAFF),
        command("checkin rhythms", rhythms.show, may=STAFF),
        command("checkin import", importing.bring, may=STAFF),
        command("checkin own", importing.show, may=STAFF),
    ),
    presses={
        "poll.ask": Act(polls.on_ask, STAFF),
        "poll.vote": Act(voting.on_vote, STUDENTS),
        "poll.votes": Act(voting.on_votes, STUDENTS),
        "checkin.rehearse": Act(rehearsing.on_rehearse, STAFF),
        "checkin.open": Act(taking.on_open, STUDENTS, traceless=True),
        "checkin.link": Act(taking.on_link, STUDENTS, traceless=True),
        "checkin.answer": Act(taking.on_answer, STUDENTS, traceless=True),
        "checkin.tick": Act(taking.on_tick, STUDENTS, traceless=True),
        "checkin.ticked": Act(taking.on_ticked, STUDENTS, traceless=True),
        "checkin.write": Act(taking.on_write, STUDENTS, traceless=True),
        "checkin.later": Act(taking.on_later, STUDENTS, traceless=True),
        "checkin.page": Act(results.on_page),
        "checkin.mirror": Act(results.on_mirror, traceless=True),
        "checkin.trend": Act(trend.on_other),
        "checkin.votes": Act(results.on_votes, STAFF),
        "checkin.texts": Act(written.on_texts, STAFF),
        "checkin.stop": Act(rhythms.on_stop, STAFF),
        "checkin.remove": Act(importing.on_remove, STAFF),
        "loop.write": Act(loop.on_answer, STAFF),
        "loop.nothing": Act(loop.on_nothing, STAFF),
    },
    forms={
        "checkin.written": Act(taking.on_written, STUDENTS, traceless=True),
        "checkin.imported": Act(importing.on_brought, STAFF),
        "loop.written": Act(loop.on_answered, STAFF),
    },
    duties={
        ending.DUTY: Duty(ending.close_on_time),
        reminding.DUTY: Duty(reminding.on_time),
        loop.REMIND: Duty(loop.remind),
        links.DUTY: Duty(links.forget, always=True),
    },
    routines={rhythms.KIND: rhythms.plan_turn},
    late={rhythms.KIND: rhythms.LATE},
    sources={
        "checkin": starting.complete_checkin,
        "open checkin": starting.complete_open,
        "closed checkin": trend.complete,
        "poll": starting.complete_poll,
    },
    keeps=(
        Kept(tables.instruments, why="questions that staff brought"),
        Kept(tables.checkins, why="what was asked, and what was published"),
        Kept(tables.keys, why="keys of open check-ins, gone at close"),
        Kept(tables.voters, why="keyed digests, gone at close"),
        Kept(tables.counts, why="numbers"),
        Kept(tables.texts, why="words without an author"),
        rows_of(tables.votes, tables.votes.c.person, "checkin", "options", "at"),
        Kept(tables.secrets, why="secrets of courses"),
        Kept(tables.links, links.export, links.erase),
        replace(rows_of(tables.loops, tables.loops.c.person, "checkin", "said", "did", "at"), erase=loop.forget),
    ),
    measures=(measures.measure,),
)
