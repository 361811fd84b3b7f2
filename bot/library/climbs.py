"""Ladder files taken apart, and every breach of the rules that a machine can find in one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bot.library import texts
from bot.library.facts import READERS
from bot.library.finding import Finding
from bot.library.ladders import Ladder
from bot.library.pieces import Breach, Piece, misshapen, opened, refused
from bot.library.source import Source
from bot.library.words import Lexicon

LIGHTEST: Final = 2
"""As deep as a light ladder goes."""
DEEPER_IN: Final = 8


@dataclass(frozen=True)
class Climb:
    """One ladder of a file, and its questions; each question carries what it inherits."""

    ladder: Piece
    steps: tuple[Piece, ...]
    questions: tuple[Piece, ...]


def take_apart(file: Path) -> tuple[list[Breach], list[Climb]]:
    """What is wrong with the shape of a ladder, and the ladder as far as it can be told."""
    source = opened(file)
    if isinstance(source, Breach):
        return [source], []
    breaches = list(misshapen(file, source, refused(source.data, Ladder)))
    return breaches, [_climb(file, source)] if isinstance(source.data, dict) else []


def _climb(file: Path, source: Source) -> Climb:
    whole = Piece(file, source, (), source.data)
    steps = tuple(_inside(whole, "steps"))
    common = {"status": whole.raw.get("status"), "above": _tags(whole.raw)}
    questions = (question for step in steps for question in _questions(step))
    return Climb(whole, steps, tuple(replace(one, raw={**common, **one.raw}) for one in questions))


def _inside(piece: Piece, key: str) -> Iterator[Piece]:
    listed = piece.raw.get(key)
    for index, raw in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(raw, dict):
            yield replace(piece, at=(*piece.at, key, index), raw=raw)


def _questions(step: Piece) -> Iterator[Piece]:
    yield step
    yield from _inside(step, "others")
    if isinstance(deeper := step.raw.get("deeper"), dict):
        yield replace(step, at=(*step.at, "deeper"), raw=deeper)


def _tags(raw: Mapping[str, Any]) -> tuple[str, ...]:
    listed = raw.get("sensitive_tags")
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def judge(climb: Climb, lexicon: Lexicon | None) -> Iterator[Breach]:
    """Every breach in a ladder that its shape does not show."""
    yield from map(climb.ladder.breach, _read_twice(climb.ladder.raw))
    yield from map(climb.ladder.breach, _slopes(climb))
    for step in climb.steps:
        yield from map(step.breach, _step(step))
    for question in climb.questions:
        tagged = {**question.raw, "sensitive_tags": [*question.raw["above"], *_tags(question.raw)]}
        yield from map(question.breach, texts.judge(tagged, lexicon))
        yield from map(question.breach, _blanks(question.raw))
        if lexicon:
            yield from map(question.breach, _for_any_number(question.raw, lexicon))


def _read_twice(raw: Mapping[str, Any]) -> Iterator[Finding]:
    readers = raw.get("reviewers")
    if raw.get("status") == "reviewed" and len(set(map(str, readers if isinstance(readers, list) else []))) < READERS:
        yield Finding(("reviewers",), "reviewed by fewer than two; add names, or write `status: draft`")


def _slopes(climb: Climb) -> Iterator[Finding]:
    depths = [step.raw.get("depth") for step in climb.steps]
    for index, depth in enumerate(depths[:2]):
        if depth in (2, 3):
            yield Finding(("steps", index, "depth"), "the first two steps have depth 1")
    for index, (before, after) in enumerate(pairwise(depths), 1):
        if isinstance(before, int) and isinstance(after, int) and abs(after - before) > 1:
            yield Finding(("steps", index, "depth"), f"from depth {before} to {after}: go by one at a time")
    if climb.ladder.raw.get("kind") == "light":
        for index, depth in enumerate(depths):
            if isinstance(depth, int) and depth > LIGHTEST:
                yield Finding(("steps", index, "depth"), f"a light ladder goes no deeper than {LIGHTEST}")


def _step(step: Piece) -> Iterator[Finding]:
    depth, deeper = step.raw.get("depth"), step.raw.get("deeper")
    if depth in (2, 3) and not step.raw.get("skill_line"):
        yield Finding(("skill_line",), "`skill_line` is missing: steps of depth 2 and more need it")
    if isinstance(deeper, dict) and not deeper.get("skill_line"):
        yield Finding(("deeper", "skill_line"), "`skill_line` is missing: what is of depth 4 needs its own")
    if isinstance(deeper, dict) and (step.at[-1] != DEEPER_IN - 1 or depth != 3):
        yield Finding(("deeper",), f"`deeper` belongs into step {DEEPER_IN}, and beside depth 3")
    if not any(map(_plain, (step, *_inside(step, "others")))):
        yield Finding(("others",), "one question at least must need neither a tag nor {topic}")


def _plain(question: Piece) -> bool:
    return not question.raw.get("sensitive_tags") and not question.raw.get("placeholders")


def _blanks(raw: Mapping[str, Any]) -> Iterator[Finding]:
    given = raw.get("placeholders")
    listed = {f"{{{name}}}" for name in (given if isinstance(given, list) else [])}
    used = {blank: where for where, text in texts.texts(raw) for blank in texts.BLANKS.findall(text)}
    for blank in sorted(used.keys() - listed):
        yield Finding(used[blank], f"{blank} is not listed in `placeholders`")
    for blank in sorted(listed - used.keys()):
        yield Finding(("placeholders",), f"{blank} is listed but not used")


def _for_any_number(raw: Mapping[str, Any], lexicon: Lexicon) -> Iterator[Finding]:
    for where, text in texts.texts(raw):
        for said, _ in lexicon.pair.hits(text):
            yield Finding(where, f"“{said}”: a group can be three; say “each other” or “somebody here”")
