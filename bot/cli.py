"""The operator's commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from bot.operator.groups import db, discord, prompts, slack
from bot.operator.manners import awaited, environment, group, plainly
from bot.trouble import Mistake

if TYPE_CHECKING:
    from bot.store.address import Address

Platform = Literal["browser", "discord", "slack"]
NOTHING_TO_RUN = (
    "no platform has a token. For Discord set HOMEROOM_DISCORD_TOKEN; for Slack set HOMEROOM_SLACK_BOT_TOKEN and "
    "HOMEROOM_SLACK_APP_TOKEN (Socket Mode) or HOMEROOM_SLACK_SIGNING_SECRET (HTTP). "
    "`homeroom demo` needs none of them: it shows a living course in the browser."
)

app = group("Homeroom: icebreakers, buddies and check-ins for online courses on Discord and Slack.")
app.add_typer(prompts, name="prompts")
app.add_typer(slack, name="slack")
app.add_typer(discord, name="discord")
app.add_typer(db, name="db")


@app.command()
@plainly
def demo() -> None:
    """Show a living course in the browser; needs no token."""
    from bot.simulation.demo import demo

    awaited(demo(environment(), typer.echo))


@app.command()
@plainly
def run() -> None:
    """Connect to every platform that the environment has a token for, until stopped."""
    config = environment()
    if not (config.speaks_discord or config.speaks_slack):
        raise Mistake(NOTHING_TO_RUN)
    _upgrade_elsewhere(config.database)
    from bot.serving import serve

    awaited(serve(config, typer.echo))


def _upgrade_elsewhere(address: Address) -> None:
    """In a process of its own: what migrations import would stay in memory. Opening the database says what failed."""
    import subprocess

    from bot.operator.database import needs_upgrade

    if needs_upgrade(address):
        subprocess.run([sys.executable, "-m", "bot", "db", "upgrade"], check=False, capture_output=True)


@app.command()
@plainly
def doctor(as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False) -> None:
    """Look whether everything is well, and say what to do where it is not."""
    from bot.operator import doctor

    findings = awaited(doctor.examine(environment()))
    typer.echo(doctor.as_json(findings) if as_json else doctor.as_lines(findings))
    raise typer.Exit(int(doctor.failed(findings)))


@app.command()
@plainly
def simulate(
    students: Annotated[int, typer.Option(min=1, max=5000, help="How many classmates.")] = 24,
    weeks: Annotated[int, typer.Option(min=1, max=60, help="How long the course is.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same course, byte for byte.")] = 1,
    platform: Annotated[
        Literal["browser", "discord", "slack"], typer.Option(help="Whose requests to show.")
    ] = "browser",
    zone: Annotated[str, typer.Option(help="The course's time zone.")] = "Europe/Berlin",
    log: Annotated[Path | None, typer.Option(help="Where to write; standard output without it.")] = None,
) -> None:
    """Run a whole course on a virtual clock; write what the platform saw, one JSON object a line."""
    from bot.operator.progress import bar
    from bot.simulation.run import Wanted, simulate

    _known_zone(zone)
    wanted = Wanted(students, weeks, seed, platform, zone)
    with bar("simulating") as progress, _opened(log) as to:
        awaited(simulate(wanted, to, lambda part: progress(round(part * 1000), 1000)))


def _known_zone(zone: str) -> None:
    from zoneinfo import available_timezones

    if zone not in available_timezones():
        raise Mistake(f"--zone: there is no time zone {zone}; one is called Europe/Berlin")


@contextmanager
def _opened(log: Path | None) -> Iterator[TextIO]:
    if log is None:
        yield sys.stdout
        return
    with log.open("w", encoding="utf-8") as to:
        yield to


@app.command()
@plainly
def commands(as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False) -> None:
    """List every command of the bot: what it does, its options, who may use it."""
    from bot.operator import reference

    table = reference.table_of_commands().values()
    if as_json:
        typer.echo(json.dumps(reference.commands_json(table), indent=2, ensure_ascii=False))
        return
    for command in table:
        typer.echo(f"/{command.name}  {command.help}")
