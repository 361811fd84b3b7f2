"""Rubbish is collected when nothing goes on: left alone, the interpreter does it in the middle of a hundred presses.

Nor do threads snatch the interpreter from each other as often as it would let them: SQLite's thread gives it away with
every statement, and to have it back after a fifth of the time cost a press a fifth more of the processor.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import linecache
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

M_ARENA_MAX = -8  # malloc.h
LOOK, SETTLED = 5.0, 5.0  # seconds
TURN = 0.02  # seconds
OFTEN = (5_000, 10, 1_000_000_000)  # what is young is looked through by itself, what has stayed only when we say so
MUCH = 5_000  # times that the young were looked through since


@asynccontextmanager
async def tidied() -> AsyncIterator[None]:
    """Within, this process keeps itself tidy."""
    _one_heap()
    usual, turn = gc.get_threshold(), sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    gc.set_threshold(*OFTEN)
    task = asyncio.create_task(_keep_tidy(), name="tidying")
    try:
        yield
    finally:
        task.cancel()
        gc.set_threshold(*usual)
        sys.setswitchinterval(turn)


async def _keep_tidy() -> None:
    done = seen = _times()
    while True:
        await asyncio.sleep(LOOK)
        now = _times()
        if now - done > MUCH or done < now == seen:
            gc.collect()
            now = done = _times()
        seen = now


def _times() -> int:
    """How often the youngest have been looked through: it goes with what has been made."""
    return int(gc.get_stats()[0]["collections"])


def put_in_order() -> None:
    """What is loaded by now stays: it is not looked through any more. Soon after, what starting took is given back."""
    sys.path_importer_cache.clear()  # what lies in which folder, and
    linecache.clearcache()  # what generated code looks like: both are found again when somebody asks
    _one_list_of_certificates()
    gc.collect()
    gc.freeze()
    asyncio.get_running_loop().call_later(SETTLED, _give_back)


def _one_list_of_certificates() -> None:
    """aiohttp reads all certificates once more, for connections that may be to anybody; nobody here makes such a one,
    and from now on it would be verified, too."""
    connector = sys.modules.get("aiohttp.connector")
    if verified := getattr(connector, "_SSL_CONTEXT_VERIFIED", None):
        vars(connector)["_SSL_CONTEXT_UNVERIFIED"] = verified


def _one_heap() -> None:
    """glibc would give each thread a heap of its own, and hardly ever empty one; ours take turns anyhow."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def _give_back() -> None:
    with suppress(AttributeError, OSError):  # only glibc keeps what was freed for itself, and can be told to let go
        ctypes.CDLL(None).malloc_trim(0)
