"""A command typed as one line: ``icebreaker schedule days:tue,thu at:10:00 themes:"small joys"``.

Slack's ``/homeroom …`` and the browser's box speak it; the platform turns its own mentions into Places and Persons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from bot.kernel.commands import Command, Option
from bot.kernel.errors import UserError
from bot.kernel.options import TEXT

_PIECE = re.compile(r"""(?:[^\s"“”]|["“][^"“”]*["”]?)+""")
_KEY = re.compile(r"([a-z_]+)[:=](.*)", re.DOTALL | re.IGNORECASE)
_LONGEST = 60
ALIKE = 0.4
Mentions = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Line:
    """The command that a line names, and its options; ``loose`` words stood without a key."""

    command: Command
    options: Mapping[str, object]
    loose: tuple[str, ...] = field(default=())


def pieces(text: str) -> list[str]:
    """The words of a line; quoted text is one word, straight quotes or curly, closed or not."""
    return list(map(_bare, _PIECE.findall(text)))


def _bare(piece: str) -> str:
    return re.sub('["“”]', "", piece)


def _joined(raw: list[str], names: Collection[str]) -> Iterator[str]:
    """The pieces of a line, those that belong together as one: ``tue, thu``, and ``days: tue``."""
    before = ""
    for piece in raw:
        pair = _KEY.fullmatch(piece)
        starts = pair is not None and pair[1].lower() in names
        if before and not starts and before.endswith(","):
            before += f" {piece}"
        elif before and not starts and before[:-1].lower() in names:
            before += piece
        else:
            yield from filter(None, (before,))
            before = piece
    yield from filter(None, (before,))


def read(text: str, commands: Mapping[tuple[str, ...], Command], mention: Mentions = str) -> Line:
    """Read a line; one that only begins commands asks what they are.

    UserError names the nearest command, or the option that does not exist.
    """
    raw = _PIECE.findall(text.strip().removeprefix("/"))
    if asked := _help(tuple(map(str.lower, map(_bare, raw))), commands):
        return asked
    command = _named(list(map(_bare, raw)), commands)
    options = {option.name: option for option in command.options}
    names = list(options)
    given: dict[str, object] = {}
    loose: list[str] = []
    for piece in _joined(raw[len(command.path) :], names):
        pair = _KEY.fullmatch(piece)
        if pair and pair[1].lower() in names:
            name = pair[1].lower()
            given[name] = _meant(options[name], _bare(pair[2]), mention)
        elif pair and names and pair[2] and pair[2][:2] != "//":
            option = pair[1][:_LONGEST]
            raise UserError("unknown-option", option=option, command=command.name, options=", ".join(names))
        else:
            loose.append(_bare(piece))
    return _with_loose(Line(command, given, tuple(loose)), mention)


def _with_loose(line: Line, mention: Mentions) -> Line:
    """Words without a key belong to the first options that were not given, in their order."""
    free = [o for o in line.command.options if o.name not in line.options]
    if not line.loose:
        return line
    if not free:
        raise UserError("extra-words", words=" ".join(line.loose)[:_LONGEST], command=line.command.name)
    if len(line.loose) > len(free) or _is_prose(free):
        found = {free[0].name: _meant(free[0], " ".join(line.loose), mention)}
    else:
        found = {option.name: _meant(option, word, mention) for option, word in zip(free, line.loose, strict=False)}
    return Line(line.command, {**line.options, **found})


def _meant(option: Option, word: str, mention: Mentions) -> object:
    """A channel or a person where the option wants one; elsewhere words stay words."""
    return mention(word) if option.kind.native in ("place", "person") else word


def _is_prose(free: list[Option]) -> bool:
    """Whether all loose words are one text: nothing else could be meant, or nothing else is needed."""
    return len(free) == 1 or (free[0].kind == TEXT and sum(option.required for option in free) == 1)


def _help(words: tuple[str, ...], commands: Mapping[tuple[str, ...], Command]) -> Line | None:
    begun = words not in commands and any(path[: len(words)] == words for path in commands)
    known = commands.get(("help",)) if begun else None
    return Line(known, {"about": words[0]} if words else {}) if known else None


def _named(words: list[str], commands: Mapping[tuple[str, ...], Command]) -> Command:
    lower = [word.lower() for word in words]
    for length in (3, 2, 1):
        if found := commands.get(tuple(lower[:length])):
            return found
    raise UserError("unknown-command", typed=" ".join(words)[:40], near=nearest(" ".join(lower), commands))


def nearest(typed: str, commands: Mapping[tuple[str, ...], Command]) -> str:
    """The command that somebody most likely meant, of those with the same first word if there are any; else help."""
    names = [" ".join(path) for path in commands]
    starts = [name for name in names if typed and name.startswith(typed)]
    first = typed.partition(" ")[0]
    same = [name for name in names if name.partition(" ")[0] == first] or names
    by_head = {name: " ".join(typed.split()[: len(name.split())]) for name in same}
    score = {name: difflib.SequenceMatcher(None, head, name).ratio() for name, head in by_head.items()}
    best = starts[0] if starts else max(same, key=lambda name: score[name])
    unlike = same is names and score[best] < ALIKE and ("help",) in commands
    return "help" if unlike else best
