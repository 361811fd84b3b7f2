"""Has charts drawn by a process of its own, which is there while there is something to draw: 100 MB that the bot lacks.

A chart that cannot be drawn is left out, never an error: whoever shows one says the same in words.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self

import structlog

from bot.drawing.colours import adaptive
from bot.drawing.spec import scale, vega
from bot.kernel.pictures import Chart

log = structlog.get_logger()
ROOT = Path(__file__).parents[2]
MAIN, NEEDED = "bot.drawing", "vl_convert"
PATIENCE, IDLE = timedelta(seconds=10), timedelta(minutes=1)
KEPT, LONGEST_LINE = 48, 8_000_000
Kind = Literal["svg", "png"]


class Drawer:
    """One at a time, the others wait their turn; what was drawn lately is at hand. ``async with`` ends it."""

    def __init__(self, patience: timedelta = PATIENCE, idle: timedelta = IDLE, main: str = MAIN) -> None:
        self._patience, self._idle, self._main = patience, idle, main
        self._drawn: OrderedDict[tuple[Chart, Kind], str] = OrderedDict()
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._resting: asyncio.Task[None] | None = None
        self._able: bool | None = None

    async def svg(self, chart: Chart) -> str:
        """An SVG document that follows the reader's light or dark; "" where it could not be drawn."""
        drawn = await self._draw(chart, "svg")
        return adaptive(drawn) if drawn else ""

    async def png(self, chart: Chart) -> bytes:
        """A PNG of about twice the size, on light paper; empty where it could not be drawn."""
        return base64.b64decode(await self._draw(chart, "png"))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the process; a chart that is asked for later would begin another."""
        async with self._turn:
            await self._end()

    async def _draw(self, chart: Chart, kind: Kind) -> str:
        if not self._may():
            return ""
        async with self._turn:
            if (chart, kind) not in self._drawn:
                self._keep(chart, kind, await self._patiently(chart, kind))
            self._drawn.move_to_end((chart, kind))
            drawn = self._drawn[chart, kind]
            if not drawn:
                del self._drawn[chart, kind]
            return drawn

    def _may(self) -> bool:
        if self._able is None:
            self._able = find_spec(NEEDED) is not None
            if not self._able:
                log.warning("charts are left out: vl-convert-python is not installed")
        return self._able

    def _keep(self, chart: Chart, kind: Kind, drawn: str) -> None:
        self._drawn[chart, kind] = drawn
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)

    async def _patiently(self, chart: Chart, kind: Kind) -> str:
        """A process that broke is started once more for the same chart."""
        line = json.dumps({"spec": vega(chart), "as": kind, "scale": scale(chart)}).encode() + b"\n"
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                said = await self._ask(line) or await self._ask(line)
        except OSError:  # a timeout is one; so is a machine that begins no more processes
            said = b""
        answer = _read(said)
        if "drawn" not in answer:
            log.warning("chart left out", why=answer.get("failed") or "the process that draws gave no answer")
        return answer.get("drawn", "")

    async def _ask(self, line: bytes) -> bytes:
        """Its answer; empty, with the process at its end, if it broke. A half-read answer must not meet the next."""
        process = await self._begun()
        if process.stdin is None or process.stdout is None:
            raise TypeError("the process that draws was started with pipes")
        said = b""
        try:
            process.stdin.write(line)
            said = await process.stdout.readline()
        except (ConnectionError, ValueError):
            said = b""
        finally:
            if not said.endswith(b"\n"):
                await self._end()
        self._rest()
        return said

    async def _begun(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            command = (sys.executable, "-m", self._main)
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LONGEST_LINE, cwd=ROOT, env=_environment()
            )
        return self._process

    def _rest(self) -> None:
        """Each chart puts the end off."""
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.create_task(self._end_when_idle()) if self._process else None

    async def _end_when_idle(self) -> None:
        await asyncio.sleep(self._idle.total_seconds())
        async with self._turn:
            self._resting = None
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        resting, self._resting = self._resting, None
        if resting is not None:
            resting.cancel()
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _read(said: bytes) -> dict[str, str]:
    with suppress(ValueError):
        answer = json.loads(said)
        if isinstance(answer, dict):
            return {str(name): str(value) for name, value in answer.items()}
    return {}


def _environment() -> dict[str, str]:
    """Tokens are none of its business."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HOMEROOM_")}
