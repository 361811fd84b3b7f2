"""A command typed as one line: ``icebreaker schedule days:tue,thu at:10:00 themes:"small joys"``.

Slack's ``/homeroom …`` and the browser's box speak it; the platform turns its own mentions into Places and Persons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.kernel.commands import Command, Option
from bot.kernel.errors import UserError
from bot.kernel.options import TEXT

_PIECE = re.compile(r"""(?:[^\s"“”]|["“][^"“”]*["”]?)+""")
_KEY = re.compile(r"([a-z_]+)[:=](.*)", re.DOTALL | re.IGNORECASE)
_LONGEST = 60
STRICT = frozenset({"day", "days", "time", "date"})  # kinds of options
ALIKE, ALIKE_AFTER, SURELY = 0.4, 0.6, 0.8
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
    said = [_told(piece, command, options) for piece in _joined(raw[len(command.path) :], options)]
    whole = _continued(said, options)
    given = {name: _meant(options[name], words, mention) for name, words in whole if name}
    return _with_loose(Line(command, given, tuple(words for name, words in whole if not name)), mention)


def _told(piece: str, command: Command, options: Mapping[str, Option]) -> tuple[str, str]:
    """An option's name and what was given for it; no name where there is no key."""
    pair = _KEY.fullmatch(piece)
    if pair and pair[1].lower() in options:
        return pair[1].lower(), _bare(pair[2])
    if pair and options and pair[2] and pair[2][:2] != "//":
        option = pair[1][:_LONGEST]
        raise UserError("unknown-option", option=option, command=command.name, options=", ".join(options))
    return "", _bare(piece)


def _continued(said: Sequence[tuple[str, str]], options: Mapping[str, Option]) -> Sequence[tuple[str, str]]:
    """Once all that is needed is there, words without a key go on with the option before them: ``hello:I like tea``."""
    given = {name for name, _ in said}
    if any(option.required and option.name not in given for option in options.values()):
        return said
    found: list[tuple[str, str]] = []
    for name, words in said:
        before, value = found[-1] if found else ("", "")
        if not name and before and _takes(options[before], f"{value} {words}"):
            found[-1] = (before, f"{value} {words}")
        else:
            found.append((name, words))
    return found


def _takes(option: Option, words: str) -> bool:
    """Whether several words may be one value of an option; of days and times, if they can be read so."""
    if option.kind.native != "text" or option.kind.choices:
        return False
    try:
        return option.kind.name not in STRICT or option.kind.read(words) is not None
    except UserError:
        return False


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
    """A channel or a person where the option wants one, with its mark or without; elsewhere words stay words."""
    mark = {"place": "#", "person": "@"}.get(option.kind.native)
    if mark is None:
        return word
    named = mention(word)
    return named if named != word or word.startswith(mark) else _else(mention(mark + word), word)


def _else(named: object, word: str) -> object:
    return word if isinstance(named, str) else named


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
    typed, near = " ".join(words)[:40], nearest(" ".join(lower), commands)
    if near:
        raise UserError("unknown-command", typed=typed, near=near)
    after = sorted(" ".join(path[1:]) for path in commands if path[:1] == (lower[0],))
    raise UserError("unknown-after", typed=typed, first=lower[0], after=", ".join(after))


def nearest(typed: str, commands: Mapping[tuple[str, ...], Command]) -> str:
    """The command that somebody most likely meant; help where nothing is like it.

    Where only the first word is that of commands, and what follows is like none of theirs: nothing.
    """
    names = [" ".join(path) for path in commands]
    starts = [name for name in names if typed and name.startswith(typed)]
    same = [name for name in names if _first(name) == _first(typed)]
    after = {name: _alike(_after(typed), _after(name)) for name in same}
    best = starts[0] if starts else max(same, key=lambda name: after[name], default="")
    if starts or (same and after[best] >= ALIKE_AFTER):
        return best
    others = [name for name in names if name not in same]
    best = max(others, key=lambda name: _alike(typed, name), default="")
    if _alike(typed, best) >= (SURELY if same else ALIKE):
        return best
    return "" if same else "help"


def _first(name: str) -> str:
    return name.partition(" ")[0]


def _after(name: str) -> str:
    return name.partition(" ")[2]


def _alike(typed: str, name: str) -> float:
    """How like a name the beginning of what was typed is, word by word as many: 0 to 1."""
    head = " ".join(typed.split()[: len(name.split())])
    return difflib.SequenceMatcher(None, head, name).ratio()
