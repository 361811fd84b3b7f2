"""Every breach of the rules that a machine can find in a folder of prompts, all at once."""

import re
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Final

from bot.library import alike, facts, texts
from bot.library import climbs as climbing
from bot.library.climbs import Climb
from bot.library.entries import Entry, take_apart
from bot.library.finding import Finding
from bot.library.instruments import Instrument, instruments
from bot.library.load import ladders, packs, safety_files
from bot.library.pieces import Breach, Piece, misshapen, opened, refused
from bot.library.safety import FILES
from bot.library.words import Lexicon, lexicon

LOCALE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MISNAMED: Final = (
    ("pack", "*.yml"),
    ("ladder", "ladders/*.yml"),
    ("check-in", "checkins/*.yml"),
    ("safety file", "safety/*.yml"),
)

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
    entries, climbs = yield from _taken_apart(folder)
    words = lexicon(folder.name)
    for entry in entries:
        yield from _own(entry, words)
    for climb in climbs:
        yield from climbing.judge(climb, words)
    asked = [*entries, *(question for climb in climbs for question in climb.questions)]
    named = [*asked, *(climb.ladder for climb in climbs)]
    yield from chain(_misnamed(folder), _twins(named), _alike(asked), _references(entries))


def _taken_apart(folder: Path) -> Generator[Breach, None, tuple[list[Entry], list[Climb]]]:
    entries: list[Entry] = []
    climbs: list[Climb] = []
    for file in packs(folder):
        breaches, found = take_apart(file)
        yield from breaches
        entries.extend(found)
    for file in ladders(folder):
        breaches, climb = climbing.take_apart(file)
        yield from breaches
        climbs.extend(climb)
    for file in instruments(folder):
        yield from _instrument(file)
    for file in safety_files(folder):
        yield from _safety(file)
    return entries, climbs


def _instrument(file: Path) -> Iterator[Breach]:
    source = opened(file)
    if isinstance(source, Breach):
        yield source
        return
    yield from misshapen(file, source, refused(source.data, Instrument))
    if isinstance(source.data, dict) and source.data.get("id") != file.stem:
        yield Breach(file, source.line(("id",)), "", f"the `id` of {file.name} is `{file.stem}`")


def _safety(file: Path) -> Iterator[Breach]:
    source, shape = opened(file), FILES.get(file.stem)
    if shape is None:
        yield Breach(file, 1, "", f"nothing reads this file; there are: {', '.join(sorted(FILES))}")
    elif isinstance(source, Breach):
        yield source
    else:
        yield from misshapen(file, source, refused(source.data, shape))


def _own(entry: Entry, words: Lexicon | None) -> Iterator[Breach]:
    yield from map(entry.breach, texts.judge(entry.raw, words))
    yield from map(entry.breach, facts.judge(entry.prompt, entry.unknown, words))


def _misnamed(folder: Path) -> Iterator[Breach]:
    for what, pattern in MISNAMED:
        for file in folder.glob(pattern):
            yield Breach(file, 1, "", f"a {what}'s name ends in `.yaml`; this file would never be read")


def _twins(pieces: Sequence[Piece]) -> Iterator[Breach]:
    by_id: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_id[piece.id].append(piece)
    for first, *others in (group for name, group in by_id.items() if name):
        for other in others:
            yield other.breach(Finding(("id",), f"this id is already used in {first.place('id')}"))


def _alike(pieces: Sequence[Piece]) -> Iterator[Breach]:
    live = [piece for piece in pieces if not piece.retired and isinstance(piece.raw.get("text"), str)]
    shapes = [(piece, alike.trigrams(piece.raw["text"])) for piece in live]
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
