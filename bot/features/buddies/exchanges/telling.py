"""Answers are told to the others, changed, and taken back."""

from __future__ import annotations

from dataclasses import replace

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, readers, saying
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.kernel.features import Bot

LEAD = "/lead"


def tell(bot: Bot, group: Group, step: Step, answer: tuple[Seat, str], lead: bool = True) -> Group:
    """One answer is said to the others, or what was said of it before is changed. ``lead``: with the question.

    Where somebody has come since who did not read that step, it is said to the others privately.
    """
    seat, _ = answer
    name, said = readers.name(step.step, seat.person), dict(group.progress.get("said", {}))
    before: str = said.pop(name, "")
    apart = readers.strangers(group, step.step)
    lead = bool(apart) or (before.endswith(LEAD) if before else lead)
    card = exchange_cards.answer(bot, group, step, answer, lead)
    key = saying.key_of(group, "answers", step.step, bot.new_id()) + LEAD * lead
    new = saying.word(group, saying.ANSWERS, key, card, about=seat.person)
    if before and not apart and saying.stands_in(bot, before) == group.room:
        bot.say(replace(new, op="edit", target=before))
        return group
    if before:
        bot.say(saying.unsaid(group, before, seat.person, bot.new_id()))
    if group.room and not apart:
        bot.say(new)
        return groups.mark(bot.db, group, said={**said, name: key})
    bot.say(*saying.privately(bot, new, [one for one in group.people if one not in (seat.person, *apart)]))
    return groups.mark(bot.db, group, said=said) if before else group


def untell(bot: Bot, group: Group, step: Step, seat: Seat) -> Group:
    """An answer is gone from the room."""
    said = dict(group.progress.get("said", {}))
    if before := said.pop(readers.name(step.step, seat.person), ""):
        bot.say(saying.unsaid(group, before, seat.person, bot.new_id()))
    return groups.mark(bot.db, group, said=said)
