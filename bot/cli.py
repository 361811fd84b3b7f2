"""The operator's commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer

from bot.operator.groups import db, discord, prompts, slack
from bot.operator.manners import awaited, group, plainly
from bot.operator.starting import environment
from bot.trouble import Mistake

Platform = Literal["browser", "discord", "slack"]
Odd = Literal["bigger", "smaller"]
Kind = Literal["peers", "mixer", "mentors"]
History = Annotated[
    list[Path] | None,
    typer.Option(metavar="<path>", help="Who met before: round,date,id_a,id_b; or groups of earlier rounds."),
]
Week = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day of the week it is for; today without it.")
]

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
    """Connect to every platform with a token, until stopped."""
    from bot import running

    running.run()


@app.command()
@plainly
def doctor(as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False) -> None:
    """Look whether all is well, and say what to do where it is not."""
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
    """Run a whole course on a virtual clock.

    What the platform saw is written down, one JSON object a line.
    """
    from bot.operator.progress import bar
    from bot.simulation.run import Wanted, simulate

    wanted = Wanted(students, weeks, seed, platform, _zone(zone))
    with bar("simulating") as progress, _opened(log) as to:
        awaited(simulate(wanted, to, lambda part: progress(round(part * 1000), 1000)))


def _zone(typed: str) -> str:
    from bot.operator import zones

    try:
        return zones.zone(typed).key
    except ValueError as error:
        raise Mistake(f"--zone: {error}") from None


@contextmanager
def _opened(log: Path | None) -> Iterator[TextIO]:
    if log is None:
        _end_with_reader()
        yield sys.stdout
        return
    with log.open("w", encoding="utf-8") as to:
        yield to


def _end_with_reader() -> None:
    """As other programs do in ``homeroom simulate | head``: whoever reads no further wants no more."""
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


@app.command()
@plainly
def pair(
    members: Annotated[Path, typer.Argument(help="Who takes part.")],
    out: Annotated[Path, typer.Option(help="Where the groups go: group,id,reason.")],
    history: History = None,
    blocks: Annotated[Path | None, typer.Option(help="Who is never put together: id_a,id_b.")] = None,
    size: Annotated[int, typer.Option(min=2, max=8, help="How many make a group.")] = 2,
    odd: Annotated[Odd, typer.Option(help="What groups become when people don't divide evenly.")] = "bigger",
    kind: Annotated[Kind, typer.Option(help="A mixer prefers far zones; mentors have students.")] = "peers",
    seed: Annotated[int, typer.Option(help="The same seed gives the same groups.")] = 1,
    week: Week = None,
    explain: Annotated[Path | None, typer.Option(help="Where the facts behind each group go, as JSON.")] = None,
) -> None:
    """Make a round of groups from a spreadsheet, as the bot would.

    The files are CSV, as any spreadsheet saves it. Their first line names the columns, in any order. As history, files
    that this command has written will do, too: --history once for each round, the oldest first.

    Members: id, name, timezone (Europe/Berlin), hours, languages, interests, section, role (student, mentor, staff),
    capacity (how many mentees), mode (live, writing, either). Only id is needed. Between several languages or
    interests stands a semicolon.

    Hours are when somebody is usually free by their own clock: days and times, with semicolons between the parts,
    such as Mon-Fri 18:00-21:00; Sat,Sun 09-12, 14-16; daily 6-7am. No day means every day, 22-02 ends on the next
    day, and times are full or half hours.
    """
    from bot.clock import SystemClock
    from bot.matching.people import Rules
    from bot.operator import pairing

    files = pairing.Files(members, out, tuple(history or ()), blocks, explain)
    on = (week or SystemClock().now()).date()
    try:
        said, notes = pairing.pair(files, Rules(size=size, odd=odd, kind=kind), seed, on)
    except pairing.WrongFiles as wrong:
        typer.echo("\n".join(wrong.problems), err=True)
        raise
    for note in notes:
        typer.echo(f"homeroom: {note}", err=True)
    typer.echo("\n".join(said))


@app.command()
@plainly
def commands(as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False) -> None:
    """List every command of the bot, its options, and who may use it."""
    from bot.operator import reference

    table = reference.table_of_commands().values()
    if as_json:
        typer.echo(json.dumps(reference.commands_json(table), indent=2, ensure_ascii=False))
        return
    for command in table:
        typer.echo(f"/{command.name}  {command.help}")
