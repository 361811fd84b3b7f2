"""This Discord as a process of its own: `python -m tests.platforms.discord --port 9000 --limits --delay-ms 100`."""

import argparse
import asyncio
import gc
import signal
from datetime import datetime

from tests.platforms.discord.far_end import FakeDiscord


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.platforms.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--limits", action="store_true", help="50 requests a second, 5 messages in 5 s per channel")
    parser.add_argument("--delay-ms", type=float, default=0.0, help="before every answer")
    parser.add_argument("--no-validate", action="store_true", help="don't judge requests by Discord's description")
    parser.add_argument("--clock", type=datetime.fromisoformat, help="the instant, with offset, at which it starts")
    return parser.parse_args()


async def run(chosen: argparse.Namespace) -> None:
    gc.disable()  # whoever measures a bot against this does not mean to measure how this tidies up
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    discord = FakeDiscord(
        port=chosen.port,
        limits=chosen.limits,
        delay=chosen.delay_ms / 1000,
        validate=not chosen.no_validate,
        start=chosen.clock.timestamp() if chosen.clock else None,
    )
    async with discord:
        print(f"listening {discord.api}", flush=True)  # noqa: T201  the caller waits for this line
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(run(options()))
