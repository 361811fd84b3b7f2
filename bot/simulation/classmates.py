"""Pure: what made-up classmates are like, and how each takes a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.kernel.cards import Button, Card
from bot.kernel.places import Person

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
PASSES = ("icebreaker.skip", "icebreaker.later", "icebreaker.not")
SAYINGS = ("{label}, most days", "mostly {label}", "{label} – but ask me again next week", "I would say {label}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody made up, as a platform knows them; ``zone`` is where they live, if it tells."""

    person: Person
    name: str
    manages: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Classmate:
    """How likely somebody answers, how likely with their name, and from when to when they are in the course."""

    actor: Actor
    lively: float
    open: float
    joins: datetime
    leaves: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A card that was said, and to whom: everybody, where nobody is named."""

    card: Card
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """At an instant somebody presses the button with this action; ``words`` are for the form that may open."""

    at: datetime
    who: Classmate
    action: str
    args: tuple[str, ...]
    words: str = ""
    shown: bool = False


def invent(people: Sequence[Actor], start: datetime, end: datetime, seed: int) -> tuple[Classmate, ...]:
    """Classmates for a course: one in ten comes late, one in ten leaves early, three in ten rarely answer."""
    return tuple(_invent(actor, start, end, Random(f"{seed}/{actor.person.id}")) for actor in people)  # noqa: S311 - a made-up course


def _invent(actor: Actor, start: datetime, end: datetime, rng: Random) -> Classmate:
    joins = start + (end - start) * rng.uniform(0.1, 0.5) if rng.random() < 0.1 else start
    leaves = joins + (end - joins) * rng.uniform(0.2, 0.8) if rng.random() < 0.1 else end
    lively = rng.uniform(0.02, 0.15) if rng.random() < 0.3 else rng.uniform(0.35, 0.9)
    return Classmate(actor, lively, rng.uniform(0.2, 0.9), joins, leaves)


def react(who: Classmate, card: Card, asked: datetime, rng: Random) -> Act | None:
    """How somebody takes a question: a tap, a sentence, a line, a pass, or not at all."""
    at = asked + delay(rng)
    buttons = {b.action: b for b in card.controls if isinstance(b, Button)}
    if not who.joins <= at < who.leaves:
        return None
    if "icebreaker.open" in buttons:
        opened = buttons["icebreaker.open"]
        return Act(at, who, opened.action, opened.args) if rng.random() < who.lively else None
    if rng.random() < who.lively:
        return _answer(who, card, at, rng)
    passed = rng.choice(PASSES)
    return Act(at, who, passed, buttons[passed].args) if rng.random() < 0.08 and passed in buttons else None


def delay(rng: Random) -> timedelta:
    """Some answer at once, most within hours, a few after days; late answers are welcome."""
    if rng.random() < 0.2:
        return rng.uniform(8, 120) * SECOND
    if rng.random() < 0.12:
        return rng.uniform(72, 200) * HOUR
    return HOUR * (0.02 + rng.expovariate(1 / 9))


def _answer(who: Classmate, card: Card, at: datetime, rng: Random) -> Act:
    taps = [b for b in card.controls if isinstance(b, Button) and b.action == "icebreaker.tap"]
    tap, shown, rung = rng.choice(taps), rng.random() < who.open, rng.random()
    if rung < 0.55:
        return Act(at, who, tap.action, tap.args, shown=shown)
    action = "icebreaker.finish" if rung < 0.8 else "icebreaker.line"
    words = tap.label if rung < 0.8 else rng.choice(SAYINGS).replace("{label}", tap.label)
    return Act(at, who, action, tap.args[:1], words, shown)
