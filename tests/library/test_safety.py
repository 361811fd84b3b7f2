"""What stands ready for people in need: heard where it should be, silent where it should be, checked as packs are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.library.check import check
from bot.library.load import PROMPTS, PackError, load, safety_of
from bot.library.safety import Country, Wording, fold
from tests.library.need import HARMLESS, NEED, sentences
from tests.library.shelf import GOOD, HEAD, put

SAFETY = safety_of(PROMPTS)


def test_a_hundred_sentences_of_need_are_heard() -> None:
    needs = sentences(NEED)

    assert len(needs) >= 100
    assert [] == [one for one in needs if not SAFETY.phrases.are_in(one)]


def test_a_hundred_that_sound_alike_are_not() -> None:
    harmless = sentences(HARMLESS)

    assert len(harmless) >= 100
    assert [] == [one for one in harmless if SAFETY.phrases.are_in(one)]


def test_one_saying_that_means_no_harm_does_not_hide_another_that_does() -> None:
    assert SAFETY.phrases.are_in("I nearly killed myself laughing, and yet I want to die")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("I don’t WANT\n\tto", "i dont want to"),
        ("wánt tö", "want to"),
        ("self-harm", "self harm"),
        ("self_harm", "self harm"),
        ("Yes. No", "yes | no"),
        ("well... no", "well no"),
        ("ki\u200bll", "kill"),
        ("ｋｉｌｌ", "kill"),
    ],
)
def test_writing_is_folded(typed: str, folded: str) -> None:
    assert folded == fold(typed)


def test_there_are_phrases_enough_and_none_twice() -> None:
    listed = SAFETY.phrases
    groups = (listed.self_harm, listed.suicide, listed.abuse, listed.danger)
    every = [fold(phrase) for group in groups for phrase in group]

    assert len(every) > 60
    assert len(set(every)) == len(every)


def test_what_means_no_harm_is_not_heard() -> None:
    heard = [one for one in SAFETY.phrases.harmless if SAFETY.phrases.are_in(one)]

    assert [] == heard


def test_everything_still_needs_review_and_says_so() -> None:
    assert "needed" == SAFETY.cards.review == SAFETY.phrases.review
    assert {"needed"} == {country.review for country in SAFETY.countries.countries}


def test_there_are_a_dozen_countries_each_with_its_source() -> None:
    countries = SAFETY.countries.countries

    assert len(countries) >= 12
    assert [] == [one.code for one in countries if not one.source or not one.emergency]


def test_a_line_without_its_word_is_left_out() -> None:
    wording = Wording(title="x", lines=("Always.", "Call {emergency}.", "Ask {services}."))

    assert (("Always.", False), ("Call 112.", True)) == wording.filled({"emergency": "112", "services": ""})


def test_words_that_are_put_in_are_not_read_as_blanks() -> None:
    wording = Wording(title="x", lines=("Ask {services}.",))

    assert (("Ask {name} {0.__class__}.", False),) == wording.filled({"services": "{name} {0.__class__}", "name": "no"})


def shelf(folder: Path) -> Path:
    """A folder of packs with safety files of its own."""
    put(folder, HEAD + GOOD)
    shutil.copytree(PROMPTS / "en" / "safety", folder / "en" / "safety")
    return folder / "en" / "safety"


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("cards", "review: needed", "review: done", "reviewed by nobody"),
        ("cards", "{emergency}", "{siren}", "{siren} is nothing that can be filled in"),
        ("cards", "crisis:", "krisis:", "`crisis` is missing"),
        ("countries", "code: AT", "code: Austria", "two capital letters, such as DE"),
        ("countries", "code: AT", "code: DE", "`DE` is listed twice"),
        ("countries", 'call: "142", chat: "telefonseelsorge.at", ', "", "can be reached in no way"),
        ("countries", 'source: "Telefonseelsorge Österreich, as published in 2024"', "", "`source` is missing"),
        ("phrases", "review: needed", "review: perhaps", "is not one of"),
        ("phrases", "danger:", "dangers:", "`danger` is missing"),
    ],
)
def test_a_mistake_is_told_with_its_file(tmp_path: Path, name: str, before: str, after: str, said: str) -> None:
    spoil(shelf(tmp_path) / f"{name}.yaml", before, after)

    found = [breach for breach in check(tmp_path) if said in breach.message]

    assert {f"{name}.yaml"} == {breach.file.name for breach in found}


def test_a_file_that_nothing_reads_is_told(tmp_path: Path) -> None:
    folder = shelf(tmp_path)
    (folder / "numbers.yaml").write_text("a: b", "utf-8")
    (folder / "cards.yml").write_text("a: b", "utf-8")

    told = [breach.message for breach in check(tmp_path)]

    assert [1, 1] == [sum(word in one for one in told) for word in ("nothing reads this file", "would never be read")]


def test_a_broken_file_is_not_loaded_in_silence(tmp_path: Path) -> None:
    spoil(shelf(tmp_path) / "phrases.yaml", "danger:", "dangers:")

    with pytest.raises(PackError):
        load(tmp_path)


def test_a_folder_without_its_own_takes_the_houses(tmp_path: Path) -> None:
    put(tmp_path, HEAD + GOOD)

    assert SAFETY == load(tmp_path).safety


def test_phrases_of_every_language_are_heard_whatever_the_librarys(tmp_path: Path) -> None:
    shelf(tmp_path)
    (tmp_path / "de" / "safety").mkdir(parents=True)
    words = "review: needed\nself_harm: [mich ritzen]\nsuicide: [mich umbringen]\nabuse: [schlägt mich]\n"
    (tmp_path / "de" / "safety" / "phrases.yaml").write_text(words + "danger: [in gefahr]\n", "utf-8")

    assert load(tmp_path).safety.phrases.are_in("Er SCHLÄGT mich")
    assert load(tmp_path).safety.phrases.are_in("I want to die")


def test_a_country_is_found_by_its_code_alone() -> None:
    assert isinstance(SAFETY.countries.get("DE"), Country)
    assert SAFETY.countries.get("") is None
