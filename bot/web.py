"""The web server inside the bot: is it alive, is it ready, and what adapters want to be called by."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.kernel.ports import Database
from bot.store import notes
from bot.trouble import Trouble

PATIENCE = 5.0
STALE = 60.0
WELL = ("connected", "standing by")
GRACE = 3


class PortTaken(Trouble):
    """Somebody else listens there, or nobody may."""


@dataclass(frozen=True)
class Health:
    """What the two questions are answered from.

    ``states`` tells how each platform is at this moment; ``turned`` is when the engine last turned (monotonic seconds).
    """

    database: Database
    states: Callable[[], Awaitable[Mapping[str, str]]]
    turned: Callable[[], float]

    async def alive(self, request: Request) -> JSONResponse:
        """A real write: a process that can answer but not write is not alive. One that a platform left is."""
        writes = await self._writes()
        return JSONResponse({"database": _well(writes)}, 200 if writes else 503)

    async def ready(self, request: Request) -> JSONResponse:
        """Whether everything is at work now; ``down`` names what is not."""
        writes, age, states = await self._writes(), time.monotonic() - self.turned(), await self.states()
        works = {"database": writes, "schedule": age < STALE} | {name: state in WELL for name, state in states.items()}
        down = [part for part, well in works.items() if not well]
        found = {"database": _well(writes), "seconds since the last turn": round(age, 1), "platforms": dict(states)}
        return JSONResponse({"down": down, **found}, 503 if down else 200)

    async def _writes(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self.database.write(lambda db: notes.put(db, "health", str(int(time.time()))))
        except Exception:
            return False
        return True

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return (Route("/healthz", self.alive), Route("/readyz", self.ready))


def _well(well: bool) -> str:
    return "ok" if well else "cannot be written"


class _Server(uvicorn.Server):
    """uvicorn inside a process that has its own idea of signals, and sleeps when there is nothing to do."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        """The inherited one wakes ten times a second, to see whether it should end and what to put into ``Date``."""
        await self.stopping.wait()


class Web:
    """Serves routes on one address until it is stopped."""

    def __init__(self, routes: Sequence[BaseRoute], host: str, port: int) -> None:
        self._socket = listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._server = _Server(
            uvicorn.Config(
                Starlette(routes=routes),
                access_log=False,
                log_config=None,
                lifespan="off",
                ws="none",
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._task = asyncio.create_task(self._server.serve([self._socket]), name="web")

    async def close(self) -> None:
        self._server.stopping.set()
        await self._task
        self._socket.close()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; PortTaken says in one line why there is none."""
    try:
        listening = socket.create_server((host, port), family=_family(host), backlog=512)
    except OSError as error:
        raise PortTaken(
            f"cannot listen on {host}:{port}: {_reason(error)}; set HOMEROOM_PORT or HOMEROOM_HOST"
        ) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each answer waits 40 ms for an acknowledgement
    return listening


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _reason(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "another program listens there"
    return error.strerror or str(error)
