"""``/help``: the commands that the person who asks may use, from the one declaration of each."""

from __future__ import annotations

from collections.abc import Iterable

from bot.kernel.cards import Card, Strong, Text
from bot.kernel.commands import Command
from bot.kernel.features import Bot


def slash(platform: str, path: Iterable[str]) -> str:
    """A command as it is typed: Slack has one word of its own in front."""
    return "/" + " ".join(("homeroom", *path) if platform == "slack" else tuple(path))


def help_card(bot: Bot, platform: str, commands: Iterable[Command]) -> Card:
    lines: list[Text] = [
        (Strong(slash(platform, command.path)), " – ", command.help)
        for command in commands
        if bot.standing.role in command.may
    ]
    return Card(bot.t("help-title"), tuple(lines), footer=bot.t("help-footer"))
