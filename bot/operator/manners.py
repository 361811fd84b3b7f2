"""What the operator's commands have in common. What each needs is imported when it runs: help answers at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

import typer

from bot.trouble import told

P = ParamSpec("P")
T = TypeVar("T")


def group(about: str) -> typer.Typer:
    """Its help and its complaints are plain lines, which a log can keep and a screen reader read."""
    plain: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
    return typer.Typer(help=about, no_args_is_help=True, **plain)


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """What an operator did or can mend ends in one line and an exit status."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        if status := told(functools.partial(command, *args, **kwargs)):
            raise typer.Exit(status)

    return run


def awaited(work: Coroutine[Any, Any, T]) -> T:
    import asyncio

    return asyncio.run(work)
