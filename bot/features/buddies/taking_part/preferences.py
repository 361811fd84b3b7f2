"""What people wish of their buddies: told in a line of a command, or in three small forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from bot.features.buddies.model import ONCE, Buddy
from bot.features.buddies.pairing import leaving, placing
from bot.features.buddies.taking_part import members, people, people_cards, tongues
from bot.features.buddies.taking_part.people_forms import FORMS, HELLO, HOURS_TEXT
from bot.kernel import forms
from bot.kernel.cards import LABEL, OPTIONS, Option
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Event, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.hours import parse
from bot.kernel.options import YES_NO, ZONE, Kind, one_of, suggest
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.text import clean

SHORT, INTERESTS, LANGUAGES_TOLD = 40, 12, 8
INTRODUCED = f"A line with which you introduce yourself, up to {HELLO} characters"
NOTHING = frozenset({"none", "any", "nothing", "-", "–", "—"})


def _text(raw: object) -> str:
    """A word for nothing is nothing."""
    text = clean(str(raw))
    return "" if text.lower() in NOTHING else text


def _line(raw: object, longest: int) -> str:
    return " ".join(_text(raw).split())[:longest].strip()


def _section(raw: object) -> str:
    """In capitals, which may be longer than what was typed."""
    return _line(_text(raw).upper(), SHORT)


def _hello(raw: object) -> str:
    """Not cut: half a sentence would be what somebody's buddy reads first."""
    line = " ".join(_text(raw).split())
    if len(line) > HELLO:
        raise UserError("expected-shorter", most=HELLO, count=len(line))
    return line


def _words(raw: object) -> tuple[str, ...]:
    words = (_line(word, SHORT) for word in re.split(r"[,;\n]", str(raw).lower()))
    return _few(tuple(dict.fromkeys(word for word in words if word)), INTERESTS)


def _languages(raw: object) -> tuple[str, ...]:
    return _few(tongues.read(_text(raw)), LANGUAGES_TOLD)


def _few(words: tuple[str, ...], most: int) -> tuple[str, ...]:
    if len(words) > most:
        raise UserError("expected-fewer", most=most, count=len(words))
    return words


def _named(values: Mapping[str, Any]) -> Kind:
    """A closed list of words, each of which means a value."""
    words = one_of(tuple(values))
    return Kind("choice", "text", lambda raw: values[str(words.read(raw))], choices=words.choices)


PACES = {"every-round": 0, "weekly": 1, "two-weeks": 2, "three-weeks": 3, "once": ONCE}
SIZES = {"any": 0, **{str(size): size for size in range(2, 9)}}
CAPACITIES = {str(count): count for count in range(6)}
PACE, SIZE, CAPACITY = _named(PACES), _named(SIZES), _named(CAPACITIES)
MODE, MIX = one_of(("either", "live", "writing")), one_of(("any", "same", "mixed"))
HOURS = Kind("hours", "text", lambda raw: str(parse(_text(raw)[:HOURS_TEXT].strip("; \n"))))
HELLO_LINE = Kind("line", "text", _hello)
SECTION = Kind("section", "text", _section)
LANGUAGES = Kind("languages", "text", _languages, source="language")
WORDS = Kind("list", "text", _words)

KINDS: Mapping[str, Mapping[str, Kind]] = {
    "times": {"hours": HOURS, "zone": ZONE, "mode": MODE, "mix": MIX, "pace": PACE},
    "about": {"hello": HELLO_LINE, "languages": LANGUAGES, "interests": WORDS, "section": SECTION},
    "ways": {"size": SIZE, "greets": YES_NO, "mentors": CAPACITY, "deep": YES_NO, "minor": YES_NO},
}


def prefer(
    bot: Bot,
    call: Call,
    hours: Annotated[str | None, "When you are usually free: Mon-Fri 18-21; Sat 9-12", HOURS] = None,
    zone: Annotated[str | None, "Your time zone", ZONE] = None,
    mode: Annotated[str | None, "Whether you would rather talk or write", MODE] = None,
    mix: Annotated[str | None, "A buddy of the same time zone as you, or a mixed pair", MIX] = None,
    pace: Annotated[int | None, "How often you would like a buddy", PACE] = None,
    languages: Annotated[tuple[str, ...] | None, "Languages you speak, parted by commas", LANGUAGES] = None,
    interests: Annotated[tuple[str, ...] | None, "What you like, parted by commas", WORDS] = None,
    section: Annotated[str | None, "Your section or class group", SECTION] = None,
    size: Annotated[int | None, "The largest group you would like", SIZE] = None,
    hello: Annotated[str | None, INTRODUCED, HELLO_LINE] = None,
    greets: Annotated[bool | None, "You would meet whoever is left without a buddy"] = None,
    mentors: Annotated[int | None, "How many newcomers you would mentor at once", CAPACITY] = None,
    deep: Annotated[bool | None, "Deeper questions are welcome, if your buddy agrees"] = None,
    minor: Annotated[bool | None, "You are under 18: you only meet others who are"] = None,
) -> Reply:
    """Show what you wish of your buddies, or change what you name."""
    given = {name: value for name, value in locals().items() if name not in ("bot", "call") and value is not None}
    buddy = people.get(bot.db, bot.course.id, call.person)
    if buddy is None:
        return Whisper(people_cards.not_in(bot))
    return Whisper(people_cards.preferences(bot, _changed(bot, call, buddy, given) if given else buddy))


def on_prefer(bot: Bot, press: Press, course: str, which: str) -> Reply:
    bot = members.within(bot, press, course)
    return Ask(FORMS[which](bot, members.known(bot, press)))


def on_preferred(bot: Bot, submission: Submission, course: str, which: str) -> Reply:
    """A form came back: kept, or every wrong field at once."""
    bot = members.within(bot, submission, course)
    buddy = members.known(bot, submission)
    values, errors = forms.read(bot, KINDS[which], submission.values)
    if errors:
        return Mend(forms.typed(FORMS[which](bot, buddy), submission.values), errors)
    return Update(people_cards.preferences(bot, _changed(bot, submission, buddy, values)))


def _changed(bot: Bot, event: Event, before: Buddy, values: Mapping[str, Any]) -> Buddy:
    after = members.change(bot, event, **values)
    if after.minor != before.minor:
        _keep_ages_apart(bot, after)
    return after


def _keep_ages_apart(bot: Bot, buddy: Buddy) -> None:
    """Grown-ups and minors share no group, from the moment that we know."""
    for group in members.open_groups(bot, buddy.person):
        others = (people.get(bot.db, group.course, seat.person) for seat in group.others(buddy.person))
        if any(other is not None and other.minor != buddy.minor for other in others):
            leaving.leave(bot, group, buddy.person)
            placing.wait(bot, buddy.person)


def complete_language(bot: Bot, typed: str) -> list[Option]:
    """Of a list parted by commas, the last word is completed."""
    before, comma, last = typed.rpartition(",")
    head = f"{before}{comma}"
    found = suggest(last, tongues.offered())[:OPTIONS]
    return [Option(head + o.label, head + o.value) for o in found if len(head + o.value) <= LABEL]
