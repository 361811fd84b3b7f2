"""What the operator's commands have in common. What each needs is imported when it runs: help answers at once."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer

from bot.trouble import Trouble, in_one_line

if TYPE_CHECKING:
    from bot.config import Config

P = ParamSpec("P")
T = TypeVar("T")


def group(about: str) -> typer.Typer:
    """Its help and its complaints are plain lines, which a log can keep and a screen reader read."""
    plain: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
    return typer.Typer(help=about, no_args_is_help=True, **plain)


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """What an operator did or can mend ends in one line and an exit status, not in a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with in_one_line():
                command(*args, **kwargs)
        except Trouble as trouble:
            typer.echo(f"homeroom: {trouble}", err=True)
            raise typer.Exit(trouble.status) from None

    return run


def awaited(work: Coroutine[Any, Any, T]) -> T:
    import asyncio

    return asyncio.run(work)


@contextmanager
def _without(module: str) -> Iterator[None]:
    """As if this module were not installed."""
    sys.modules[module] = None  # type: ignore[assignment]  # the import system's own word for "cannot be imported"
    try:
        yield
    finally:
        del sys.modules[module]


def environment() -> Config:
    with _without("rich"):  # structlog would draw tracebacks with it; ours are plain, and the bot 4 MiB lighter
        from bot import config, logs

    found = config.read()
    logs.set_up(found.log, config.secrets(found))
    return found
