"""Every breach of the rules that a machine can find in a folder of prompts, all at once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Final

from bot.library import alike, facts, texts
from bot.library.entries import Breach, Entry, take_apart
from bot.library.finding import Finding
from bot.library.load import packs
from bot.library.words import lexicon

LOCALE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

__all__ = ["Breach", "check"]


def check(folder: Path) -> tuple[Breach, ...]:
    """Everything to mend in the packs under this folder, by file and line; empty when all is well.

    Each subfolder named as a language (`en`, `pt-BR`) holds packs. The lists of words are those of the house.
    """
    languages = sorted(d for d in folder.glob("*") if d.is_dir() and LOCALE.fullmatch(d.name))
    if not any(packs(language) for language in languages):
        return (Breach(folder, 1, "", "no packs here: they are files such as `en/first-week.yaml`"),)
    return tuple(sorted(set(chain.from_iterable(map(_language, languages)))))


def _language(folder: Path) -> Iterator[Breach]:
    entries: list[Entry] = []
    for file in packs(folder):
        breaches, found = take_apart(file)
        yield from breaches
        entries.extend(found)
    for entry in entries:
        yield from _own(entry)
    yield from chain(_misnamed(folder), _twins(entries), _alike(entries), _references(entries))


def _own(entry: Entry) -> Iterator[Breach]:
    words = lexicon(entry.locale)
    yield from map(entry.breach, texts.judge(entry.raw, words))
    yield from map(entry.breach, facts.judge(entry.prompt, entry.unknown, words))


def _misnamed(folder: Path) -> Iterator[Breach]:
    for file in folder.glob("*.yml"):
        yield Breach(file, 1, "", "a pack's name ends in `.yaml`; this file would never be read")


def _twins(entries: Sequence[Entry]) -> Iterator[Breach]:
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_id[entry.id].append(entry)
    for first, *others in (group for name, group in by_id.items() if name):
        for other in others:
            yield other.breach(Finding(("id",), f"this id is already used in {first.place('id')}"))


def _alike(entries: Sequence[Entry]) -> Iterator[Breach]:
    live = [e for e in entries if e.prompt.status != "retired" and isinstance(e.raw.get("text"), str)]
    shapes = [(entry, alike.trigrams(entry.raw["text"])) for entry in live]
    for (first, a), (other, b) in combinations(shapes, 2):
        likeness = alike.likeness(a, b)
        if likeness >= alike.TOO_ALIKE:
            same = alike.plain(first.raw["text"]) == alike.plain(other.raw["text"])
            how = "the same text as" if same else f"{likeness:.0%} the same as"
            yield other.breach(Finding(("text",), f"{how} {first.id} in {first.place('text')}"))


def _references(entries: Sequence[Entry]) -> Iterator[Breach]:
    ids = {entry.id for entry in entries}
    for entry in entries:
        for field in ("pairs_with", "not_within_weeks_of"):
            for index, name in enumerate(getattr(entry.prompt, field)):
                if name == entry.id:
                    yield entry.breach(Finding((field, index), f"`{name}` is the prompt itself"))
                elif name not in ids:
                    yield entry.breach(Finding((field, index), f"`{name}` is no prompt of this language"))
