"""Groups are looked after: each has one errand, which says what is due by then and knows when to look again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.buddies import groups
from bot.features.buddies.exchanges import asking, closing, exchange_cards, readers, reminders, saying, steps, telling
from bot.features.buddies.exchanges.climbing import BREATH
from bot.features.buddies.exchanges.outlook import BUMP, Facts, Word, decide
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.pairing import placing
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Duty, Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person

KIND = "buddies.tend"
Said = tuple[Facts, Sequence[Delivery]]
"""What is known of a group once something was said to it; and what that is."""


def start_all(bot: Bot, begun: Sequence[Group]) -> list[Errand]:
    """What looks after groups that have just been opened, or that have another room or more people now."""
    return [_errand(group, bot.now) for group in begun]


def start(bot: Bot, group: Group) -> None:
    bot.see_to(*start_all(bot, (group,)))


def look_at(course: str, group: str, at: datetime, later: timedelta = timedelta()) -> Errand:
    """Two looks at a group at the same instant are one: however many were asked for, a single chain goes on.

    One that comes ``later``, so that others come first, is still the look of that instant.
    """
    return Errand(f"tend/{group}/{int(at.timestamp())}", KIND, course, group, at + later)


def _errand(group: Group, at: datetime) -> Errand:
    return look_at(group.course, group.id, at)


def tend(bot: Bot, group_id: str) -> Sequence[Delivery]:
    """Say what is due, and see to the next look."""
    group = groups.get(bot.db, group_id)
    if group is None:
        return ()
    said: Sequence[Delivery] = ()
    facts = facts_of(bot, group)
    plan = decide(facts)
    if plan.say:
        facts, said = SAYINGS[plan.say](bot, facts)
        after = decide(facts)
        plan = replace(plan, again=plan.again if after.say else after.again)
    if plan.again:
        bot.see_to(_errand(group, plan.again))
    return said


DUTIES: Mapping[str, Duty] = {KIND: Duty(tend)}


def facts_of(bot: Bot, group: Group) -> Facts:
    step = steps.get(bot.db, group.id, group.step) if group.step else None
    return known(bot, group, step, steps.answered(bot.db, group.id, group.step) if step else {})


def known(bot: Bot, group: Group, step: Step | None, answers: Mapping[Person, str]) -> Facts:
    """The same, where the step that was asked last and the answers to it have been read already."""
    given = readers.given(group, step.step, answers) if step else {}
    return Facts(group, bot.course, bot.now, step, frozenset(given) & set(group.people))


def look(bot: Bot, group: Group) -> None:
    """Something has changed: see when the next word is due now."""
    look_on(bot, facts_of(bot, group))


def look_on(bot: Bot, facts: Facts) -> None:
    again = decide(facts)
    if again.say or again.again:
        bot.see_to(_errand(facts.group, bot.now if again.say else again.again or bot.now))


def _marked(bot: Bot, facts: Facts, **marks: object) -> Facts:
    return replace(facts, group=groups.mark(bot.db, facts.group, **marks))


def _ask(bot: Bot, facts: Facts) -> Said:
    found = asking.ask_next(bot, facts.group, facts.span)
    if found is None:
        return _marked(bot, facts, done=True), ()
    group, step = found
    asked = known(bot, group, step, {})
    if step.step == 1 and not group.room:
        return asked, ()  # it waits behind the button of the private introduction
    return asked, _step(bot, group, step, "")


def _step(bot: Bot, group: Group, step: Step, why: str) -> list[Delivery]:
    key = step_key(group, step) + (f"/{why}" if why else "")
    card = exchange_cards.step(bot, group, step)
    said = saying.word(group, saying.STEP, key, card, prompt=step.question, expires=group.ends_at)
    return saying.to_all(bot, group, said, but=_away(group))


def step_key(group: Group, step: Step) -> str:
    """The Delivery that asks a step; in another room it is asked anew."""
    room = group.room.rpartition("/")[2] or "alone"
    return saying.key_of(group, room, "step", step.step)


def _away(group: Group) -> tuple[Person, ...]:
    return tuple(person for person in group.people if str(person) in group.progress.get("away", ()))


def _ask_again(bot: Bot, facts: Facts) -> Said:
    """They have a room now, or another one: the question stands there, too."""
    facts = _marked(bot, facts, room=facts.group.room)
    return facts, _step(bot, facts.group, facts.step, "") if facts.step else ()


def _show(bot: Bot, facts: Facts) -> Said:
    if facts.step is None:
        return facts, ()
    answers = steps.answered(bot.db, facts.group.id, facts.step.step)
    group, step = show(bot, facts.group, facts.step, answers, facts.missing)
    return known(bot, group, step, answers), ()


def show(
    bot: Bot, group: Group, step: Step, answers: Mapping[Person, str], missing: Sequence[Person] = ()
) -> tuple[Group, Step]:
    """What everybody answered is said; those whose answer is missing are not waited for until they write again."""
    steps.change(bot.db, step, shown_at=bot.now)
    step = replace(step, shown_at=bot.now)
    group = groups.mark(bot.db, group, away=[str(person) for person in {*missing, *_away(group)}])
    lead = True
    for person, text in readers.given(group, step.step, answers).items():
        if seat := group.seat(person):
            group = telling.tell(bot, group, step, (seat, text), lead or not group.room)
            lead = False
    look_on(bot, known(bot, group, step, answers) if step.step == group.step else facts_of(bot, group))
    return group, step


def _fewer(bot: Bot, facts: Facts) -> Said:
    """Somebody has moved on: those who stay hear that they go on, and not why."""
    progress = {name: mark for name, mark in facts.group.progress.items() if name != "fewer"}
    group = groups.change(bot.db, facts.group, progress=progress)
    word = saying.word(
        group, saying.FEWER, saying.key_of(group, "fewer", bot.new_id()), exchange_cards.fewer(bot, group)
    )
    return replace(facts, group=group), saying.to_all(bot, group, word)


def _bump(bot: Bot, facts: Facts) -> Said:
    """One reminder in a whole exchange, to those of whom nothing was heard since the question."""
    silent = [seat for seat in exchange_cards.here(facts.group) if seat.person in facts.silent(BUMP)]
    facts = _marked(bot, facts, bump=bot.now.isoformat())
    return facts, _reminders(bot, facts.group, facts.step, silent) if facts.step else ()


def _reminders(bot: Bot, group: Group, step: Step, silent: Sequence[Seat]) -> Sequence[Delivery]:
    if group.room:
        return (_reminder(bot, group, step, silent),)
    alone = [(seat.person, _reminder(bot, group, step, [seat])) for seat in silent]
    return [said for person, reminder in alone for said in saying.privately(bot, reminder, [person])]


def _reminder(bot: Bot, group: Group, step: Step, silent: Sequence[Seat]) -> Delivery:
    card = exchange_cards.bump(bot, group, step, silent)
    return saying.word(group, saying.BUMP, saying.key_of(group, "bump"), card, expires=group.ends_at)


def _later(bot: Bot, facts: Facts) -> Said:
    group, said = reminders.keep(bot, facts.group)
    return replace(facts, group=group), said


def _offer(bot: Bot, facts: Facts) -> Said:
    """Whoever wrote and has waited long hears privately that somebody else can be found: not when they just wrote."""
    wrote = steps.last_answer(bot.db, facts.step) if facts.step else None
    if wrote and bot.now < wrote + BREATH:
        return facts, ()
    number = facts.step.step if facts.step else 0
    facts = _marked(bot, facts, offer=number)
    group = facts.group
    offer = saying.word(group, saying.OFFER, saying.key_of(group, "offer", number), exchange_cards.offer(bot, group))
    return facts, saying.privately(bot, offer, sorted(facts.answered & set(group.people)))


def _mid(bot: Bot, facts: Facts) -> Said:
    facts = _marked(bot, facts, mid=bot.now.isoformat())
    group = facts.group
    said = saying.word(group, saying.MID, saying.key_of(group, "mid"), exchange_cards.middle(bot, group))
    return facts, saying.to_all(bot, group, said)


def _end(bot: Bot, facts: Facts) -> Said:
    """How was it, and what next? The room stays open for a day at least."""
    facts = _marked(bot, facts, end=bot.now.isoformat())
    group = facts.group
    card = exchange_cards.ending(bot, group, max(facts.span.ends, bot.now))
    said = saying.word(group, saying.END, saying.key_of(group, "end"), card)
    return facts, saying.to_all(bot, group, said)


def _alone(bot: Bot, facts: Facts) -> Said:
    """The others are gone, however that came about: whoever stayed is placed again, and hears so."""
    return replace(facts, group=placing.dissolve(bot, facts.group)), ()


def _close(bot: Bot, facts: Facts) -> Said:
    group, said = closing.close(bot, facts.group)
    return replace(facts, group=group), said


SAYINGS: Mapping[Word, Callable[[Bot, Facts], Said]] = {
    "close": _close,
    "alone": _alone,
    "end": _end,
    "fewer": _fewer,
    "again": _ask_again,
    "show": _show,
    "step": _ask,
    "mid": _mid,
    "later": _later,
    "bump": _bump,
    "offer": _offer,
}
