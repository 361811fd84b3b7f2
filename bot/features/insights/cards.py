"""What insights look like in chat: words first, one picture, then the numbers, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.insights import note, words
from bot.features.insights.figures import Week
from bot.kernel.cards import Button, Card, Link
from bot.kernel.features import Bot
from bot.kernel.pictures import MOST_BARS, Bar, Chart

WAYS = ("csv", "json")


def overview(bot: Bot, weeks: Sequence[Week], *, quiet: bool) -> Card:
    """The last week, and how participation went over the last ones. Staff see bands as well, and may stop the note."""
    last = replace(weeks[-1], figures=weeks[-1].seen_by(staff=bot.is_staff))
    if last.is_empty:
        said: tuple[str, ...] = (bot.t("insights-empty-week"),)
    else:
        said = tuple(words.said(bot, one) for one in note.sentences(last))
    lines = tuple(words.line(bot, figure) for figure in last.figures)
    title = bot.t("insights-title", week=last.week, course=bot.course.name)
    body = (*said, *lines, bot.t("insights-sure"), bot.t("insights-limits"))
    return Card(title, body, _rows(bot, quiet=quiet), footer=bot.t("insights-footer"), chart=chart(bot, weeks))


def _rows(bot: Bot, *, quiet: bool) -> tuple[tuple[Button, ...], ...]:
    course, staff = bot.course.id, bot.is_staff
    action = "insights.everything" if staff else "insights.file"
    files = tuple(Button(bot.t(f"insights-{way}"), action, (course, way)) for way in WAYS)
    state = "on" if quiet else "off"
    notes = (Button(bot.t(f"insights-note-{state}"), "insights.note", (course, state)),)
    return (files, notes) if staff else (files,)


def chart(bot: Bot, weeks: Sequence[Week]) -> Chart | None:
    """Participation week by week; a week with too few to show is left out."""
    shown = [(week, week.took_part) for week in weeks[-MOST_BARS:]]
    bars = tuple(
        Bar(words.week_name(bot, week), found.value, found.low, found.high)
        for week, found in shown
        if found and found.value is not None
    )
    if not bars:
        return None
    told = ", ".join(bot.t("insights-chart-point", week=bar.label, share=round(100 * bar.value)) for bar in bars)
    return Chart(bot.t("insights-chart-title"), bars, bot.t("insights-chart-alt", points=told), line=True)


def linked(bot: Bot, card: Card, page: str) -> Card:
    """With the way to the page that shows everything, where there is one."""
    if not page:
        return card
    link = Link(bot.t("dashboard-link"), page)
    return replace(card, body=(*card.body, bot.rich("dashboard-link-about", link=link)))


def said(bot: Bot, key: str, **values: object) -> Card:
    return Card(body=(bot.t(key, **values),))
