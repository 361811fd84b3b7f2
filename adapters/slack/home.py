"""App Home: everything that somebody may do, each with a button and what it does; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from adapters.slack import render
from adapters.slack.texts import Native, plain
from bot.kernel.cards import Button
from bot.kernel.commands import Command
from bot.kernel.roles import EVERYBODY
from bot.kernel.text import t

Table = Mapping[tuple[str, ...], Command]


def blocks(table: Table, may: Collection[tuple[str, ...]], locale: str, seal: render.Seal) -> list[Native]:
    """Staff's commands first, then everybody's, by noun."""
    mine = sorted((table[path] for path in may if path in table), key=lambda command: command.path)
    staff = [command for command in mine if command.may != EVERYBODY]
    others = [command for command in mine if command.may == EVERYBODY]
    intro = {"type": "section", "text": plain(t("slack-home-intro", locale))}
    return [
        intro,
        *_section("slack-home-staff", staff, locale, seal),
        *_section("slack-home-you", others, locale, seal),
    ]


def _section(key: str, commands: list[Command], locale: str, seal: render.Seal) -> list[Native]:
    if not commands:
        return []
    found: list[Native] = [{"type": "header", "text": plain(t(key, locale), 150)}]
    for noun, verbs in groupby(commands, key=lambda command: command.path[0]):
        found += _noun(noun, verbs, seal)
    return found


def _noun(noun: str, verbs: Iterable[Command], seal: render.Seal) -> list[Native]:
    name = {"type": "context", "elements": [plain(noun.capitalize())]}
    return [name, *(_line(command, seal) for command in verbs)]


def _line(command: Command, seal: render.Seal) -> Native:
    label = " ".join(command.path[1:] or command.path).capitalize()
    button = render.button(Button(label, "command", command.path), seal)
    return {"type": "section", "text": plain(command.help), "accessory": button}
