"""Python's collector, which need not look for rubbish where none is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For some tenths of a second: looking for rubbish among a quarter of a million meetings keeps everybody waiting
    for 70 ms, and there is none."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()
