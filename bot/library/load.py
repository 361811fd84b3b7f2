"""Reading packs from disk: the only part of the library that the running bot needs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

import yaml
from pydantic import BaseModel

from bot.library.instruments import Instrument, instruments
from bot.library.ladders import Ladder
from bot.library.model import Pack, Prompt
from bot.library.safety import Cards, Countries, Phrases, Safety

PROMPTS: Final = Path(__file__).resolve().parents[2] / "prompts"
ENGLISH: Final = "en"
SAFETY: Final = "safety"

Shape = TypeVar("Shape", bound=BaseModel)


class PackError(Exception):
    """A pack cannot be used; the cause says why, `check` says where."""


@dataclass(frozen=True, eq=False)
class Library:
    """All prompts and ladders of one language, sorted by id. Two libraries are the same only when they are one."""

    locale: str
    prompts: tuple[Prompt, ...] = field(repr=False)
    ladders: tuple[Ladder, ...] = field(default=(), repr=False)
    """In English where nobody has translated any."""
    instruments: tuple[Instrument, ...] = field(default=(), repr=False)
    safety: Safety = field(default_factory=lambda: _shipped(), repr=False)
    """The house's own where a folder brings none."""

    @cached_property
    def by_id(self) -> Mapping[str, Prompt]:
        return MappingProxyType({prompt.id: prompt for prompt in self.prompts})

    @cached_property
    def ladders_by_id(self) -> Mapping[str, Ladder]:
        return MappingProxyType({ladder.id: ladder for ladder in self.ladders})

    @cached_property
    def offered(self) -> tuple[Prompt, ...]:
        """The reviewed ones: what may be asked. The others are kept for posts that name them."""
        return tuple(prompt for prompt in self.prompts if prompt.status == "reviewed")

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """What staff can choose or block among the offered prompts, in alphabetical order."""
        return tuple(sorted(frozenset[str]().union(*(prompt.themes for prompt in self.offered))))


def load(folder: Path, locale: str = ENGLISH) -> Library:
    """The library in this language, else in its parent (`es` for `es-MX`), else in English.

    Raises PackError for a file that does not follow its model, and for an id that is used twice.
    """
    chosen = _nearest(folder, locale, packs)
    prompts = [prompt for file in packs(folder / chosen) for prompt in _read(file, Pack).prompts]
    climbs = [_read(file, Ladder) for file in ladders(folder / _nearest(folder, locale, ladders))]
    _refuse_twins(chain((prompt.id for prompt in prompts), (ladder.id for ladder in climbs)))
    return Library(
        chosen,
        tuple(sorted(prompts, key=lambda prompt: prompt.id)),
        tuple(sorted(climbs, key=lambda ladder: ladder.id)),
        tuple(_read(file, Instrument) for file in instruments(folder / _nearest(folder, locale, instruments))),
        safety_of(folder if safety_files(folder / ENGLISH) else PROMPTS, locale),
    )


def _shipped() -> Safety:
    return safety_of(PROMPTS)


@cache
def safety_of(folder: Path, locale: str = ENGLISH) -> Safety:
    """What stands ready for people in need. Phrases of every language are heard, whatever the library's."""
    chosen = folder / _nearest(folder, locale, safety_files) / SAFETY
    heard = [_read(file, Phrases) for file in sorted(folder.glob(f"*/{SAFETY}/phrases.yaml"))]
    return Safety(
        cards=_read(chosen / "cards.yaml", Cards),
        countries=_read(chosen / "countries.yaml", Countries),
        phrases=Phrases.together(heard),
    )


def packs(folder: Path) -> tuple[Path, ...]:
    """The pack files of one language, in alphabetical order; none when there is no such folder."""
    return tuple(sorted(folder.glob("*.yaml")))


def ladders(folder: Path) -> tuple[Path, ...]:
    """The ladders of one language, one file each, in alphabetical order."""
    return tuple(sorted(folder.glob("ladders/*.yaml")))


def safety_files(folder: Path) -> tuple[Path, ...]:
    """The files of one language that stand ready for people in need, in alphabetical order."""
    return tuple(sorted(folder.glob(f"{SAFETY}/*.yaml")))


def _nearest(folder: Path, locale: str, files: Callable[[Path], tuple[Path, ...]]) -> str:
    return next((name for name in (locale, locale.split("-")[0]) if files(folder / name)), ENGLISH)


def _read(file: Path, shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValueError) as error:
        raise PackError(f"{file.name} cannot be used; `homeroom prompts check` says where") from error


def _refuse_twins(ids: Iterable[str]) -> None:
    twins = [name for name, count in Counter(ids).items() if count > 1]
    if twins:
        raise PackError(f"used twice: {', '.join(sorted(twins))}")
