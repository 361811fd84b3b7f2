"""A command typed as one line: ``icebreaker schedule days:tue,thu at:10:00 themes:"small joys"``.

Slack's ``/homeroom …`` and the browser's box speak it; the platform turns its own mentions into Places and Persons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.kernel.commands import Command
from bot.kernel.errors import UserError

_PIECE = re.compile(r"""(?:[^\s"“”]|["“][^"“”]*["”]?)+""")
_KEY = re.compile(r"([a-z_]+)[:=](.*)", re.DOTALL | re.IGNORECASE)
Mentions = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Line:
    """The command that a line names, and its options; ``loose`` words stood without a key."""

    command: Command
    options: Mapping[str, object]
    loose: tuple[str, ...] = field(default=())


def pieces(text: str) -> list[str]:
    """The words of a line; quoted text is one word, straight quotes or curly, closed or not."""
    return [re.sub('["“”]', "", piece) for piece in _PIECE.findall(text)]


def read(text: str, commands: Mapping[tuple[str, ...], Command], mention: Mentions = str) -> Line:
    """Read a line. UserError names the nearest command, or the option that does not exist."""
    words = pieces(text.strip().removeprefix("/"))
    command = _named(words, commands)
    names = {option.name: option for option in command.options}
    given: dict[str, object] = {}
    loose: list[str] = []
    for word in words[len(command.path) :]:
        pair = _KEY.fullmatch(word)
        if pair and pair[1].lower() in names:
            given[pair[1].lower()] = mention(pair[2])
        elif pair and len(names) and pair[2][:2] != "//" and not pair[1].isdigit():
            raise UserError("unknown-option", option=pair[1], command=command.name, options=", ".join(names))
        else:
            loose.append(word)
    return _with_loose(Line(command, given, tuple(loose)), mention)


def _with_loose(line: Line, mention: Mentions) -> Line:
    """Words without a key belong to the first options that were not given, in their order."""
    free = [o for o in line.command.options if o.name not in line.options]
    if not line.loose:
        return line
    if not free:
        raise UserError("extra-words", words=" ".join(line.loose)[:60], command=line.command.name)
    if len(free) == 1 or len(line.loose) > len(free):
        found = {free[0].name: mention(" ".join(line.loose))}
    else:
        found = {option.name: mention(word) for option, word in zip(free, line.loose, strict=False)}
    return Line(line.command, {**line.options, **found})


def _named(words: list[str], commands: Mapping[tuple[str, ...], Command]) -> Command:
    lower = [word.lower() for word in words]
    for length in (3, 2, 1):
        if found := commands.get(tuple(lower[:length])):
            return found
    raise UserError("unknown-command", typed=" ".join(words)[:40], near=nearest(" ".join(lower), commands))


def nearest(typed: str, commands: Mapping[tuple[str, ...], Command]) -> str:
    """The command that somebody most likely meant."""
    names = [" ".join(path) for path in commands]
    starts = [name for name in names if typed and name.startswith(typed)]
    by_head = {name: " ".join(typed.split()[: len(name.split())]) for name in names}
    score = {name: difflib.SequenceMatcher(None, head, name).ratio() for name, head in by_head.items()}
    return starts[0] if starts else max(names, key=lambda name: score[name])
