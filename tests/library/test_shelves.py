"""What is on the shelves is enough for a course, and the counts say so truly."""

from collections import Counter

import jsonschema
import pytest
import yaml

from bot.library.arc import fits_class, in_arc, public_cap
from bot.library.load import PROMPTS, load, packs
from bot.library.schema import schema
from bot.library.stats import stats
from tests.library.shelf import GOOD, HEAD, another, put

SHIPPED = load(PROMPTS)
COUNTED = stats(SHIPPED)


def test_the_schema_beside_the_prompts_is_the_one_of_the_model():
    assert schema() == (PROMPTS / "schema" / "pack.schema.json").read_text("utf-8")


@pytest.mark.parametrize("file", packs(PROMPTS / "en"), ids=lambda file: file.stem)
def test_an_editor_finds_the_schema_and_nothing_to_underline(file):
    text = file.read_text("utf-8")
    assert "# yaml-language-server: $schema=../schema/pack.schema.json" == text.splitlines()[0]
    jsonschema.validate(yaml.safe_load(text), yaml.safe_load(schema()))


def test_an_editor_underlines_what_the_model_refuses():
    pack = yaml.safe_load(HEAD + GOOD.replace("depth: 1", "depth: 5"))
    with pytest.raises(jsonschema.ValidationError, match="5 is not one of"):
        jsonschema.validate(pack, yaml.safe_load(schema()))


def test_there_are_enough_prompts_for_a_course_and_for_choosing():
    assert COUNTED.offered >= 150
    assert Counter(a for p in SHIPPED.offered for a in p.audience)["class"] >= 100
    assert COUNTED.course_linked / COUNTED.offered >= 0.25


def test_twenty_course_linked_prompts_fit_a_course_that_has_told_no_topics():
    fitting = [p for p in SHIPPED.offered if p.course_link and not p.placeholders and "class" in p.audience]
    assert len(fitting) >= 20


@pytest.mark.parametrize("week", COUNTED.weeks, ids=lambda week: f"week {week.week}")
def test_every_week_has_a_choice_of_both_kinds(week):
    assert week.prompts >= 12
    assert week.social >= 6
    assert week.without_topic >= (3 if week.week == 0 else 6)  # before the start there is no material to ask about


def test_shares_are_near_their_targets():
    assert [] == [s for s in (*COUNTED.categories, *COUNTED.depths) if abs(s.share - s.target) > 0.04]


@pytest.mark.parametrize("weeks", [4, 8, 12, 15])
def test_courses_of_every_length_have_a_choice_in_every_week(weeks):
    fitting = {w: sum(fits_class(p, w, weeks) for p in SHIPPED.offered) for w in range(weeks + 1)}
    assert {} == {week: count for week, count in fitting.items() if count < 12}


def test_public_questions_start_shallow_and_lighten_at_mid_term_and_in_finals():
    assert [1, 1, 2, 2, 3, 3, 2, 3, 3, 3, 3, 2, 3] == [public_cap(week, 12) for week in range(13)]
    assert [1, 1, 2, 3, 3] == [public_cap(week, 4) for week in range(5)]


def test_an_arc_scales_with_the_course():
    goodbye = SHIPPED.by_id["p-1205"]
    assert [11, 12] == [week for week in range(13) if in_arc(goodbye, week, 12)]
    assert [4] == [week for week in range(5) if in_arc(goodbye, week, 4)]


def test_counts_add_up(tmp_path):
    linked = another(2, "What did you learn this week?").replace("depth: 1", "depth: 2\n    course_link: true")
    draft = another(3, "Where do you rest?").replace("status: reviewed", "status: draft")
    put(tmp_path, HEAD + GOOD + linked + draft)
    counted = stats(load(tmp_path))
    assert (3, 2, 1, 1) == (counted.total, counted.offered, counted.social, counted.course_linked)
    assert {"1": 1, "2": 1, "3": 0, "4": 0} == {share.name: share.count for share in counted.depths}
    assert {"class": 2, "pod": 2, "pair": 0, "solo": 0} == {s.name: s.count for s in counted.audiences}
    assert [(1, 1, 0), (2, 1, 1)] == [(w.prompts, w.social, w.course_linked) for w in counted.weeks[1:3]]
    assert (1.0, 0.15) == next((s.share, s.target) for s in counted.categories if s.name == "study-life")


def test_the_shipped_counts_add_up():
    for shares in (COUNTED.categories, COUNTED.depths, COUNTED.skills):
        assert COUNTED.offered == sum(share.count for share in shares)
        assert pytest.approx(1.0) == sum(share.share for share in shares)
    assert COUNTED.offered == COUNTED.social + COUNTED.course_linked
    assert all(week.prompts == week.social + week.course_linked for week in COUNTED.weeks)


def test_an_empty_library_can_be_counted(tmp_path):
    put(tmp_path, HEAD + GOOD.replace("status: reviewed", "status: draft"))
    assert 0 == stats(load(tmp_path)).offered
