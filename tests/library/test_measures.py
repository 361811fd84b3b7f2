"""The measures behind the rules: reading level, likeness, signs."""

import pytest

from bot.library import alike, reading, signs


@pytest.mark.parametrize(
    ("word", "count"),
    [("make", 1), ("table", 2), ("where", 1), ("finished", 2), ("wanted", 2), ("places", 2), ("times", 1),
     ("something", 2), ("everybody", 4), ("the", 1), ("question", 2), ("I", 1), ("hmm", 1)],
)  # fmt: skip
def test_syllables_are_counted(word, count):
    assert count == reading.syllables(word)


def test_a_text_has_the_grade_of_the_formula():
    text = "The cat sat. The dog ran far."  # 7 words, 2 sentences, 7 syllables
    assert pytest.approx(0.39 * 3.5 + 11.8 - 15.59) == reading.grade(text)


def test_words_in_braces_and_empty_texts_do_not_weigh():
    assert reading.grade("What is it?") == reading.grade("What is {concept_a}?")
    assert 0.0 == reading.grade(" … ")


def test_longer_words_and_sentences_are_harder():
    assert reading.grade("What do you do?") < reading.grade("Which responsibilities do you have?")


def test_likeness_is_one_for_the_same_text_and_zero_for_nothing_in_common():
    one, other = alike.trigrams("What helps?"), alike.trigrams("Who rests?")
    assert 1.0 == alike.likeness(one, alike.trigrams("what HELPS"))
    assert 0.0 == alike.likeness(one, alike.trigrams(""))
    assert 0.0 < alike.likeness(one, other) < alike.TOO_ALIKE
    assert alike.likeness(one, other) == alike.likeness(other, one)


@pytest.mark.parametrize(
    ("text", "found"),
    [("no picture", 0), ("sun ☀️", 1), ("👩🏽‍💻", 1), ("🇫🇷", 1), ("🌱🌱", 2), ("5 × 2 … “so”", 0)],
)
def test_emoji_are_counted_as_a_reader_would(text, found):
    assert found == len(signs.emoji(text))


def test_three_emoji_are_too_many():
    assert ["3 emoji; at most 2"] == list(signs.emoji_faults("Well done 🌱🌊☀️"))


@pytest.mark.parametrize("text", ["naïve café", "1ª vez", "प्रश्न क़लम", "سؤال", "质问", "“so” … it’s – well"])
def test_letters_of_every_language_are_plain(text):
    assert [] == signs.fancy(text)
    assert signs.drawing(text) is None


@pytest.mark.parametrize("text", ["𝓱ello", "Ⓗello", "ｈello", "ʜello", "hello²"])
def test_disguised_letters_are_found(text):
    assert 1 == len(signs.fancy(text))


@pytest.mark.parametrize("text", ["*bold*", "a_b", "<@123>", "~~~", "═══", "¯\\(ツ)/¯", "see :-)", "wait!!!"])
def test_drawings_and_mark_up_are_found(text):
    assert signs.drawing(text) is not None
