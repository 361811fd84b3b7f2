"""The picture of a result: bars for what is told exactly, with what each could be for the whole class."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.checkins.asking.cards import label
from bot.features.checkins.model import Checkin, Item
from bot.features.checkins.telling import words
from bot.kernel.features import Bot
from bot.kernel.pictures import ALT, LABEL, MOST_BARS, Bar, Chart
from bot.statistics.estimates import Share
from bot.statistics.shown import Shown

CUT = "…"
ALT_BARS = 12


def bar(label: str, share: Share) -> Bar:
    """A share with its interval; without one where everybody answered, for then there is no doubt."""
    low, high = (None, None) if share.everybody else (share.interval.low, share.interval.high)
    short = label.rstrip(".") if len(label) <= LABEL else label[: LABEL - 1].rstrip() + CUT
    return Bar(short or label[:LABEL], share.point or 0.0, low, high)


def of_checkin(bot: Bot, checkin: Checkin, told: Sequence[tuple[Item, Shown]]) -> Chart | None:
    """Of one question its options, of several their headlines; None where nothing is told exactly."""
    if len(told) == 1:
        [(item, shown)] = told
        bars = [bar(label(bot, item, value), share) for value, share in shown.table.items()]
        bars = bars or [bar(item.text, share) for share in (shown.headline,) if share]
    else:
        bars = [bar(item.text, shown.headline) for item, shown in told if shown.headline]
    if not bars:
        return None
    title = bot.t("chart-title", name=words.name(bot, checkin), week=checkin.week)
    return Chart(title, tuple(bars[:MOST_BARS]), alt(bot, "chart-alt", bars[:MOST_BARS]))


def alt(bot: Bot, key: str, bars: Sequence[Bar]) -> str:
    """The same in words; what is too long for a description ends early and says so."""
    shown = [*(_spoken(bot, one) for one in bars[:ALT_BARS]), *[bot.t("chart-more")] * (len(bars) > ALT_BARS)]
    return bot.t(key, bars="; ".join(shown))[:ALT]


def _spoken(bot: Bot, one: Bar) -> str:
    value = words.percent(one.value)
    if one.low is None or one.high is None:
        return bot.t("chart-bar", label=one.label, percent=value)
    ends = {"low": words.percent(one.low), "high": words.percent(one.high)}
    return bot.t("chart-bar-between", label=one.label, percent=value, **ends)
