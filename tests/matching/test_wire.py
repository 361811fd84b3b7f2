"""What the solver is asked and answers, as bytes; and which modules the bot may import without growing fat."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import wire
from bot.matching.late import Change
from bot.matching.meetings import Meetings
from bot.matching.people import Group, Member, Outcome, Problem, Reason, Rules, Unplaced
from tests.matching.oracle import problems
from tests.syntax import ROOT

IDS = st.text(min_size=1, max_size=8)
CHANGES = st.builds(
    Change,
    st.lists(st.lists(IDS, max_size=3).map(tuple), max_size=3).map(tuple),
    st.lists(IDS, max_size=3).map(tuple),
    st.frozensets(IDS, max_size=3),
)
REASONS = st.builds(
    Reason,
    windows=st.lists(st.tuples(st.integers(0, 335), st.integers(1, 336)), max_size=3).map(tuple),
    languages=st.lists(IDS, max_size=2).map(tuple),
    interests=st.lists(IDS, max_size=2).map(tuple),
    writing=st.booleans(),
)
OUTCOMES = st.builds(
    Outcome,
    st.lists(st.builds(Group, st.lists(IDS, min_size=2, max_size=8).map(tuple), REASONS), max_size=4).map(tuple),
    st.lists(st.builds(Unplaced, IDS, st.sampled_from(["alone", "full"])), max_size=3).map(tuple),
    st.dictionaries(IDS, st.integers(0, 2**62), max_size=3),
    st.none() | st.floats(0, 1),
)


@given(problems(), st.none() | CHANGES)
def test_what_is_asked_arrives(problem: Problem, change: Change | None) -> None:
    asked = wire.Asked(problem, change)

    assert asked == wire.asked(b"".join(wire.ask(asked)).splitlines())


@given(OUTCOMES)
def test_what_is_answered_arrives(outcome: Outcome) -> None:
    assert outcome == wire.answered(b"".join(wire.answer(outcome)).splitlines())


def test_fixed_groups_rules_and_those_who_left_arrive() -> None:
    problem = Problem(
        (Member("a\n\u2028", labels={"section": "é"}), Member("b")),
        Meetings.of((("gone", "b", 3), ("a\n\u2028", "gone too", 1))),
        frozenset({("b", "gone")}),
        (("a\n\u2028", "b"),),
        Rules(size=5, odd="smaller", across="section", kind="mixer"),
        seed=-3,
    )

    assert problem == wire.asked(b"".join(wire.ask(wire.Asked(problem))).splitlines()).problem


def test_the_same_question_has_the_same_bytes_in_every_process() -> None:
    """Sets have another order in each process; what is sent has not."""
    code = (
        "import sys; from bot.matching import wire; from bot.matching.people import *;"
        "many = frozenset(map(str, range(50)));"
        "made = Problem((Member('a', languages=many, interests=many),), apart=frozenset((one, 'a') for one in many));"
        "sys.stdout.buffer.writelines(wire.ask(wire.Asked(made)))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in "12"
    ]

    assert said[0].stdout == said[1].stdout
    assert len(said[0].stdout) > 1000


def test_a_large_course_with_a_long_history_arrives_line_by_line() -> None:
    """No line is longer than a thread may keep the event loop waiting for."""
    rng = Random(1)
    members = tuple(Member(f"person-{number}", hours=rng.getrandbits(336)) for number in range(3000))
    met = Meetings.of((*(one.id for one in rng.sample(members, 2)), rng.randint(1, 50)) for _ in range(60_000))
    problem = Problem(members, met)
    lines = list(wire.ask(wire.Asked(problem)))

    assert problem == wire.asked(lines).problem
    assert max(map(len, lines)) < 500_000


@pytest.mark.parametrize(
    "modules",
    [
        "bot.wiring, bot.solver, bot.core",
        "bot.matching.late, bot.matching.wire, bot.matching.forecast, bot.matching.checks, bot.kernel.reasons",
        "bot.cli, bot.features.all, bot.operator.pairing",
    ],
)
def test_what_the_solver_computes_with_is_never_in_the_bots_memory(modules: str) -> None:
    code = f"import sys, {modules}; print(*({{'numpy', 'scipy', 'rustworkx', 'networkx'}} & {{*sys.modules}}))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)

    assert "" == ran.stdout.strip()
