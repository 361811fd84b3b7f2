"""``homeroom doctor``: is everything well, and if not, what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from bot import wiring, zonedata
from bot.config import Config
from bot.kernel import text
from bot.kernel.places import Place
from bot.kernel.ports import Finding, Platform
from bot.library.load import PROMPTS, PackError, load
from bot.operator.database import look

MARKS = {"ok": "✓", "warning": "!", "failure": "✗"}


async def examine(config: Config) -> list[Finding]:
    """Everything that can be looked at from here; platforms are asked over the network."""
    async with wiring.reach(config) as platforms:
        return await _examine(config, platforms)


async def _examine(config: Config, platforms: Sequence[Platform]) -> list[Finding]:
    seen = look(config.database)
    findings = [*seen.findings, _zones(), _key(config, seen.has_key), *_prompts()]
    if not platforms:
        remedy = "Set HOMEROOM_DISCORD_TOKEN or HOMEROOM_SLACK_BOT_TOKEN; `homeroom demo` needs neither."
        findings.append(Finding("platforms", "warning", "no platform has a token", remedy))
    else:
        findings.append(pages(config))
    for platform in platforms:
        findings += await platform.examine(_of(platform, seen.places))
    return findings


def _of(platform: Platform, places: Iterable[Place]) -> list[Place]:
    return [place for place in places if place.platform == platform.name]


def _zones() -> Finding:
    try:
        return Finding("time zones", "ok", zonedata.release())
    except zonedata.NoZones as error:
        return Finding("time zones", "failure", "there is no data", str(error))


def _key(config: Config, kept: bool) -> Finding:
    if config.secret_key:
        return Finding("secret key", "ok", "from HOMEROOM_SECRET_KEY")
    return Finding("secret key", "ok", "kept in the database" if kept else "will be made at the first start")


def pages(config: Config) -> Finding:
    if config.url or not config.is_local:
        return Finding("pages", "ok", config.pages)
    remedy = "Set HOMEROOM_URL to an address that people's browsers reach, or /insights is a message only."
    return Finding("pages", "warning", f"links begin with {config.pages}, which works on this machine only", remedy)


def _prompts() -> Iterable[Finding]:
    for locale in text.locales():
        try:
            offered = len(load(PROMPTS, locale).offered)
        except PackError as error:
            yield Finding(f"prompts {locale}", "failure", str(error), "Run `homeroom prompts check`.")
            continue
        if offered:
            yield Finding(f"prompts {locale}", "ok", f"{offered} can be asked")
        else:
            yield Finding(f"prompts {locale}", "failure", "none can be asked", "Is the folder `prompts` in its place?")


def failed(findings: Iterable[Finding]) -> bool:
    return any(finding.state == "failure" for finding in findings)


def as_lines(findings: Sequence[Finding]) -> str:
    """One line each; what is not well is followed by what to do."""
    width = max(len(finding.what) for finding in findings)
    return "\n".join(_line(finding, width) for finding in findings)


def _line(finding: Finding, width: int) -> str:
    remedy = f" — {finding.remedy[0].upper()}{finding.remedy[1:].rstrip('.')}." if finding.remedy else ""
    return f"{MARKS[finding.state]} {finding.what:<{width}}  {finding.found}{remedy}"


def as_json(findings: Sequence[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)
