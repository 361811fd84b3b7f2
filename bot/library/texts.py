"""Rules about what a prompt says: they look at strings, so they work on a prompt that is otherwise broken."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.library import reading, signs
from bot.library.finding import Finding, Where
from bot.library.load import ENGLISH
from bot.library.words import Lexicon

LINES: Final = ("text", "follow_up", "skill_line", "content_note", "instructor_hint")
FOR_STAFF: Final = "instructor_hint"
BLANKS: Final = re.compile(r"\{[^{}]*\}?")

Text = tuple[Where, str]


def texts(raw: Mapping[str, Any]) -> Iterator[Text]:
    """Every string that somebody will read, with its place in the prompt."""
    yield from (((name,), raw[name]) for name in LINES if isinstance(raw.get(name), str))
    rungs = raw.get("rungs")
    if isinstance(rungs, Mapping):
        if isinstance(rungs.get("finish"), str):
            yield ("rungs", "finish"), rungs["finish"]
        labels = rungs.get("tap")
        numbered = enumerate(labels if isinstance(labels, list) else [])
        yield from ((("rungs", "tap", i), label) for i, label in numbered if isinstance(label, str))


def judge(raw: Mapping[str, Any], lexicon: Lexicon | None) -> Iterator[Finding]:
    """Every breach in the texts of a prompt, given as plain data from its file."""
    for where, text in texts(raw):
        yield from (Finding(where, message) for message in _signs(text))
        if where[0] in ("text", "follow_up"):
            yield from (Finding(where, message) for message in _questions(text))
        if lexicon:
            yield from (Finding(where, message) for message in _words(text, lexicon))
    yield from _rungs(raw)
    if lexicon:
        yield from _untagged(raw, lexicon)
    if lexicon and lexicon.language == ENGLISH:
        yield from _hard(raw)


def _signs(text: str) -> Iterator[str]:
    yield from signs.emoji_faults(text)
    if odd := signs.fancy(text):
        yield f"fancy letters ({' '.join(odd[:3])}); write plain ones"
    if drawn := signs.drawing(BLANKS.sub("", text)):
        yield f"`{drawn}` reads as a drawing or as mark-up; say it in words"
    if "\n" in text.strip():
        yield "a line break; keep it to one line"


def _questions(text: str) -> Iterator[str]:
    marks = text.count("?") + text.count("؟") + text.count("？")
    if marks > 1:
        yield f"{marks} question marks; ask one question, and move another to `follow_up`"


def _words(text: str, lexicon: Lexicon) -> Iterator[str]:
    yield from (f"“{said}”: {reason}" for said, reason in lexicon.never.hits(text))
    yield from (f"“{said}” is a hard word; try “{plain}”" for said, plain in lexicon.plainer.hits(text))


def _rungs(raw: Mapping[str, Any]) -> Iterator[Finding]:
    seen: set[str] = set()
    for where, text in texts(raw):
        if where[0] != "rungs":
            continue
        if blanks := BLANKS.findall(text):
            yield Finding(where, f"{blanks[0]} may be long when filled in, and this must stay short")
        if where[1] == "finish" and "…" not in text:
            yield Finding(where, "no … where the answer goes")
        if where[1] == "tap":
            yield from _label(where, text, seen)
            seen.add(text.strip().casefold())


def _label(where: Where, text: str, seen: set[str]) -> Iterator[Finding]:
    if not any(char.isalnum() for char in text):
        yield Finding(where, "a label needs words; signs alone cannot be read aloud")
    if text.strip().casefold() in seen:
        yield Finding(where, f"the label “{text.strip()}” twice")


def _untagged(raw: Mapping[str, Any], lexicon: Lexicon) -> Iterator[Finding]:
    listed = raw.get("sensitive_tags")
    tags = {str(tag) for tag in listed} if isinstance(listed, list) else set()
    for where, text in texts(raw):
        if where[0] == FOR_STAFF or "tap" in where:
            continue
        missing = [(said, tag) for said, tag in lexicon.tags.hits(text) if tag not in tags]
        yield from (Finding(where, f"“{said}” needs `{tag}` in `sensitive_tags`") for said, tag in missing)


def _hard(raw: Mapping[str, Any]) -> Iterator[Finding]:
    read = [raw[name] for name in ("text", "follow_up") if isinstance(raw.get(name), str)]
    for name in ("text", "follow_up"):
        words = reading.longest_sentence(raw[name]) if isinstance(raw.get(name), str) else 0
        if words > reading.LONGEST_SENTENCE:
            yield Finding((name,), f"a sentence of {words} words; at most {reading.LONGEST_SENTENCE}")
    passage = " ".join(read)
    level = reading.grade(passage)
    if reading.word_count(passage) >= reading.SHORTEST and level > reading.HARDEST:
        yield Finding(("text",), f"reads at grade {level:.1f}; {reading.HARDEST:.0f} at most, in shorter words")
