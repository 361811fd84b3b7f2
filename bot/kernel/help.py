"""The whole command table, and ``/help``: those of it that the person who asks may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.kernel.cards import Card, Strong, Text
from bot.kernel.commands import Command, command
from bot.kernel.events import Call
from bot.kernel.features import Bot, Feature
from bot.kernel.replies import Reply, Whisper

Table = Mapping[tuple[str, ...], Command]


def command_table(features: Sequence[Feature]) -> Table:
    """Every command of every feature by its path, and the one that lists them."""

    def show(bot: Bot, call: Call) -> Reply:
        """Show what you can do here."""
        return Whisper(help_card(bot, call.person.platform, table.values()))

    table = {known.path: known for feature in features for known in feature.commands}
    table["help",] = command("help", show)
    return table


def slash(platform: str, path: Iterable[str]) -> str:
    """A command as it is typed: Slack has one word of its own in front."""
    return "/" + " ".join(("homeroom", *path) if platform == "slack" else tuple(path))


def help_card(bot: Bot, platform: str, commands: Iterable[Command]) -> Card:
    lines: list[Text] = [
        (Strong(slash(platform, known.path)), " – ", known.help) for known in commands if bot.standing.role in known.may
    ]
    return Card(bot.t("help-title"), tuple(lines), footer=bot.t("help-footer"))
