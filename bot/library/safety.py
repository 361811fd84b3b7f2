"""What stands ready for people in need: the words of the cards, the lines of countries, the phrases that are heard."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

BLANK: Final = re.compile(r"\{(\w+)\}")
BLANKS: Final = ("services", "country", "line", "emergency", "institution", "policy", "office_hours", "name")
"""What a line of a card can ask to have filled in. A line with a blank that nothing fills is left out."""

Sentence = Annotated[str, Field(min_length=1, max_length=500)]
Short = Annotated[str, Field(min_length=1, max_length=120)]
Phrase = Annotated[str, Field(min_length=3, max_length=80)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _Reviewed(_Value):
    review: Literal["needed", "done"] = Field(description="`done` once local services have read it.")
    reviewers: tuple[Short, ...] = Field((), description="Who has: a counselling service, a safeguarding lead.")

    @model_validator(mode="after")
    def _named(self) -> "_Reviewed":
        if self.review == "done" and not self.reviewers:
            raise ValueError("reviewed by nobody; add names, or write `review: needed`")
        return self


class Wording(_Value):
    """One card: a title and its lines, with {blanks}."""

    title: Short
    lines: tuple[Sentence, ...] = Field(min_length=1)

    def filled(self, values: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
        """The lines with words put in, and whether each is about danger; none for which a word is missing."""
        whole = (line for line in self.lines if all(values.get(blank) for blank in BLANK.findall(line)))
        return tuple((BLANK.sub(lambda blank: values[blank[1]], line), "{emergency}" in line) for line in whole)


class Cards(_Reviewed):
    """The cards of belonging.md §5.3."""

    support: Wording
    heavy: Wording
    crisis: Wording
    worried: Wording
    agreement: Wording
    staff: Wording = Field(description="What a safety contact reads when somebody would like a message.")
    note: Wording = Field(description="What a safety contact reads when somebody is worried about somebody.")
    unnamed: Wording = Field(description="The same from somebody who did not want to be named.")

    @model_validator(mode="after")
    def _known(self) -> "Cards":
        wordings = [one for one in dict(self).values() if isinstance(one, Wording)]
        for blank in (found for one in wordings for line in one.lines for found in BLANK.findall(line)):
            if blank not in BLANKS:
                raise ValueError(f"{{{blank}}} is nothing that can be filled in; there are: {', '.join(BLANKS)}")
        return self


class Helpline(_Value):
    """A line that listens, free of charge: at least one way to reach it."""

    name: Short
    call: Short | None = None
    text: Short | None = None
    chat: Short | None = None
    hours: Short

    @model_validator(mode="after")
    def _reachable(self) -> "Helpline":
        if not (self.call or self.text or self.chat):
            raise ValueError(f"{self.name} can be reached in no way: say `call`, `text` or `chat`")
        return self


def _code(code: str) -> str:
    if not re.fullmatch("[A-Z]{2}", code):
        raise ValueError(f"`{code}` should be two capital letters, such as DE")
    return code


class Country(_Reviewed):
    """The numbers of one country."""

    code: Annotated[str, AfterValidator(_code)]
    name: Short
    emergency: Short
    lines: tuple[Helpline, ...] = Field(min_length=1)
    source: Sentence = Field(description="Where the numbers are from, by name and year.")


class Countries(_Value):
    """All countries whose numbers are known, and what is said elsewhere."""

    elsewhere: Sentence = Field(description="The emergency number where no country is set.")
    countries: tuple[Country, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> "Countries":
        codes = [country.code for country in self.countries]
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            raise ValueError(f"`{twice}` is listed twice")
        return self

    def get(self, code: str) -> Country | None:
        return next((country for country in self.countries if country.code == code), None)


class Phrases(_Reviewed):
    """What people write when they may be in need; a fixed list, read by people. It misses things, and misfires."""

    self_harm: tuple[Phrase, ...] = Field(min_length=1)
    suicide: tuple[Phrase, ...] = Field(min_length=1)
    abuse: tuple[Phrase, ...] = Field(min_length=1)
    danger: tuple[Phrase, ...] = Field(min_length=1)
    harmless: tuple[Phrase, ...] = Field((), description="Longer sayings around a phrase that mean something else.")

    @classmethod
    def together(cls, lists: Sequence["Phrases"]) -> "Phrases":
        """One list of several: reviewed only where all are."""
        done = all(one.review == "done" for one in lists)
        kinds = ("reviewers", "self_harm", "suicide", "abuse", "danger", "harmless")
        every = {kind: tuple(chain.from_iterable(getattr(one, kind) for one in lists)) for kind in kinds}
        return cls.model_validate({"review": "done" if done else "needed", **every})

    def are_in(self, text: str) -> bool:
        """Whether a text holds one, in whole words, whatever its capitals, accents, apostrophes and spaces."""
        return bool(self.heard.search(self.excused.sub(" | ", fold(text))))

    @cached_property
    def heard(self) -> re.Pattern[str]:
        return _any_of((*self.self_harm, *self.suicide, *self.abuse, *self.danger))

    @cached_property
    def excused(self) -> re.Pattern[str]:
        return _any_of(self.harmless)


class Safety(_Value):
    """All of it, in one language."""

    cards: Cards
    countries: Countries
    phrases: Phrases


FILES: Final[Mapping[str, type[BaseModel]]] = {"cards": Cards, "countries": Countries, "phrases": Phrases}
"""What stands in each file of a folder ``safety``."""

_STOP: Final = re.compile(r"(?<![.!?])[.!?](?![.!?])")
_APOSTROPHES: Final = re.compile(r"['`´ʹʻʼ‘’‛′＇]")
_OTHER: Final = re.compile(r"[^\w|]+|_+")


def fold(text: str) -> str:
    """Lower case without accents and apostrophes, one space between words; a bar where a sentence ends.

    Dots that trail off end nothing, and neither does a new line: people write in pieces.
    """
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).replace("|", " ")).casefold()
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    return _OTHER.sub(" ", _STOP.sub(" | ", letters)).strip()


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only; the longest first. Without phrases it finds nothing."""
    listed = "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b" if listed else r"(?!)")
