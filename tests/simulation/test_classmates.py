"""Made-up classmates are as different as people are, and each keeps to the time in which they are in the course."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.features.icebreakers import cards
from bot.features.icebreakers.questions import Question
from bot.features.icebreakers.store import Post
from bot.kernel.cards import Card
from bot.kernel.features import Bot, Means
from bot.kernel.places import Person, Place
from bot.simulation.classmates import PASSES, Act, Actor, Classmate, invent, react
from bot.simulation.clock import RunningClock, VirtualClock

START, END = datetime(2027, 1, 4, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC)
PEOPLE = [Actor(Person("fake:1", f"p{n}"), f"P{n}") for n in range(400)]
CLASS = invent(PEOPLE, START, END, 7)
ANSWERS = {"icebreaker.tap", "icebreaker.finish", "icebreaker.line"}


@pytest.fixture
def question(means: Means) -> Card:
    return card(means, "")


def card(means: Means, note: str) -> Card:
    bot = Bot(None, START, means.rng, means.library, means.outbox)  # type: ignore[arg-type]
    asked = Question("q", "Which plant?", ("fern", "oak", "moss"), "I would be …", note)
    return cards.question(bot, Post("abc", "c1", Place("fake:1", "general"), asked))


def acts(shown: Card, asked: datetime) -> list[Act]:
    rng = Random(1)
    return [act for classmate in CLASS for _ in range(5) if (act := react(classmate, shown, asked, rng))]


def test_the_same_seed_invents_the_same_class_whoever_else_is_in_it() -> None:
    assert CLASS == invent(PEOPLE, START, END, 7)
    assert CLASS[100:200] == invent(PEOPLE[100:200], START, END, 7)
    assert CLASS != invent(PEOPLE, START, END, 8)


def test_some_come_late_some_leave_early_and_some_rarely_answer() -> None:
    late = sum(one.joins > START for one in CLASS) / len(CLASS)
    early = sum(one.leaves < END for one in CLASS) / len(CLASS)
    quiet = sum(one.lively <= 0.15 for one in CLASS) / len(CLASS)

    assert 0.05 < late < 0.15
    assert 0.05 < early < 0.15
    assert 0.2 < quiet < 0.4
    assert all(START <= one.joins < one.leaves <= END for one in CLASS)


@pytest.mark.parametrize("asked", [START, START + timedelta(weeks=3), END - timedelta(hours=3), END])
def test_nobody_acts_before_they_come_or_after_they_leave(question: Card, asked: datetime) -> None:
    for act in acts(question, asked):
        assert act.who.joins <= act.at < act.who.leaves
        assert asked < act.at


def test_they_answer_by_every_rung_and_pass_in_every_way(question: Card) -> None:
    found = Counter(act.action for act in acts(question, START + timedelta(weeks=2)))

    assert ANSWERS | set(PASSES) == set(found)
    assert sum(found[action] for action in ANSWERS) > 5 * sum(found[action] for action in PASSES)


def test_some_show_their_answer_and_some_are_days_late(question: Card) -> None:
    found = [act for act in acts(question, START) if act.action in ANSWERS]

    assert {True, False} == {act.shown for act in found}
    assert min(act.at - START for act in found) < timedelta(minutes=3)
    assert max(act.at - START for act in found) > timedelta(days=4)


def test_a_note_is_opened_before_anything_is_answered(means: Means) -> None:
    found = acts(card(means, "talks about stress"), START)

    assert {"icebreaker.open"} == {act.action for act in found}


def test_somebody_who_is_never_there_never_acts(question: Card) -> None:
    gone = Classmate(PEOPLE[0], 1.0, 1.0, END, END)

    assert [] == [act for n in range(50) if (act := react(gone, question, START, Random(n)))]


def test_clocks_that_are_set_only_go_forward() -> None:
    still, running = VirtualClock(START), RunningClock(START)
    for clock in (still, running):
        clock.set(END)
        clock.set(START)

    assert END == still.now()
    assert END <= running.now() < END + timedelta(minutes=1)
