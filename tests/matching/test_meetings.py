"""Meetings in columns are the meetings that were told."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.meetings import Meetings, Met
from bot.matching.overlay import Overlay

names = st.text(min_size=1, max_size=3)
rows = st.lists(st.builds(Met, names, names, st.integers(1, 1_000)))


@given(rows)
def test_what_was_told_comes_back_in_order(told: list[Met]) -> None:
    kept = Meetings.of(told)
    assert told == list(kept)
    assert len(told) == len(kept)
    assert kept == Meetings.of(list(kept))


@given(rows, st.sets(names))
def test_only_those_who_are_here_and_not_oneself_are_a_pair(told: list[Met], here: set[str]) -> None:
    index = {name: number for number, name in enumerate(sorted(here))}
    pairs = {frozenset((met.one, met.other)) for met in told if {met.one, met.other} <= here and met.one != met.other}
    assert len(pairs) == len(Overlay.of_met(Meetings.of(told), index, once=100, recent=1))


def test_a_meeting_takes_twelve_bytes() -> None:
    told = [(f"p{one}", f"p{other}", 1) for one in range(500) for other in range(one)]
    tracemalloc.start()
    kept = Meetings.of(told)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(kept) < 16
