"""The matcher in a process of its own: what it computes with is never in the bot's memory, nor in its loop's way."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.kernel.rubbish import uncollected
from bot.matching import wire
from bot.matching.late import Change
from bot.matching.people import Outcome, Problem

ROOT = Path(__file__).parents[1]
MAIN = "bot.matching"
PATIENCE = timedelta(minutes=2)


class SolverFailed(Exception):
    """The solver's process said nothing that can be used; the text is what it complained of last."""


class Solver:
    """Each question is asked of a new process, which ends with its answer."""

    def __init__(self, patience: timedelta = PATIENCE, main: str = MAIN) -> None:
        self._patience = patience
        self._main = main

    async def match(self, problem: Problem) -> Outcome:
        """A new round. Raises SolverFailed."""
        return await self.answer(_known(wire.Asked(problem)))

    async def place(self, problem: Problem, change: Change) -> Outcome:
        """The same round with those who came or went; nobody else is moved. Raises SolverFailed."""
        return await self.answer(_known(wire.Asked(problem, change)))

    async def answer(self, question: Awaitable[wire.Asked]) -> Outcome:
        """Either of the two, as it is asked on the wire. Raises SolverFailed, or what the question raises.

        The process starts while the question is being read: loading its libraries takes as long as that.
        """
        async with _started(self._main) as process:
            said = await self._said(process, await _written(question))
        try:
            with uncollected():
                return await asyncio.to_thread(lambda: wire.answered(said.splitlines()))
        except (ValueError, LookupError, TypeError) as error:
            raise SolverFailed(f"said what cannot be read: {error!r}") from error

    async def _said(self, process: Process, question: bytes) -> bytes:
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                said, complained = await process.communicate(question)
        except TimeoutError:
            raise SolverFailed(f"no answer within {self._patience.total_seconds():g} s") from None
        if process.returncode:
            raise SolverFailed(f"ended with status {process.returncode}: {_last_line(complained)}")
        return said


async def _written(question: Awaitable[wire.Asked]) -> bytes:
    """A thread takes what is asked out of the list and lets it go, which takes the loop 20 ms for a large course."""
    asked = [await question]
    with uncollected():
        return await asyncio.to_thread(lambda: b"".join(wire.ask(asked.pop())))


async def _known(asked: wire.Asked) -> wire.Asked:
    return asked


@asynccontextmanager
async def _started(main: str) -> AsyncIterator[Process]:
    """A process of that module, which does not outlive the block."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", main), stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=ROOT, env=_environment()
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    """Tokens are none of its business; one thread is enough for algebra this small, and starts sooner."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOMEROOM_")}
    return {**kept, "OPENBLAS_NUM_THREADS": "1"}


def _last_line(complaint: bytes) -> str:
    """Of a traceback, it says what happened."""
    lines = complaint.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "without a word"
