"""The page's own words: all there, none idle."""

from __future__ import annotations

import re

from adapters.browser.site import PAGES
from adapters.browser.words import KEYS, words

USED = re.compile(
    r"""\b(?:word|counted)\("([a-z-]+)"|words\["([a-z-]+)"\]|\? "([a-z]+(?:-[a-z]+)+)" : "([a-z]+(?:-[a-z]+)+)\""""
)
PLURAL = ("", "-one", "-other")


def used() -> set[str]:
    files = [PAGES / "page.html", *(PAGES / "static").glob("*.js")]
    found = (match for file in files for match in USED.findall(file.read_text("utf-8")))
    return {word for match in found for word in match if word}


def test_every_word_that_the_page_uses_is_there() -> None:
    missing = [word for word in used() if not any(word + plural in KEYS for plural in PLURAL)]
    assert [] == missing


def test_no_word_is_idle() -> None:
    idle = [key for key in KEYS if not any(key.removesuffix(plural) in used() for plural in PLURAL)]
    assert [] == idle


def test_what_the_page_fills_in_stays_open() -> None:
    assert "Write to #{room}, or / for a command" == words()["box-room"]
