"""The whole command table, and ``/help``: those of it that the person who asks may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Annotated

from bot.kernel.cards import TEXT, Card, Strong, Text, plain
from bot.kernel.commands import Command, command
from bot.kernel.errors import UserError
from bot.kernel.events import Call
from bot.kernel.features import Bot, Feature
from bot.kernel.replies import Reply, Whisper

Table = Mapping[tuple[str, ...], Command]
ROOM = TEXT - 400  # for the title and the footer


def command_table(features: Sequence[Feature]) -> Table:
    """Every command of every feature by its path, and the one that lists them."""

    def show(bot: Bot, call: Call, about: Annotated[str, "Only commands that begin with this word"] = "") -> Reply:
        """Show what you can do here."""
        wanted = about.lower().lstrip("/").split()[:1]
        found = [known for known in table.values() if [*known.path][: len(wanted)] == wanted]
        if not found:
            raise UserError("unknown-command", typed=about[:40], near="help")
        mine = [known for known in found if bot.standing.role in known.may]
        if not mine:
            raise UserError("help-not-yours", about=about[:40])
        return Whisper(help_card(bot, call.person.platform, mine))

    table = {known.path: known for feature in features for known in feature.commands}
    table["help",] = command("help", show)
    return table


def slash(platform: str, path: Iterable[str]) -> str:
    """A command as it is typed: Slack has one word of its own in front."""
    return "/" + " ".join(("homeroom", *path) if platform == "slack" else tuple(path))


def help_card(bot: Bot, platform: str, commands: Sequence[Command]) -> Card:
    """Each command with its sentence; where they are too many for a card, by their first words."""
    lines: list[Text] = [(Strong(slash(platform, known.path)), " – ", known.help) for known in commands]
    if sum(len(plain(line)) + 1 for line in lines) <= ROOM:
        return Card(bot.t("help-title"), tuple(lines), footer=bot.t("help-footer"))
    footer = bot.t("help-more", help=slash(platform, ("help",)))
    return Card(bot.t("help-title"), tuple(_by_first_word(platform, commands)), footer=footer)


def _by_first_word(platform: str, commands: Sequence[Command]) -> Iterable[Text]:
    for first, some in groupby(sorted(commands, key=lambda known: known.path[0]), key=lambda known: known.path[0]):
        every = list(some)
        said = every[0].help if len(every) == 1 else ", ".join(" ".join(known.path[1:]) for known in every)
        yield (Strong(slash(platform, (first,))), " – ", said)
