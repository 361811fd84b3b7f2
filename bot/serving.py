"""``homeroom run``: everything started in its order, kept going, and ended cleanly."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import structlog

from bot import core as cores
from bot import wiring
from bot.config import Config
from bot.core import Core
from bot.dashboard.site import Dashboard
from bot.presence import Presence, Say
from bot.tidying import put_in_order, tidied
from bot.trouble import Trouble
from bot.web import Health, Web

log = structlog.get_logger()
DRAIN = 5.0


class NoneLeft(Trouble):
    """Every platform has shut its door."""


async def serve(config: Config, say: Say) -> None:
    """Until SIGTERM or SIGINT. Raises NoneLeft when no platform is left to speak through."""
    stop = told_to_stop()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(tidied())
        core = await stack.enter_async_context(cores.opened(config))
        presences = wiring.presences(config, core)
        present = await stack.enter_async_context(_present(presences, _settling(say)))
        stack.push_async_callback(_open_web(config, core, presences).close)
        beating = await stack.enter_async_context(_beating(core))
        told = await _first(stop, present, beating)
    if not told:
        raise NoneLeft("no platform is left: " + "; ".join(f"{one.name}: {one.why}" for one in presences))


def _settling(say: Say) -> Say:
    """When a platform is connected, the house is put in order for the months to come."""

    def said(line: str) -> None:
        say(line)
        put_in_order()

    return said


async def _first(stop: asyncio.Event, *others: asyncio.Future[Any]) -> bool:
    """Waits until one of them ends; whether it was the word to stop. Raises what ended another."""
    stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
    done, _ = await asyncio.wait({stopping, *others}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    for ended in done:
        ended.result()
    return stop.is_set()


def told_to_stop() -> asyncio.Event:
    """Set by the first SIGTERM or SIGINT; a second one ends the process as it always would."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def on_signal() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal)
    return stop


@asynccontextmanager
async def _present(presences: Sequence[Presence], say: Say) -> AsyncIterator[asyncio.Future[list[None]]]:
    """On every platform; done when none of them is left."""
    everywhere = asyncio.gather(*(presence.run(say) for presence in presences))
    try:
        yield everywhere
    finally:
        everywhere.cancel()
        await asyncio.gather(everywhere, return_exceptions=True)


def _open_web(config: Config, core: Core, presences: Sequence[Presence]) -> Web:
    async def states() -> dict[str, str]:
        return {one.name: await one.condition() for one in presences}

    health = Health(core.store, states, lambda: core.engine.turned)
    called = [route for presence in presences for route in presence.routes]
    pages = Dashboard(core.app, core.drawer.svg)
    return Web([*health.routes, *called, *pages.routes], config.host, config.port)


@asynccontextmanager
async def _beating(core: Core) -> AsyncIterator[asyncio.Task[None]]:
    """The engine; at its end it takes nothing new, and what is being said gets a few seconds to arrive."""
    task = asyncio.create_task(core.engine.run(), name="engine")
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task}, timeout=DRAIN)
        if not task.done():
            log.warning("not everything arrived in time; it is looked up at the next start")
