"""The way to help that stands beside everything that may weigh on somebody; the feature ``support`` answers it."""

from __future__ import annotations

from bot.kernel.cards import Button
from bot.kernel.features import Bot

OPEN = "support.open"


def support_button(bot: Bot, course: str) -> Button:
    """A button for any card: help, at once, seen by nobody else and written down nowhere."""
    return Button(bot.t("support-button"), OPEN, (course,))
