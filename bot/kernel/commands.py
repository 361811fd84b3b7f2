"""One declaration per command, for every platform: read from the handler's signature and docstring."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

from bot.kernel import options
from bot.kernel.cards import FIELD_LABEL, FORM_ITEMS, Field, Form
from bot.kernel.cards import Option as Choice
from bot.kernel.options import Kind
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply
from bot.kernel.roles import EVERYBODY, Role

KINDS: Mapping[Any, Kind] = {
    str: options.TEXT,
    int: options.WHOLE,
    bool: options.YES_NO,
    date: options.DATE,
    time: options.TIME,
    Place: options.PLACE,
    Person: options.PERSON,
}
NAME, HELP, PER_COMMAND, LONGEST = 32, 100, 25, 200


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command. ``required`` ones that are missing are asked for by a form."""

    name: str
    help: str
    kind: Kind
    required: bool
    default: object = None


@dataclass(frozen=True, slots=True)
class Command:
    """``/course staff add``: path, what it does in one sentence, its options, who may."""

    path: tuple[str, ...]
    help: str
    options: tuple[Option, ...]
    may: frozenset[Role]
    handler: Callable[..., Reply]
    agreed: bool = False
    unlogged: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.path)

    def __post_init__(self) -> None:
        words = (*self.path, *(option.name for option in self.options))
        helps = (self.help, *(option.help for option in self.options))
        fits = 1 <= len(self.path) <= 3 and len(self.options) <= PER_COMMAND
        if not fits or any(len(w) > NAME for w in words) or any(not 1 <= len(h) <= HELP for h in helps):
            raise ValueError(f"/{self.name} does not fit a platform's command")


def command(
    path: str,
    handler: Callable[..., Reply],
    may: frozenset[Role] = EVERYBODY,
    agreed: bool = False,
    unlogged: bool = False,
) -> Command:
    """Declare a command: options from the signature, help from the docstring's first line.

    One that is ``agreed`` asks for the course agreement first: the bot will write to that person unasked.
    One that is ``unlogged`` only reads: not even the id of the event is kept.
    """
    hints = typing.get_type_hints(handler, include_extras=True)
    parameters = list(inspect.signature(handler).parameters.values())[2:]
    help_ = (handler.__doc__ or "").strip().partition("\n")[0]
    declared = tuple(_option(parameter, hints[parameter.name]) for parameter in parameters)
    return Command(tuple(path.split()), help_, declared, may, handler, agreed, unlogged)


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    type_, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint, "")
    help_ = str(next(extra for extra in extras if isinstance(extra, str)))
    kind = next((extra for extra in extras if isinstance(extra, Kind)), None) or _kind(type_)
    required = parameter.default is inspect.Parameter.empty
    return Option(parameter.name, help_, kind, required, None if required else parameter.default)


def _kind(type_: Any) -> Kind:
    if get_origin(type_) is Literal:
        return options.one_of(get_args(type_))
    if isinstance(type_, UnionType):
        type_ = next(t for t in get_args(type_) if t is not NoneType)
    return KINDS[type_]


def missing(command: Command, given: Mapping[str, object]) -> tuple[Option, ...]:
    return tuple(option for option in command.options if option.required and option.name not in given)


def form_of(command: Command, given: Mapping[str, object], submit: str) -> Form:
    """The command as a form, with what was given filled in.

    Options beyond a form's size keep their defaults, and so do those of which there is only one to choose.
    """
    open_ = [option for option in command.options if option.required or len(option.kind.choices) != 1]
    wanted = sorted(open_, key=lambda o: (not o.required, o.name not in given))[:FORM_ITEMS]
    fields = tuple(_field(option, given) for option in command.options if option in wanted)
    return Form(" ".join(command.path).title()[:24], "command", fields, command.path, submit=submit)


def _field(option: Option, given: Mapping[str, object]) -> Field:
    kinds = {"place": "place", "person": "person"}
    kind: Any = "choice" if option.kind.choices else kinds.get(option.kind.native, "text")
    return Field(
        option.name,
        _label(option.help),
        kind,
        hint="" if len(option.help) <= FIELD_LABEL else option.help,
        value=_filled_in(option, given.get(option.name)),
        options=tuple(Choice(choice, choice) for choice in option.kind.choices),
        required=option.required,
        longest=LONGEST,
        complete=option.kind.source,
    )


def _filled_in(option: Option, given: object) -> str:
    """What was given, if the field can show it; a menu shows only what it lists."""
    listed = {"place": Place, "person": Person}.get(option.kind.native, object)
    shown = str(given) if given is not None and isinstance(given, listed) else ""
    if option.kind.choices:
        shown = shown.lower() if shown.lower() in option.kind.choices else ""
    return (shown or usual(option))[:LONGEST]


def usual(option: Option) -> str:
    """An option's default as people would type it; nothing where that stands for not having been given."""
    if isinstance(option.default, time):
        return f"{option.default:%H:%M}"
    if isinstance(option.default, bool):
        return "yes" if option.default else "no"
    return str(option.default or "")


def _label(help_: str) -> str:
    """The start of a help text that fits over a field: up to a comma if there is one, else to a word's end."""
    if len(help_) <= FIELD_LABEL:
        return help_
    start = help_[: FIELD_LABEL + 1]
    return re.split(r"[,;(]", start)[0].strip() if re.search(r"[,;(]", start) else start.rpartition(" ")[0]
