"""The operator at a terminal: a command of ``homeroom``, and what it said."""

from __future__ import annotations

from dataclasses import dataclass

from typer.testing import CliRunner

from bot.cli import app


@dataclass(frozen=True)
class Outcome:
    """``said`` on standard output, ``complained`` on standard error."""

    status: int
    said: str
    complained: str


def homeroom(*words: str) -> Outcome:
    """Run a command in this process. What is no ending of a command's own is raised, as at a terminal."""
    result = CliRunner().invoke(app, list(words), prog_name="homeroom")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)
