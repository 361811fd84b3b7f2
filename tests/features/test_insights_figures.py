"""Whatever was counted, what is published points at nobody: proved over every small case and many large ones."""

from __future__ import annotations

import json
import re
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.insights import note
from bot.features.insights.figures import Figure, Week
from bot.features.insights.publishing import publish
from bot.kernel.measures import Reading
from bot.kernel.text import t
from bot.statistics.disclosure import K
from tests.features.looking_back import SHOWN_OF, published
from tests.world.clock import MONDAY

FORBIDDEN = re.compile(
    r"\b(because|due to|caused?|causes|led to|leads to|raised?|improved?|thanks to|result(s|ed)? in|rank\w*|best|worst|"
    r"top|fail\w*|lazy|at risk|inactive|lonely|isolated|unpopular|should|must|he|she|student)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", SHOWN_OF)
def test_of_fewer_than_five_people_every_number_looks_the_same(kind: str) -> None:
    """Nobody can tell one from four; of isolates, whether there are any at all is what the band is for."""
    for whole in range(10, 60):
        looks = {published(kind, part, whole) for part in range(0 if kind != "isolates" else 1, K)}
        assert 1 == len(looks), (kind, whole, looks)


def test_of_fewer_than_five_others_every_number_looks_the_same() -> None:
    for whole in range(10, 60):
        looks = {published("share", whole - rest, whole) for rest in range(K)}
        assert 1 == len(looks), (whole, looks)


def test_a_class_of_fewer_than_five_is_told_nothing_of_itself() -> None:
    for whole in range(K):
        assert {("few", None, 0)} == {
            (found.state, found.value, found.n)
            for part in range(whole + 1)
            for found in [published("share", part, whole)]
        }


def test_a_share_that_is_shown_stands_for_five_people_or_more_on_either_side() -> None:
    for whole in range(200):
        for part in range(whole + 1):
            shown = published("share", part, whole).state == "shown"
            assert shown == (K <= part <= whole - K), (part, whole)


def test_ties_and_isolates_together_tell_no_number_below_five() -> None:
    """Who has a tie and who has none are all: one must not be the other's remainder."""
    for whole in range(15, 120):
        looks: dict[tuple[Figure, Figure], set[int]] = {}
        for isolates in range(K):
            tied = published("share", whole - isolates, whole)
            looks.setdefault((tied, published("isolates", isolates, whole)), set()).add(isolates)
        assert [{0}, {1, 2, 3, 4}] == sorted(looks.values(), key=len)


def test_several_features_add_up_under_one_key() -> None:
    one, other = Reading("burden", "per_hundred", 4, 0), Reading("burden", "per_hundred", 8, 40)

    [found] = publish([one, other])

    assert ("shown", 30, 40) == (found.state, found.value, found.n)
    assert (11, 59) == (found.low, found.high)


def test_what_counts_no_people_is_exact() -> None:
    found = publish(
        [
            Reading("asked", "count", 2, people=False),
            Reading("answered-in-a-day", "share", 1, 2, people=False),
            Reading("first-reply", "hours", cases=(1.1, 5.7), heads=5),
        ]
    )

    assert [(2, 2), (0.5, 2), (3, 2)] == [(one.value, one.n) for one in found]


READINGS = st.fixed_dictionaries(
    {},
    optional={
        "asked": st.integers(0, 9),
        "took-part": st.tuples(st.integers(0, 200), st.integers(0, 200)),
        "took-part-seen": st.tuples(st.integers(0, 200), st.integers(0, 200)),
        "first-reply": st.lists(st.floats(0, 400), min_size=1, max_size=9),
        "burden": st.tuples(st.integers(0, 300), st.integers(0, 300)),
        "buddy-take-up": st.tuples(st.integers(0, 200), st.integers(0, 200)),
        "buddy-members": st.integers(0, 200),
        "two-way": st.tuples(st.integers(0, 100), st.integers(0, 100)),
        "ties-one": st.tuples(st.integers(0, 200), st.integers(0, 200)),
        "isolates": st.tuples(st.integers(0, 200), st.integers(1, 200)),
    },
)
KINDS = {"asked": "count", "buddy-members": "count", "burden": "per_hundred"}


def week_of(drawn: dict[str, object]) -> Week:
    readings = []
    for key, value in drawn.items():
        if key == "first-reply":
            readings.append(Reading(key, "hours", cases=tuple(value), heads=K))  # type: ignore[arg-type]
            continue
        part, whole = value if isinstance(value, tuple) else (value, 3)
        kind = KINDS.get(key, "isolates" if key == "isolates" else "share")
        if kind in ("share", "isolates"):
            part = min(part, whole)  # type: ignore[type-var]
        readings.append(Reading(key, kind, part, whole, people=key != "asked"))  # type: ignore[arg-type]
    return Week(3, MONDAY, MONDAY, 0, publish(readings))


def texts(week: Week) -> tuple[list[str], str]:
    said, tried = note.sentences(week), note.suggestion(week)
    return [sentence(one.key, *one.values.items()) for one in said], sentence(tried.key)


@cache
def sentence(key: str, *values: tuple[str, int]) -> str:
    return t(key, "en", **dict(values), sure="")


@settings(deadline=None)
@given(READINGS)
def test_a_note_is_three_sentences_and_one_thing_to_try(drawn: dict[str, object]) -> None:
    sentences, tried = texts(week_of(drawn))

    assert 3 == len(sentences)
    for one in sentences:
        assert one.endswith(".")
        assert 1 == len(re.findall(r"[.!?](\s|$)", one)), one
    assert tried.startswith("To try: ")
    assert 1 == len(re.findall(r"[.!?](\s|$)", tried)), tried


def test_notes_over_thousands_of_weeks_name_no_small_number_no_reason_and_no_rank() -> None:
    rng = Random(11)
    seen = set()
    for _ in range(5000):
        drawn = {key: draw(rng) for key, draw in DRAWS.items() if rng.random() < 0.6}
        sentences, tried = texts(week_of(drawn))
        seen |= {*sentences, tried}
        assert (sentences, tried) == texts(week_of(drawn))

    assert len(seen) > 60
    assert [] == [one for one in seen if FORBIDDEN.search(one)]
    people = [int(number) for one in seen for number in re.findall(r"\b(\d+)\b(?! ?%| hours)", one)]
    assert [] == [number for number in people if number < K]


def _pair(rng: Random) -> tuple[int, int]:
    whole = rng.randint(1, 60)
    return rng.randint(0, whole), whole


DRAWS = {
    "asked": lambda rng: rng.randint(0, 3),
    "took-part": _pair,
    "took-part-seen": _pair,
    "first-reply": lambda rng: [rng.uniform(0, 60) for _ in range(rng.randint(1, 9))],
    "burden": _pair,
    "buddy-take-up": _pair,
    "buddy-members": lambda rng: rng.randint(0, 60),
    "two-way": _pair,
    "ties-one": _pair,
    "isolates": _pair,
}


@settings(deadline=None)
@given(READINGS)
def test_what_is_kept_is_read_back_as_it_was(drawn: dict[str, object]) -> None:

    week = week_of(drawn)

    assert week == Week.load(3, json.loads(json.dumps(week.dump())))
