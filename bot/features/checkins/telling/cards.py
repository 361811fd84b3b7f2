"""What results look like: page by page, each question in words, then in a picture, then in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.features.checkins.model import Checkin, Item, Result
from bot.features.checkins.telling import numbers, pictures, words
from bot.kernel.cards import Button, Card, Row, Strong, Text, plain
from bot.kernel.features import Bot
from bot.kernel.support import support_button
from bot.statistics.shown import Shown

A_PAGE = 2400
"""Characters of results on one card: the rest of what a card may hold is for what stands around them."""
Told = tuple[Item, Shown]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a check-in's questions, in order, with their results."""

    number: int
    of: int
    told: tuple[Told, ...]


def pages(bot: Bot, checkin: Checkin, result: Result) -> tuple[Page, ...]:
    """The questions on as few cards as hold them."""
    found: list[list[Told]] = [[]]
    room = A_PAGE
    for one in zip(checkin.items, result.shown, strict=True):
        room -= sum(len(plain(text)) for text in _question(bot, one))
        if room < 0 and found[-1]:
            found.append([])
            room = A_PAGE - sum(len(plain(text)) for text in _question(bot, one))
        found[-1].append(one)
    return tuple(Page(number, len(found), tuple(told)) for number, told in enumerate(found, 1))


def _question(bot: Bot, told: Told) -> Iterator[Text | str]:
    item, shown = told
    yield (Strong(item.text), "\n", words.sentences(bot, item, shown))
    if line := numbers.line(bot, item, shown):
        yield line


def result(bot: Bot, checkin: Checkin, page: Page) -> Card:
    """One page, as everybody sees it."""
    body = tuple(_around(bot, checkin, page))
    footer = bot.t("result-footer")
    if page.of > 1:
        footer = bot.t("result-footer-page", page=page.number, pages=page.of)
    picture = pictures.of_checkin(bot, checkin, page.told)
    return Card(title(bot, checkin), body, (_helping(bot, checkin),), footer=footer, chart=picture)


def _around(bot: Bot, checkin: Checkin, page: Page) -> Iterator[Text | str]:
    shown = checkin.result.shown if checkin.result else ()
    if page.number == 1:
        yield words.took_part(bot, shown)
    for told in page.told:
        yield from _question(bot, told)
    if any(one.form == "words" for _, one in page.told):
        yield bot.t("result-words-note")
    if checkin.named:
        yield bot.t("result-named")


def title(bot: Bot, checkin: Checkin) -> str:
    if checkin.kind == "poll":
        return bot.t("result-title-poll")
    return bot.t("result-title", name=words.name(bot, checkin), week=checkin.week)


def _helping(bot: Bot, checkin: Checkin) -> tuple[Button, ...]:
    help_ = support_button(bot, checkin.course)
    if checkin.kind != "pulse":
        return (help_,)
    return (Button(bot.t("mirror-button"), "checkin.mirror", (checkin.course, checkin.id)), help_)


def leaf(bot: Bot, checkin: Checkin, every: Sequence[Page], number: int, *more: Button) -> Card:
    """One page in private, with the way to the others."""
    page = every[min(max(number, 1), len(every)) - 1]
    card = result(bot, checkin, page)
    turns = ((page.number - 1, "page-earlier"), (page.number + 1, "page-next"))
    buttons = [_turn(bot, checkin, to, key) for to, key in turns if 0 < to <= page.of]
    added: tuple[Row, ...] = ((*buttons, *more),) if buttons or more else ()
    return replace(card, rows=(*card.rows, *added))


def _turn(bot: Bot, checkin: Checkin, to: int, key: str) -> Button:
    return Button(bot.t(key), "checkin.page", (checkin.course, checkin.id, str(to)))


def closed(bot: Bot, checkin: Checkin) -> Card:
    """What stands where people could answer, once they cannot any more."""
    heading = bot.t("checkin-closed-title", name=words.name(bot, checkin))
    return Card(heading, (bot.t("checkin-closed-body"),), ((support_button(bot, checkin.course),),))


def mirror(bot: Bot, checkin: Checkin) -> Card:
    """What others of the class said to a pulse, for somebody who wonders whether they are alone with it."""
    told = zip(checkin.items, checkin.result.shown if checkin.result else (), strict=False)
    said = [_mirrored(bot, item, shown) for item, shown in told if item.kind == "load"]
    body = (*said[:1], bot.t("mirror-close"))
    return Card(bot.t("mirror-title"), body, ((support_button(bot, checkin.course),),))


def _mirrored(bot: Bot, item: Item, shown: Shown) -> str:
    if shown.headline and shown.headline.yes:
        return bot.t("mirror-split", **words.counted(bot, shown.headline))
    return words.in_words(bot, "mirror-words", item, shown) if shown.words else bot.t("mirror-not")
