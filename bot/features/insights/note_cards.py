"""The weekly note to staff: three sentences, one suggestion, and a way to have no more of them."""

from __future__ import annotations

from bot.features.insights import note as plan
from bot.features.insights import words
from bot.features.insights.figures import Week
from bot.kernel.cards import Button, Card
from bot.kernel.features import Bot


def note(bot: Bot, week: Week) -> Card:
    body = (*(words.said(bot, one, sure=True) for one in plan.sentences(week)), words.said(bot, plan.suggestion(week)))
    course = bot.course.id
    buttons = (
        Button(bot.t("insights-all"), "command", (course, "insights"), "primary"),
        Button(bot.t("insights-note-off"), "insights.note", (course, "off")),
    )
    return Card(
        bot.t("note-title", week=week.week, course=bot.course.name), body, (buttons,), footer=bot.t("note-footer")
    )
