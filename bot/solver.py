"""The matcher in a process of its own: what it computes with is never in the bot's memory, nor in its loop's way."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from bot.kernel.rubbish import uncollected
from bot.matching import wire
from bot.matching.late import Change
from bot.matching.people import Outcome, Problem

ROOT = Path(__file__).parents[1]
MAIN = "bot.matching"
PATIENCE, IDLE = timedelta(minutes=2), timedelta(seconds=5)
MOST = 4  # processes, however many processors there are: each takes 70 MB, and more for a large round
LARGE = 1 << 20  # bytes; the process of a larger question ends with its answer, so as not to keep what that took
LINE = 1 << 24  # bytes; no line of an answer is nearly as long


class SolverFailed(Exception):
    """The solver's process said nothing that can be used; the text is what it complained of last."""


class Solver:
    """Questions are asked of processes that answer one at a time, as many as there are processors.

    Each waits for the next question, and ends when there is none for a while: nothing of it stays in memory.
    """

    def __init__(self, patience: timedelta = PATIENCE, main: str = MAIN, idle: timedelta = IDLE) -> None:
        self._patience = patience
        self._main = main
        self._idle = idle
        self._room = asyncio.Semaphore(min(os.cpu_count() or 1, MOST))
        self._waiting: dict[Process, asyncio.Task[None]] = {}

    async def match(self, problem: Problem) -> Outcome:
        """A new round. Raises SolverFailed."""
        return await self.answer(_known(wire.Asked(problem)))

    async def place(self, problem: Problem, change: Change) -> Outcome:
        """The same round with those who came or went; nobody else is moved. Raises SolverFailed."""
        return await self.answer(_known(wire.Asked(problem, change)))

    async def answer(self, question: Awaitable[wire.Asked]) -> Outcome:
        """Either of the two, as it is asked on the wire. Raises SolverFailed, or what the question raises.

        A new process starts while the question is being read: loading its libraries takes as long as that.
        """
        async with self._room, self._process() as process:
            written = await _written(question)
            said = await self._said(process, written)
            if len(written) < LARGE:
                self._keep(process)
        try:
            with uncollected():
                return await asyncio.to_thread(wire.answered, said)
        except (ValueError, LookupError, TypeError) as error:
            raise SolverFailed(f"said what cannot be read: {error!r}") from error

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[Process]:
        """One that waits for a question, or a new one; it does not outlive the block unless it is kept."""
        process = self._taken() or await _started(self._main)
        try:
            yield process
        finally:
            if process not in self._waiting:
                await _end(process)

    def _taken(self) -> Process | None:
        while self._waiting:
            process, ending = self._waiting.popitem()
            ending.cancel()
            if process.returncode is None:
                return process
        return None

    def _keep(self, process: Process) -> None:
        self._waiting[process] = asyncio.create_task(self._ending(process))

    async def _ending(self, process: Process) -> None:
        try:
            await asyncio.sleep(self._idle.total_seconds())
        finally:
            if self._waiting.get(process) is asyncio.current_task():
                del self._waiting[process]
                await _end(process)

    async def _said(self, process: Process, question: bytes) -> list[bytes]:
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                return await _asked(process, question)
        except TimeoutError:
            raise SolverFailed(f"no answer within {self._patience.total_seconds():g} s") from None


async def _asked(process: Process, question: bytes) -> list[bytes]:
    """The lines of its answer."""
    if not (process.stdin and process.stdout and process.stderr):
        raise TypeError("the solver was started with pipes")
    with suppress(ConnectionError):  # what it complains of says more
        process.stdin.write(question)
        await process.stdin.drain()
    said = list[bytes]()
    async for line in process.stdout:
        if line == wire.END:
            return said
        said.append(line)
    complained = await process.stderr.read()
    if await process.wait():
        raise SolverFailed(f"ended with status {process.returncode}: {_last_line(complained)}")
    raise SolverFailed("said what cannot be read: it ended before its answer did")


async def _written(question: Awaitable[wire.Asked]) -> bytes:
    """A thread takes what is asked out of the list and lets it go, which takes the loop 20 ms for a large course."""
    asked = [await question]
    with uncollected():
        return await asyncio.to_thread(lambda: b"".join((*wire.ask(asked.pop()), wire.END)))


async def _known(asked: wire.Asked) -> wire.Asked:
    return asked


async def _started(main: str) -> Process:
    command = (sys.executable, "-m", main)
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=LINE, cwd=ROOT, env=_environment()
    )


async def _end(process: Process) -> None:
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
