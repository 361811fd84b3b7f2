"""What is published of one question: a value from which nothing that was hidden can be won back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.statistics.estimates import Share
from bot.statistics.words import STEP, Word, floor, possible

Form = Literal["fewer", "withheld", "words", "headline", "table"]
"""Fewer than k answered | too like an earlier result | words only | the headline's split | every option."""


@dataclass(frozen=True, slots=True)
class Shown:
    """May be stored and shown to everybody; never changes once it was.

    form: how much is told. k: below so many answers nothing is. size: of the class, 0 if nobody told.
    answered: exact for headline and table, rounded down to fives for words and withheld, 0 for fewer.
    options: what yes or words speak of; several options together are one headline; empty if there is none.
    """

    form: Form
    k: int
    answered: int
    size: int
    options: tuple[str, ...] = ()
    yes: int | None = None
    words: tuple[Word, Word] | None = None
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def exact(self) -> bool:
        return self.form in ("headline", "table")

    @property
    def headline(self) -> Share | None:
        """The headline with its intervals and bounds; None if it is told in words, or not at all."""
        return None if self.yes is None else Share(self.yes, self.answered, self.size)

    @property
    def mirror(self) -> Share | tuple[Word, Word] | None:
        """What one who answered is told of the others: what everybody is told, in numbers or in words, or nothing."""
        return self.headline or self.words

    @property
    def table(self) -> dict[str, Share]:
        """Every option's share; empty unless every option may be shown."""
        return {option: Share(count, self.answered, self.size) for option, count in self.counts}

    @property
    def silent(self) -> int:
        """How many at least did not answer; 0 when nobody told how many there are."""
        most = self.answered if self.exact else self.answered + STEP - 1
        return max(0, self.size - most)

    def possible(self, options: tuple[str, ...]) -> tuple[int, int] | None:
        """The fewest and the most who may have said one of these options; None if this tells nothing of them alone."""
        if options != self.options:
            return None
        if self.yes is not None:
            return self.yes, self.yes
        return possible(*self.words, self.answered) if self.words else None

    def dump(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "form": self.form,
            "k": self.k,
            "answered": self.answered,
            "size": self.size,
            "options": list(self.options),
            "yes": self.yes,
            "words": [found.name.lower() for found in self.words] if self.words else None,
            "counts": [list(pair) for pair in self.counts],
        }

    @classmethod
    def load(cls, dumped: Mapping[str, Any]) -> Shown:
        """Read back what `dump` wrote; KeyError or TypeError for anything else."""
        low_high = [Word[name.upper()] for name in dumped["words"] or ()]
        return cls(
            **{**dumped, "options": tuple(dumped["options"])}
            | {"words": (low_high[0], low_high[1]) if low_high else None}
            | {"counts": tuple((option, count) for option, count in dumped["counts"])}
        )


def untold(form: Form, k: int, answered: int, size: int) -> Shown:
    """Nothing of what was answered; of how many, nothing below k and otherwise steps of five."""
    return Shown(form, k, 0 if form == "fewer" else floor(answered), size)
