"""What `check` does with whole folders: everything at once, across packs, whatever state the files are in."""

import re

import pytest

from bot.library.check import Breach, check
from bot.library.load import PROMPTS
from tests.library.shelf import GOOD, HEAD, another, line_of, put


def told(folder) -> list[tuple[str, int, str]]:
    return [(breach.file.name, breach.line, breach.message) for breach in check(folder)]


def test_the_shipped_library_has_no_breach():
    assert () == check(PROMPTS)


def test_the_example_for_authors_has_no_breach(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", (PROMPTS / "README.md").read_text("utf-8"), re.DOTALL)[1]
    put(tmp_path, HEAD + re.sub("(?m)^ {3}", "", example))
    assert () == check(tmp_path)


def test_breaches_of_several_kinds_and_files_are_told_at_once(tmp_path):
    first = GOOD.replace("start?", "start this summer? Why?").replace("depth: 1", "depth: 9\n    colour: red")
    a = put(tmp_path, HEAD + first.replace("[one, two]", "[one]"), "en/a.yaml")
    b = put(tmp_path, "title: [", "en/b.yaml")
    c = put(tmp_path, HEAD.replace("author: Somebody\n", "") + another(2, "Where do you rest?"), "en/c.yaml")
    assert [
        (a.name, line_of(a, "text:"), "2 question marks; ask one question, and move another to `follow_up`"),
        (a.name, line_of(a, "text:"), "“summer”: seasons differ between the hemispheres and some places have none"),
        (a.name, line_of(a, "depth"), "`9` is not one of 1, 2, 3 or 4"),
        (a.name, line_of(a, "colour"), "`colour` is not a known key"),
        (a.name, line_of(a, "reviewers"), "reviewed by fewer than two; add names, or write `status: draft`"),
        (b.name, 1, "not YAML that can be read: while parsing a flow node, did not find expected node content"),
        (c.name, 1, "`author` is missing"),
    ] == told(tmp_path)


def test_a_breach_reads_as_a_place_that_editors_can_open(tmp_path):
    breach = Breach(tmp_path / "en" / "a.yaml", 7, "p-0001", "mend this")
    assert f"{tmp_path}/en/a.yaml:7: p-0001: mend this" == str(breach)
    assert f"{tmp_path}/en/a.yaml:7: mend this" == str(Breach(breach.file, 7, "", "mend this"))


def test_an_id_is_used_once_across_all_packs(tmp_path):
    put(tmp_path, HEAD + GOOD, "en/a.yaml")
    put(tmp_path, HEAD + another(1, "Where do you rest?"), "en/b.yaml")
    assert [("b.yaml", 6, "this id is already used in a.yaml:6")] == told(tmp_path)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("what helps you, to START", "the same text as"),
        ("What helps you most to start?", "83% the same as"),
    ],
)
def test_a_question_is_asked_in_one_wording(tmp_path, text, how):
    put(tmp_path, HEAD + GOOD, "en/a.yaml")
    put(tmp_path, HEAD + another(2, text), "en/b.yaml")
    assert [("b.yaml", 7, f"{how} p-0001 in a.yaml:7")] == told(tmp_path)


def test_a_retired_prompt_may_be_worded_anew(tmp_path):
    old = GOOD.replace("status: reviewed", "status: retired")
    put(tmp_path, HEAD + old + another(2, "What helps you to start?"))
    assert () == check(tmp_path)


def test_the_same_id_and_text_in_another_language_are_a_translation(tmp_path):
    put(tmp_path, HEAD + GOOD, "en/a.yaml")
    put(tmp_path, HEAD + another(1, "¿Qué te ayuda a empezar?"), "es/a.yaml")
    assert () == check(tmp_path)


def test_a_mistake_of_the_pack_is_told_once_and_not_for_every_prompt(tmp_path):
    put(tmp_path, HEAD.replace("CC-BY-4.0", "MIT") + GOOD + another(2, "Where do you rest?"))
    assert [("pack.yaml", 4, "`MIT` is not one of 'CC-BY-4.0'")] == told(tmp_path)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "`the file` must be keys with values"),
        ("- a\n", 1, "`the file` must be keys with values"),
        ("title: a\nabout: b: c\n", 2, "not YAML that can be read"),
        ("title: &x a\nabout: *x\n", 2, "packs use no aliases"),
        ("a: &x [*x]\n", 1, "packs use no aliases"),
        ("title: !!python/name:os.system\n", 1, "could not determine a constructor"),
        ("title: a\n---\ntitle: b\n", 2, "found another document"),
        ("title: 2020-13-45\n", 1, "not a text that can be read"),
        (HEAD + "  - only text\n", 6, "`prompts` must be keys with values"),
        (HEAD.replace("prompts:", "prompts: []"), 5, "`prompts` has 0 entries"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_breach_and_no_crash(tmp_path, content, line, said):
    put(tmp_path, content)
    assert any(line == breach.line and said in breach.message for breach in check(tmp_path))


def test_a_file_in_another_encoding_is_a_breach(tmp_path):
    file = put(tmp_path, "")
    file.write_bytes(b"title: caf\xe9\n")
    assert [1] == [breach.line for breach in check(tmp_path)]


def test_a_file_that_would_never_be_read_is_a_breach(tmp_path):
    put(tmp_path, HEAD + GOOD)
    put(tmp_path, HEAD, "en/more.yml")
    assert [("more.yml", 1, "a pack's name ends in `.yaml`; this file would never be read")] == told(tmp_path)


def test_a_folder_without_packs_is_a_breach_and_not_a_success(tmp_path):
    assert ["no packs here: they are files such as `en/first-week.yaml`"] == [b.message for b in check(tmp_path)]
    assert 1 == len(check(tmp_path / "nowhere"))


def test_a_language_without_word_lists_is_still_held_to_all_other_rules(tmp_path):
    put(tmp_path, HEAD + another(1, "¿Qué te ayuda? ¿Y quién?"), "es-MX/a.yaml")
    assert [("a.yaml", 7, "2 question marks; ask one question, and move another to `follow_up`")] == told(tmp_path)
