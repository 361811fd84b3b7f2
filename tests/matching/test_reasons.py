from hypothesis import given
from hypothesis import strategies as st

from bot.matching.meetings import Meetings
from bot.matching.people import WEEK, Member, Problem, Reason, Rules
from bot.matching.reasons import reason, windows
from bot.matching.rounds import match
from tests.matching.oracle import week

TUESDAY = 48


def test_a_reason_tells_what_both_share_and_nothing_that_only_one_has():
    ann = Member(
        "ann", week((36, 42), days=[1, 3]), frozenset({"en", "es"}), frozenset({"chess", "tea"}), {"section": "B"}
    )
    ben = Member("ben", week((38, 44), days=[1]), frozenset({"en"}), frozenset({"tea", "maps"}), {"section": "B"})
    expected = Reason(2, 120, ((TUESDAY + 38, 4),), ("en",), ("tea",), "B", 0, writing=False)
    assert expected == reason([ann, ben], Rules(), times=2)


def test_three_share_only_what_all_of_them_have():
    rows = [("a", (0, 10), "xy"), ("b", (4, 12), "xz"), ("c", (8, 20), "xyz")]
    trio = [Member(id_, week(window, days=[0]), interests=frozenset(things)) for id_, window, things in rows]
    found = reason(trio, Rules(), times=0)
    assert (60, ((8, 2),), ("x",), True) == (found.minutes, found.windows, found.interests, found.third)


def test_without_a_known_common_hour_or_by_wish_two_write():
    early, late, any_time = Member("a", hours=1), Member("b", hours=2), Member("c", hours=3)
    assert reason([early, late], Rules(), 0).writing
    assert reason([early, Member("d")], Rules(), 0).writing
    assert reason([early, Member("e", hours=3, mode="writing")], Rules(), 0).writing
    assert not reason([early, any_time], Rules(), 0).writing


def test_the_distance_of_zones_is_the_shorter_way_round():
    auckland, los_angeles, delhi = Member("a", offset=780), Member("b", offset=-480), Member("c", offset=330)
    assert 180 == reason([auckland, los_angeles], Rules(), 0).apart
    assert 630 == reason([auckland, los_angeles, delhi], Rules(), 0).apart


def test_no_label_is_told_when_sections_differ_or_none_is_preferred():
    a, b = Member("a", labels={"section": "1"}), Member("b", labels={"section": "2"})
    assert "" == reason([a, b], Rules(), 0).label
    assert "" == reason([a, a], Rules(prefer=""), 0).label


def test_windows_are_the_three_longest():
    hours = week((0, 2), days=[0]) | week((10, 14), days=[2]) | week((20, 23), days=[4]) | week((30, 31), days=[5])
    assert ((2 * 48 + 10, 4), (4 * 48 + 20, 3), (0, 2)) == windows(hours)


def test_a_window_runs_on_from_sunday_to_monday():
    assert ((WEEK - 3, 5),) == windows(0b11 | 0b111 << (WEEK - 3))
    assert ((0, WEEK),) == windows((1 << WEEK) - 1)
    assert () == windows(0)


@given(st.integers(0, (1 << WEEK) - 1))
def test_windows_are_stretches_that_nothing_prolongs(hours):
    for first, length in windows(hours):
        inside = {(first + step) % WEEK for step in range(length)}
        assert all(hours >> at & 1 for at in inside)
        assert length == WEEK or not hours >> ((first - 1) % WEEK) & 1
        assert length == WEEK or not hours >> ((first + length) % WEEK) & 1


def test_a_round_tells_how_often_two_met_also_in_groups_that_stay():
    met = Meetings.of((("a", "b", 3), ("b", "a", 1), ("c", "d", 2), ("a", "c", 2)))
    people = tuple(Member(id_) for id_ in "abcd")
    outcome = match(Problem(people, met, apart=frozenset({("a", "d"), ("b", "c")}), fixed=(("a", "b"),)))
    assert {("a", "b"): 2, ("c", "d"): 1} == {group.members: group.reason.times for group in outcome.groups}
