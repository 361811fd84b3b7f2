"""Pure: how made-up classmates are as buddies: they join, answer each other's questions, and say how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bot.kernel.cards import Button, Card
from bot.simulation.classmates import Act, Classmate, delay

JOIN, ANSWER, WHO, ROOM, FRESH = "command", "buddy.answer", "buddy.who", "buddy.room", "buddy.fresh"
LINES = (
    "Mornings, before it gets loud.",
    "I keep a list on paper and cross things out.",
    "Somebody drew it for me, and then I saw it.",
    "I used to think the opposite, and an exercise changed my mind.",
    "A window, some quiet, and nothing to hurry for.",
    "Asking earlier than feels polite.",
)
Weights = tuple[tuple[str, int], ...]
CHOICES: tuple[tuple[str, Weights, timedelta], ...] = (
    ("buddy.went", (("met", 3), ("wrote", 4), ("not-yet", 2), ("not-this-time", 1)), timedelta()),
    ("buddy.wish", (("rotate", 6), ("keep", 3), ("rest", 1)), timedelta(hours=2)),
)


EVENINGS = ("18-20", "19-21", "17-19", "20-22", "12-14")
LIKES = ("chess", "cooking", "cycling", "drawing", "films", "gardens", "hiking", "music", "novels", "running", "tea")


def tastes(rng: Random) -> dict[str, object]:
    """What somebody tells of themselves after they have joined: when they are free, and what they like."""
    return {"hours": f"daily {rng.choice(EVENINGS)}", "interests": ", ".join(sorted(rng.sample(LIKES, 3)))}


def befriend(who: Classmate, card: Card, seen: datetime, rng: Random) -> tuple[Act, ...]:
    """What somebody does about a card of buddies that they see; nothing about any other."""
    buttons = [button for button in card.controls if isinstance(button, Button)]
    acts = tuple(_acts(who, buttons, max(seen, who.joins) + delay(rng), rng))
    return tuple(act for act in acts if act.at < who.leaves)


def _acts(who: Classmate, buttons: list[Button], at: datetime, rng: Random) -> Iterator[Act]:
    for button in buttons:
        chance = _chance(who, button)
        if chance and rng.random() < chance:
            yield Act(at, who, button.action, button.args, rng.choice(LINES))
    for action, weights, later in CHOICES:
        choice = _one_of(buttons, action, weights, rng)
        if choice and rng.random() < who.lively:
            yield Act(at + later, who, action, choice.args)


def _chance(who: Classmate, button: Button) -> float:
    """How likely they press it. Nearly all take part; how much they write is how lively they are."""
    if button.action == JOIN and button.args[-2:] == ("buddy", "join"):
        return 0.9
    return {ANSWER: who.lively, WHO: 0.8, ROOM: 0.7, FRESH: 0.6}.get(button.action, 0.0)


def _one_of(buttons: list[Button], action: str, weights: Weights, rng: Random) -> Button | None:
    """One of several buttons that say how it went, or what next."""
    offered = {button.args[-1]: button for button in buttons if button.action == action}
    if not offered:
        return None
    (choice,) = rng.choices([code for code, _ in weights], [weight for _, weight in weights])
    return offered.get(choice)
