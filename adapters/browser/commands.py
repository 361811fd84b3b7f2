"""The command table -> what the box suggests while somebody types: commands, options, values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from adapters.browser.inbound import Inbound
from adapters.browser.requests import Completing
from bot.kernel import lines
from bot.kernel.commands import Command, Option

_LAST = re.compile(r"""((?:[^\s"“”]|["“][^"“”]*(?:["”]|$))*)$""")
_MARKS = {"place": "#", "person": "@"}
_KEY = re.compile(r"([a-z_]+)[:=](.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is listed, what it is about, and the whole text of the box once it is chosen."""

    label: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """``hint`` says what is expected where the caret stands."""

    hint: str = ""
    options: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A line whose command is known: what stands before the last word, that word, and the options given."""

    command: Command
    before: str
    word: str
    given: frozenset[str]

    @property
    def free(self) -> tuple[Option, ...]:
        """The options not given yet, those that must be first."""
        left = [option for option in self.command.options if option.name not in self.given]
        return tuple(sorted(left, key=lambda option: not option.required))


async def suggest(inbound: Inbound, request: Completing) -> Suggestions:
    if not request.text.startswith("/"):
        return Suggestions()
    begun = _begun(request.text, inbound)
    if begun is None:
        return await _commands(inbound, request)
    pair = _KEY.fullmatch(begun.word)
    option = next((o for o in begun.command.options if pair and o.name == pair[1].lower()), None)
    if pair and option:
        return await _values(inbound, request, begun, (option, pair[2]))
    named = _mentions(inbound, request.who, begun.before, begun.word)
    return Suggestions(begun.command.help, named or _options(begun))


def _begun(text: str, inbound: Inbound) -> Begun | None:
    match = _LAST.search(text)
    word = match[1] if match else ""
    before = text[: len(text) - len(word)]
    words = lines.pieces(before.removeprefix("/"))
    for length in (3, 2, 1):
        if command := inbound.app.commands.get(tuple(w.lower() for w in words[:length])):
            pairs = map(_KEY.fullmatch, words[length:])
            return Begun(command, before, word, frozenset(pair[1].lower() for pair in pairs if pair))
    return None


async def _commands(inbound: Inbound, request: Completing) -> Suggestions:
    """The commands that this person may use and may be typing."""
    typed = " ".join(request.text[1:].lower().split())
    allowed = await inbound.app.may(inbound.call_here(request))
    known = [command for path, command in inbound.app.commands.items() if path in allowed]
    starts = [command for command in known if command.name.startswith(typed)]
    within = [command for command in known if any(word.startswith(typed) for word in command.path[1:])]
    exact = inbound.app.commands.get(tuple(typed.split()))
    listed = () if exact and len(starts) == 1 else tuple(map(_command, starts or within))
    return Suggestions(exact.help if exact else "", listed)


def _command(command: Command) -> Suggestion:
    return Suggestion(f"/{command.name}", command.help, f"/{command.name}{' ' if command.options else ''}")


def _options(begun: Begun) -> tuple[Suggestion, ...]:
    free = [option for option in begun.free if option.name.startswith(begun.word.lower())]
    return tuple(Suggestion(f"{o.name}:", o.help, f"{begun.before}{o.name}:") for o in free)


async def _values(inbound: Inbound, request: Completing, begun: Begun, of: tuple[Option, str]) -> Suggestions:
    option, raw = of
    typed = re.sub('["“”]', "", raw)
    start = f"{begun.before}{option.name}:"
    if option.kind.native in _MARKS:
        word = _MARKS[option.kind.native] + typed.lstrip("#@")
        return Suggestions(option.help, _mentions(inbound, request.who, start, word))
    if option.kind.native == "yes_no":
        return Suggestions(option.help, tuple(_value(w, "", start) for w in ("yes", "no") if w.startswith(typed)))
    first, comma, last = typed.rpartition(",") if option.kind.name == "list" else ("", "", typed)
    asked = await inbound.completing(request, path=begun.command.path, option=option.name, typed=last.strip())
    values = [(f"{first}{comma}{one['value']}", one["label"]) for one in asked]
    return Suggestions(option.help, tuple(_value(value, label, start) for value, label in values))


def _value(value: str, label: str, start: str) -> Suggestion:
    quoted = f'"{value}"' if re.search(r"\s", value) else value
    return Suggestion(label or value, "", f"{start}{quoted} ")


def _mentions(inbound: Inbound, who: str, start: str, word: str) -> tuple[Suggestion, ...]:
    """The rooms that this person is in, or the people, whose names begin like this."""
    mark, typed = word[:1], word[1:].casefold()
    names: Iterable[str] = ()
    if mark == "#":
        names = (room.name for room in inbound.world.channels if who in inbound.world.members(room.id))
    if mark == "@":
        names = (one.name for one in inbound.world.people.values())
    fits = [mark + name for name in names if name.casefold().startswith(typed)]
    return tuple(Suggestion(name, "", f"{start}{name} ") for name in fits)
