"""Ladders: what is shipped can be climbed by everybody, every rule finds its breach, the least used one is chosen."""

import re
from collections import Counter
from itertools import chain, pairwise
from random import Random
from typing import get_args

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.library.check import check
from bot.library.ladders import STEPS, Kind, Ladder, choose_ladder
from bot.library.load import PROMPTS, PackError, ladders, load
from bot.library.model import Tag
from bot.library.schema import ladder_schema
from bot.library.stats import stats
from tests.library.shelf import GOOD, HEAD, put

SHIPPED = load(PROMPTS)
TAGS = get_args(Tag)
KINDS = get_args(Kind)
DEPTHS = (1, 1, 2, 2, 2, 3, 3, 3, 2)
TEXTS = (
    "What is your name here?", "Which sound is near?", "When do you plan a week?", "How do you read?",
    "Who explains well?", "What do you care about?", "Why does a promise matter?", "Which hope is yours?",
    "What was good among us?",
)  # fmt: skip
OTHERS = (
    "Air or water?", "Is it late?", "Paper, voice or screen?", "Where are old notes kept?", "Do you ask first?",
    "Whom do you admire?", "Name an honest rule.", "Could you begin again?", "Any last words?",
)  # fmt: skip
DEEPER = """\
    deeper:
      id: l-01-8c
      text: "If it feels right: where would help be welcome?"
      skill_line: "Listen."
"""


def step(number: int) -> str:
    skill = '    skill_line: "Ask for one example."\n' if DEPTHS[number - 1] > 1 else ""
    return f"""\
  - id: l-01-{number}
    depth: {DEPTHS[number - 1]}
    text: "{TEXTS[number - 1]}"
{skill}    others:
      - id: l-01-{number}b
        text: "{OTHERS[number - 1]}"
{DEEPER if number == 8 else ""}"""


LADDER = """\
id: l-01
title: A ladder
about: For tests.
kind: peers
author: Somebody
licence: CC-BY-4.0
status: reviewed
reviewers: [one, two]
steps:
""" + "".join(map(step, range(1, STEPS + 1)))


def place(folder, text, name="en/ladders/a.yaml"):
    (folder / "en" / "ladders").mkdir(parents=True, exist_ok=True)
    put(folder, HEAD + GOOD)
    return put(folder, text, name)


def renumbered(number: int, **new: str) -> str:
    """The same ladder under another id, as another file would have it."""
    text = LADDER.replace("l-01", f"l-{number:02}")
    for old, fresh in new.items():
        text = re.sub(f"(?m)^{old}: .*$", f"{old}: {fresh}", text)
    return text


def ladder(number: int, **new: str) -> Ladder:
    return Ladder.model_validate(yaml.safe_load(renumbered(number, **new)))


# what is shipped


def test_there_are_ladders_enough_for_a_year_and_one_for_every_kind():
    kinds = Counter(one.kind for one in SHIPPED.ladders)
    assert len(SHIPPED.ladders) >= 9
    assert set(KINDS) == set(kinds)
    assert kinds["peers"] >= 4
    assert kinds["light"] >= 2
    assert ["reviewed"] * len(SHIPPED.ladders) == [one.status for one in SHIPPED.ladders]


@pytest.mark.parametrize("file", ladders(PROMPTS / "en"), ids=lambda file: file.stem)
def test_an_editor_finds_the_schema_and_nothing_to_underline(file):
    text = file.read_text("utf-8")
    assert "# yaml-language-server: $schema=../../schema/ladder.schema.json" == text.splitlines()[0]
    jsonschema.validate(yaml.safe_load(text), yaml.safe_load(ladder_schema()))


def test_the_schema_beside_the_prompts_is_the_one_of_the_model():
    assert ladder_schema() == (PROMPTS / "schema" / "ladder.schema.json").read_text("utf-8")


@pytest.mark.parametrize("one", SHIPPED.ladders, ids=lambda one: one.id)
def test_a_ladder_goes_from_a_hello_to_what_matters_by_small_steps(one):
    depths = [step.depth for step in one.steps]
    assert [1, 1] == depths[:2]
    assert all(abs(after - before) <= 1 for before, after in pairwise(depths))
    assert one.deepest == (2 if one.kind == "light" else 3)
    assert [number for number in range(1, 10) if one.step(number).deeper] in ([], [8])
    assert list(range(1, 10)) == [step.number for step in one.steps]


@pytest.mark.parametrize("one", SHIPPED.ladders, ids=lambda one: one.id)
def test_each_step_has_two_questions_in_reserve_and_a_line_on_listening_where_it_matters(one):
    assert {3} == {len(step.questions) for step in one.steps}
    assert all(question.skill_line for step in one.steps for question in step.questions if step.depth > 1)
    assert all(step.deeper.skill_line for step in one.steps if step.deeper)


@pytest.mark.parametrize("one", SHIPPED.ladders, ids=lambda one: one.id)
def test_whoever_skips_once_at_every_step_is_always_asked_something_new(one):
    """In a course without topics that blocks every tag; two skips go one level down, as deep as it starts."""
    level, seen, deepest = 3, set(), []
    for number in range(1, STEPS + 1):
        for skips in range(2):
            if number % 2 and skips:
                level = max(1, level - 1)
            own = one.questions(number, level)
            everywhere = (other.spare(min(level, one.step(number).depth)) for other in SHIPPED.ladders)
            fresh = (q for q in chain(own, *everywhere) if q.id not in seen and q.fits(TAGS))
            question = next(fresh, None)
            assert question is not None
            seen.add(question.id)
            deepest.append((level, min(level, one.step(number).depth)))
    assert all(depth <= level for level, depth in deepest)


@pytest.mark.parametrize("kind", KINDS)
def test_a_course_that_blocks_every_tag_still_has_a_ladder_of_each_kind_or_for_peers(kind):
    assert choose_ladder(SHIPPED.ladders, [], kind, TAGS, Random(1)) is not None


def test_ladders_are_counted(tmp_path):
    place(tmp_path, LADDER)
    place(tmp_path, renumbered(2, status="draft"), "en/ladders/b.yaml")
    counted = stats(load(tmp_path)).ladders
    assert [("l-01", "A ladder", "peers", 4, 19, 18)] == [
        (c.id, c.title, c.kind, c.deepest, c.questions, c.plain) for c in counted
    ]


# loading


def test_ladders_are_sorted_by_id_and_found_by_it(tmp_path):
    place(tmp_path, renumbered(2))
    place(tmp_path, LADDER, "en/ladders/b.yaml")
    library = load(tmp_path)
    assert ["l-01", "l-02"] == [one.id for one in library.ladders]
    assert library.ladders[1] is library.ladders_by_id["l-02"]


def test_a_language_without_ladders_of_its_own_climbs_in_english(tmp_path):
    place(tmp_path, LADDER)
    put(tmp_path, HEAD + GOOD.replace("What helps you to start?", "¿Qué te ayuda?"), "es/a.yaml")
    library = load(tmp_path, "es-MX")
    assert ("es", ["l-01"]) == (library.locale, [one.id for one in library.ladders])


@pytest.mark.parametrize("text", ["title: [", LADDER.replace("depth: 3", "depth: 4"), renumbered(2)])
def test_a_broken_ladder_is_refused_rather_than_half_read(tmp_path, text):
    place(tmp_path, renumbered(2))
    place(tmp_path, text, "en/ladders/b.yaml")
    with pytest.raises(PackError):
        load(tmp_path)


# asking


def test_a_skip_is_answered_with_another_question_of_the_same_depth():
    one = ladder(1)
    assert ("l-01-3", "l-01-3b") == tuple(question.id for question in one.step(3).questions)
    assert ["l-01-3", "l-01-3b", "l-01-4b", "l-01-5b"] == [question.id for question in one.questions(3)]


def test_who_goes_no_deeper_is_asked_what_was_kept_for_skips_and_neither_a_hello_nor_a_goodbye():
    one = ladder(1)
    assert ["l-01-3b", "l-01-4b", "l-01-5b"] == [question.id for question in one.questions(7, level=2)]
    assert ["l-01-2b"] == [question.id for question in one.questions(9, level=1)]


def test_a_question_in_reserve_inherits_how_to_listen_unless_it_says_so_itself():
    own = LADDER.replace("      - id: l-01-4b", '      - id: l-01-4b\n        skill_line: "Wait."')
    one = Ladder.model_validate(yaml.safe_load(own))
    assert ("Ask for one example.", "Wait.") == (one.step(3).questions[1].skill_line, one.step(4).others[0].skill_line)


def test_a_question_about_the_topic_is_for_courses_that_have_told_one():
    about = LADDER.replace('"Who explains well?"', '"Who explains {topic} well?"\n    placeholders: [topic]')
    question = Ladder.model_validate(yaml.safe_load(about)).step(5)
    assert (False, True) == (question.fits(()), question.fits((), "loops"))
    assert "Who explains {0} well?" == question.asked("{0}")


def test_a_blocked_tag_blocks_a_question_and_not_its_neighbours():
    tagged = LADDER.replace('"How do you read?"', '"How do you read?"\n    sensitive_tags: [past]')
    fourth = Ladder.model_validate(yaml.safe_load(tagged)).step(4)
    assert ["l-01-4b"] == [question.id for question in fourth.questions if question.fits({"past"})]


# choosing


@given(st.lists(st.sampled_from([one.id for one in SHIPPED.ladders])), st.sampled_from(KINDS), st.integers(0, 99))
def test_the_least_climbed_is_chosen_and_nothing_deep_for_those_who_want_it_light(used, kind, seed):
    chosen = choose_ladder(SHIPPED.ladders, used, kind, (), Random(seed))
    fitting = [one for one in SHIPPED.ladders if one.kind in ({kind} if kind == "light" else {kind, "peers"})]
    assert chosen in fitting
    assert used.count(chosen.id) == min(used.count(one.id) for one in fitting)
    assert chosen == choose_ladder(SHIPPED.ladders[::-1], used[::-1], kind, (), Random(seed))


def test_the_kind_asked_for_comes_before_what_stands_in_for_it():
    shelf = [ladder(1), ladder(2), ladder(3, kind="mixer")]
    picks = {choose_ladder(shelf, [], "mixer", (), Random(seed)).id for seed in range(20)}
    assert {"l-03"} == picks
    assert {"l-01", "l-02"} == {choose_ladder(shelf, ["l-03"], "mixer", (), Random(seed)).id for seed in range(20)}


def test_what_is_not_reviewed_or_is_blocked_is_not_begun():
    draft, blocked = ladder(1, status="draft"), ladder(2, kind="peers\nsensitive_tags: [future]")
    assert choose_ladder([draft, blocked], [], "peers", {"future"}, Random(1)) is None
    assert blocked == choose_ladder([draft, blocked], [], "peers", {"past"}, Random(1))


# rules


def test_a_good_ladder_has_no_breach(tmp_path):
    place(tmp_path, LADDER)
    assert () == check(tmp_path)


NINTH = LADDER[LADDER.index("  - id: l-01-9") :]
OTHER = '        text: "Air or water?"\n'
BREACHES = [
    (NINTH, "", "steps:", "`steps` has 8 entries; at least 9"),
    ("id: l-01\n", "id: first\n", "id: first", "`first` should look like l-07, its steps"),
    ("id: l-01-3\n", "id: l-02-3\n", "- id: l-02-3", "`l-01-3b` should be `l-02-3` and a letter"),
    ("id: l-01-3b", "id: l-01-4c", "id: l-01-3\n", "`l-01-4c` should be `l-01-3` and a letter"),
    ("id: l-01-3b", "id: l-01-2b", "id: l-01-2b", "this id is already used in a.yaml"),
    ("kind: peers", "kind: piers", "kind", "did you mean `peers`?"),
    ("licence: CC-BY-4.0\n", "", "id: l-01\n", "`licence` is missing"),
    ("[one, two]", "[one]", "reviewers", "reviewed by fewer than two"),
    ("depth: 1", "depth: 2\n    colour: red", "colour", "`colour` is not a known key"),
    ("    others:\n      - id: l-01-1b\n" + OTHER, "", "id: l-01-1\n", "`others` is missing"),
    (OTHER, OTHER + "        sensitive_tags: [foood]\n", "foood", "did you mean `food`?"),
    (OTHER, OTHER + "        text: Again\n", "text: Again", "`text` is written twice"),
    (DEEPER, DEEPER.replace('      skill_line: "Listen."\n', ""), "deeper:", "what is of depth 4 needs its own"),
    ('"Air or water?"', '"What do you eat, in summer?"', "summer", "“summer”: seasons differ"),
    ('"Air or water?"', '"What do you eat?"', "eat?", "“eat” needs `food` in `sensitive_tags`"),
    ('"Air or water?"', '"What helps you to START?"', "START", "the same text as p-0001 in pack.yaml:7"),
    ('"Air or water?"', '"Which sound is near you?"', 'near?"', "the same as l-01-1b in a.yaml"),
    ('"Air or water?"', '"What did your buddy say?"', "buddy", "“your buddy”: a group can be three"),
    ('"Air or water?"', '"Air in {topic}?"', "{topic}", "{topic} is not listed in `placeholders`"),
    (OTHER, OTHER + "        placeholders: [topic]\n", "placeholders", "{topic} is listed but not used"),
    ('"Ask for one example."', '"Ask at home."', "at home", "“home”: not everybody has a home"),
    ("where would help", "where at home would help", "at home", "“home”: not everybody has a home"),
]


@pytest.mark.parametrize(("old", "new", "at", "said"), BREACHES)
def test_a_rule_finds_its_breach_at_the_line_of_the_key(tmp_path, old, new, at, said):
    assert old in LADDER
    file = place(tmp_path, LADDER.replace(old, new, 1))
    text = file.read_text("utf-8")
    line = text[: text.rindex(at)].count("\n") + 1
    found = [breach for breach in check(tmp_path) if said in breach.message]
    assert [(file, line)] == [(breach.file, breach.line) for breach in found]


@pytest.mark.parametrize(
    ("depths", "said"),
    [
        ((1, 2, 2, 2, 2, 2, 2, 3, 3), ["the first two steps have depth 1"]),
        ((1, 1, 3, 3, 3, 3, 3, 3, 3), ["from depth 1 to 3: go by one at a time"]),
        ((1, 1, 2, 3, 3, 3, 3, 3, 1), ["from depth 3 to 1: go by one at a time"]),
        ((1, 1, 1, 2, 2, 2, 2, 2, 2), ["`deeper` belongs into step 8, and beside depth 3"]),
        ((1, 1, 2, 1, 2, 3, 2, 3, 3), []),
    ],
)
def test_depths_change_by_small_steps_from_a_light_beginning(tmp_path, depths, said):
    given = iter(depths)
    skilled = re.sub(r"(?m)^    skill_line: .*\n", "", LADDER)
    place(tmp_path, re.sub(r"depth: \d", lambda _: f'depth: {next(given)}\n    skill_line: "Listen."', skilled))
    assert said == [breach.message for breach in check(tmp_path)]


def test_steps_stand_in_the_order_of_their_numbers_and_bear_the_ladders_id(tmp_path):
    third, fourth = LADDER.replace("l-01-3", "l-01-4"), LADDER.replace("l-01-4", "l-02-4")
    place(tmp_path, third)
    assert "`l-01-4` stands in place 3" in {breach.message for breach in check(tmp_path)}
    place(tmp_path, fourth)
    assert ["`l-02-4` does not begin with the ladder's id, `l-01`"] == [b.message for b in check(tmp_path)]


def test_a_light_ladder_stays_light(tmp_path):
    place(tmp_path, LADDER.replace("kind: peers", "kind: light"))
    assert ["a light ladder goes no deeper than 2"] * 3 == [breach.message for breach in check(tmp_path)]


def test_every_step_has_a_question_that_fits_every_course(tmp_path):
    tagged = LADDER
    for text in (TEXTS[3], OTHERS[3]):
        tagged = re.sub(rf'( *)text: "{re.escape(text)}"\n', r"\g<0>\1sensitive_tags: [past]\n", tagged)
    file = place(tmp_path, tagged)
    line = file.read_text("utf-8").split("      - id: l-01-4b")[0].count("\n")
    told = [(breach.line, breach.message) for breach in check(tmp_path)]
    assert [(line, "one question at least must need neither a tag nor {topic}")] == told


def test_a_tag_of_the_whole_ladder_covers_its_questions(tmp_path):
    place(tmp_path, LADDER.replace("kind:", "sensitive_tags: [food]\nkind:").replace("Air or", "Bread or"))
    assert () == check(tmp_path)


def test_a_ladder_that_is_retired_may_be_worded_anew(tmp_path):
    place(tmp_path, renumbered(2, status="retired"))
    place(tmp_path, LADDER, "en/ladders/b.yaml")
    assert () == check(tmp_path)


def test_two_ladders_with_one_id_are_a_breach(tmp_path):
    place(tmp_path, LADDER)
    place(tmp_path, LADDER, "en/ladders/b.yaml")
    assert (1, "this id is already used in a.yaml:1") in {(b.line, b.message) for b in check(tmp_path)}


@pytest.mark.parametrize(
    "content", ["", "- a\n", "title: [", "steps: 3\n", "steps: [3]\n", "steps:\n  - others: [1]\n"]
)
def test_a_file_that_cannot_be_read_is_a_breach_and_no_crash(tmp_path, content):
    file = place(tmp_path, content)
    assert {file} == {breach.file for breach in check(tmp_path)}


def test_a_ladder_that_would_never_be_read_is_a_breach(tmp_path):
    place(tmp_path, LADDER)
    place(tmp_path, LADDER, "en/ladders/more.yml")
    assert ["a ladder's name ends in `.yaml`; this file would never be read"] == [b.message for b in check(tmp_path)]


def test_what_a_step_hands_down_is_complained_of_once(tmp_path):
    place(tmp_path, LADDER.replace('"Ask for one example."', "3", 1))
    assert ["`skill_line` must be text; put it in quotes"] == [breach.message for breach in check(tmp_path)]
