"""What students do with an anonymous check-in: tap, tick, write, refuse, come back later.

An answer counts in the moment that it is given. What is asked next follows from the tags alone, so nothing is held in
between: a restart loses nothing, and whoever comes back goes on at the first question without a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.features.checkins import store
from bot.features.checkins.answering import counting, votes
from bot.features.checkins.answering.tags import Tagger
from bot.features.checkins.asking import cards
from bot.features.checkins.asking.cards import REFUSED
from bot.features.checkins.closing import ending
from bot.features.checkins.model import ANSWERED, Checkin, Item
from bot.features.checkins.planning import links
from bot.features.checkins.telling import cards as results
from bot.kernel.cards import Card
from bot.kernel.errors import Forged, UserError
from bot.kernel.events import Event, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import TEXT
from bot.kernel.replies import Ask, Reply, Update, Whisper

YES = "1"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to one item: what was chosen, nothing by who prefers not to say; ``linked``: it may be compared."""

    item: int
    chosen: tuple[str, ...]
    linked: bool = False


def asked(bot: Bot, id_: str) -> Checkin:
    """The check-in that a button belongs to: open, or closed. The first who comes too late closes it."""
    found = store.get(bot.db, id_, bot.course.id)
    if found is None or found.state == "draft":
        raise UserError("checkin-gone")
    if found.state == "open" and ending.is_over(bot, found):
        bot.say(*ending.close(bot.speaking(bot.course.locale), found))
        return store.get(bot.db, id_, bot.course.id) or found
    return found


def too_late(bot: Bot, checkin: Checkin) -> Card:
    """It is closed, and here is what everybody sees."""
    if checkin.result is None:
        raise UserError("checkin-gone")
    card = results.leaf(bot, checkin, results.pages(bot, checkin, checkin.result), 1)
    return replace(card, body=(bot.t("checkin-over"), *card.body))


def item_of(checkin: Checkin, index: str, *kinds: str) -> tuple[int, Item]:
    """The item that a button names; only one of these kinds, if any are named."""
    number = int(index) if index.isdecimal() else len(checkin.items)
    if number >= len(checkin.items) or (kinds and checkin.items[number].kind not in kinds):
        raise Forged(f"no such item: {index[:10]}")
    return number, checkin.items[number]


def on_open(bot: Bot, press: Press, course: str, id_: str) -> Reply:
    """The first question without an answer."""
    checkin = asked(bot, id_)
    return Whisper(too_late(bot, checkin) if checkin.state == "closed" else _next(bot, press, checkin))


def on_link(bot: Bot, press: Press, course: str, id_: str, linked: str) -> Reply:
    """They let their answers be compared from one time to the next, or do not: it holds for this time."""
    checkin = asked(bot, id_)
    return Update(too_late(bot, checkin) if checkin.state == "closed" else _next(bot, press, checkin, linked == YES))


def on_answer(bot: Bot, press: Press, course: str, id_: str, *answer: str) -> Reply:
    """``answer``: the item, the value, and perhaps that it may be compared from one time to the next."""
    index, value, *linked = answer
    checkin = asked(bot, id_)
    number, item = item_of(checkin, index)
    if checkin.named or (value != REFUSED and (value not in item.values or item.kind == "several")):
        raise Forged("no such answer")
    chosen = () if value == REFUSED else (value,)
    return _answered(bot, press, checkin, Said(number, chosen, linked == [YES]))


def on_ticked(bot: Bot, press: Press, course: str, id_: str, ticked: str) -> Reply:
    """Several options at once."""
    checkin = asked(bot, id_)
    number, item = item_of(checkin, "0", "several")
    if checkin.named:
        raise Forged("a vote with a name is another button")
    return _answered(bot, press, checkin, Said(number, (*chosen_of(item, ticked), ANSWERED)))


def chosen_of(item: Item, ticked: str) -> tuple[str, ...]:
    """The values whose bits are set; UserError when none is."""
    mask = mask_of(item, ticked)
    if not mask:
        raise UserError("tick-none")
    return tuple(value for bit, value in enumerate(item.values) if mask >> bit & 1)


def mask_of(item: Item, ticked: str) -> int:
    mask = int(ticked) if ticked.isdecimal() and len(ticked) < 5 else -1
    if not 0 <= mask < 1 << len(item.options):
        raise Forged(f"no such choice: {ticked[:10]}")
    return mask


def _answered(bot: Bot, event: Event, checkin: Checkin, said: Said) -> Reply:
    """Count it, if it is this person's first; whether it was shows in nothing that is said."""
    tagger = None if checkin.state == "closed" else _tagger(bot, event, checkin)
    if tagger is None:
        return _shown(checkin, too_late(bot, asked(bot, checkin.id)))
    if counting.take(bot.db, checkin.id, tagger.tag(said.item)) and said.chosen:
        counting.count(bot.db, checkin.id, said.item, said.chosen)
        if said.linked:
            links.keep(bot, checkin, event.person, said.item, said.chosen[0])
    return _shown(checkin, _next(bot, event, checkin, said.linked, tagger))


def _shown(checkin: Checkin, card: Card) -> Reply:
    """The card that everybody sees stays as it is; one's own goes on."""
    return Whisper(card) if checkin.on_card else Update(card)


def _tagger(bot: Bot, event: Event, checkin: Checkin) -> Tagger | None:
    """None when somebody has closed it in the meantime."""
    key = counting.key_of(bot.db, checkin.id)
    return Tagger.of(bot, key, event.person) if key else None


def _next(bot: Bot, event: Event, checkin: Checkin, linked: bool = False, tagger: Tagger | None = None) -> Card:
    """The first question without an answer, or thanks."""
    if checkin.named:
        mine = votes.of(bot.db, checkin.id, event.person)
        return cards.question(bot, checkin, 0, ticked=sum(1 << int(value) for value in mine))
    tagger = tagger or _tagger(bot, event, checkin)
    if tagger is None or checkin.on_card:
        return cards.thanks(bot, checkin)
    tags = [tagger.tag(number) for number in range(len(checkin.items))]
    taken = counting.taken(bot.db, checkin.id, tags)
    left = next((number for number, tag in enumerate(tags) if tag not in taken), None)
    return cards.thanks(bot, checkin) if left is None else cards.question(bot, checkin, left, linked)


def on_later(bot: Bot, press: Press, course: str, id_: str) -> Reply:
    checkin = asked(bot, id_)
    return _shown(checkin, too_late(bot, checkin) if checkin.state == "closed" else cards.later(bot, checkin))


def on_tick(bot: Bot, press: Press, course: str, id_: str, ticked: str) -> Reply:
    """What is ticked is on the card alone, until it is sent."""
    checkin = asked(bot, id_)
    number, item = item_of(checkin, "0", "several")
    if checkin.state == "closed":
        return Update(too_late(bot, checkin))
    return Update(cards.question(bot, checkin, number, ticked=mask_of(item, ticked)))


def on_write(bot: Bot, press: Press, course: str, id_: str, index: str) -> Reply:
    checkin = asked(bot, id_)
    number, _ = item_of(checkin, index, "text")
    return Update(too_late(bot, checkin)) if checkin.state == "closed" else Ask(cards.writing(bot, checkin, number))


def on_written(bot: Bot, submission: Submission, course: str, id_: str, index: str) -> Reply:
    """Words are kept without an author; a second text of the same person is not."""
    checkin = asked(bot, id_)
    number, _ = item_of(checkin, index, "text")
    text = str(TEXT.read(submission.values.get("text", "")))[: cards.LONGEST]
    tagger = None if checkin.state == "closed" else _tagger(bot, submission, checkin)
    if tagger is None:
        return Update(too_late(bot, asked(bot, id_)))
    if counting.take(bot.db, checkin.id, tagger.tag(number)):
        counting.write_down(bot.db, checkin.id, number, bot.new_id() + bot.new_id(), text)
    return Update(_next(bot, submission, checkin, tagger=tagger))
