"""Discord's and Slack's far ends as processes of their own, so that what is measured is the bot and not its measure."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).resolve().parents[1]
APP_TOKEN = "xapp-1-A000001-1-secret"
DISCORD_TOKEN = "far.end.token"


@dataclass(frozen=True)
class FarEnd:
    """``address`` has no path; ``control`` pulls the strings of the far end (see its ``control`` module)."""

    address: str
    session: aiohttp.ClientSession

    async def look(self, what: str, **query: str) -> Any:
        async with self.session.get(f"{self.address}/control/{what}", params=query) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def do(self, what: str, **asked: Any) -> Any:
        async with self.session.post(f"{self.address}/control/{what}", json=asked) as answer:
            if answer.status != 200:
                raise RuntimeError(f"{what}: {await answer.text()}")
            return await answer.json()


@contextlib.asynccontextmanager
async def far_end(platform: str, *options: str) -> AsyncIterator[FarEnd]:
    """``discord`` or ``slack`` on a free port; ``options`` are those of its command line."""
    command = (sys.executable, "-m", f"tests.platforms.{platform}", *options)
    async with child(command, cwd=ROOT) as process, aiohttp.ClientSession(timeout=_PATIENT) as session:
        address = (await said(process, "listening ")).split()[1].removesuffix("/api/v10")
        yield FarEnd(address, session)


_PATIENT = aiohttp.ClientTimeout(total=300)


@contextlib.asynccontextmanager
async def child(
    command: tuple[str, ...], cwd: Path, more: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process with none of the operator's variables but ``more``; ended when the block is left."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("HOMEROOM_")}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=cwd, env={**variables, **(more or {})}, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def said(process: asyncio.subprocess.Process, start: str) -> str:
    """The next line on standard output that begins so."""
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        if line.startswith(start):
            return line.strip()
    raise RuntimeError(f"it ended without saying {start!r}")
