"""Buddies: whoever wants one meets somebody new in each round, in private, with something to talk about.

People join with one tap and tell what they like: hours, languages, interests. A Round puts them into Groups by a
matching that forgets nobody and repeats nobody while there is another way; staff may see it first. Each Group gets a
room and a Ladder of nine questions, and is looked after until its time is over. Who waits is placed within a day.

Three rooms stand on the model and the tables: ``taking_part``, ``pairing``, and ``exchanges`` for what comes after.
"""

from __future__ import annotations

from bot.features.buddies import measures
from bot.features.buddies.exchanges import asides, endings, exchange, keeping, saying, tending
from bot.features.buddies.pairing import (
    introducing,
    latecomers,
    making,
    placing,
    preview,
    publishing,
    rhythms,
    rounds_kept,
    staff,
    unsaid,
)
from bot.features.buddies.taking_part import joining, people, preferences, wishes
from bot.kernel.commands import command
from bot.kernel.errands import Duty
from bot.kernel.features import Act, Feature
from bot.kernel.roles import STAFF

FEATURE = Feature(
    name="buddies",
    commands=(
        command("buddy join", joining.join, agreed=True),
        command("buddy mine", joining.show_mine),
        command("buddy preferences", preferences.prefer),
        command("buddy pause", joining.pause),
        command("buddy resume", joining.resume),
        command("buddy skip", joining.skip),
        command("buddy leave", joining.leave),
        command("buddy never-pair", wishes.never_pair),
        command("buddy again", wishes.again),
        command("buddy rematch", wishes.rematch),
        command("buddies invite", joining.invite, may=STAFF),
        command("buddies schedule", rhythms.schedule, may=STAFF),
        command("buddies now", staff.now, may=STAFF),
        command("buddies preview", preview.show, may=STAFF),
        command("buddies approve", preview.approve, may=STAFF),
        command("buddies drop", preview.drop, may=STAFF),
        command("buddies swap", preview.swap, may=STAFF),
        command("buddies lock", preview.lock, may=STAFF),
        command("buddies separate", staff.separate, may=STAFF),
        command("buddies pause", rhythms.pause, may=STAFF),
        command("buddies resume", rhythms.resume, may=STAFF),
        command("buddies settings", staff.settings, may=STAFF),
        command("buddies status", staff.status, may=STAFF),
        command("buddies forecast", staff.forecast, may=STAFF),
    ),
    presses={
        "buddy.rest": Act(joining.on_rest),
        "buddy.out": Act(joining.on_out),
        "buddy.forget": Act(joining.on_forget),
        "buddy.prefer": Act(preferences.on_prefer),
        "buddy.apart": Act(wishes.on_apart),
        "buddy.meet": Act(wishes.on_meet),
        "buddy.unsay": Act(wishes.on_unsay),
        "buddy.rematch": Act(wishes.on_rematch),
        "buddy.who": Act(introducing.on_who),
        "buddy.room": Act(introducing.on_room),
        "buddy.open": Act(exchange.on_open),
        "buddy.answer": Act(exchange.on_answer),
        "buddy.give": Act(exchange.on_give),
        "buddy.unanswer": Act(exchange.on_unanswer),
        "buddy.another": Act(exchange.on_another),
        "buddy.later": Act(exchange.on_later),
        "buddy.freeze": Act(exchange.on_freeze),
        "buddy.thaw": Act(exchange.on_thaw),
        "buddy.went": Act(endings.on_went),
        "buddy.wish": Act(endings.on_wish),
        "buddy.else": Act(endings.on_else),
        "buddy.fresh": Act(endings.on_fresh),
        "buddy.patience": Act(endings.on_patience),
        "buddy.stay": Act(endings.on_stay),
        "buddy.free": Act(asides.on_free),
        "buddy.calendar": Act(asides.on_calendar),
        "buddy.staff": Act(asides.on_staff),
        "buddies.approve": Act(preview.on_approve, STAFF),
        "buddies.drop": Act(preview.on_drop, STAFF),
        "buddies.shuffle": Act(preview.on_shuffle, STAFF),
        "buddies.page": Act(preview.on_page, STAFF),
        "buddies.lock": Act(preview.on_lock, STAFF),
        "buddies.swap": Act(preview.on_swap, STAFF),
        "buddies.stop": Act(rhythms.on_stop, STAFF),
        "buddies.post": Act(staff.on_post, STAFF),
    },
    forms={
        "buddy.preferred": Act(preferences.on_preferred),
        "buddy.answered": Act(exchange.on_answered),
        "buddy.told": Act(asides.on_told),
    },
    routines={rhythms.KIND: rhythms.plan_round},
    late={rhythms.KIND: rhythms.LATE},
    duties={
        making.MATCH: Duty(making.act, making.ask, making.give_up, keep=making.keep),
        publishing.PUBLISH: Duty(publishing.on_batch),
        publishing.OVER: Duty(publishing.on_over),
        placing.PLACE: Duty(latecomers.place),
        **tending.DUTIES,
    },
    unsaid={**unsaid.UNSAID, **saying.UNSAID},
    sources={"language": preferences.complete_language},
    keeps=(*people.KEPT, *keeping.KEPT, *rounds_kept.KEPT),
    measures=(measures.measure,),
)
