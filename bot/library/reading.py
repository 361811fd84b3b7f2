"""How hard an English text is to read, as a number."""

import re
from typing import Final

HARDEST: Final = 8.0
"""The bar: grade 8, the easy end of what Flesch calls plain English (The Art of Readable Writing, 1949).

No formula knows CEFR levels. Plain-language guides ask for grade 8 or below for the general public, and the
words above B1 that slip below the bar are caught by the list of plainer words.
"""
SHORTEST: Final = 12
"""Texts of fewer words are not measured: one long word would decide."""
LONGEST_SENTENCE: Final = 25

_WORD: Final = re.compile(r"[a-z]+(?:['’][a-z]+)*", re.IGNORECASE)
_STOP: Final = re.compile(r"[.!?:;…]+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^aeiouylr]e|[^aeiouytd]ed|[^aeiouysxzcgh]es|[aeiou][lr]e)$")
_BRACES: Final = re.compile(r"\{\w*\}")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas (1975). As with Flesch, a
    colon and a semicolon end a thought. Words in {braces} count as "it". 0.0 for a text without words.
    """
    sentences = _sentences(text)
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def word_count(text: str) -> int:
    return sum(len(sentence) for sentence in _sentences(text))


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max((len(sentence) for sentence in _sentences(text)), default=0)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end or inside some- and every-: an estimate, and never 0."""
    letters = re.sub("[^a-z]", "", word.casefold()).replace("some", "som").replace("every", "evry")
    return max(1, len(_VOWELS.findall(letters)) - bool(_SILENT.search(letters)))


def _sentences(text: str) -> list[list[str]]:
    plain = _BRACES.sub("it", text)
    return [words for part in _STOP.split(plain) if (words := _WORD.findall(part))]
