"""What people do with a question: answer it, have another, later, no deeper. Answers are shown once all are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.features.buddies import groups
from bot.features.buddies.exchanges import (
    asking,
    drafts,
    exchange_cards,
    own_cards,
    readers,
    reminders,
    saying,
    steps,
    telling,
    tending,
)
from bot.features.buddies.exchanges.outlook import Facts
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.taking_part import members
from bot.kernel.cards import Button
from bot.kernel.errors import UserError
from bot.kernel.events import Event, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import TEXT
from bot.kernel.places import Person
from bot.kernel.replies import Ask, Reply, Update, Whisper


def sit(bot: Bot, event: Event, group_id: str) -> tuple[Bot, Group, Seat]:
    """The open group in which somebody sits, and their seat: they have been seen. Nobody else's buttons work."""
    bot, group = members.their_group(bot, event, group_id)
    seat = group.seat(event.person)
    if seat is None:
        raise UserError("buddy-not-your-group")
    groups.change_seat(bot.db, seat, seen_at=bot.now)
    group = group.with_seat(replace(seat, seen_at=bot.now))
    away = group.progress.get("away", ())
    if str(event.person) in away:
        group = groups.mark(bot.db, group, away=[one for one in away if one != str(event.person)])
    return bot, group, seat


def _step(bot: Bot, group: Group, number: str, person: Person) -> Step:
    """A step that they were asked: late answers are welcome as long as the group is open."""
    found = steps.get(bot.db, group.id, int(number)) if number.isdecimal() else None
    if found is None or found.step < steps.first_of(group, person):
        raise UserError("exchange-step-gone")
    return found


def on_open(bot: Bot, press: Press, group_id: str) -> Reply:
    """The question that they are at. Where there is no room, the first is asked when somebody wants it."""
    bot, group, _ = sit(bot, press, group_id)
    if not group.step and not group.room:
        found = asking.ask_next(saying.for_all(bot, group), group, Facts(group, bot.course, bot.now).span)
        group = found[0] if found else group
        tending.look(bot, group)
    if group.step < max(1, steps.first_of(group, press.person)):
        return Whisper(exchange_cards.said(bot, "exchange-none-yet"))
    step = _step(bot, group, str(group.step), press.person)
    return Whisper(_card(bot, group, step, press.person, steps.answered(bot.db, group.id, step.step)))


def _card(bot: Bot, group: Group, step: Step, person: Person, answers: Mapping[Person, str]) -> Any:
    """A step as it is for somebody: to be answered, or with what they wrote."""
    if person not in answers:
        return exchange_cards.step(bot, group, step, person)
    if readers.is_draft(group, step.step, person):
        return own_cards.draft(bot, group, step, person, answers[person])
    return own_cards.yours(bot, group, step, person, readers.given(group, step.step, answers))


def on_answer(bot: Bot, press: Press, group_id: str, number: str) -> Reply:
    bot, group, _ = sit(bot, press, group_id)
    step = _step(bot, group, number, press.person)
    before = steps.answered(bot.db, group.id, step.step).get(press.person, "")
    return Ask(exchange_cards.writing(bot, group, step, press.person, before))


def on_answered(bot: Bot, submission: Submission, group_id: str, number: str, *asked: str) -> Reply:
    """Kept; and shown to all as soon as everybody's is in. One that comes later is shown at once.

    ``asked``: the question, and how many had joined while it was open when they began to write.
    """
    question, came = (*asked, "")[:2]
    text = str(TEXT.read(submission.values.get("text", "")))
    bot, group, seat = sit(bot, submission, group_id)
    step = _step(bot, group, number, submission.person)
    group = _asked(bot, group, step, submission.person, question)
    return _give(bot, group, step, seat, (text, came))


def on_give(bot: Bot, press: Press, group_id: str, number: str, came: str) -> Reply:
    """They have seen who has joined, and what they wrote is for them, too."""
    bot, group, seat = sit(bot, press, group_id)
    step = _step(bot, group, number, press.person)
    text = steps.answered(bot.db, group.id, step.step).get(press.person)
    if text is None:
        return Update(exchange_cards.step(bot, group, step, press.person))
    return _give(bot, group, step, seat, (text, came))


def _give(bot: Bot, group: Group, step: Step, seat: Seat, written: tuple[str, str]) -> Reply:
    """What they wrote, and for whom: if somebody has joined since, it is a draft until they have heard so."""
    text, came = written
    steps.keep_answer(bot.db, step, seat.person, text[: exchange_cards.longest(group)], bot.now)
    answers = steps.answered(bot.db, group.id, step.step)
    group = reminders.drop(bot, drafts.settle(bot, group, step, seat.person, came), step, seat.person)
    if not readers.is_draft(group, step.step, seat.person):
        group, step = _tell(bot, group, step, seat, answers)
    return Update(_card(bot, group, step, seat.person, answers))


def _asked(bot: Bot, group: Group, step: Step, person: Person, question: str) -> Group:
    """What they were asked when they began to write: meanwhile the others may have another question."""
    if question == asking.own_question(group, step, person):
        return group
    own = {**group.progress.get("own", {}), f"{step.step}/{person.id}": question}
    return groups.mark(bot.db, group, own=own)


def _tell(bot: Bot, group: Group, step: Step, seat: Seat, answers: Mapping[Person, str]) -> tuple[Group, Step]:
    spoken = saying.for_all(bot, group)
    if step.shown_at:
        return telling.tell(spoken, group, step, (seat, answers[seat.person])), step
    facts = tending.known(spoken, group, step, answers)
    if step.step != group.step or not facts.missing:
        return tending.show(spoken, group, step, answers)
    tending.look_on(spoken, facts)
    return group, step


def on_unanswer(bot: Bot, press: Press, group_id: str, number: str) -> Reply:
    """Gone, from the room as well."""
    bot, group, seat = sit(bot, press, group_id)
    step = _step(bot, group, number, press.person)
    steps.drop_answer(bot.db, step, press.person)
    telling.untell(bot, drafts.settle(bot, group, step, press.person, ""), step, seat)
    again = Button(bot.t("exchange-answer"), "buddy.answer", (group.id, number))
    return Update(exchange_cards.said(bot, "exchange-taken-back", again))


def on_another(bot: Bot, press: Press, group_id: str, number: str) -> Reply:
    """Another question as deep as this one; from the second time on one that is less so. Nobody is told who asked."""
    bot, group, seat = sit(bot, press, group_id)
    step = _step(bot, group, number, press.person)
    answers = steps.answered(bot.db, group.id, step.step)
    if press.person in answers:
        return Whisper(_card(bot, group, step, press.person, answers))
    if step.step != group.step or step.shown_at:
        return Whisper(exchange_cards.said(bot, "exchange-passed"))
    group, step, found = _swap(bot, group, step, seat, alone=bool(answers) or not group.room)
    if not found:
        return Whisper(exchange_cards.said(bot, "exchange-no-other"))
    return Whisper(exchange_cards.step(bot, group, step, press.person))


def _swap(bot: Bot, group: Group, step: Step, seat: Seat, alone: bool) -> tuple[Group, Step, bool]:
    """For all of them; or for one, where others have answered or nobody sees what the others see."""
    level = asking.level_of(group).skipped()
    before = asking.own_question(group, step, seat.person)
    skipped = [*group.progress.get("skipped", ()), before]
    groups.change_seat(bot.db, seat, skips=seat.skips + 1)
    group = groups.mark(bot.db, group, skips=level.skips, skipped=skipped)
    group = groups.change(bot.db, group, depth=level.depth)
    choice = asking.choose(bot, group, step.step, level.depth)
    if choice is None:
        return group, step, False
    alone = alone or before != step.question
    if alone:
        return _asked(bot, group, step, seat.person, choice.question.id), step, True
    return group, _swap_all(bot, group, step, choice.question.id, choice.depth), True


def _swap_all(bot: Bot, group: Group, step: Step, question: str, depth: int) -> Step:
    steps.change(bot.db, step, question=question, depth=depth)
    swapped = replace(step, question=question, depth=depth)
    spoken = saying.for_all(bot, group)
    if group.progress.get("room") == group.room:
        key = saying.key_of(group, "step", step.step, bot.new_id())
        card = exchange_cards.step(spoken, group, swapped)
        edit = saying.word(group, saying.STEP, key, card, prompt=question)
        spoken.say(replace(edit, op="edit", target=tending.step_key(group, step)))
    return swapped


def on_later(bot: Bot, press: Press, group_id: str, number: str) -> Reply:
    """They are reminded privately, tomorrow, in the day, unless they have answered by then."""
    bot, group, _ = sit(bot, press, group_id)
    step = _step(bot, group, number, press.person)
    group = reminders.promise(bot, group, step, press.person)
    tending.look(saying.for_all(bot, group), group)
    return Whisper(exchange_cards.said(bot, "exchange-later-said"))


def on_freeze(bot: Bot, press: Press, group_id: str, number: str) -> Reply:
    """From here on no deeper than now. Nobody is told who wished it."""
    bot, group, _ = sit(bot, press, group_id)
    by = {*group.progress.get("frozen_by", ()), str(press.person)}
    now = steps.get(bot.db, group.id, group.step)
    group = groups.mark(bot.db, group, frozen_by=sorted(by))
    groups.change(bot.db, group, frozen=True, depth=min(group.depth, now.depth if now else group.depth))
    undo = Button(bot.t("exchange-thaw"), "buddy.thaw", (group.id,))
    return Whisper(exchange_cards.said(bot, "exchange-frozen", undo))


def on_thaw(bot: Bot, press: Press, group_id: str) -> Reply:
    """They took it back; somebody else's wish stays."""
    bot, group, _ = sit(bot, press, group_id)
    by = [one for one in group.progress.get("frozen_by", ()) if one != str(press.person)]
    group = groups.mark(bot.db, group, frozen_by=by)
    groups.change(bot.db, group, frozen=bool(by))
    return Update(exchange_cards.said(bot, "exchange-thawed"))
