"""Which question comes next: pure, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.icebreakers.plan import APART, FEWEST_SHOWN, Asked, choose, shown
from bot.features.icebreakers.questions import Question, askable, fill, question_of
from bot.kernel.courses import Course
from bot.library.arc import PUBLIC_CAPS, in_arc, public_cap
from bot.library.load import Library
from bot.library.model import Prompt
from tests.world.people import course

WEEKS = st.integers(4, 15)
NO_THEMES: frozenset[str] = frozenset()


def question(name: str, **more: object) -> Question:
    return Question(name, f"{name}?", ("a", "b", "c"), "I …", **more)  # type: ignore[arg-type]


def shelf(*questions: Question, timely: bool = True) -> list[tuple[Question, bool]]:
    return [(one, timely) for one in questions]


def asked_in_a_row(questions: list[tuple[Question, bool]], count: int, seed: int = 0) -> list[str]:
    """A course that asks again and again from one shelf."""
    asked = Asked()
    for turn in range(count):
        found = choose(questions, asked, NO_THEMES, Random(f"{seed}/{turn}"))
        assert found is not None
        asked = Asked((*asked.ids, found.id), found.about_course)
    return list(asked.ids)


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_nothing_is_asked_twice_before_all_has_been_asked(size: int, seed: int) -> None:
    questions = shelf(*(question(f"q{n}", about_course=n % 3 == 0, apart=(f"q{n - 1}",)) for n in range(size)))

    found = asked_in_a_row(questions, 40, seed)

    rounds = [found[start : start + size] for start in range(0, 40, size)]
    assert all(len(turn) == len(set(turn)) for turn in rounds)
    assert max(Counter(found).values()) - min(Counter(found).values()) <= 1


@given(st.integers(0, 10_000))
def test_the_same_chance_chooses_the_same(seed: int) -> None:
    questions = shelf(*(question(f"q{n}", about_course=n % 2 == 0) for n in range(10)))

    assert asked_in_a_row(questions, 20, seed) == asked_in_a_row(questions[::-1], 20, seed)


def test_chance_has_its_say() -> None:
    questions = shelf(*(question(f"q{n}") for n in range(10)))

    assert len({tuple(asked_in_a_row(questions, 10, seed)) for seed in range(20)}) > 15


@given(st.integers(2, 8), st.integers(2, 8), st.integers(0, 1000))
def test_social_and_course_linked_take_turns_while_there_are_both(social: int, linked: int, seed: int) -> None:
    about = {f"s{n}": False for n in range(social)} | {f"c{n}": True for n in range(linked)}
    questions = shelf(*(question(name, about_course=kind) for name, kind in about.items()))

    found = [about[name] for name in asked_in_a_row(questions, 2 * min(social, linked), seed)]

    assert all(one != other for one, other in pairwise(found))


def test_without_the_other_kind_the_same_kind_comes_again() -> None:
    found = asked_in_a_row(shelf(*(question(f"s{n}") for n in range(4))), 4)

    assert {"s0", "s1", "s2", "s3"} == set(found)


def test_its_part_of_the_course_counts_more_than_taking_turns() -> None:
    mine = [(question("late-social"), False), (question("timely-linked", about_course=True), True)]

    assert "timely-linked" == choose(mine, Asked((), True), NO_THEMES, Random(0)).id  # type: ignore[union-attr]


def test_what_is_too_like_a_recent_one_waits() -> None:
    twins = shelf(question("a", apart=("b",)), question("c", about_course=True))
    recent, long_ago = ("b",), ("b", *(f"x{n}" for n in range(APART)))

    assert {"c"} == {choose(twins, Asked(recent, True), NO_THEMES, Random(n)).id for n in range(9)}  # type: ignore[union-attr]
    assert {"a"} == {choose(twins, Asked(long_ago, True), NO_THEMES, Random(n)).id for n in range(9)}  # type: ignore[union-attr]


def test_only_the_themes_that_are_wanted() -> None:
    questions = shelf(question("a", themes=frozenset({"play"})), question("b", themes=frozenset({"work", "music"})))

    assert {"b"} == {choose(questions, Asked(), frozenset({"music"}), Random(n)).id for n in range(9)}  # type: ignore[union-attr]
    assert choose(questions, Asked(), frozenset({"food"}), Random(0)) is None


def test_an_empty_shelf_has_no_question() -> None:
    assert choose([], Asked(), NO_THEMES, Random(0)) is None


@pytest.mark.parametrize(
    ("week", "cap"),
    [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 2), (7, 3), (8, 3), (9, 3), (10, 3), (11, 2), (12, 3)],
)
def test_twelve_weeks_are_as_deep_as_their_table_says(week: int, cap: int) -> None:
    """belonging.md §4.3, read by hand."""
    assert cap == public_cap(week, 12)
    assert PUBLIC_CAPS[week] == cap


@given(WEEKS, st.integers(-3, 20))
def test_no_course_is_asked_deeper_than_its_week_allows(weeks: int, week: int) -> None:
    cap = public_cap(week, weeks)

    assert 1 <= cap <= 3
    assert 1 == cap or week > 1
    if 1 < week <= weeks:
        nearest = min(range(13), key=lambda twelfth: (abs(twelfth / 12 - week / weeks), twelfth % 2))
        assert cap in {PUBLIC_CAPS[nearest], PUBLIC_CAPS[round(week / weeks * 12)]}


@pytest.mark.parametrize("weeks", range(4, 16))
def test_every_week_of_every_course_has_fitting_questions_of_both_kinds(library: Library, weeks: int) -> None:
    class_ = course(weeks=weeks)
    for week in range(weeks + 1):
        found = askable(library, class_, week, "loops")
        ids = {q.id for q, _ in found}
        timely = {q.about_course for q, is_timely in found if is_timely}
        assert {True, False} == timely, f"week {week} of {weeks}"
        prompts = [library.by_id[name] for name in ids]
        assert max(p.depth for p in prompts) <= public_cap(week, weeks)
        assert all("class" in p.audience for p in prompts)


@pytest.mark.parametrize("weeks", [4, 8, 12, 15])
def test_timely_means_within_the_arc(library: Library, weeks: int) -> None:
    for week in range(weeks + 1):
        for found, timely in askable(library, course(weeks=weeks), week, "loops"):
            assert timely == in_arc(library.by_id[found.id], week, weeks)


def test_what_opens_a_course_does_not_close_it(library: Library) -> None:
    def timely(week: int) -> set[str]:
        found = askable(library, course(), week, "")
        return {library.by_id[q.id].category for q, is_timely in found if is_timely}

    assert "hello" in timely(1) - timely(12)
    assert "closing" in timely(12) - timely(1)


def test_blocked_themes_are_never_on_the_shelf(library: Library) -> None:
    for theme in library.themes:
        found = askable(library, course(blocked=(theme,)), 5, "loops")
        assert not [q for q, _ in found if theme in library.by_id[q.id].themes]
        assert not [q for q, _ in found if theme in q.themes]


def test_a_draft_or_retired_prompt_is_not_offered(library: Library) -> None:
    first = library.offered[0]
    others = [p.model_copy(update={"status": status}) for p, status in ((first, "draft"), (first, "retired"))]

    assert () == Library("en", tuple(others)).offered


def test_the_topic_fills_its_place_as_a_word(library: Library) -> None:
    for topic in ("loops", "{topic}", "{0.__class__}", "%s", "x" * 60):
        for found, _ in askable(library, course(), 5, topic):
            prompt = library.by_id[found.id]
            assert prompt.text.replace("{topic}", topic) == found.text


def test_without_a_topic_nothing_with_a_gap_is_asked(library: Library) -> None:
    gaps = [q.id for q, _ in askable(library, course(), 5, "") if "{" in q.text + q.stem + "".join(q.labels)]
    with_topic = {q.id for q, _ in askable(library, course(), 5, "loops")}

    assert [] == gaps
    assert [p.id for p in library.offered if p.placeholders == ("topic",) and p.depth <= 3 and p.id in with_topic]
    assert not [p.id for p in library.offered if "concept_a" in p.placeholders and p.id in with_topic]


@given(st.text(max_size=80), st.text(max_size=60))
def test_filling_changes_the_gap_and_nothing_else(text: str, topic: str) -> None:
    assert text.replace("{topic}", topic) == fill(text, topic)
    assert fill(f"{text}{{topic}}!", "x").endswith("x!")


def test_a_question_is_its_prompt_as_the_course_asks_it(library: Library) -> None:
    prompt: Prompt = next(p for p in library.offered if p.content_note)

    found = question_of(prompt)

    assert (prompt.text, prompt.rungs.tap, prompt.rungs.finish, prompt.content_note) == (
        found.text,
        found.labels,
        found.stem,
        found.note,
    )


@pytest.mark.parametrize(("count", "visible"), [(0, None), (4, None), (5, 5), (6, 6), (500, 500)])
def test_a_number_that_points_at_people_is_not_shown(count: int, visible: int | None) -> None:
    assert visible == shown(count)
    assert 5 == FEWEST_SHOWN


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-03-01", 0),
        ("2026-03-02", 1),
        ("2026-03-08", 1),
        ("2026-03-09", 2),
        ("2026-05-24", 12),
        ("2026-05-25", 13),
    ],
)
def test_weeks_are_counted_from_the_first_day(day: str, week: int) -> None:
    found: Course = course(topics=("loops", "", "lists"))

    assert week == found.week(date.fromisoformat(day))
    assert {1: "loops", 3: "lists"}.get(week, "") == found.topic(date.fromisoformat(day))
