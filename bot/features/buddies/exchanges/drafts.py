"""Somebody joins while a question is open: what was written for fewer waits until its writer gives it to all."""

from __future__ import annotations

from bot.features.buddies import groups
from bot.features.buddies.exchanges import own_cards, readers, saying, steps
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person


def hold(bot: Bot, group: Group) -> Group:
    """Each who has written something that nobody has read yet hears privately who would read it now."""
    step = steps.get(bot.db, group.id, group.step) if group.step else None
    answers = steps.answered(bot.db, group.id, step.step) if step and not step.shown_at else {}
    if step is None or not answers:
        return group
    held = groups.mark(bot.db, group, drafts=readers.drafts(group, step.step, tuple(answers)))
    spoken = saying.for_all(bot, held)
    bot.say(*(_word(spoken, held, step, (one, answers[one])) for one in held.people if one in answers))
    return held


def _word(bot: Bot, group: Group, step: Step, written: tuple[Person, str]) -> Delivery:
    person, text = written
    key = saying.key_of(group, "draft", step.step, bot.new_id())
    more = {"expires": group.ends_at, "solicited": True, "about": person}
    card = own_cards.draft(bot, group, step, person, text)
    return Delivery(key, saying.ANSWERS, "tell", person, card, group.course, bot.now, **more)  # type: ignore[arg-type]


def settle(bot: Bot, group: Group, step: Step, person: Person, came: str) -> Group:
    """Given to those who were there when they began to write; somebody who came meanwhile is another matter."""
    stale = bool(came) and came != readers.came(group, step.step)
    marks = readers.drafts(group, step.step, (person,)) if stale else readers.settled(group, step.step, person)
    return groups.mark(bot.db, group, drafts=marks) if marks != group.progress.get("drafts", {}) else group
