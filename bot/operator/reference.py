"""What is said once in the code and shown elsewhere: the command table and the environment, as data and as Markdown."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.config import Config, shown_default, variable
from bot.features.all import FEATURES
from bot.kernel.commands import Command, Option, usual
from bot.kernel.help import command_table
from bot.kernel.roles import EVERYBODY, STAFF, Role

Row = Sequence[str]


def table_of_commands() -> Mapping[tuple[str, ...], Command]:
    """Every command of every feature, in the order of their names."""
    return dict(sorted(command_table(FEATURES).items()))


def application_of(token: str) -> str:
    """The application's id, with which a Discord bot's token begins; empty when it does not."""
    head = token.partition(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except ValueError:
        return ""
    return decoded if decoded.isdecimal() else ""


def commands_json(commands: Iterable[Command]) -> list[dict[str, Any]]:
    """The whole table, in the order in which help shows it."""
    return [
        {
            "path": list(command.path),
            "help": command.help,
            "may": sorted(command.may),
            "options": [_option(option) for option in command.options],
        }
        for command in sorted(commands, key=lambda command: command.path)
    ]


def _option(option: Option) -> dict[str, Any]:
    return {
        "name": option.name,
        "help": option.help,
        "kind": option.kind.name,
        "choices": list(option.kind.choices),
        "completed_from": option.kind.source,
        "required": option.required,
        "default": None if option.default is None else str(option.default),
    }


def commands_markdown(commands: Iterable[Command]) -> str:
    """The text of ``docs/commands.md``."""
    ordered = sorted(commands, key=lambda command: command.path)
    nouns = dict.fromkeys(command.path[0] for command in ordered)
    parts = [_OPENING, *(_noun(noun, [c for c in ordered if c.path[0] == noun]) for noun in nouns)]
    return "\n\n".join(parts) + "\n"


_OPENING = """# Commands

<!-- Generated from the command table: `make generated` writes this page again. -->

On Discord a command is typed as it stands here: `/course status`.
On Slack one word comes first: `/homeroom course status`; options are written `name:value`, several words in quotes.
A first word alone, such as `/homeroom course`, explains its commands; on Discord `/help about:course` does.
An option that is needed and missing is asked for by a form."""


def _noun(noun: str, commands: Iterable[Command]) -> str:
    return "\n\n".join((f"## {noun}", *map(_command, commands)))


def _command(command: Command) -> str:
    heading = f"### `/{command.name}`\n\n{command.help}\n{_who(command.may)}"
    if not command.options:
        return heading
    rows = [(f"`{o.name}`", _cell(o.help), _values(o), _needed(o)) for o in command.options]
    return f"{heading}\n\n{table(('Option', 'What it is', 'Values', 'Needed'), rows)}"


def _who(may: frozenset[Role]) -> str:
    if may == EVERYBODY:
        return "For everybody."
    return "For staff." if may == STAFF else f"For: {', '.join(sorted(may))}."


def _values(option: Option) -> str:
    return ", ".join(f"`{choice}`" for choice in option.kind.choices) or option.kind.name


def _needed(option: Option) -> str:
    if option.required:
        return "yes"
    return f"no (`{found}`)" if (found := usual(option)) else "no"


def environment_markdown() -> str:
    """The README's table of variables."""
    fields = Config.model_fields.items()
    rows = [(f"`{variable(name)}`", _code(shown_default(field)), field.description or "") for name, field in fields]
    return table(("Variable", "Default", "What it is"), rows)


def _code(words: str) -> str:
    return f"`{words}`" if words else ""


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def table(head: Row, rows: Iterable[Row]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
