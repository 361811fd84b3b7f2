"""Pack files taken apart: every prompt as it stands there, and what can be understood of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.library.finding import Finding
from bot.library.model import Pack, Prompt
from bot.library.pieces import Breach, Piece, misshapen, opened, refused
from bot.library.source import Source

HARMLESS: Final = {
    "id": "p-0000",
    "text": "?",
    "rungs": {"tap": ["a", "b", "c"], "finish": "…"},
    "category": "hello",
    "sel": "decisions",
    "depth": 1,
}
"""Stands in for what cannot be understood, so that the rules about the rest can speak."""


@dataclass(frozen=True)
class Entry(Piece):
    """One prompt; `unknown` are the fields that make no sense."""

    prompt: Prompt
    unknown: frozenset[str]


def take_apart(file: Path) -> tuple[list[Breach], list[Entry]]:
    """What is wrong with the shape of a pack, and every prompt that can be told apart in it."""
    source = opened(file)
    if isinstance(source, Breach):
        return [source], []
    complained = refused(source.data, Pack)
    return list(misshapen(file, source, complained)), list(_entries(file, source, complained))


def _entries(file: Path, source: Source, complained: Sequence[Finding]) -> Iterator[Entry]:
    prompts = source.data.get("prompts") if isinstance(source.data, dict) else None
    for index, raw in enumerate(prompts if isinstance(prompts, list) else []):
        if isinstance(raw, dict):
            at_fault = {str(f.where[2]) for f in complained if f.where[:2] == ("prompts", index) and f.where[2:]}
            good = {key: value for key, value in raw.items() if isinstance(key, str) and key not in at_fault}
            prompt = Prompt.model_validate(HARMLESS | good)
            yield Entry(file, source, ("prompts", index), raw, prompt, frozenset(at_fault))
