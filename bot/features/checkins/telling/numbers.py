"""A question's result in numbers: the last line, for those who want to calculate."""

from __future__ import annotations

from bot.features.checkins.asking.cards import label
from bot.features.checkins.model import Item
from bot.features.checkins.telling import words
from bot.kernel.features import Bot
from bot.statistics.estimates import Share
from bot.statistics.shown import Shown


def line(bot: Bot, item: Item, shown: Shown) -> str:
    """The headline with its interval, and the options where all of them may be told; nothing where words are all."""
    found = [headline(bot, bot.t(f"number-headline-{item.kind}"), shown.headline)] if shown.headline else []
    sides = () if shown.headline and len(shown.counts) == 2 else shown.table.items()
    found += [_option(bot, label(bot, item, value), share) for value, share in sides]
    return bot.t("numbers", numbers=" · ".join(found)) if found else ""


def headline(bot: Bot, name: str, share: Share) -> str:
    """One share, and how sure it is: within a class of known size, within any, or without a doubt."""
    values = {
        "label": name,
        "count": share.yes,
        "answered": share.answered,
        "percent": words.percent(share.point or 0),
    }
    if share.everybody:
        return bot.t("number-share-of", **values)
    return bot.t("number-finite" if share.size else "number-wilson", **values, **words.ends(share.interval))


def _option(bot: Bot, name: str, share: Share) -> str:
    return bot.t("number-option", label=name, count=share.yes, percent=words.percent(share.point or 0))
