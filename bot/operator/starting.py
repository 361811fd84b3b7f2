"""How one of our commands begins: the environment is read and the log set up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Config


def environment() -> Config:
    with _without("rich"):  # structlog would draw tracebacks with it; ours are plain, and the bot 4 MiB lighter
        from bot import config, logs

    found = config.read()
    logs.set_up(found.log, config.secrets(found))
    return found


@contextmanager
def _without(module: str) -> Iterator[None]:
    """As if this module were not installed."""
    sys.modules[module] = None  # type: ignore[assignment]  # the import system's own word for "cannot be imported"
    try:
        yield
    finally:
        del sys.modules[module]
