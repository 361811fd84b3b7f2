"""What the model says about a broken pack or ladder, in words for people who write prompts."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.library.finding import Finding, Where
from bot.library.instruments import Instrument, Question
from bot.library.ladders import Ladder, LadderStep
from bot.library.model import INHERITED, Access, Pack, Prompt, Rungs
from bot.library.safety import Cards, Countries, Country, Helpline, Phrases, Wording

SAFETY: Final = (Cards, Wording, Countries, Country, Helpline, Phrases)
MODELS: Final = (Pack, Prompt, Rungs, Access, Ladder, LadderStep, Instrument, Question, *SAFETY)
KEYS: Final = sorted({key for model in MODELS for key in model.model_fields})
ROOM: Final = {"tap": "on a button", "finish": "as a form's label", "content_note": "above a prompt"}
QUOTED: Final = re.compile("'([^']+)'")
SHAPES: Final = {
    "p": "p-0042: p, a hyphen and four digits",
    "l": "l-07, its steps like l-07-3 and their other questions like l-07-3b",
    "(": "practice, E1 or V20",
    "[": "C1: a capital and a digit",
}
"""By the first sign of the pattern after ^."""
KINDS: Final = {
    "tuple": "a list, in [brackets] or with one - a line",
    "model": "keys with values",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}


def complaints(error: ValidationError) -> Iterator[Finding]:
    """One finding for each thing that the model refuses, without those that only follow from another."""
    details = error.errors(include_url=False)
    places = {detail["loc"] for detail in details}
    for detail in details:
        if not _follows(detail, places):
            yield Finding(detail["loc"], _say(detail))


def _follows(detail: ErrorDetails, places: set[Where]) -> bool:
    """A list is called short for its broken members, and what is inherited comes back in each of the heirs."""
    where = detail["loc"]
    if detail["type"] == "too_short":
        return any(place[: len(where)] == where for place in places - {where})
    if where[2:3] == ("others",):
        return where[-1] == "skill_line" and (*where[:2], "skill_line") in places
    return where[:1] == ("prompts",) and where[2:] in places and where[-1] in INHERITED


def _say(detail: ErrorDetails) -> str:
    name = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "the file")
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "missing":
            return f"`{name}` is missing"
        case "extra_forbidden":
            return f"`{name}` is not a known key{_meant(name, KEYS)}"
        case "literal_error":
            choices = str(context["expected"])
            return f"`{given}` is not one of {choices}{_meant(given, QUOTED.findall(choices))}"
        case "invalid_key":
            return "a key must be text; put it in quotes"
        case "value_error":
            return str(context["error"])
        case "too_short" | "too_long":
            return _amount(name, context)
        case _ if kind.startswith("string_"):
            return _text(kind, name, given, context)
        case _:
            expected = KINDS.get(kind.split("_")[0])
            said = f"must be {expected}" if expected else detail["msg"].removeprefix("Input ")
            return f"`{name}` {said}"


def _text(kind: str, name: str, given: Any, context: dict[str, Any]) -> str:
    match kind:
        case "string_too_long":
            room = ROOM.get(name, "to read")
            return f"{len(given.strip())} characters; at most {context['max_length']} fit {room}"
        case "string_too_short":
            return f"`{name}` is empty"
        case "string_pattern_mismatch":
            return f"`{given}` should look like {SHAPES[context['pattern'][1]]}"
        case _ if isinstance(given, bool):
            return f"`{name}` has a bare yes, no, on or off; put it in quotes"
        case _:
            return f"`{name}` must be text; put it in quotes"


def _amount(name: str, context: dict[str, Any]) -> str:
    if context.get("max_length") == 0:
        return f"`{name}` must be empty: reword the prompt until it presumes nothing"
    low, high = context.get("min_length"), context.get("max_length")
    return f"`{name}` has {context['actual_length']} entries; {f'at most {high}' if high else f'at least {low}'}"


def _meant(word: object, choices: Iterable[str]) -> str:
    close = get_close_matches(str(word), list(choices), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""
