"""What rhythms of check-ins look like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.features.checkins.asking.opening import Wanted
from bot.features.checkins.planning import weeks
from bot.kernel.cards import LABEL, Card, Channel, Moment, Option, Row, Select, Text
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot

SHOWN = 10
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def scheduled(bot: Bot, routine: Routine, wanted: Wanted, first: Slot, replaced: bool) -> Card:
    """What staff read once a rhythm has been made."""
    told = bot.rich(
        "checkin-scheduled", place=Channel(routine.place), **_facts(bot, routine), when=Moment(first.instant)
    )
    notes = [bot.t("checkin-rhythm-replaced")] if replaced else []
    if wanted.kind == "pulse" and not routine.settings["weeks"]:
        notes.append(bot.t("checkin-exam-week"))
    return Card(body=(told, *notes))


def _facts(bot: Bot, routine: Routine) -> dict[str, str]:
    settings: dict[str, Any] = dict(routine.settings)
    named = tuple(settings["weeks"]) or weeks.usual(settings["asked"], bot.course.weeks)
    day = DAYS[DAYS.index(routine.rule[-2:])].lower()
    facts = {"title": settings["title"], "weeks": weeks.shown(named)}
    return {**facts, "day": bot.t(f"day-{day}"), "at": routine.at.strftime("%H:%M")}


def every(bot: Bot, turns: Sequence[tuple[Routine, Slot | None]]) -> Card:
    """Each rhythm with its next turn, and the way to stop one."""
    if not turns:
        return Card(body=(bot.t("checkin-rhythm-none"),))
    options = tuple(Option(bot.t("checkin-rhythm-name", **_facts(bot, one))[:LABEL], one.id) for one, _ in turns[:25])
    rows: tuple[Row, ...] = (Select("checkin.stop", bot.t("checkin-rhythm-stop"), (bot.course.id,), options),)
    return Card(bot.t("checkin-rhythms"), tuple(_line(bot, one, slot) for one, slot in turns[:SHOWN]), rows)


def _line(bot: Bot, routine: Routine, slot: Slot | None) -> Text:
    following = Moment(slot.instant) if slot else bot.t("never")
    return bot.rich("checkin-rhythm-line", place=Channel(routine.place), **_facts(bot, routine), following=following)
