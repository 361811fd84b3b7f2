"""The only file of the core that imports adapters; each is imported when it is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from typing import Any

from pydantic import SecretStr

from bot.config import Config
from bot.core import Core
from bot.kernel.commands import Command
from bot.kernel.pictures import Chart
from bot.kernel.ports import Clock, Platform
from bot.kernel.seals import Seals
from bot.presence import Presence
from bot.store.notes import KeptNotes

Table = Mapping[tuple[str, ...], Command]


def presences(config: Config, core: Core) -> list[Presence]:
    """One for each platform that there is a token for."""
    found = []
    if config.speaks_discord:
        found.append(_discord(config, core))
    if config.speaks_slack:
        found.append(_slack(config, core))
    return found


def _discord(config: Config, core: Core) -> Presence:
    from adapters.discord.connect import Connection, Way

    notes, token = KeptNotes(core.store), _open(config.discord_token)
    way = Way(config.discord_api, draw=core.drawer.png)
    return Presence("discord", core, lambda: Connection(core.app, token, notes, way))


def _slack(config: Config, core: Core) -> Presence:
    """Over HTTP there is one connection for good, because its routes are served from the start."""
    from adapters.slack.connect import Slack

    keys = _slack_keys(config)
    if keys.app:
        return Presence("slack", core, lambda: Slack(core.app, keys))
    slack = Slack(core.app, keys)
    return Presence("slack", core, lambda: slack, slack.routes())


def _slack_keys(config: Config) -> Any:
    from adapters.slack.connect import Keys

    return Keys(
        _open(config.slack_bot_token),
        _open(config.slack_app_token),
        _open(config.slack_signing_secret),
        config.slack_api,
    )


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


@asynccontextmanager
async def reach(config: Config) -> AsyncIterator[Sequence[Platform]]:
    """The platforms that there is a token for, to be asked but not listened to."""
    nothing_to_seal = Seals(b"")
    platforms: list[Platform] = []
    async with AsyncExitStack() as stack:
        if config.speaks_discord:
            from adapters.discord import connect

            discord, line = connect.reach(_open(config.discord_token), nothing_to_seal, config.discord_api)
            stack.push_async_callback(line.close)
            platforms.append(discord)
        if config.speaks_slack:
            from adapters.slack.platform import SlackPlatform
            from adapters.slack.wire import Wire

            wire = Wire(_open(config.slack_bot_token), config.slack_api)
            stack.push_async_callback(wire.close)
            app_token = config.slack_app_token.get_secret_value() if config.slack_app_token else ""
            platforms.append(SlackPlatform(wire, nothing_to_seal, app_token=app_token))
        yield platforms


def slack_manifest(table: Table, url: str | None) -> tuple[dict[str, Any], str]:
    """The manifest of the Slack app, and the page on which Slack makes an app of it."""
    from adapters.slack import commands

    manifest = commands.manifest(table, url)
    return manifest, commands.link(manifest)


def slack_scopes() -> tuple[tuple[str, str], ...]:
    """Each scope, and why."""
    from adapters.slack.commands import SCOPES

    return SCOPES


def discord_permissions() -> tuple[tuple[str, str], ...]:
    """Each permission as Discord calls it, and why."""
    from adapters.discord.manifest import PERMISSIONS

    return tuple((permission.name, permission.why) for permission in PERMISSIONS)


def discord_invitation(application: str) -> str:
    from adapters.discord.manifest import invite

    return invite(application)


def rehearsing(name: str, clock: Clock, seals: Seals, requests: list[dict[str, Any]]) -> Platform:
    """The platform of this name with its own rendering and nothing behind it; ``requests`` fills with what it sends.

    Nothing is drawn: of a chart its values are written down.
    """

    def written(method: str, args: Mapping[str, Any]) -> None:
        requests.append({"method": method, "args": dict(args)})

    async def draw(chart: Chart) -> bytes:
        written("draw", asdict(chart))
        return b""

    match name:
        case "discord":
            from adapters.discord import platform as discord
            from adapters.discord.rehearsal import Rehearsal as DiscordRehearsal

            return discord.DiscordPlatform(DiscordRehearsal(clock, written), seals, draw=draw)
        case "slack":
            from adapters.slack import limits, platform, rehearsal

            return platform.SlackPlatform(rehearsal.Rehearsal(clock, written), seals, limits.Unlimited())
    from adapters.browser.platform import Browser
    from adapters.browser.rehearsal import Rehearsal as BrowserRehearsal

    return Browser(BrowserRehearsal(clock))


def made_up_space(clock: Clock) -> tuple[Platform, Any]:
    """The browser's platform, and the World behind it."""
    from adapters.browser.platform import Browser
    from adapters.browser.world import World

    world = World(clock)
    return Browser(world), world


def page(core: Core, world: Any, controls: Any, steps: Mapping[Any, Mapping[str, str]]) -> Any:
    """The page onto a World; ``steps`` are the first things to try, for ``staff`` and for a ``student``.

    Of each: what a button says, and the line it types.
    """
    from adapters.browser.site import Step, open_site

    listed = [Step(label, line, part) for part, lines in steps.items() for label, line in lines.items()]
    return open_site(core.app, world, controls, listed, core.drawer.svg)
