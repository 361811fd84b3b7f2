"""The operator's commands that come in groups: prompts, slack, discord, db."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.operator.manners import awaited, group, plainly
from bot.operator.starting import environment
from bot.trouble import Mistake, Trouble

prompts = group("The library of prompts.")
slack = group("Setting up the app on Slack.")
discord = group("Setting up the app on Discord.")
db = group("The database.")


@prompts.command("check")
@plainly
def check_prompts(
    folder: Annotated[Path | None, typer.Argument(help="Where the packs are; ours by default.")] = None,
) -> None:
    """Find every breach of the rules, with file and line."""
    from bot.library.check import check
    from bot.library.load import PROMPTS

    if folder and not folder.is_dir():
        raise Mistake(f"{folder}: there is no such folder")
    breaches = check(folder or PROMPTS)
    for breach in breaches:
        typer.echo(str(breach))
    if breaches:
        raise Trouble(f"{len(breaches)} to mend")
    typer.echo("Nothing to mend.")


@prompts.command("stats")
@plainly
def count_prompts(locale: Annotated[str, typer.Option(help="Which language.")] = "en") -> None:
    """Count the library beside its targets.

    By category, depth, skill and week.
    """
    from rich.console import Console

    from bot.library.load import PROMPTS, load
    from bot.library.stats import stats
    from bot.operator.counts import shown

    library = load(PROMPTS, locale)
    Console().print(shown(library.locale, stats(library)))


@slack.command("manifest")
@plainly
def slack_manifest(
    link: Annotated[bool, typer.Option("--link", help="The address of Slack's page that makes the app.")] = False,
    url: Annotated[str, typer.Option(help="For HTTP instead of Socket Mode: https://…/slack/events")] = "",
) -> None:
    """Print the manifest from which Slack makes the app."""
    from bot import wiring
    from bot.operator import reference

    if url and not url.startswith("https://"):
        raise Mistake("--url: Slack calls only addresses that begin with https://")
    manifest, address = wiring.slack_manifest(reference.table_of_commands(), url or None)
    typer.echo(address if link else json.dumps(manifest, indent=2, ensure_ascii=False))


@discord.command("invite")
@plainly
def discord_invite(
    application: Annotated[str, typer.Argument(help="The application's id; without it, read from the token.")] = "",
) -> None:
    """Print the link that adds the bot to a server."""
    from bot import wiring

    if application and not application.isdecimal():
        raise Mistake(f"{application[:40]}: an application's id is a number (developer portal, “General Information”)")
    typer.echo(wiring.discord_invitation(application or _application()))


def _application() -> str:
    """A bot's token begins with its application's id."""
    from bot.operator.reference import application_of

    token = environment().discord_token
    found = application_of(token.get_secret_value()) if token else ""
    if not found:
        raise Mistake(
            "give the application's id (developer portal, “General Information”), or set HOMEROOM_DISCORD_TOKEN"
        )
    return found


@db.command("upgrade")
@plainly
def upgrade_db() -> None:
    """Bring the database to this version, as a start would."""
    from bot.store.migrate import HEAD
    from bot.store.open import open_store

    async def upgrade() -> None:
        await (await open_store(address)).close()

    address = environment().database
    awaited(upgrade())
    typer.echo(f"{address} is at {HEAD}.")


@db.command("backup")
@plainly
def backup_db(file: Annotated[Path, typer.Argument(help="Where the copy goes.")]) -> None:
    """Copy the database into a file, also while the bot runs."""
    from bot.operator.backup import back_up
    from bot.operator.progress import bar

    with bar("copying") as progress:
        size = back_up(environment().database, file, progress)
    typer.echo(f"{file}: {size / 1_000_000:.1f} MB, checked.")


@db.command("restore")
@plainly
def restore_db(file: Annotated[Path, typer.Argument(help="A copy made by `homeroom db backup`.")]) -> None:
    """Put a copy in the database's place; the old one is kept.

    The bot must not be running meanwhile.
    """
    from bot.operator.backup import restore
    from bot.operator.progress import bar

    address = environment().database
    with bar("copying") as progress:
        kept = restore(address, file, progress)
    typer.echo(f"{address} is what {file} was." + (f" The old one is kept as {kept}." if kept else ""))
