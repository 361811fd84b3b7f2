"""Courses in which most said nothing: nearly everybody is as good for nearly everybody."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from bot.matching import forest, looks
from bot.matching.circles import OPENED
from bot.matching.forest import Forest
from bot.matching.people import Member, Problem
from bot.matching.rounds import match
from tests.matching.oracle import WINDOWS, best_pairs, week
from tests.matching.test_pairs import problem

Some = Callable[[str, Random], Member]


def told_hours(id_: str, rng: Random) -> Member:
    return Member(id_, hours=week(rng.choice(WINDOWS)) if rng.random() < 0.1 else 0)


def told_interests(id_: str, rng: Random) -> Member:
    things = rng.sample("abcdefghij", 3) if rng.random() < 0.2 else ()
    return Member(id_, interests=frozenset(things))


def in_a_section(id_: str, rng: Random) -> Member:
    return Member(id_, labels={"section": rng.choice("ABCD")})


def course(count: int, some: Some, seed: int) -> Problem:
    rng = Random(seed)
    return Problem(tuple(some(f"p{number:05}", rng) for number in range(count)), seed=seed)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pairs each search knew of in the end."""
    found, grow = [], Forest.grow

    def watched(forest: Forest) -> None:
        grow(forest)
        found.append(sum(map(len, forest.near.pairs)))

    monkeypatch.setattr(Forest, "grow", watched)
    return found


@pytest.mark.parametrize("some", [told_hours, told_interests, in_a_section])
def test_nobody_asks_for_pairs_inside_a_crowd(some: Some, known: list[int]) -> None:
    assert 1.0 == match(course(600, some, 2)).bound
    assert 0 < max(known) < 600 * 180


@pytest.mark.parametrize("crowd", [3, 5, 9])
@pytest.mark.parametrize("some", [told_hours, told_interests, in_a_section])
def test_rounds_are_the_best_whatever_is_left_out(some: Some, crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forest, "CROWD", crowd)
    monkeypatch.setattr(forest, "MANY", 0)
    for seed in range(12):
        asked = course(30 + 2 * seed, some, seed)
        outcome = match(asked)
        assert (best_pairs(asked)[1], 1.0) == (sum(outcome.cost.values()), outcome.bound)


def test_whoever_is_in_no_crowd_any_more_asks_for_what_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forest, "CROWD", 3)
    monkeypatch.setattr(forest, "MANY", 0)
    opened, on_opening = [], Forest._on_opening

    def watched(self: Forest, blossom: int) -> None:
        beyond = [one for one in self.members[blossom] if self.near.limit[one] < self.price[one]]
        on_opening(self, blossom)
        if self.inside[blossom] == OPENED:
            opened.extend(self.near.limit[one] < self.price[one] for one in beyond)

    monkeypatch.setattr(Forest, "_on_opening", watched)
    for seed in range(20):
        assert 1.0 == match(problem(60, seed, 1)).bound
    assert opened
    assert not any(opened)


@pytest.mark.parametrize("seed", range(6))
def test_an_odd_round_of_people_who_are_alike_is_proved_within_a_few_looks(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "MOST", 3)
    assert 1.0 == match(course(301, in_a_section, seed)).bound
