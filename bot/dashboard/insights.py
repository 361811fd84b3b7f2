"""A course's insights as one page, made of nothing but what was published: words, then check-ins, then every week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dashboard import checks, trends, weeks
from bot.dashboard.sections import Page, Section
from bot.features.checkins.store import closed_ones
from bot.features.insights import exports, note, store, words
from bot.features.insights.figures import Week
from bot.kernel.features import Bot
from bot.kernel.pictures import File


def page(bot: Bot) -> Page:
    """As whoever looks may see it: figures for staff only are nowhere in a student's page."""
    published = _published(bot)
    told = (weeks.latest(bot, published[-1]), weeks.over_time(bot, published)) if published else ()
    closed = closed_ones(bot.db, bot.course.id)
    repeated = trends.section(bot, closed)
    sections = (*told[:1], checks.section(bot, closed), *((repeated,) if repeated else ()), *told[1:], _limits(bot))
    about = bot.t("dashboard-about-staff" if bot.is_staff else "dashboard-about")
    return Page(bot.course.name, about, _words(bot, published), sections)


def _published(bot: Bot) -> tuple[Week, ...]:
    every = store.weeks(bot.db, bot.course.id)
    return tuple(replace(week, figures=week.seen_by(staff=bot.is_staff)) for week in every)


def _words(bot: Bot, published: Sequence[Week]) -> tuple[str, ...]:
    if not published:
        return (bot.t("insights-not-yet"),)
    if published[-1].is_empty:
        return (bot.t("insights-empty-week"),)
    return tuple(words.said(bot, sentence) for sentence in note.sentences(published[-1]))


def _limits(bot: Bot) -> Section:
    said = (bot.t("insights-limits"), bot.t("insights-footer"))
    return Section("limits", bot.t("dashboard-limits"), said)


def file(bot: Bot, way: str) -> File | None:
    """The weeks as ``csv`` or ``json``; None for anything else."""
    every = store.weeks(bot.db, bot.course.id)
    return exports.file(bot, every, way, staff=bot.is_staff) if way in exports.MEDIA else None
