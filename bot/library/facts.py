"""Rules about what a prompt claims of itself: depth, audience, links to the course, who has read it."""

from collections.abc import Callable, Iterator
from typing import Final

from bot.library import signs
from bot.library.arc import PUBLIC_CAPS, fits_class
from bot.library.finding import Finding
from bot.library.model import Prompt
from bot.library.texts import BLANKS, LINES
from bot.library.words import Lexicon

READERS: Final = 2
WEEKS: Final = len(PUBLIC_CAPS) - 1


def _read_twice(prompt: Prompt) -> Iterator[Finding]:
    if prompt.status == "reviewed" and len(set(prompt.reviewers)) < READERS:
        yield Finding(("reviewers",), "reviewed by fewer than two; add names, or write `status: draft`")


def _pair_skill(prompt: Prompt) -> Iterator[Finding]:
    if "pair" in prompt.audience and prompt.depth >= 2 and not prompt.skill_line:
        yield Finding(("skill_line",), "`skill_line` is missing: pairs at depth 2 and more need it")


def _content_note(prompt: Prompt) -> Iterator[Finding]:
    if prompt.content_note and prompt.depth > 3:
        yield Finding(("content_note",), "a prompt with a content note stays at depth 3 or less")
    if prompt.content_note and "solo" in prompt.audience:
        yield Finding(("audience",), "a prompt with a content note is never for `solo`")


def _trust(prompt: Prompt) -> Iterator[Finding]:
    if prompt.depth == 4 and prompt.audience != ("pair",):
        yield Finding(("audience",), "depth 4 is for pairs only")
    if prompt.depth == 4 and prompt.age_min < 18:
        yield Finding(("age_min",), "depth 4 is for adults: write `age_min: 18`")


def _reachable(prompt: Prompt) -> Iterator[Finding]:
    public = prompt.depth <= 3 and "class" in prompt.audience
    if public and not any(fits_class(prompt, week, WEEKS) for week in range(WEEKS + 1)):
        yield Finding(("arc",), f"depth {prompt.depth} is too deep for a class in every week of this arc")


def _image(prompt: Prompt) -> Iterator[Finding]:
    if "text" not in prompt.modality:
        yield Finding(("modality",), "`text` must be among the ways to answer")
    if "image" in prompt.modality and not prompt.access.alt_text_needed:
        yield Finding(("access",), "pictures need `access: {alt_text_needed: true}`")
    if "image" in prompt.modality and "photo" not in prompt.sensitive_tags:
        yield Finding(("sensitive_tags",), "pictures need `photo` in `sensitive_tags`")


def _emoji_count(prompt: Prompt) -> Iterator[Finding]:
    count = len(signs.emoji(prompt.text))
    if prompt.access.emoji_count != count:
        yield Finding(("access",), f"`emoji_count` says {prompt.access.emoji_count}, the text has {count}")


def _blanks(prompt: Prompt) -> Iterator[Finding]:
    lines = {name: getattr(prompt, name) or "" for name in LINES}
    used = {blank: name for name, line in lines.items() for blank in BLANKS.findall(line)}
    listed = {f"{{{name}}}" for name in prompt.placeholders}
    for blank in sorted(used.keys() - listed):
        yield Finding((used[blank],), f"{blank} is not listed in `placeholders`")
    for blank in sorted(listed - used.keys()):
        yield Finding(("placeholders",), f"{blank} is listed but not used")
    if listed and not prompt.course_link:
        yield Finding(("placeholders",), "words of the course need `course_link: true`")


def _course_category(prompt: Prompt) -> Iterator[Finding]:
    if prompt.category == "course-link" and not prompt.course_link:
        yield Finding(("category",), "the category `course-link` needs `course_link: true`")


Rule = tuple[tuple[str, ...], Callable[[Prompt], Iterator[Finding]]]
RULES: Final[tuple[Rule, ...]] = (
    (("status", "reviewers"), _read_twice),
    (("audience", "depth", "skill_line"), _pair_skill),
    (("content_note", "depth", "audience"), _content_note),
    (("depth", "audience", "age_min"), _trust),
    (("depth", "audience", "arc"), _reachable),
    (("modality", "access", "sensitive_tags"), _image),
    (("access", "text"), _emoji_count),
    ((*LINES, "placeholders", "course_link"), _blanks),
    (("category", "course_link"), _course_category),
)
"""Each rule after the fields it looks at: it waits until these can be understood."""


def judge(prompt: Prompt, unknown: frozenset[str], lexicon: Lexicon | None) -> Iterator[Finding]:
    """Every breach in what the prompt claims; `unknown` are the fields whose values are not its own."""
    for fields, rule in RULES:
        if unknown.isdisjoint(fields):
            yield from rule(prompt)
    if lexicon and unknown.isdisjoint({"text", "course_link", "placeholders"}):
        yield from _speaks_of_course(prompt, lexicon)


def _speaks_of_course(prompt: Prompt, lexicon: Lexicon) -> Iterator[Finding]:
    if prompt.course_link and not prompt.placeholders and not any(lexicon.course.hits(prompt.text)):
        yield Finding(("course_link",), "names neither {topic} nor the course, as “this week” would")
