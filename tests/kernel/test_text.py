"""Every text that is asked for exists, every one that exists is asked for, and no word of a person does harm in one."""

from __future__ import annotations

import re
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.kernel import text
from bot.kernel.cards import Channel, Mention, Moment, Strong, plain
from bot.kernel.places import Person, Place
from bot.kernel.text import LOCALES, clean, locales, nearest, rich, t
from tests.kernel import texts

ANA = Mention(Person("fake:1", "ana"), "Ana")
GENERAL = Channel(Place("fake:1", "general"))
HOSTILE = (
    "{ $x }",
    "{0.__class__}",
    "{}",
    "%s %(key)s",
    "{ NUMBER($most) }",
    "-brand",
    "key = value\n    .attribute = x",
    "*[other] x",
    "\u202eevil",
    "\ue0000\ue001",
    "\ue0009\ue001",
    "\ue000\ue001",
    "@everyone <@&1> <!channel>",
    "مرحبا",
    "𝔣𝔞𝔫𝔠𝔶",
)


def without_controls(word: str) -> str:
    return "".join(filter(lambda character: clean(f"a{character}b") != "ab", word))


def test_the_files_hold_nothing_that_cannot_be_read() -> None:
    assert [] == [line for locale in locales() for line in texts.junk(locale)]


def test_no_key_stands_twice() -> None:
    for locale in locales():
        counts = Counter(message.key for message in texts.messages(locale))
        assert [] == [key for key, count in counts.items() if count > 1]


def test_every_text_that_the_code_asks_for_is_there() -> None:
    there = {message.key for message in texts.messages("en")}

    assert [] == [use for use in texts.uses() if use.key not in there]


def test_every_text_that_is_there_is_asked_for() -> None:
    assert [] == sorted(f"{m.file}: {m.key}" for m in texts.messages("en") if not texts.is_used(m.key))


def test_every_text_gets_the_values_that_it_names() -> None:
    wanted = {message.key: message.variables for message in texts.messages("en")}
    seen = [use for use in texts.uses() if use.values is not None and use.key in wanted]

    assert [] == [(use, wanted[use.key]) for use in seen if use.values != wanted[use.key]]
    assert len(seen) > 100


def test_other_languages_hold_the_same_texts() -> None:
    english = {message.key: message.variables for message in texts.messages("en")}
    for locale in locales():
        assert {} == {m.key: m.variables for m in texts.messages(locale) if english.get(m.key) != m.variables}


def test_a_language_is_found_by_whatever_a_platform_calls_it() -> None:
    assert ["en"] * 6 == [nearest(name) for name in ("en", "en-US", "en_GB", "tlh", "", "../en")]


def test_a_missing_text_is_a_defect() -> None:
    with pytest.raises(KeyError):
        t("no-such-key", "en")


def test_a_text_may_be_the_word_that_names_it() -> None:
    assert "never" == t("never", "en")


@pytest.mark.parametrize("word", HOSTILE)
def test_what_people_write_stands_as_they_wrote_it(word: str) -> None:
    said = t("extra-words", "en", words=word, command="x")

    assert f"I did not understand “{without_controls(word)}”. “x” takes nothing more." == said


@given(st.text())
@example("{ $who }")
@example("\ue0000\ue001")
@example("\ue0007\ue001")
def test_what_people_write_never_becomes_a_part(word: str) -> None:
    found = rich("staff-added", "en", who=ANA, role=Strong(word), course=word)

    assert [ANA, Strong(word)] == [part for part in found if not isinstance(part, str)]
    assert f"Ana is now {word} in {without_controls(word)}." == plain(found)


def test_parts_stay_what_they_are() -> None:
    instant = Moment(datetime(2027, 1, 11, tzinfo=UTC))
    found = rich("next-turn", "en", kind="Icebreaker", when=Strong("Monday"), place=GENERAL, yours=instant)

    assert ("Icebreaker: ", Strong("Monday"), " in ", GENERAL, " (", instant, ")") == found


def test_equal_parts_may_stand_twice() -> None:
    found = rich("fact-dates", "en", first=Strong("today"), last=Strong("today"), weeks=1)

    assert ("From ", Strong("today"), " to ", Strong("today"), " (one week)") == found


@given(st.text())
def test_cleaned_text_can_neither_turn_around_nor_steer(word: str) -> None:
    cleaned = clean(word)

    cleaned.encode()
    assert cleaned == clean(cleaned)
    assert not set(cleaned) & set("\x00\x1b\r\x7f\x9b\u202a\u202e\u2066\u2069\ufeff\ue000\ue001\ud800")


@pytest.mark.parametrize("word", ["a\tb\nc", "مرحبا بالعالم", "שלום", "👩‍👩‍👧", "naïve ½ – …", "नमस्ते"])
def test_cleaning_leaves_every_language_alone(word: str) -> None:
    assert word == clean(word)


def test_texts_are_whole_for_many_threads_at_once() -> None:
    text._bundle.cache_clear()
    text._bundles.cache_clear()
    text._found.cache_clear()
    text._numbered.cache_clear()
    text.nearest.cache_clear()
    found: list[str] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(t("form-submit", "en"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ["Send"] * 8 == found


@pytest.mark.parametrize("locale", locales())
def test_a_number_and_its_percent_sign_stay_on_one_line(locale: str) -> None:
    lines = [line for file in (LOCALES / locale).glob("*.ftl") for line in file.read_text("utf-8").splitlines()]

    assert [] == [line for line in lines if re.search(r"[}\d][ ]?%", line)], (
        "a no-break space (U+00A0) belongs before the %"
    )
