"""Groups are looked after: each has one errand, which says what is due by then and knows when to look again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.buddies import groups
from bot.features.buddies.exchanges import asking, closing, exchange_cards, saying, steps
from bot.features.buddies.exchanges.outlook import BUMP, Facts, Word, decide
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.pairing import placing
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Duty, Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person

KIND = "buddies.tend"
LEAD = "/lead"


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
    facts = facts_of(bot, group)
    plan = decide(facts)
    said = SAYINGS[plan.say](bot, facts) if plan.say else ()
    if plan.say and (later := groups.get(bot.db, group_id)):
        after = decide(facts_of(bot, later))
        plan = replace(plan, again=plan.again if after.say else after.again)
    if plan.again:
        bot.see_to(_errand(group, plan.again))
    return said


DUTIES: Mapping[str, Duty] = {KIND: Duty(tend)}


def facts_of(bot: Bot, group: Group) -> Facts:
    step = steps.get(bot.db, group.id, group.step) if group.step else None
    answered = steps.answered(bot.db, group.id, group.step) if step else {}
    return Facts(group, bot.course, bot.now, step, frozenset(answered) & set(group.people))


def look(bot: Bot, group: Group) -> None:
    """Something has changed: see when the next word is due now."""
    again = decide(facts_of(bot, group))
    if again.say or again.again:
        bot.see_to(_errand(group, bot.now if again.say else again.again or bot.now))


def mark(bot: Bot, group: Group, **marks: object) -> Group:
    """What has been done is written down in the group's progress."""
    return groups.change(bot.db, group, progress={**group.progress, **marks})


def _ask(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    found = asking.ask_next(bot, facts.group, facts.span)
    if found is None:
        mark(bot, facts.group, done=True)
        return ()
    group, step = found
    if step.step == 1 and not group.room:
        return ()  # it waits behind the button of the private introduction
    return _step(bot, group, step, "")


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


def _ask_again(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """They have a room now, or another one: the question stands there, too."""
    group = mark(bot, facts.group, room=facts.group.room)
    return _step(bot, group, facts.step, "") if facts.step else ()


def _show(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    if facts.step:
        show(bot, facts.group, facts.step, facts.missing)
    return ()


def show(bot: Bot, group: Group, step: Step, missing: Sequence[Person] = ()) -> Group:
    """What everybody answered is said; those whose answer is missing are not waited for until they write again."""
    steps.change(bot.db, step, shown_at=bot.now)
    group = mark(bot, group, away=[str(person) for person in {*missing, *_away(group)}])
    lead = True
    for person, text in steps.answered(bot.db, group.id, step.step).items():
        if seat := group.seat(person):
            group = tell_answer(bot, group, step, (seat, text), lead or not group.room)
            lead = False
    look(bot, group)
    return group


def tell_answer(bot: Bot, group: Group, step: Step, answer: tuple[Seat, str], lead: bool = True) -> Group:
    """One answer is said to the others, or what was said of it before is changed. ``lead``: with the question."""
    seat, _ = answer
    name = f"{step.step}/{seat.person.id}"
    said = group.progress.get("said", {})
    before: str = said.get(name, "")
    lead = before.endswith(LEAD) if before else lead
    card = exchange_cards.answer(bot, group, step, answer, lead)
    key = saying.key_of(group, "answers", step.step, bot.new_id()) + LEAD * lead
    new = saying.word(group, saying.ANSWERS, key, card, about=seat.person)
    if before and saying.stands_in(bot, before) == group.room:
        bot.say(replace(new, op="edit", target=before))
        return group
    if before:
        bot.say(saying.unsaid(group, before, seat.person, bot.new_id()))
    bot.say(*saying.to_all(bot, group, new, but=(seat.person,)))
    return mark(bot, group, said={**said, name: key}) if group.room else group


def untell_answer(bot: Bot, group: Group, step: Step, seat: Seat) -> Group:
    """An answer is gone from the room."""
    name = f"{step.step}/{seat.person.id}"
    said = dict(group.progress.get("said", {}))
    if before := said.pop(name, ""):
        bot.say(saying.unsaid(group, before, seat.person, bot.new_id()))
    return mark(bot, group, said=said)


def _fewer(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """Somebody has moved on: those who stay hear that they go on, and not why."""
    progress = {name: mark for name, mark in facts.group.progress.items() if name != "fewer"}
    group = groups.change(bot.db, facts.group, progress=progress)
    key = saying.key_of(group, "fewer", bot.new_id())
    return saying.to_all(bot, group, saying.word(group, saying.FEWER, key, exchange_cards.fewer(bot, group)))


def _bump(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """One reminder in a whole exchange, to those of whom nothing was heard since the question."""
    group = mark(bot, facts.group, bump=bot.now.isoformat())
    silent = [seat for seat in exchange_cards.here(group) if seat.person in facts.silent(BUMP)]
    if facts.step is None:
        return ()
    if group.room:
        return (_reminder(bot, group, facts.step, silent),)
    alone = [(seat.person, _reminder(bot, group, facts.step, [seat])) for seat in silent]
    return [said for person, reminder in alone for said in saying.privately(bot, reminder, [person])]


def _reminder(bot: Bot, group: Group, step: Step, silent: Sequence[Seat]) -> Delivery:
    card = exchange_cards.bump(bot, group, step, silent)
    return saying.word(group, saying.BUMP, saying.key_of(group, "bump"), card, expires=group.ends_at)


def _offer(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """Whoever wrote and has waited long hears privately that somebody else can be found."""
    number = facts.step.step if facts.step else 0
    group = mark(bot, facts.group, offer=number)
    offer = saying.word(group, saying.OFFER, saying.key_of(group, "offer", number), exchange_cards.offer(bot, group))
    return saying.privately(bot, offer, sorted(facts.answered & set(group.people)))


def _mid(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    group = mark(bot, facts.group, mid=bot.now.isoformat())
    said = saying.word(group, saying.MID, saying.key_of(group, "mid"), exchange_cards.middle(bot, group))
    return saying.to_all(bot, group, said)


def _end(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """How was it, and what next? The room stays open for a day at least."""
    group = mark(bot, facts.group, end=bot.now.isoformat())
    closes = max(facts.span.ends, bot.now)
    card = exchange_cards.ending(bot, group, closes)
    said = saying.word(group, saying.END, saying.key_of(group, "end"), card)
    return saying.to_all(bot, group, said)


def _alone(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    """The others are gone, however that came about: whoever stayed is placed again, and hears so."""
    placing.dissolve(bot, facts.group)
    return ()


def _close(bot: Bot, facts: Facts) -> Sequence[Delivery]:
    return closing.close(bot, facts.group)


SAYINGS: Mapping[Word, Callable[[Bot, Facts], Sequence[Delivery]]] = {
    "close": _close,
    "alone": _alone,
    "end": _end,
    "fewer": _fewer,
    "again": _ask_again,
    "show": _show,
    "step": _ask,
    "mid": _mid,
    "bump": _bump,
    "offer": _offer,
}
