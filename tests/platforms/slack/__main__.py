"""The fake as its own process: ``python -m tests.platforms.slack --port 9001``."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from typing import Annotated

import typer

from tests.platforms.slack.far_end import FakeSlack

OPTION_PORT = Annotated[int, typer.Option(help="0 chooses a free one")]
OPTION_LIMITS = Annotated[bool, typer.Option("--limits", help="Enforce Slack's rate limits")]
OPTION_DELAY = Annotated[float, typer.Option(help="How long every call takes, at least")]
OPTION_UNCHECKED = Annotated[bool, typer.Option("--unchecked", help="Don't check blocks and views: faster")]
OPTION_SPACES = Annotated[int, typer.Option(help="How many workspaces there are")]


def main(
    port: OPTION_PORT = 0,
    limits: OPTION_LIMITS = False,
    delay_ms: OPTION_DELAY = 0.0,
    unchecked: OPTION_UNCHECKED = False,
    workspaces: OPTION_SPACES = 1,
) -> None:
    """Play Slack until SIGINT or SIGTERM; prints ``listening http://127.0.0.1:PORT`` when ready."""
    gc.disable()  # whoever measures a bot against this does not mean to measure how this tidies up
    slack = FakeSlack(port=port, limits=limits, delay=delay_ms / 1000)
    slack.strict = not unchecked
    for _ in range(workspaces - 1):
        slack.add_workspace()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(slack))


async def _serve(slack: FakeSlack) -> None:
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    async with slack:
        print(f"listening {slack.url}", flush=True)  # noqa: T201 - the caller waits for this line
        await over.wait()


if __name__ == "__main__":
    typer.run(main)
