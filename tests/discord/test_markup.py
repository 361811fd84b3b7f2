"""What people write is shown as they wrote it, and does nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.markup import draw, escape, words_of
from bot.kernel.cards import Channel, Link, Mention, Moment, Strong
from bot.kernel.places import Person, Place

NASTY = st.text(st.sampled_from("*_~`|#->+1.)([]<>@&!:/\\ \nabcehorvynt"), max_size=40)
ALIVE = re.compile(
    r"(?<!\\)(?:\\\\)*(?:[*_~`|\[]|<|@(?=everyone|here))"  # emphasis, code, spoilers, links, mentions
    r"|^\s*(?:[#>+-](?=[\s#>])|\d+[.)]\s)",  # headings, quotes, lists
    re.MULTILINE,
)


@given(NASTY)
@settings(max_examples=500)
def test_nothing_that_people_write_is_markup(words: str) -> None:
    without_links = re.sub(r"https?://[^\s<>\[\]()*`|~\\@]+", "", escape(words))
    assert ALIVE.search(without_links) is None


@given(NASTY)
def test_it_reads_as_it_was_written(words: str) -> None:
    plain = re.sub(r"(?m)^(?:#{1,3}|-#) ", "", words).replace("**", "")
    if plain == words:
        assert words == words_of(escape(words))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("# Title", "\\# Title"),
        ("-# small", "\\-# small"),
        ("> quote", "\\> quote"),
        ("a\n- b", "a\n\\- b"),
        ("1. one", "1\\. one"),
        ("5.5 and -1", "5.5 and -1"),
        ("[a](https://example.org/a_b)", "\\[a](https://example.org/a_b)"),
        ("<@1> <#2> <t:3:R> </help:4>", "\\<@1> \\<#2> \\<t:3:R> \\</help:4>"),
        ("@everyone, me@home.org", "\\@everyone, me@home.org"),
        ("{0.__class__}", "{0.\\_\\_class\\_\\_}"),
    ],
)
def test_signs_lose_their_meaning_only_where_they_have_one(words: str, shown: str) -> None:
    assert shown == escape(words)


def test_parts_are_drawn_as_discord_draws_them() -> None:
    instant = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    sam, place = Person("discord:1", "77"), Place("discord:1", "2")
    parts = (
        (Mention(sam, "S*m"), "**S\\*m**"),
        (Mention(sam, "Sam", ping=True), "<@77>"),
        (Channel(place), "<#2>"),
        (Strong("now"), "**now**"),
        (Strong(" "), " "),
        (Link("The *page*", "http://x.example/a_b"), "[The \\*page\\*](<http://x.example/a_b>)"),
        *((Moment(instant, style), f"<t:1799658000:{letter}>") for style, letter in STYLES),
    )
    assert [shown for _, shown in parts] == [draw((part,)) for part, _ in parts]


STYLES = (("date", "D"), ("time", "t"), ("both", "F"), ("relative", "R"))
