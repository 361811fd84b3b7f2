"""What the library holds, counted, beside what it should hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from bot.library.arc import PUBLIC_CAPS, fits_class, public_cap
from bot.library.ladders import Ladder
from bot.library.load import Library
from bot.library.model import Audience, Category, Depth, Prompt, Skill, Tag

WEEKS: Final = len(PUBLIC_CAPS) - 1
CATEGORY_TARGETS: Final[Mapping[Category, float]] = {
    "hello": 0.08,
    "here-and-now": 0.10,
    "study-life": 0.15,
    "course-link": 0.20,
    "small-joys": 0.08,
    "play": 0.10,
    "perspective": 0.08,
    "values": 0.06,
    "help": 0.05,
    "gratitude": 0.04,
    "stress-care": 0.03,
    "closing": 0.03,
}
"""belonging.md §4.2"""
DEPTH_TARGETS: Final[Mapping[Depth, float]] = {1: 0.35, 2: 0.35, 3: 0.25, 4: 0.05}


@dataclass(frozen=True)
class Share:
    """How many of the offered prompts are of a kind; shares are 0 to 1, and some kinds have no target."""

    name: str
    count: int
    share: float
    target: float | None = None


@dataclass(frozen=True)
class Week:
    """What a whole class may be asked in one week of a course of twelve."""

    week: int
    cap: int
    prompts: int
    social: int
    course_linked: int
    without_topic: int
    """Of the course-linked ones, those that need no {topic}, and so fit every course."""


@dataclass(frozen=True)
class LadderCount:
    """What there is to ask on one ladder; `plain` needs no topic and bears no tag that a course could block."""

    id: str
    title: str
    kind: str
    deepest: int
    questions: int
    plain: int


@dataclass(frozen=True)
class Stats:
    """The offered prompts, counted; drafts and retired ones only appear in `total`."""

    total: int
    offered: int
    social: int
    course_linked: int
    categories: tuple[Share, ...]
    depths: tuple[Share, ...]
    skills: tuple[Share, ...]
    audiences: tuple[Share, ...]
    """A prompt may be for several, so these add up to more than the whole."""
    weeks: tuple[Week, ...]
    ladders: tuple[LadderCount, ...]
    """The reviewed ones."""


def stats(library: Library) -> Stats:
    offered = library.offered
    linked = sum(prompt.course_link for prompt in offered)
    return Stats(
        total=len(library.prompts),
        offered=len(offered),
        social=len(offered) - linked,
        course_linked=linked,
        categories=_shares(get_args(Category), [p.category for p in offered], len(offered), CATEGORY_TARGETS),
        depths=_shares(get_args(Depth), [p.depth for p in offered], len(offered), DEPTH_TARGETS),
        skills=_shares(get_args(Skill), [p.sel for p in offered], len(offered), {}),
        audiences=_shares(get_args(Audience), [a for p in offered for a in p.audience], len(offered), {}),
        weeks=tuple(_week(week, offered) for week in range(WEEKS + 1)),
        ladders=tuple(_ladder(one) for one in library.ladders if one.status == "reviewed"),
    )


def _shares(
    names: Iterable[object], found: Iterable[object], whole: int, targets: Mapping[Any, float]
) -> tuple[Share, ...]:
    count = Counter(found)
    return tuple(Share(str(n), count[n], count[n] / whole if whole else 0.0, targets.get(n)) for n in names)


def _week(week: int, offered: Iterable[Prompt]) -> Week:
    valid = [prompt for prompt in offered if fits_class(prompt, week, WEEKS)]
    linked = [prompt for prompt in valid if prompt.course_link]
    return Week(
        week=week,
        cap=public_cap(week, WEEKS),
        prompts=len(valid),
        social=len(valid) - len(linked),
        course_linked=len(linked),
        without_topic=sum(not prompt.placeholders for prompt in linked),
    )


def _ladder(ladder: Ladder) -> LadderCount:
    questions = [question for step in ladder.steps for question in step.questions]
    deeper = sum(step.deeper is not None for step in ladder.steps)
    deepest = 4 if deeper else ladder.deepest
    plain = sum(question.fits(get_args(Tag)) for question in questions)
    return LadderCount(ladder.id, ladder.title, ladder.kind, deepest, len(questions) + deeper, plain)
