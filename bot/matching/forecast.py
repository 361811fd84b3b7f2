"""What a rhythm can reach: after how many rounds everybody has met everybody, and how many repeats there must be."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.people import Rules
from bot.matching.sizes import sizes


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everybody has met everybody after ``rounds``, which take ``weeks``.

    ``sure``: a plan that does it is known (pairs). Otherwise it is the earliest conceivable.
    """

    rounds: int
    weeks: int
    sure: bool


def forecast(people: int, rules: Rules, every: int) -> Forecast:
    """For that many people with a round every so many weeks.

    Pairs: by the circle method N - 1 rounds, or N when N is odd (each is the third of a pair once).
    Groups: no fewer rounds than there are pairs of people, divided by the pairs that sit together in a round.
    """
    made = sizes(people, rules)
    if len(made) < 2:
        return Forecast(len(made), len(made) * every, sure=True)
    sure = rules.size == 2
    rounds = people - 1 + people % 2 if sure else -(-_pairs(people) // together(people, rules))
    return Forecast(rounds, rounds * every, sure)


def repeats(people: int, rules: Rules, rounds: int) -> int:
    """No course of so many rounds has fewer repeats: the times that two sat together who had before."""
    return max(0, rounds * together(people, rules) - _pairs(people))


def together(people: int, rules: Rules) -> int:
    """How many pairs of people share a group in one round."""
    return sum(map(_pairs, sizes(people, rules)))


def _pairs(people: int) -> int:
    return people * (people - 1) // 2
