"""A made-up class answers what it is asked: most of them, question by question, as long as they are there."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from bot.kernel.cards import Button, Card
from bot.kernel.places import Person
from bot.simulation.classmates import Actor, Classmate
from bot.simulation.opinions import follow_up, go_on, opine

NOW, END = datetime(2027, 1, 4, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC)
LIVELY = Classmate(Actor(Person("fake:1", "a"), "A"), 1.0, 0.5, NOW, END)
QUIET = Classmate(Actor(Person("fake:1", "q"), "Q"), 0.1, 0.5, NOW, END)
GONE = Classmate(Actor(Person("fake:1", "g"), "G"), 1.0, 0.5, NOW, NOW)


def card(*values: str) -> Card:
    answers = tuple(Button(value, "checkin.answer", ("c1", "k1", "0", value)) for value in (*values, "-"))
    later = Button("Later", "checkin.later", ("c1", "k1"))
    return Card("Pulse", rows=(answers[:5], (*answers[5:], later)))


OPENING = Card("Check", rows=((Button("Answer", "checkin.open", ("c1", "k1")),),))
PULSE = card("light", "okay", "heavy", "very")
WRITING = Card("Note", rows=((Button("Write", "checkin.write", ("c1", "k1", "0")),),))


def test_they_tap_every_answer_and_now_and_then_would_rather_not() -> None:
    found = Counter(act.args[3] for n in range(2_000) if (act := opine(LIVELY, PULSE, NOW, Random(n))))

    assert {"light", "okay", "heavy", "very", "-"} == set(found)
    assert "okay" == found.most_common(1)[0][0]
    assert found["-"] < 100


def test_the_lively_answer_more_often_than_the_quiet() -> None:
    def count(who: Classmate) -> int:
        return sum(opine(who, PULSE, NOW, Random(n)) is not None for n in range(300))

    assert 300 == count(LIVELY)
    assert 10 < count(QUIET) < 60


def test_nobody_answers_after_they_have_left() -> None:
    assert [] == [act for n in range(100) if (act := opine(GONE, PULSE, NOW, Random(n)))]
    assert [] == [act for n in range(100) if (act := go_on(GONE, PULSE, NOW, Random(n)))]


def test_what_has_several_questions_is_opened_first_and_gone_on_with_at_once() -> None:
    opened = opine(LIVELY, OPENING, NOW, Random(1))
    following = go_on(LIVELY, card("1", "2", "3", "4", "5"), NOW, Random(1))

    assert opened is not None
    assert "checkin.open" == opened.action
    assert following is not None
    assert NOW < following.at < NOW + timedelta(minutes=1)


def test_where_words_are_asked_for_they_write_some() -> None:
    written = go_on(LIVELY, WRITING, NOW, Random(1))

    assert written is not None
    assert "checkin.write" == written.action
    assert written.words


def test_other_cards_are_none_of_this_business() -> None:
    assert opine(LIVELY, Card("Join?", rows=((Button("Yes", "command", ("buddy", "join")),),)), NOW, Random(1)) is None


def test_a_teacher_answers_the_class_within_a_day_and_nothing_else() -> None:
    owed = Card("You said", rows=((Button("Write", "loop.write", ("c1", "k1")),),))
    answer = follow_up(QUIET, owed, NOW)

    assert answer is not None
    assert NOW < answer.at < NOW + timedelta(days=1)
    assert follow_up(QUIET, PULSE, NOW) is None
