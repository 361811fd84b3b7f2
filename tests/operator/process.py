"""``homeroom run`` as a process of its own, with what it says as it says it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

LONG = 20.0


@dataclass
class Running:
    """One process; ``lines`` is what it has said on standard output so far."""

    process: asyncio.subprocess.Process
    port: int
    lines: list[str] = field(default_factory=list)

    async def says(self, start: str) -> str:
        """The next line that begins so."""
        assert self.process.stdout
        async with asyncio.timeout(LONG):
            while raw := await self.process.stdout.readline():
                self.lines.append(raw.decode().rstrip())
                if self.lines[-1].startswith(start):
                    return self.lines[-1]
        raise AssertionError(f"it ended without saying {start!r}: {await self.complaints()}")

    async def looks(self, path: str) -> tuple[int, dict]:
        url = f"http://127.0.0.1:{self.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.json()

    async def is_ready(self) -> dict[str, str]:
        """The states of the platforms, once the schedule has turned, which the first time may take a moment."""
        async with asyncio.timeout(LONG):
            status, found = await self.looks("/readyz")
            while status != 200:
                await asyncio.sleep(0.1)
                status, found = await self.looks("/readyz")
        return found["platforms"]

    async def status(self, path: str) -> int:
        url = f"http://127.0.0.1:{self.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status

    async def comes_to(self, platform: str, state: str) -> int:
        """Waits until ``/readyz`` says so of a platform; the status that it says it with."""
        async with asyncio.timeout(LONG):
            while True:
                with suppress(aiohttp.ClientConnectionError):
                    status, found = await self.looks("/readyz")
                    if found["platforms"][platform] == state:
                        return status
                await asyncio.sleep(0.05)

    async def ends(self, told: signal.Signals | None = signal.SIGTERM) -> tuple[int, str]:
        """Its exit status, and the last line on standard error."""
        if told:
            self.process.send_signal(told)
        complaints = await self.complaints()
        async with asyncio.timeout(LONG):
            return await self.process.wait(), complaints.splitlines()[-1] if complaints else ""

    async def complaints(self) -> str:
        assert self.process.stderr
        async with asyncio.timeout(LONG):
            return (await self.process.stderr.read()).decode()


@asynccontextmanager
async def running(folder: Path, **variables: str) -> AsyncIterator[Running]:
    """``homeroom run`` in a folder, with these variables (``discord_token=…``) and no others of ours."""
    port = int(variables.pop("port", 0)) or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("HOMEROOM_")}
    ours = {"port": str(port), "log": "json", **variables}
    environment |= {f"HOMEROOM_{name.upper()}": value for name, value in ours.items()}
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, **pipes
    )
    try:
        yield Running(process, port)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
