"""The preview of a round: its groups with the reason for each, a page at a time, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.buddies import groups
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import rounds, rounds_cards
from bot.features.buddies.pairing.facts import reason_of
from bot.features.buddies.pairing.rounds_cards import NAME, unplaced
from bot.kernel import reasons
from bot.kernel.cards import LABEL, OPTIONS, Button, Card, Option, Row, Select, Strong, Text
from bot.kernel.features import Bot
from bot.matching.people import Reason

ON_A_PAGE, NAMES, REASON = 5, 160, 220


def page_of(group: Group) -> int:
    return (group.number - 1) // ON_A_PAGE + 1


def preview(bot: Bot, round_: Round, page: int = 1) -> Card:
    found = groups.reasons(bot.db, round_.id)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    some = groups.page(bot.db, round_.id, (page - 1) * ON_A_PAGE, ON_A_PAGE)
    summary = (*_summary(bot, [reason_of(data) for data in found], round_), *_ends(bot, round_))
    body = (*summary, *(_line(bot, group) for group in some))
    title = bot.t("round-preview-title", number=round_.number)
    footer = bot.t("round-preview-footer", page=page, pages=pages)
    return Card(title, body, _rows(bot, round_, some, page, pages), footer=footer)


def _summary(bot: Bot, found: Sequence[Reason], round_: Round) -> tuple[Text | str, ...]:
    counts = {"groups": len(found), "people": groups.seated(bot.db, round_.id)}
    first = bot.t("round-preview-counts", **counts)
    facts = bot.t(
        "round-preview-facts",
        again=sum(reason.times > 0 and not reason.fixed for reason in found),
        writing=sum(reason.writing for reason in found),
    )
    return (first, facts, *_quality(bot, round_), *_without(bot, round_))


def _ends(bot: Bot, round_: Round) -> tuple[Text, ...]:
    ended = rounds.open_of_kind(bot.db, round_.course, str(round_.settings.get("kind", "peers")))
    return rounds_cards.ends_with_it(bot, next(iter(ended), None))


def _quality(bot: Bot, round_: Round) -> tuple[str, ...]:
    """How near the best conceivable round this one provably is, where that is known."""
    if round_.bound is None:
        return ()
    return (bot.t("round-best") if round_.bound >= 1 else bot.t("round-near-best", share=f"{round_.bound * 100:.1f}"),)


def _without(bot: Bot, round_: Round) -> tuple[Text, ...]:
    lines = unplaced(bot, round_)
    return ((bot.t("left-out-body", count=len(round_.unplaced)),), *lines) if lines else ()


def _line(bot: Bot, group: Group) -> Text:
    why = reasons.sentence(reason_of(group.reason), bot.t)
    key = "round-group-locked" if group.locked else "round-group"
    return bot.rich(key, number=group.number, who=Strong(names(group)), why=_cut(why, REASON))


def names(group: Group) -> str:
    return _cut(", ".join(seat.name or seat.person.id for seat in group.seats), NAMES)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _rows(bot: Bot, round_: Round, some: tuple[Group, ...], page: int, pages: int) -> tuple[Row, ...]:
    mine = (round_.course, round_.id)
    first = (
        Button(bot.t("round-send"), "buddies.approve", mine, "primary"),
        Button(bot.t("round-shuffle"), "buddies.shuffle", mine),
        Button(bot.t("round-drop"), "buddies.drop", mine, "danger"),
    )
    turns = tuple(
        Button(bot.t(label), "buddies.page", (*mine, str(to)))
        for label, to in (("page-before", page - 1), ("page-after", page + 1))
        if 1 <= to <= pages
    )
    return (first, *((turns,) if turns else ()), *_menus(bot, (*mine, str(page)), some))


def _menus(bot: Bot, where: tuple[str, ...], some: tuple[Group, ...]) -> tuple[Row, ...]:
    locks = tuple(Option(_cut(_lock_label(bot, group), LABEL), group.id) for group in some)
    here = tuple(
        Option(f"{_cut(seat.name or seat.person.id, NAME)} ({group.number})", str(seat.person))
        for group in some
        for seat in group.seats
    )[:OPTIONS]
    lock = Select("buddies.lock", bot.t("round-lock"), where, locks)
    if len(some) < 2:
        return (lock,)
    return (lock, Select("buddies.swap", bot.t("round-swap"), where, here, most=2))


def _lock_label(bot: Bot, group: Group) -> str:
    return bot.t("round-unlock-one" if group.locked else "round-lock-one", number=group.number, names=names(group))
