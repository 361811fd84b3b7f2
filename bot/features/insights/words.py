"""A figure in words: what it is, what it says, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.features.insights.figures import Figure, Part, Week
from bot.features.insights.note import Said
from bot.kernel.features import Bot

LONGEST, PARTS = 60, 5
"""Characters of a question, and parts of a figure, that one sentence has room for."""
ANSWERS = ("tap", "finish", "line", "skip", "later", "not")

BANDS = {"5+": "5-more"}
"""Keys of texts have no plus sign."""


def said(bot: Bot, sentence: Said, *, sure: bool = False) -> str:
    """With how many it is about and how sure it is, if that is wanted."""
    below = footing(bot, sentence.about) if sure and sentence.about else ""
    return bot.t(sentence.key, **sentence.values, sure=f" ({below})" if below else "")


def label(bot: Bot, figure: Figure) -> str:
    return bot.t(f"measure-{figure.key}")


def value(bot: Bot, figure: Figure) -> str:
    """“about 40 %”, “fewer than 5”, “20 to 24”; a split part by part."""
    if figure.kind == "isolates":
        return bot.t(f"band-{BANDS.get(figure.band, figure.band)}")
    if figure.parts:
        return " · ".join(_parts(bot, figure.parts))
    if figure.value is None:
        return _untold(bot, figure)
    return _number(bot, figure, figure.value)


def _parts(bot: Bot, parts: Sequence[Part]) -> Iterator[str]:
    for one in parts[:PARTS]:
        name = part_name(bot, one.name)
        named = bot.t("part-question", text=name) if one.name in bot.library.by_id else name
        yield f"{named}: {part(bot, one)}"
    if len(parts) > PARTS:
        yield bot.t("figure-parts", count=len(parts) - PARTS)


def _untold(bot: Bot, figure: Figure) -> str:
    if figure.kind in ("split", "tallies"):
        return bot.t("figure-none")
    return bot.t(f"figure-{figure.state}" if figure.kind in ("share", "count") else "figure-too-little")


def _number(bot: Bot, figure: Figure, number: float) -> str:
    if figure.kind == "share":
        return bot.t("figure-about" if figure.rough else "figure-share", share=int(100 * number + 0.5))
    if figure.kind == "hours":
        return bot.t("figure-hours", hours=round(number))
    if figure.kind == "median":
        return bot.t("figure-step", step=round(number))
    if figure.kind == "count" and figure.rough:
        return bot.t("figure-between", low=number, high=figure.high) if figure.high else rounded(bot, round(number))
    return bot.t("figure-roughly" if figure.rough else "figure-count", count=round(number))


def rounded(bot: Bot, number: int) -> str:
    """A count that was rounded down to fives."""
    return bot.t("figure-more", count=number) if number else bot.t("figure-few")


def part(bot: Bot, one: Part) -> str:
    """“20 or more”, “20 or more, 44 to 74 %”."""
    if one.low is None or one.high is None:
        return rounded(bot, one.acts)
    return bot.t("figure-part", count=one.acts, low=round(100 * one.low), high=round(100 * one.high))


def part_name(bot: Bot, name: str) -> str:
    """A rung, a way to pass, or the text of a question; what a class asked itself is not told again."""
    if name in ANSWERS:
        return bot.t(f"part-{name}")
    prompt = bot.library.by_id.get(name)
    text = prompt.text if prompt else bot.t("part-own")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def footing(bot: Bot, figure: Figure) -> str:
    """“of 24; 95 % interval 21 to 61 %”; empty where there is nothing to count from."""
    if not figure.n or figure.kind == "count":
        return ""
    of = bot.t(f"footing-{figure.kind}", count=figure.n)
    return "; ".join(filter(None, (of, interval(bot, figure))))


def interval(bot: Bot, figure: Figure, way: str = "interval") -> str:
    """In a sentence; or as a table has it (``way`` is ``between``)."""
    if figure.doubt == "chance" and figure.parts:
        return bot.t("interval-split")
    if figure.doubt == "chance":
        return bot.t(f"{way}-{figure.kind}", **ends(figure))
    return bot.t(f"{way}-too-few") if figure.doubt == "too-few" else ""


def ends(figure: Figure) -> Mapping[str, int]:
    """Of an interval, in whole numbers; shares in per cent."""
    scale = 100 if figure.kind == "share" else 1
    return {"low": round(scale * (figure.low or 0)), "high": round(scale * (figure.high or 0))}


def line(bot: Bot, figure: Figure) -> str:
    """“Took part: about 40 % (of 24; 95 % interval 21 to 61 %)”."""
    below = footing(bot, figure)
    return f"{label(bot, figure)}: {value(bot, figure)}" + (f" ({below})" if below else "")


def week_name(bot: Bot, week: Week) -> str:
    return bot.t("insights-week", week=week.week)
