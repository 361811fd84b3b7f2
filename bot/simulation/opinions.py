"""Pure: how a made-up class takes a check-in: classmates answer question by question, their teacher answers them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from bot.kernel.cards import Button, Card
from bot.simulation.classmates import Act, Classmate, delay

START, ANSWER, WRITE, REFUSED = "checkin.open", "checkin.answer", "checkin.write", "-"
OWED, WITHIN = "loop.write", timedelta(hours=20)
SAID = "Most of you get on well, and some find that there is too much in one week."
DID = "The next exercise is shorter, and there is an hour for questions on Thursday."
GOES_ON, REFUSES = 0.97, 0.03
LIKELY: Mapping[int, tuple[int, ...]] = {2: (7, 3), 4: (3, 9, 5, 2), 5: (1, 3, 6, 10, 5)}
"""How often each of so many answers is given, the first first."""
NOTES = (
    "Keep the exercises that we do in pairs.",
    "The deadlines on Sunday evenings could go.",
    "Shorter videos, please, with the slides beside them.",
    "More time between the second and the third week.",
    "I liked that somebody always answered within a day.",
)


def opine(who: Classmate, card: Card, seen: datetime, rng: Random) -> Act | None:
    """What somebody does about a check-in that is asked of everybody; nothing about any other card."""
    if not any(control.action in (START, ANSWER) for control in card.controls) or rng.random() >= who.lively:
        return None
    return _next(who, card, max(seen, who.joins) + delay(rng), rng)


def go_on(who: Classmate, card: Card, at: datetime, rng: Random) -> Act | None:
    """The next question, once they have begun."""
    return _next(who, card, at + timedelta(seconds=rng.randint(3, 20)), rng) if rng.random() < GOES_ON else None


def follow_up(teacher: Classmate, card: Card, seen: datetime) -> Act | None:
    """What a teacher does who hears that the class is owed an answer: gives it within a day."""
    owed = next((button for button in card.controls if isinstance(button, Button) and button.action == OWED), None)
    return Act(seen + WITHIN, teacher, OWED, owed.args) if owed else None


def _next(who: Classmate, card: Card, at: datetime, rng: Random) -> Act | None:
    buttons = [control for control in card.controls if isinstance(control, Button)]
    chosen = _chosen(buttons, rng)
    if chosen is None or at >= who.leaves:
        return None
    return Act(at, who, chosen.action, chosen.args, rng.choice(NOTES))


def _chosen(buttons: list[Button], rng: Random) -> Button | None:
    begins = [button for button in buttons if button.action in (START, WRITE)]
    answers = [button for button in buttons if button.action == ANSWER and REFUSED not in button.args]
    refusal = next((button for button in buttons if button.action == ANSWER and REFUSED in button.args), None)
    if refusal and rng.random() < REFUSES:
        return refusal
    if begins or not answers:
        return begins[0] if begins else None
    return rng.choices(answers, LIKELY.get(len(answers)))[0]
