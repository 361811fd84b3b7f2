"""How a check-in opens: what is wanted, whether it may be, its key, its end, and the card that everybody sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.features.checkins import store
from bot.features.checkins.answering import counting
from bot.features.checkins.asking import cards
from bot.features.checkins.closing import ending
from bot.features.checkins.model import Checkin, Item, Kind
from bot.features.checkins.planning import loop, reminding
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.features import Bot
from bot.kernel.places import Place
from bot.store import chance, safety
from bot.store.safety import ENOUGH

OWN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Wanted:
    """Questions that can be asked: ``id`` is the instrument's, ``days`` how long they stay open."""

    id: str
    kind: Kind
    title: str
    items: tuple[Item, ...]
    days: int = OWN_DAYS


def wanted(bot: Bot, name: str) -> Wanted:
    """The instrument with this id or title, as it is asked this week; UserError when there is none."""
    known = choices(bot)
    for one in known:
        if name.strip().lower() in (one.id, one.title.lower()):
            return one
    raise UserError("no-such-checkin", got=name[:40], known=", ".join(one.title for one in known))


def choices(bot: Bot) -> list[Wanted]:
    """What staff can start: what the library brings, and what they brought."""
    week = bot.course.week(bot.course.today(bot.now))
    brought = [
        Wanted(one.id, one.id, one.title, tuple(Item(q.text, q.kind, id=q.id) for q in one.asked(week)), one.open_days)
        for one in bot.library.instruments
    ]
    own = store.instruments(bot.db, bot.course.id)
    return brought + [Wanted(id_, "own", title, tuple(map(Item.load, items))) for id_, title, items in own]


def open_up(bot: Bot, asked: Wanted, place: Place) -> Delivery:
    """Ask it now; UserError says what stands in the way: safety contacts, an answer owed, or that it is open."""
    require_possible(bot, asked)
    checkin = of(bot, asked, place)
    store.add(bot.db, checkin)
    return begin(bot, checkin)


def require_possible(bot: Bot, asked: Wanted) -> None:
    if needs_contacts(asked.kind, asked.items) and not safety.ready(bot.db, bot.course.id):
        raise UserError("checkin-needs-contacts", count=ENOUGH)
    if any(one.title == asked.title for one in store.open_ones(bot.db, bot.course.id, asked.kind)):
        raise UserError("checkin-is-open", title=asked.title)
    loop.require_answered(bot, asked.kind, asked.title)


def needs_contacts(kind: Kind, items: tuple[Item, ...]) -> bool:
    """What may bring up more than a program can carry waits for people who can: belonging.md §5.4."""
    return kind == "pulse" or any(item.kind == "text" for item in items)


def of(bot: Bot, asked: Wanted, place: Place) -> Checkin:
    """A check-in that opens now and is not kept yet."""
    course = bot.course
    week, ends = course.week(course.today(bot.now)), bot.now + timedelta(days=asked.days)
    return Checkin(
        bot.new_id(),
        course.id,
        asked.kind,
        asked.title,
        False,
        asked.items,
        place,
        week,
        course.size,
        "open",
        bot.now,
        ends,
    )


def begin(bot: Bot, checkin: Checkin) -> Delivery:
    """What an open check-in needs besides its row: a key to count under, its end, and its card."""
    if not checkin.named:
        counting.keep_key(bot.db, checkin.id, chance.new_key())
    bot.see_to(ending.at_its_time(checkin))
    reminding.remind(bot, checkin)
    card = cards.for_everybody(bot.speaking(bot.course.locale), checkin)
    return Delivery(checkin.key, "checkin", "post", checkin.place, card, checkin.course, expires=checkin.closes_at)


def ask_now(bot: Bot, draft: Checkin) -> Delivery | None:
    """A draft opens, for as long as it was meant to; None when it was asked before."""
    lasts, course = draft.closes_at - draft.opened_at, bot.course
    times = {"opened_at": bot.now, "closes_at": bot.now + lasts, "week": course.week(course.today(bot.now))}
    checkin = replace(draft, state="open", size=course.size, **times)  # type: ignore[arg-type]
    return begin(bot, checkin) if store.begin(bot.db, checkin) else None
