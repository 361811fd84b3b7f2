"""What a prompt is: one question, the ways to answer it, and all that is needed to choose it well."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Depth = Literal[1, 2, 3, 4]
Audience = Literal["class", "pod", "pair", "solo"]
Category = Literal[
    "hello", "here-and-now", "study-life", "course-link", "small-joys", "play",
    "perspective", "values", "help", "gratitude", "stress-care", "closing",
]  # fmt: skip
Tag = Literal[
    "food", "future", "humour", "language", "mistakes", "music", "nature",
    "past", "photo", "place", "stress", "thanks", "work",
]  # fmt: skip
Skill = Literal["self-awareness", "self-management", "social-awareness", "relationships", "decisions"]
Blank = Literal["topic", "concept_a", "concept_b"]

PromptId = Annotated[str, Field(pattern=r"^p-\d{4}$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Label = Annotated[str, Field(min_length=1, max_length=40)]
Stem = Annotated[str, Field(min_length=1, max_length=45)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Fraction = Annotated[float, Field(ge=0, le=1)]

INHERITED: Final = ("author", "licence")
"""What a prompt takes from its pack when it says nothing itself."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Rungs(_Value):
    """Ways to answer, from the lightest up; a free line of text is always offered too."""

    tap: tuple[Label, ...] = Field(
        min_length=3, max_length=5, description="3 to 5 words or short phrases: one button each."
    )
    finish: Stem = Field(description="The start of a sentence, with … where the answer goes.")


class Access(_Value):
    """What somebody with assistive technology should know before opening the prompt."""

    alt_text_needed: bool = False
    emoji_count: int = Field(0, ge=0, le=2)
    reading_level: Literal["A1", "A2", "B1"] = "B1"


class Prompt(_Value):
    """One question of the library, in one language."""

    id: PromptId = Field(description="p- and four digits. Never changed, never used again.")
    version: int = Field(1, ge=1, description="One more when the meaning changes.")
    status: Literal["draft", "reviewed", "retired"] = Field("draft", description="Only reviewed prompts are asked.")
    text: Line = Field(description="The question: at most 200 characters, one question mark.")
    follow_up: Line | None = Field(None, description="One gentle second question, for the thread.")
    rungs: Rungs
    skill_line: Line | None = Field(None, description="For pairs: how to listen or answer well.")
    instructor_hint: Line | None = Field(None, description="How the teaching team may answer first.")
    category: Category
    sel: Skill = Field(description="What answering it exercises.")
    depth: Depth = Field(description="1 neutral · 2 everyday me · 3 what matters · 4 trust (pairs only).")
    audience: tuple[Audience, ...] = Field(("class", "pod"), min_length=1)
    arc: tuple[Fraction, Fraction] | None = Field(
        None, description="From where to where in the course: 0 is its start, 1 its end. Left out: any time."
    )
    course_link: bool = Field(False, description="True when it is about what the course teaches.")
    placeholders: tuple[Blank, ...] = Field((), description="The words in {braces} that the course fills in.")
    modality: tuple[Literal["text", "image", "voice", "link", "live"], ...] = ("text",)
    minutes: int = Field(2, ge=1, le=20)
    anonymity: Literal["named", "anonymous", "choice"] = "choice"
    reveal: Literal["immediate", "after_own", "at_close"] = "immediate"
    age_min: Literal[13, 16, 18] = 13
    sensitive_tags: tuple[Tag, ...] = Field((), description="What a course may wish to block.")
    content_note: Name | None = Field(None, description="Shown first, with a button to open the prompt.")
    presumes: tuple[str, ...] = Field(
        (), max_length=0, description="What it takes for granted about people. Must be empty."
    )
    access: Access = Access()
    pairs_with: tuple[PromptId, ...] = Field((), description="Good to ask some time after these.")
    not_within_weeks_of: tuple[PromptId, ...] = Field((), description="Too like these to come soon after.")
    cooldown_courses: int = Field(2, ge=0, description="How many courses until a person may meet it again.")
    evidence: Annotated[str, Field(pattern=r"^(practice|[EV]\d{1,3})$")] = "practice"
    author: Name = "Homeroom"
    licence: Literal["CC-BY-4.0"] = "CC-BY-4.0"
    source: Name | None = None
    translator: Name | None = None
    reviewers: tuple[Name, ...] = Field((), description="Who has read it against the rules; two at least.")

    @field_validator("arc")
    @classmethod
    def _forward(cls, arc: tuple[float, float] | None) -> tuple[float, float] | None:
        if arc and arc[0] > arc[1]:
            raise ValueError("the arc ends before it begins")
        return arc

    @cached_property
    def themes(self) -> frozenset[str]:
        """What staff can choose or block it by: its category and its sensitive tags."""
        return frozenset({self.category, *self.sensitive_tags})

    @property
    def social(self) -> bool:
        """True when it is about people and not about what the course teaches."""
        return not self.course_link


class Pack(_Value):
    """A file of prompts that belong together."""

    title: Name
    about: Line
    author: Name = Field(description="Who wrote the prompts, unless a prompt names somebody else.")
    licence: Literal["CC-BY-4.0"] = Field(description="The terms on which everybody may use them.")
    prompts: tuple[Prompt, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _inherit(cls, pack: Any) -> Any:
        if not isinstance(pack, Mapping) or not isinstance(pack.get("prompts"), list | tuple):
            return pack
        common = {name: pack[name] for name in INHERITED if name in pack}
        prompts = [common | p if isinstance(p, dict) else p for p in pack["prompts"]]
        return {**pack, "prompts": prompts}
