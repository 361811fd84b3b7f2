"""Why people were put together, in words."""

from __future__ import annotations

from functools import partial

import pytest

from bot.kernel.reasons import sentence
from bot.kernel.text import t
from bot.matching.people import Reason

say = partial(t, locale="en")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason(minutes=60, languages=("en",), interests=("chess", "go"), label="B"),
            "You are new to each other. You are usually free together for one hour a week. You share a language: en. "
            "You are in the same group: B. You share interests: chess, go.",
        ),
        (
            Reason(times=1, minutes=630, interests=("a", "b", "c", "d")),
            "You met once before, and meet once more. "
            "You are usually free together for 10.5 hours a week. You share interests: a, b, c.",
        ),
        (
            Reason(times=3, writing=True, third=True, apart=540),
            "You met 3 times before, and meet once more. You are three this time. "
            "Writing suits you best: answer when you have time. Your clocks are 9 hours apart.",
        ),
        (
            Reason(times=2, fixed=True, minutes=90),
            "You stay together. You are usually free together for 1.5 hours a week.",
        ),
        (
            Reason(fixed=True, minutes=90),
            "You are new to each other. You are usually free together for 1.5 hours a week.",
        ),
    ],
)
def test_reasons_are_a_few_short_sentences(reason: Reason, words: str) -> None:
    assert words == sentence(reason, say)


def test_languages_are_named_as_the_reader_names_them() -> None:
    names = {"de": "German", "en": "English"}

    assert "You share languages: German, English." in sentence(Reason(languages=("de", "en")), say, names.__getitem__)
