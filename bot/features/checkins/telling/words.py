"""A question's result in words: the sentence that stands before every picture and every number."""

from __future__ import annotations

from collections.abc import Iterator

from bot.features.checkins.asking.cards import label
from bot.features.checkins.model import Checkin, Item
from bot.kernel.features import Bot
from bot.statistics.estimates import Interval, Share
from bot.statistics.shown import Shown
from bot.statistics.words import Word


def name(bot: Bot, checkin: Checkin) -> str:
    """What a check-in is called: by its kind, or as staff called their own."""
    return bot.t(f"checkin-name-{checkin.kind}", title=checkin.title)


def percent(share: float) -> int:
    """Whole per cent, halves upwards."""
    return int(share * 100 + 0.5)


def sentences(bot: Bot, item: Item, shown: Shown) -> str:
    """One question's result, in full sentences."""
    if item.kind == "text":
        return bot.t("result-texts-few", k=shown.k) if shown.form == "fewer" else bot.t("result-texts")
    if shown.headline:
        return " ".join(_split(bot, item, shown.headline))
    if shown.counts:
        return " ".join(_top(bot, item, shown))
    if shown.words:
        return in_words(bot, "result-words", item, shown)
    if shown.form == "words":
        return bot.t("result-divided")
    return bot.t("result-nobody" if shown.k == 1 else f"result-{shown.form}")


def _split(bot: Bot, item: Item, share: Share) -> Iterator[str]:
    key = "result-split-all" if share.everybody else "result-split"
    yield bot.t(key, kind=item.kind, **counted(bot, share))
    yield from _silent(bot, share)


def counted(bot: Bot, share: Share) -> dict[str, str]:
    """How many of how many, up to nine in words, as at the start of a sentence."""
    return {"yes": bot.t("number-start", n=share.yes), "answered": bot.t("number-word", n=share.answered)}


def _silent(bot: Bot, share: Share) -> Iterator[str]:
    if share.silent and share.bounds:
        yield bot.t("result-silent", silent=bot.t("number-start", n=share.silent), **ends(share.bounds))


def ends(interval: Interval) -> dict[str, int]:
    return {"low": percent(interval.low), "high": percent(interval.high)}


def _top(bot: Bot, item: Item, shown: Shown) -> Iterator[str]:
    """Of options that stand side by side: what was chosen most often."""
    most = max(count for _, count in shown.counts)
    chosen = [label(bot, item, value) for value, count in shown.counts if count == most]
    share = Share(most, shown.answered, shown.size)
    numbers = {"yes": bot.t("number-word", n=most), "answered": bot.t("number-word", n=share.answered)}
    if len(chosen) == 1:
        yield bot.t("result-top", option=chosen[0], **numbers)
    else:
        yield bot.t("result-tie", options=", ".join(bot.t("result-tied", option=one) for one in chosen), **numbers)
    if share.everybody:
        yield bot.t("result-everybody")
    yield from _silent(bot, share)


def in_words(bot: Bot, key: str, item: Item, shown: Shown) -> str:
    """The sentence ``key`` for a result that is told in words only."""
    low, high = shown.words or (Word.FEW, Word.MOST)
    word = bot.t(f"result-start-{_name(low)}")
    if low is not high:
        word = bot.t("result-words-range", low=word, high=bot.t(f"result-word-{_name(high)}"))
    chosen = label(bot, item, shown.options[0]) if item.options and shown.options else ""
    return bot.t(key, kind="choice" if item.options else item.kind, word=word, option=chosen)


def _name(word: Word) -> str:
    return word.name.lower().replace("_", "-")


def took_part(bot: Bot, shown: tuple[Shown, ...]) -> str:
    """How many took part, of how many, and how far that speaks for the class."""
    told = [one for one in shown if one.answered]
    if not told:
        return bot.t("result-took-part-few")
    most = max(told, key=lambda one: (one.answered, one.exact))
    share = Share(0, most.answered, most.size)
    least = "" if most.exact else "-least"
    if not share.size:
        return bot.t(f"result-took-part-open{least}", answered=bot.t("number-start", n=share.answered))
    if share.everybody and most.exact:
        return bot.t("result-took-part-all")
    answered = bot.t("number-word" if least else "number-start", n=share.answered)
    level = bot.t(f"result-level-{share.level.replace(' ', '-')}")
    rate = percent(share.answered / share.size)
    return bot.t(f"result-took-part{least}", answered=answered, size=share.size, percent=rate, level=level)
