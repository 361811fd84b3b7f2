"""What a ladder is: nine short steps on which people who write to each other go from a first hello to what matters."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from random import Random
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.library.model import Line, Name, Tag

Kind = Literal["peers", "writing", "mixer", "mentors", "projects", "light"]

STEPS: Final = 9
"""Three a week for three weeks, about five minutes each: belonging.md §4.11, after Stürmer et al. (2018)."""

LadderId = Annotated[str, Field(pattern=r"^l-\d{2}$")]
QuestionId = Annotated[str, Field(pattern=r"^l-\d{2}-\d[a-z]?$")]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class LadderQuestion(_Value):
    """One question, put to everybody in the room; each reads the others' answers after giving their own."""

    id: QuestionId = Field(description="The step's id and a letter. Never changed, never used again.")
    text: Line = Field(description="The question, or a small task: at most 200 characters.")
    skill_line: Line | None = Field(None, description="How to answer or listen well; the step's own, if left out.")
    sensitive_tags: tuple[Tag, ...] = Field((), description="What a course may wish to block.")
    placeholders: tuple[Literal["topic"], ...] = Field((), description="The words in {braces}.")

    def fits(self, blocked: Collection[str], topic: str = "") -> bool:
        """Whether a course that blocks these tags, and has this topic or none, may be asked it."""
        return not set(self.sensitive_tags) & set(blocked) and (bool(topic) or not self.placeholders)

    def asked(self, topic: str) -> str:
        """The text with the topic in place of ``{topic}``: replaced as a word, never as a format string."""
        return self.text.replace("{topic}", topic)


class LadderStep(LadderQuestion):
    """One step; it is itself its first question, and `others` come when somebody skips."""

    id: Annotated[str, Field(pattern=r"^l-\d{2}-\d$")] = Field(description="The ladder's id and the step's number.")
    depth: Literal[1, 2, 3] = Field(description="1 neutral · 2 everyday me · 3 what matters.")
    others: tuple[LadderQuestion, ...] = Field(min_length=1, description="More questions of the same depth.")
    deeper: LadderQuestion | None = Field(None, description="Of depth 4, for adults who all want it. Only in step 8.")

    @property
    def number(self) -> int:
        """1 to 9."""
        return int(self.id.rsplit("-", 1)[1])

    @property
    def questions(self) -> tuple[LadderQuestion, ...]:
        """Those of the step's depth, in the order in which they are asked when the ones before are skipped."""
        return (self, *self.others)

    @model_validator(mode="before")
    @classmethod
    def _inherit(cls, step: Any) -> Any:
        if not isinstance(step, Mapping) or "skill_line" not in step or not isinstance(step.get("others"), list):
            return step
        line = {"skill_line": step["skill_line"]}
        return {**step, "others": [line | other if isinstance(other, dict) else other for other in step["others"]]}

    @model_validator(mode="after")
    def _lettered(self) -> "LadderStep":
        for question in filter(None, (*self.others, self.deeper)):
            if question.id[:-1] != self.id:
                raise ValueError(f"`{question.id}` should be `{self.id}` and a letter")
        return self


class Ladder(_Value):
    """Nine steps that belong together. They go down and up by one depth at a time."""

    id: LadderId = Field(description="l- and two digits. Never changed, never used again.")
    title: Name
    about: Line
    kind: Kind = Field(description="Whom it suits; `light` never goes deeper than 2.")
    sensitive_tags: tuple[Tag, ...] = Field((), description="What the whole ladder is about: blocked as one.")
    author: Name
    licence: Literal["CC-BY-4.0"]
    status: Literal["draft", "reviewed", "retired"] = Field("draft", description="Only reviewed ladders are begun.")
    reviewers: tuple[Name, ...] = Field((), description="Who has read it against the rules; two at least.")
    steps: tuple[LadderStep, ...] = Field(min_length=STEPS, max_length=STEPS)

    @field_validator("steps")
    @classmethod
    def _in_order(cls, steps: tuple[LadderStep, ...]) -> tuple[LadderStep, ...]:
        for number, step in enumerate(steps, 1):
            if step.number != number:
                raise ValueError(f"`{step.id}` stands in place {number}")
        return steps

    @model_validator(mode="after")
    def _named(self) -> "Ladder":
        for step in self.steps:
            if not step.id.startswith(f"{self.id}-"):
                raise ValueError(f"`{step.id}` does not begin with the ladder's id, `{self.id}`")
        return self

    @property
    def deepest(self) -> int:
        """The depth of its deepest step, without what needs everybody's wish: 1 to 3."""
        return max(step.depth for step in self.steps)

    def step(self, number: int) -> LadderStep:
        """The step of this number, 1 to 9."""
        return self.steps[number - 1]

    def spare(self, depth: int) -> tuple[LadderQuestion, ...]:
        """What is kept for skips at this depth; without the first step's and the last's: hello and goodbye."""
        return tuple(chain.from_iterable(step.others for step in self.steps[1:-1] if step.depth == depth))

    def questions(self, number: int, level: int = 3) -> tuple[LadderQuestion, ...]:
        """What may be asked as this step of people who go no deeper than this level, the best first.

        The step's own, where they are not too deep; then spares of the same depth. The caller leaves out what
        has been asked and what does not fit the course; when none is left, other ladders have spares, too.
        """
        step = self.step(number)
        own = step.questions if step.depth <= level else ()
        return tuple(dict.fromkeys((*own, *self.spare(min(step.depth, level)))))

    def fits(self, blocked: Collection[str]) -> bool:
        """Whether a course that blocks these tags, and names no topic, can climb every step."""
        return not set(self.sensitive_tags) & set(blocked) and all(
            any(question.fits(blocked) for question in step.questions) for step in self.steps
        )


def choose_ladder(
    ladders: Iterable[Ladder], used: Sequence[str], kind: Kind, blocked: Collection[str], rng: Random
) -> Ladder | None:
    """One of those that the people of a group have climbed least often, of this kind where there is one.

    `used` are the ids of every ladder that any of them has climbed, as often as they did. `peers` stands in for
    every kind but `light`, which is for people who must not be led deeper. None when nothing suits.
    """
    kinds = {kind} if kind == "light" else {kind, "peers"}
    open_ones = [one for one in ladders if one.status == "reviewed" and one.kind in kinds and one.fits(blocked)]
    times = Counter(used)
    ranks = {one.id: (times[one.id], one.kind != kind) for one in open_ones}
    best = [one for one in open_ones if ranks[one.id] == min(ranks.values())]
    return rng.choice(sorted(best, key=lambda one: one.id)) if best else None
