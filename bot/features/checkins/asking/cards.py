"""What a check-in looks like to those who are asked: who sees what stands before every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.checkins.model import Checkin, Item, rule_of
from bot.kernel.cards import ROW, Button, Card, Field, Form, Moment, Row, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.support import support_button

REFUSED = "-"
"""The value of "prefer not to say": it is counted nowhere."""
OURS = ("pulse", "connection", "exit")
LONGEST = 500
Body = tuple[Text | str, ...]


def for_everybody(bot: Bot, checkin: Checkin) -> Card:
    """The card in the channel: one question is answered on it with one tap, more are opened from it."""
    title, footer = _title(bot, checkin), bot.t("checkin-not-validated") if checkin.kind in OURS else ""
    if checkin.on_card:
        card = question(bot, checkin, 0)
        return replace(card, title=title, footer=footer)
    asked: Body = tuple((Strong(item.text),) for item in checkin.items[:1] if len(checkin.items) == 1)
    about = asked or (bot.t("checkin-about", count=len(checkin.items)),)
    start = Button(bot.t("checkin-answer"), "checkin.open", _args(checkin), "primary")
    return Card(title, about + promise(bot, checkin), ((start, support_button(bot, checkin.course)),), footer=footer)


def _title(bot: Bot, checkin: Checkin) -> str:
    return bot.t("poll-title") if checkin.kind == "poll" else checkin.title


def _args(checkin: Checkin, *more: str) -> tuple[str, ...]:
    return (checkin.course, checkin.id, *more)


def promise(bot: Bot, checkin: Checkin) -> Body:
    """Who will see what, when, and what anonymous means here and what not."""
    when = Moment(checkin.closes_at)
    if checkin.named:
        return (bot.t("checkin-named"), bot.rich("checkin-named-until", when=when))
    fewest = max(rule_of(checkin.kind, item).k for item in checkin.items)
    said = (bot.rich("checkin-anonymous", when=when, fewest=fewest), bot.t("checkin-means"))
    return (*said, bot.t("checkin-words")) if any(item.kind == "text" for item in checkin.items) else said


def question(bot: Bot, checkin: Checkin, index: int, linked: bool = False, ticked: int = 0) -> Card:
    """One question with its answers; ``ticked`` has a bit for each of several options."""
    item, many = checkin.items[index], len(checkin.items)
    place = (bot.t("checkin-place", number=index + 1, count=many),) if many > 1 else ()
    body = (*place, (Strong(item.text),), *promise(bot, checkin))
    rows = (*_answers(bot, checkin, index, linked, ticked), _passes(bot, checkin, index, linked))
    if checkin.kind == "connection" and index == 0:
        body, rows = (*body, bot.t("link-about")), (*rows, _linking(bot, checkin, linked))
    return Card("", body, rows)


def _answers(bot: Bot, checkin: Checkin, index: int, linked: bool, ticked: int) -> tuple[Row, ...]:
    item = checkin.items[index]
    if item.kind == "text":
        return ((Button(bot.t("checkin-write"), "checkin.write", _args(checkin, str(index)), "primary"),),)
    if item.kind == "several":
        return (*in_rows(_ticks(bot, checkin, item, ticked)), (_send(bot, checkin, ticked),))
    action, more = ("poll.vote", ()) if checkin.named else ("checkin.answer", _link(linked))
    return in_rows(
        [
            Button(
                label(bot, item, value), action, _args(checkin, *(() if checkin.named else (str(index),)), value, *more)
            )
            for value in item.values
        ]
    )


def _link(linked: bool) -> tuple[str, ...]:
    return ("1",) if linked else ()


def _ticks(bot: Bot, checkin: Checkin, item: Item, ticked: int) -> list[Button]:
    return [
        Button(
            bot.t("tick-on" if ticked >> bit & 1 else "tick-off", option=option),
            "checkin.tick",
            _args(checkin, str(ticked ^ 1 << bit)),
        )
        for bit, option in enumerate(item.options)
    ]


def _send(bot: Bot, checkin: Checkin, ticked: int) -> Button:
    action = "poll.votes" if checkin.named else "checkin.ticked"
    return Button(bot.t("checkin-send"), action, _args(checkin, str(ticked)), "primary")


def _passes(bot: Bot, checkin: Checkin, index: int, linked: bool) -> tuple[Button, ...]:
    refuse = ("poll.vote", ()) if checkin.named else ("checkin.answer", (str(index),))
    return (
        Button(bot.t("checkin-refuse"), refuse[0], _args(checkin, *refuse[1], REFUSED, *_link(linked))),
        Button(bot.t("later-button"), "checkin.later", _args(checkin)),
        support_button(bot, checkin.course),
    )


def _linking(bot: Bot, checkin: Checkin, linked: bool) -> tuple[Button, ...]:
    return (Button(bot.t("link-on" if linked else "link-off"), "checkin.link", _args(checkin, "0" if linked else "1")),)


def label(bot: Bot, item: Item, value: str) -> str:
    """The words of an answer."""
    return item.options[int(value)] if item.options else bot.t(f"scale-{item.kind}-{value}")


def in_rows(buttons: Sequence[Button]) -> tuple[Row, ...]:
    return tuple(tuple(buttons[start : start + ROW]) for start in range(0, len(buttons), ROW))


def thanks(bot: Bot, checkin: Checkin) -> Card:
    """The same words for the first answer and for the tenth, for an answer and for none."""
    key = "checkin-thanks-named" if checkin.named else "checkin-thanks"
    return _with_support(bot, checkin, bot.rich(key, when=Moment(checkin.closes_at)))


def later(bot: Bot, checkin: Checkin) -> Card:
    return _with_support(bot, checkin, bot.rich("checkin-later", when=Moment(checkin.closes_at)))


def _with_support(bot: Bot, checkin: Checkin, *body: Text | str) -> Card:
    return Card(body=body, rows=((support_button(bot, checkin.course),),))


def writing(bot: Bot, checkin: Checkin, index: int) -> Form:
    """Where words are written; its first lines say once more who reads them."""
    field = Field("text", bot.t("checkin-words-label"), "paragraph", bot.t("checkin-words-hint"), longest=LONGEST)
    intro = f"{checkin.items[index].text}\n{bot.t('checkin-words')}"
    args = _args(checkin, str(index))
    return Form(bot.t("checkin-write"), "checkin.written", (field,), args, intro, bot.t("form-submit"))
