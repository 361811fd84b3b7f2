"""What an instrument is: the questions of a check-in that the bot brings with it, in their fixed order and wording."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.library.model import Line, Name


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Question(_Value):
    """One question; the same words each time it is asked."""

    id: Annotated[str, Field(pattern=r"^[A-Z]\d$")] = Field(description="A capital and a digit. Never used again.")
    text: Line = Field(description="A sentence to agree with, or a question: at most 200 characters.")
    kind: Literal["agree", "yes", "load", "text"] = Field(description="How it is answered.")
    weeks: tuple[Annotated[int, Field(ge=1)], ...] = Field((), description="Only in these weeks; in all, if left out.")


class Instrument(_Value):
    """A few questions that are asked together; one file each, named as it is."""

    id: Literal["pulse", "connection", "exit"]
    title: Name
    about: Line = Field(description="What staff read before they choose it.")
    author: Name
    licence: Literal["CC0-1.0"]
    validated: Literal[False] = Field(description="No study has shown what it measures, and we say so.")
    open_days: int = Field(ge=1, le=14, description="How long it stays open.")
    items: tuple[Question, ...] = Field(min_length=1, max_length=12)

    @model_validator(mode="after")
    def _told_apart(self) -> "Instrument":
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError("two items have the same id")
        return self

    def asked(self, week: int) -> tuple[Question, ...]:
        """The questions of a course week."""
        return tuple(item for item in self.items if week in (item.weeks or (week,)))


def instruments(folder: Path) -> tuple[Path, ...]:
    """The instruments of one language, in alphabetical order."""
    return tuple(sorted(folder.glob("checkins/*.yaml")))
