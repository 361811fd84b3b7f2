"""Whoever says "Later" is sent the question tomorrow: as it is by then, and not if they have answered meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, readers, saying, steps
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person

TOMORROW = timedelta(hours=20)


def promise(bot: Bot, group: Group, step: Step, person: Person) -> Group:
    """The group with the promise; a second "Later" puts it off."""
    later = {**_promised(group), readers.name(step.step, person): (bot.now + TOMORROW).isoformat()}
    return groups.mark(bot.db, group, later=later)


def drop(bot: Bot, group: Group, step: Step, person: Person) -> Group:
    """They have answered."""
    name = readers.name(step.step, person)
    if name not in _promised(group):
        return group
    return groups.mark(bot.db, group, later={one: at for one, at in _promised(group).items() if one != name})


def keep(bot: Bot, group: Group) -> tuple[Group, Sequence[Delivery]]:
    """The group without the promises that are due, and what keeps them."""
    by_now = [name for name, at in _promised(group).items() if datetime.fromisoformat(at) <= bot.now]
    kept = groups.mark(bot.db, group, later={one: at for one, at in _promised(group).items() if one not in by_now})
    here = {readers.name(number, one): one for one in group.people for number in range(1, group.step + 1)}
    said = [_reminder(bot, kept, name, here[name]) for name in by_now if name in here]
    return kept, [one for each in said for one in each]


def _reminder(bot: Bot, group: Group, name: str, person: Person) -> Sequence[Delivery]:
    step = steps.get(bot.db, group.id, int(name.partition("/")[0]))
    if step is None:
        return ()
    card, key = exchange_cards.step(bot, group, step, person), saying.key_of(group, "later", bot.new_id())
    said = saying.word(group, saying.STEP, key, card, prompt=step.question, expires=group.ends_at)
    return saying.privately(bot, said, [person])


def _promised(group: Group) -> dict[str, str]:
    """Until when, by the number of the step and the id of a person."""
    found: dict[str, str] = group.progress.get("later", {})
    return found
