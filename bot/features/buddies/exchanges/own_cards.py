"""What somebody sees of their own answer, and what they can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.buddies.exchanges import readers
from bot.features.buddies.exchanges.exchange_cards import longest, mention, names, question_of, title
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.kernel.cards import Button, Card, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.places import Person

QUESTIONS = 480  # of others, where they were asked something else: so much of them fits beside all answers


def yours(bot: Bot, group: Group, asked: Step, person: Person, answers: Mapping[Person, str]) -> Card:
    """Somebody's own answer, the others' where they may be read, and what can be done about one's own."""
    mine, others = answers[person], [(p, text) for p, text in answers.items() if p != person and asked.shown_at]
    by = {seat.person: seat for seat in group.seats}
    body: list[Text | str] = [
        (Strong(question_of(bot, group, asked, person)),),
        bot.rich("exchange-yours", text=Strong(mine)),
        *(_theirs(bot, group, asked, person, (by[other], text)) for other, text in others if other in by),
    ]
    if not asked.shown_at:
        body.append(bot.t("exchange-kept", count=len(group.people)))
    rows = (_mending(bot, group, asked),) if _mendable(group, asked, person) else ()
    return Card(title(bot, asked), tuple(body), rows)


def _theirs(bot: Bot, group: Group, asked: Step, reader: Person, given: tuple[Seat, str]) -> Text:
    """What another answered, after what they were asked, where that was not the reader's question."""
    seat, text = given
    theirs = question_of(bot, group, asked, seat.person)
    if theirs == question_of(bot, group, asked, reader):
        return (mention(seat), ": ", text)
    most = QUESTIONS // max(1, len(group.seats) - 1)
    shown = theirs if len(theirs) <= most else theirs[: most - 1] + "…"
    return (mention(seat), f" (“{shown}”): ", text)


def _mendable(group: Group, asked: Step, person: Person) -> bool:
    """What was said privately cannot be unsaid: where there is no room, or to a few of them alone."""
    if not asked.shown_at:
        return True
    apart = readers.strangers(group, asked.step) and readers.name(asked.step, person) not in group.progress.get(
        "said", ()
    )
    return bool(group.room and not apart)


def _mending(bot: Bot, group: Group, asked: Step) -> tuple[Button, ...]:
    args = (group.id, str(asked.step))
    return (
        Button(bot.t("edit-button"), "buddy.answer", args),
        Button(bot.t("exchange-take-back"), "buddy.unanswer", args),
    )


def draft(bot: Bot, group: Group, step: Step, person: Person, text: str) -> Card:
    """Who has joined since they wrote and would read it; what they wrote, and what they can do about that."""
    new, others = readers.newcomers(group, step.step, person), group.others(person)
    body = (
        bot.t("exchange-draft", names=names(new), count=len(new), readers=names(others)),
        (Strong(question_of(bot, group, step, person)),),
        bot.rich("exchange-yours", text=Strong(text[: longest(group)])),
    )
    args = (group.id, str(step.step))
    give = Button(bot.t("exchange-give"), "buddy.give", (*args, readers.came(group, step.step)), "primary")
    heading = bot.t("exchange-draft-title", number=step.step)
    return Card(heading, body, ((give, *_mending(bot, group, step)),))
