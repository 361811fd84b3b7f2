"""``homeroom run``, kept apart from the other commands: what reads their words would stay in memory for months."""

from __future__ import annotations

import asyncio
import functools
import subprocess
import sys

from bot.operator.starting import environment
from bot.store.address import Address
from bot.trouble import Mistake

NOTHING_TO_RUN = (
    "no platform has a token. For Discord set HOMEROOM_DISCORD_TOKEN; for Slack set HOMEROOM_SLACK_BOT_TOKEN and "
    "HOMEROOM_SLACK_APP_TOKEN (Socket Mode) or HOMEROOM_SLACK_SIGNING_SECRET (HTTP). "
    "`homeroom demo` needs none of them: it shows a living course in the browser."
)


def run() -> None:
    config = environment()
    if not (config.speaks_discord or config.speaks_slack):
        raise Mistake(NOTHING_TO_RUN)
    _upgrade_elsewhere(config.database)
    from bot.serving import serve

    asyncio.run(serve(config, functools.partial(print, flush=True)))


def _upgrade_elsewhere(address: Address) -> None:
    """In a process of its own: what migrations import would stay in memory. Opening the database says what failed."""
    from bot.operator.database import needs_upgrade

    if needs_upgrade(address):
        subprocess.run([sys.executable, "-m", "bot", "db", "upgrade"], check=False, capture_output=True)
