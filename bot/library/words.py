"""The word lists of a language: what a prompt must not say, and why; data, for everybody to edit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.library.load import PROMPTS
from bot.library.model import Tag

LISTS: Final = PROMPTS / "schema" / "words"
WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

Entries = Annotated[tuple[str, ...], Field(min_length=1)]


class Forbidden(BaseModel):
    """A theme that no prompt may touch."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: str
    words: Entries


class Words(BaseModel):
    """One file of word lists. An entry is a word or a phrase; a star at its end stands for any ending."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    never: tuple[Forbidden, ...] = ()
    only_with_tag: dict[Tag, Entries] = {}
    plainer: dict[str, str] = {}
    course: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrases:
    """Entries made ready for finding; each stands for something that the finder wants to know."""

    exact: dict[str, str]
    stems: tuple[tuple[str, str], ...]
    longest: int

    def hits(self, text: str) -> Iterator[tuple[str, str]]:
        """Each phrase found in the text, whole words only, with what its entry stands for."""
        tokens = tokenize(text)
        for start in range(len(tokens)):
            for size in range(1, min(self.longest, len(tokens) - start) + 1):
                said = " ".join(tokens[start : start + size])
                meaning = self.exact.get(said) or self._by_stem(said, size)
                if meaning:
                    yield said, meaning

    def _by_stem(self, said: str, size: int) -> str | None:
        return next((m for s, m in self.stems if said.startswith(s) and s.count(" ") + 1 == size), None)


@dataclass(frozen=True)
class Lexicon:
    """All lists of a language, ready for finding."""

    language: str
    never: Phrases
    tags: Phrases
    plainer: Phrases
    course: Phrases
    pair: Phrases


def tokenize(text: str) -> list[str]:
    """The words of a text, in lower case and with straight apostrophes; a hyphen parts words."""
    return WORD.findall(text.replace("’", "'").casefold())


@cache
def lexicon(locale: str, folder: Path = LISTS) -> Lexicon | None:
    """The lists of a language, without its region; None when nobody has written any: no rule of words holds."""
    language = locale.split("-")[0]
    file = folder / f"{language}.yaml"
    if not file.exists():
        return None
    words = Words.model_validate(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
    return Lexicon(
        language=language,
        never=_phrases({entry: group.reason for group in words.never for entry in group.words}),
        tags=_phrases({entry: tag for tag, entries in words.only_with_tag.items() for entry in entries}),
        plainer=_phrases(words.plainer),
        course=_phrases({entry: entry for entry in words.course}),
        pair=_phrases({entry: entry for entry in words.pair}),
    )


def _phrases(meanings: dict[str, str]) -> Phrases:
    entries = {" ".join(tokenize(entry)): (entry.endswith("*"), m) for entry, m in meanings.items()}
    return Phrases(
        exact={entry: meaning for entry, (open_ended, meaning) in entries.items() if not open_ended},
        stems=tuple((entry, meaning) for entry, (open_ended, meaning) in entries.items() if open_ended),
        longest=max((entry.count(" ") + 1 for entry in entries), default=0),
    )
