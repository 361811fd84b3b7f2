"""A figure in words: what it is, what it says, and what it stands on."""

from __future__ import annotations

from bot.features.insights.figures import Figure, Week
from bot.features.insights.note import Said
from bot.kernel.features import Bot

LONGEST = 60
ANSWERS = ("tap", "finish", "line", "skip", "later", "not")

BANDS = {"5+": "5-more"}
"""Keys of texts have no plus sign."""


def said(bot: Bot, sentence: Said) -> str:
    return bot.t(sentence.key, **sentence.values)


def label(bot: Bot, figure: Figure) -> str:
    return bot.t(f"measure-{figure.key}")


def value(bot: Bot, figure: Figure) -> str:
    """“about 40 %”, “fewer than 5”, “20 or more”; a split part by part."""
    if figure.kind == "isolates":
        return bot.t(f"band-{BANDS.get(figure.band, figure.band)}")
    if figure.parts:
        return " · ".join(f"{part(bot, name)}: {count(bot, figure, number)}" for name, number in figure.parts)
    if figure.value is None:
        return bot.t("figure-none" if figure.kind == "split" else f"figure-{figure.state}")
    return _number(bot, figure, figure.value)


def _number(bot: Bot, figure: Figure, number: float) -> str:
    if figure.kind == "share":
        return bot.t("figure-about" if figure.rough else "figure-share", share=round(100 * number))
    if figure.kind == "hours":
        return bot.t("figure-hours", hours=round(number))
    return count(bot, figure, round(number))


def count(bot: Bot, figure: Figure, number: int) -> str:
    if not figure.rough:
        return bot.t("figure-count", count=number)
    return bot.t("figure-more", count=number) if number else bot.t("figure-few")


def part(bot: Bot, name: str) -> str:
    """A rung, a way to pass, or the text of a question; what a class asked itself is not told again."""
    if name in ANSWERS:
        return bot.t(f"part-{name}")
    prompt = bot.library.by_id.get(name)
    text = prompt.text if prompt else bot.t("part-own")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def footing(bot: Bot, figure: Figure) -> str:
    """“of 24; 95 % interval 21 to 61 %”; empty where there is nothing to count from."""
    if not figure.n or figure.kind in ("count", "split"):
        return ""
    of = bot.t(f"footing-{figure.kind}", count=figure.n)
    return "; ".join(filter(None, (of, interval(bot, figure))))


def interval(bot: Bot, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return bot.t("figure-interval", low=round(100 * figure.low), high=round(100 * figure.high))


def line(bot: Bot, figure: Figure) -> str:
    """“Took part: about 40 % (of 24; 95 % interval 21 to 61 %)”."""
    below = footing(bot, figure)
    return f"{label(bot, figure)}: {value(bot, figure)}" + (f" ({below})" if below else "")


def week_name(bot: Bot, week: Week) -> str:
    return bot.t("insights-week", week=week.week)
