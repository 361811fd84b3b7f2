"""Loading gives the same library every time, in the language that there is."""

import pytest

from bot.library.load import PROMPTS, PackError, load
from tests.library.shelf import GOOD, HEAD, another, put


def test_loading_twice_gives_the_same_library():
    assert load(PROMPTS).prompts == load(PROMPTS).prompts


def test_prompts_are_sorted_by_id_whatever_the_files_are_called(tmp_path):
    put(tmp_path, HEAD + another(3, "Where do you rest?") + another(1, "Who helps you?"), "en/a.yaml")
    put(tmp_path, HEAD + another(2, "When do you stop?"), "en/b.yaml")
    assert ["p-0001", "p-0002", "p-0003"] == [prompt.id for prompt in load(tmp_path).prompts]


def test_a_prompt_is_found_by_its_id():
    library = load(PROMPTS)
    assert all(prompt is library.by_id[prompt.id] for prompt in library.prompts)
    assert len(library.prompts) == len(library.by_id)


def test_only_reviewed_prompts_are_offered(tmp_path):
    draft = another(2, "Where do you rest?").replace("    status: reviewed\n", "")
    retired = another(3, "Who helps you?").replace("status: reviewed", "status: retired")
    put(tmp_path, HEAD + GOOD + draft + retired)
    library = load(tmp_path)
    assert ["p-0001"] == [prompt.id for prompt in library.offered]
    assert {"p-0001", "p-0002", "p-0003"} == set(library.by_id)


def test_themes_are_the_categories_and_tags_of_what_is_offered(tmp_path):
    tagged = GOOD.replace("depth: 1", "depth: 1\n    sensitive_tags: [work, food]")
    draft = another(2, "Where do you rest?").replace("study-life", "help").replace("reviewed", "draft")
    put(tmp_path, HEAD + tagged + draft)
    library = load(tmp_path)
    assert ("food", "study-life", "work") == library.themes
    assert {"food", "study-life", "work"} == library.by_id["p-0001"].themes


def test_a_prompt_is_social_unless_it_is_about_the_course(tmp_path):
    linked = another(2, "What did you learn this week?").replace("depth: 1", "depth: 1\n    course_link: true")
    put(tmp_path, HEAD + GOOD + linked)
    assert [True, False] == [prompt.social for prompt in load(tmp_path).prompts]


@pytest.mark.parametrize(
    ("asked", "given"), [("en", "en"), ("es", "es"), ("es-MX", "es"), ("fr", "en"), ("en-GB", "en")]
)
def test_a_missing_language_falls_back_to_its_parent_and_then_to_english(tmp_path, asked, given):
    put(tmp_path, HEAD + GOOD, "en/a.yaml")
    put(tmp_path, HEAD + another(1, "¿Qué te ayuda a empezar?"), "es/a.yaml")
    assert given == load(tmp_path, asked).locale


def test_a_prompt_takes_author_and_licence_from_its_pack_unless_it_has_its_own(tmp_path):
    own = another(2, "Where do you rest?").replace("depth: 1", "depth: 1\n    author: Another")
    put(tmp_path, HEAD + GOOD + own)
    assert [("Somebody", "CC-BY-4.0"), ("Another", "CC-BY-4.0")] == [
        (prompt.author, prompt.licence) for prompt in load(tmp_path).prompts
    ]


@pytest.mark.parametrize("content", [HEAD, "title: [", HEAD + GOOD + GOOD, "title: 2020-13-45"])
def test_a_broken_pack_is_refused_rather_than_half_read(tmp_path, content):
    put(tmp_path, content)
    with pytest.raises(PackError):
        load(tmp_path)
