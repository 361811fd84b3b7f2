"""What the bot costs when nothing happens: `python -m benchmarks.idle`.

- `homeroom --help`, from the start of the process to its end: the median of 7 runs. Goal: under 0.4 s.
- `homeroom run`, connected to a Discord and a Slack in other processes, with nothing to do: resident memory 10 seconds
  after both are ready, at the first start (which migrates the new database) and at a later one; then the processor's
  time in a minute, its wake-ups and its threads. Goals: under 100 MiB, less than 0.1 % of one core.
- Beside it, an interpreter that has imported discord.py and slack-bolt and nothing else.

Takes about a minute and a half. Reads /proc, so it needs Linux; talks to nobody but this machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.far_ends import APP_TOKEN, DISCORD_TOKEN, ROOT, FarEnd, child, far_end, said
from benchmarks.tables import table

RUNS, SETTLE, MINUTE = 7, 10, 60
LIBRARIES = "discord, slack_bolt.async_app, slack_bolt.adapter.socket_mode.aiohttp"
BARE = f"import {LIBRARIES}; print('there', flush=True); input()"


@dataclass(frozen=True)
class Cost:
    """Of a process so far: seconds of processor time, times that it was given the processor; now: MiB, threads."""

    seconds: float
    woken: int
    memory: float
    threads: int

    @classmethod
    def of(cls, process: int) -> Cost:
        folder = Path(f"/proc/{process}")
        spent = [(task / "schedstat").read_text().split() for task in (folder / "task").iterdir()]
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        return cls(
            sum(int(nanoseconds) for nanoseconds, _, _ in spent) / 1e9,
            sum(int(times) for _, _, times in spent),
            int(status["VmRSS"].split()[0]) / 1024,
            int(status["Threads"]),
        )


def help_seconds() -> list[float]:
    async def once() -> float:
        begun = time.perf_counter()
        async with child((sys.executable, "-m", "bot", "--help"), ROOT) as process:
            await process.communicate()
            return time.perf_counter() - begun

    return [asyncio.run(once()) for _ in range(RUNS)]


@contextlib.asynccontextmanager
async def homeroom(discord: FarEnd, slack: FarEnd, folder: Path) -> AsyncIterator[int]:
    """``homeroom run``, ready on both platforms; its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (space,) = await slack.look("workspaces")
    variables: Mapping[str, str] = {
        "HOMEROOM_DISCORD_TOKEN": DISCORD_TOKEN,
        "HOMEROOM_DISCORD_API": f"{discord.address}/api/v10",
        "HOMEROOM_SLACK_BOT_TOKEN": space["bot_token"],
        "HOMEROOM_SLACK_APP_TOKEN": APP_TOKEN,
        "HOMEROOM_SLACK_API": f"{slack.address}/api/",
        "HOMEROOM_PORT": str(port),
        "HOMEROOM_LOG": "json",
    }
    async with child((sys.executable, "-m", "bot", "run"), folder, variables) as process:
        for _ in range(2):
            await said(process, "ready: ")
        yield process.pid


async def bare() -> Cost:
    """The two libraries, imported."""
    async with child((sys.executable, "-c", BARE), ROOT) as process:
        await said(process, "there")
        return Cost.of(process.pid)


async def idle() -> tuple[Cost, Cost, Cost]:
    """Settled after the first start; settled after a later one; and a minute after that."""
    async with far_end("discord") as discord, far_end("slack") as slack:
        with tempfile.TemporaryDirectory() as name:
            async with homeroom(discord, slack, Path(name)) as process:
                await asyncio.sleep(SETTLE)
                first = Cost.of(process)
            async with homeroom(discord, slack, Path(name)) as process:
                await asyncio.sleep(SETTLE)
                later = Cost.of(process)
                await asyncio.sleep(MINUTE)
                return first, later, Cost.of(process)


def main() -> None:
    helped = help_seconds()
    libraries = asyncio.run(bare())
    first, later, last = asyncio.run(idle())
    spent, woken = last.seconds - later.seconds, last.woken - later.woken
    table(
        ("", "found", "goal"),
        ("homeroom --help, median", f"{statistics.median(helped):.2f} s", "< 0.4 s"),
        ("homeroom --help, fastest and slowest", f"{min(helped):.2f} to {max(helped):.2f} s", ""),
        ("memory of discord.py and slack-bolt, only imported", f"{libraries.memory:.1f} MiB", ""),
        ("memory of homeroom run, idle, first start", f"{first.memory:.1f} MiB", "< 100 MiB"),
        ("memory of homeroom run, idle, later start", f"{later.memory:.1f} MiB", "< 100 MiB"),
        ("processor time in an idle minute", f"{1000 * spent:.0f} ms = {100 * spent / MINUTE:.2f} %", "< 0.1 %"),
        ("times woken in an idle minute, all threads", str(woken), ""),
        ("threads", str(last.threads), ""),
    )


if __name__ == "__main__":
    main()
