"""Whole courses, week after week, with people who come, rest and go; and what went wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from bot.matching.meetings import Meetings
from bot.matching.people import Member, Outcome, Problem, Rules
from bot.matching.rounds import match
from tests.matching.oracle import WINDOWS, week


@dataclass
class Course:
    """``apart`` are kept apart from the first week on; ``ledger``: id to times in a trio and left out."""

    people: list[Member]
    apart: frozenset[tuple[str, str]] = frozenset()
    rules: Rules = field(default_factory=Rules)
    met: list[tuple[str, str, int]] = field(default_factory=list)
    ledger: dict[str, tuple[int, int]] = field(default_factory=dict)
    week: int = 0

    def problem(self, here: list[Member], seed: int) -> Problem:
        self.week += 1
        members = tuple(
            replace(
                member, in_trio=self.ledger.get(member.id, (0, 0))[0], left_out=self.ledger.get(member.id, (0, 0))[1]
            )
            for member in here
        )
        met = Meetings.of((one, other, self.week - when) for one, other, when in self.met)
        return Problem(members, met, self.apart, rules=self.rules, seed=seed)

    def note(self, outcome: Outcome) -> None:
        for group in outcome.groups:
            for number, one in enumerate(group.members):
                self.met += [(one, other, self.week) for other in group.members[number + 1 :]]
                self._count(one, trio=int(len(group.members) == 3))
        for nobody in outcome.unplaced:
            self._count(nobody.id, out=1)

    def _count(self, id_: str, trio: int = 0, out: int = 0) -> None:
        trios, outs = self.ledger.get(id_, (0, 0))
        self.ledger[id_] = trios + trio, outs + out

    def weeks(self, count: int, rng: Random, resting: float = 0.1) -> Iterator[tuple[Problem, Outcome]]:
        for _ in range(count):
            here = [member for member in self.people if rng.random() >= resting]
            problem = self.problem(here, rng.randrange(1 << 30))
            outcome = match(problem)
            self.note(outcome)
            yield problem, outcome


def anybody(id_: str, rng: Random) -> Member:
    return Member(
        id_,
        hours=week(*rng.sample(WINDOWS, rng.randint(0, 2))),
        languages=frozenset(rng.sample(["en", "es"], rng.randint(0, 2))),
        interests=frozenset(rng.sample("abcdefgh", rng.randint(0, 5))),
        labels={"section": rng.choice("12")},
        offset=rng.choice([-480, 0, 60, 330]),
        size=rng.choice([0, 0, 0, 0, 2]),
    )


def anyhow(rng: Random, most: int = 30) -> Course:
    people = [anybody(f"p{number}", rng) for number in range(rng.randint(4, most))]
    ids = [member.id for member in people]
    apart = frozenset(tuple(rng.sample(ids, 2)) for _ in range(rng.randint(0, len(ids) // 3)))
    return Course(people, apart)  # type: ignore[arg-type]
