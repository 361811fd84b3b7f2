"""Each rule finds its breach: in the right file, at the line of the very key, in the prompt that has it."""

import pytest

from bot.library.check import check
from tests.library.shelf import GOOD, HEAD, another, line_of, put

LONG = "x" * 30
PAIR = "audience: [class, pair]"
TEXT = '"What helps you to start?"'

SHAPE = [
    ("category: study-life", "categry: study-life", "- id:", "`category` is missing"),
    ("depth: 1", "depth: 5", "depth: 5", "`5` is not one of 1, 2, 3 or 4"),
    ("depth: 1", "depth: 1\n    colour: red", "colour", "`colour` is not a known key"),
    ("category: study-life", "category: study-live", "category", "did you mean `study-life`?"),
    ("sel: self-management", "sel: patience", "sel:", "`patience` is not one of"),
    ("[class, pod]", "[class, world]", "audience", "`world` is not one of"),
    ("[class, pod]", "class", "audience", "`audience` must be a list"),
    ("p-0001", "question-one", "- id:", "`question-one` should look like p-0042"),
    ("depth: 1", "depth: 1\n    sensitive_tags: [foood]", "sensitive_tags", "did you mean `food`?"),
    ("depth: 1", "depth: 1\n    placeholders: [subject]", "placeholders", "`subject` is not one of"),
    ("depth: 1", "depth: 1\n    arc: [0.5, 0.1]", "arc", "the arc ends before it begins"),
    ("depth: 1", "depth: 1\n    presumes: [a desk]", "presumes", "`presumes` must be empty"),
    ("depth: 1", "depth: 1\n    depth: 2", "depth: 2", "`depth` is written twice"),
    ("depth: 1", "depth: 1\n    minutes: many", "minutes", "`minutes` must be a whole number"),
    ("depth: 1", "depth: 1\n    minutes: 90", "minutes", "`minutes` should be less than or equal to 20"),
    ("depth: 1", "depth: 1\n    evidence: hearsay", "evidence", "should look like practice, E1 or V20"),
    ("depth: 1", "depth: 1\n    licence: MIT", "licence: MIT", "`MIT` is not one of 'CC-BY-4.0'"),
    ("depth: 1", "depth: 1\n    author: ''", "author: ''", "`author` is empty"),
    ("a plan", "yes", "- yes", "`tap` has a bare yes, no, on or off; put it in quotes"),
    ("        - a plan\n", "", "tap:", "`tap` has 2 entries; at least 3"),
    ("a plan", "a plan\n        - b\n        - c\n        - d", "tap:", "`tap` has 6 entries; at most 5"),
    ("a plan", "a plan of more than forty characters for you", "a plan of", "44 characters; at most 40 fit"),
    ('      finish: "I start when …"\n', "", "rungs:", "`finish` is missing"),
    ("I start when …", f"I start when {LONG} … …", "finish", "at most 45 fit as a form's label"),
    (TEXT, '"' + "What helps? " * 17 + '"', "text:", "203 characters; at most 200 fit"),
    (TEXT, '""', "text:", "`text` is empty"),
    (TEXT, "[what]", "text:", "`text` must be text"),
]
SAID = [
    (TEXT, '"What helps you? Who helps you?"', "text:", "2 question marks"),
    (TEXT, '"What do you start in summer?"', "text:", "“summer”: seasons differ"),
    (TEXT, '"Do you pray before you start?"', "text:", "“pray”: religion"),
    (TEXT, '"What is in your bag at home?"', "text:", "“home”: not everybody has a home"),
    (TEXT, '"What did you do at the weekend?"', "text:", 'say "a day off'),
    (TEXT, '"How do you break the ice?"', "text:", "“break the ice”: an idiom"),
    (TEXT, '"What is your game plan?"', "text:", "“game plan”: a metaphor from sport"),
    (TEXT, '"What can you do quickly?"', "text:", "asks to hurry"),
    (TEXT, '"What do you utilise?"', "text:", "“utilise” is a hard word; try “use”"),
    (TEXT, '"What do you cook?"', "text:", "“cook” needs `food` in `sensitive_tags`"),
    (TEXT, '"What helps? 🌱 Tell us."', "text:", "emoji stand at the end"),
    (TEXT, '"What helps? 🌱🌱"', "text:", "the same emoji twice"),
    (TEXT, '"What 𝓱elps you to start?"', "text:", "fancy letters (𝓱)"),
    (TEXT, '"What helps you to start? ---"', "text:", "`---` reads as a drawing"),
    (TEXT, '"What helps you to start? :)"', "text:", "`:)` reads as a drawing"),
    (TEXT, '"What helps you\\nto start?"', "text:", "a line break"),
    (TEXT, '"' + "What is it that " * 7 + 'you do?"', "text:", "a sentence of 30 words; at most 25"),
    (
        TEXT,
        '"Which organisational responsibilities do institutional administrators habitually coordinate in your '
        'educational community every semester?"',
        "text:",
        "reads at grade",
    ),
    (TEXT, TEXT + '\n    follow_up: "And at home?"', "follow_up", "“home”"),
    ("a plan", "a beer", "a beer", "“beer”: alcohol"),
    ("a plan", '"🌱"', "🌱", "a label needs words"),
    ("a plan", "A person", "a person", "the label “a person” twice"),
    ("a plan", '"{topic}"', "{topic}", "{topic} may be long when filled in"),
    ("I start when …", "I start when", "finish", "no … where the answer goes"),
]
CLAIMED = [
    ("[one, two]", "[one, one]", "reviewers", "reviewed by fewer than two"),
    ("depth: 1\n    audience: [class, pod]", f"depth: 2\n    {PAIR}", "- id:", "`skill_line` is missing"),
    ("[class, pod]", '[solo]\n    content_note: "stress"', "audience", "never for `solo`"),
    ("depth: 1", "depth: 4\n    age_min: 18", "audience", "depth 4 is for pairs only"),
    ("depth: 1", "depth: 4", "- id:", "depth 4 is for adults"),
    ("depth: 1", 'depth: 4\n    content_note: "stress"', "content_note", "stays at depth 3 or less"),
    ("depth: 1\n    audience: [class, pod]", "depth: 3\n    arc: [0, 0.1]", "arc", "too deep for a class"),
    ("depth: 1", "depth: 1\n    modality: [voice]", "modality", "`text` must be among"),
    ("depth: 1", "depth: 1\n    access: {emoji_count: 2}", "access", "`emoji_count` says 2, the text has 0"),
    (TEXT, '"What helps you with {thing}?"', "text:", "{thing} is not listed in `placeholders`"),
    ("depth: 1", "depth: 1\n    course_link: true", "course_link", "names neither {topic} nor the course"),
    ("study-life", "course-link", "category", "`course-link` needs `course_link: true`"),
    ("depth: 1", "depth: 1\n    pairs_with: [p-0999]", "pairs_with", "`p-0999` is no prompt of this language"),
    ("depth: 1", "depth: 1\n    pairs_with: [p-0001]", "pairs_with", "`p-0001` is the prompt itself"),
]


@pytest.mark.parametrize(("old", "new", "at", "said"), SHAPE + SAID + CLAIMED)
def test_a_rule_finds_its_breach_at_the_line_of_the_key(tmp_path, old, new, at, said):
    assert old in GOOD
    file = put(tmp_path, HEAD + GOOD.replace(old, new, 1))
    found = [breach for breach in check(tmp_path) if said in breach.message]
    assert [(file, line_of(file, at))] == [(breach.file, breach.line) for breach in found]
    assert {"question-one" if "question-one" in new else "p-0001"} == {breach.prompt_id for breach in found}


def test_a_good_pack_has_no_breach(tmp_path):
    put(tmp_path, HEAD + GOOD)
    assert () == check(tmp_path)


def test_a_pair_may_go_deep_when_it_is_told_how_to_listen_and_grown_up(tmp_path):
    deep = GOOD.replace("depth: 1", "depth: 4\n    age_min: 18\n    skill_line: Listen first.")
    put(tmp_path, HEAD + deep.replace("[class, pod]", "[pair]"))
    assert () == check(tmp_path)


@pytest.mark.parametrize(
    ("text", "placeholders", "linked", "said"),
    [
        ("What helps you with {topic}?", "[topic]", "false", ["words of the course need `course_link: true`"]),
        ("What helps you with this?", "[topic]", "true", ["{topic} is listed but not used"]),
        ("What helps you with {topic}?", "[topic]", "true", []),
        ("What helps you with this week's material?", "[]", "true", []),
    ],
)
def test_a_course_link_and_the_words_of_the_course_go_together(tmp_path, text, placeholders, linked, said):
    keys = f"depth: 1\n    placeholders: {placeholders}\n    course_link: {linked}"
    put(tmp_path, HEAD + another(1, text).replace("depth: 1", keys))
    assert said == [breach.message for breach in check(tmp_path)]


def test_a_picture_needs_words_for_those_who_cannot_see_it_and_a_tag_for_those_who_want_none(tmp_path):
    put(tmp_path, HEAD + GOOD.replace("depth: 1", "depth: 1\n    modality: [text, image]"))
    assert [
        "pictures need `access: {alt_text_needed: true}`",
        "pictures need `photo` in `sensitive_tags`",
    ] == sorted(breach.message for breach in check(tmp_path))


def test_words_are_found_whole_and_not_inside_others(tmp_path):
    put(tmp_path, HEAD + another(1, "Which page or stage of your homework is familiar to somebody?"))
    assert () == check(tmp_path)


def test_two_emoji_at_the_end_are_welcome_when_they_are_counted(tmp_path):
    spoken = another(1, "What helps you to start? 🌱👩🏽‍💻").replace(
        "depth: 1", "depth: 1\n    access: {emoji_count: 2}"
    )
    put(tmp_path, HEAD + spoken)
    assert () == check(tmp_path)
