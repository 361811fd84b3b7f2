"""What is generated from the code: ``python -m tests.generated --write`` writes it again (or ``make generated``)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from bot import wiring
from bot.library.safety import FILES as SAFETY
from bot.library.schema import instrument_schema, ladder_schema, safety_schema, schema
from bot.operator import reference

ROOT = Path(__file__).parents[1]
HEADER = "# Generated from the command table and the scopes: `make generated` writes this file again.\n"


def commands(_: str) -> str:
    return reference.commands_markdown(reference.table_of_commands().values())


def manifest(_: str) -> str:
    app, _link = wiring.slack_manifest(reference.table_of_commands(), None)
    return HEADER + yaml.safe_dump(app, sort_keys=False, allow_unicode=True, width=100)


def readme(text: str) -> str:
    tables = {
        "environment": reference.environment_markdown(),
        "permissions": reference.table(("Permission", "Why"), wiring.discord_permissions()),
        "scopes": reference.table(("Scope", "Why"), [(f"`{scope}`", why) for scope, why in wiring.slack_scopes()]),
    }
    for name, table in tables.items():
        text = between(text, name, table)
    return text


def between(text: str, name: str, table: str) -> str:
    """The text with what stands between its two marks of this name put anew."""
    begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    before, _, rest = text.partition(begin)
    if end not in rest:
        raise ValueError(f"{begin} … {end} is missing")
    return f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}"


FILES: dict[str, Callable[[str], str]] = {
    "README.md": readme,
    "docs/commands.md": commands,
    "slack-manifest.yaml": manifest,
    "prompts/schema/pack.schema.json": lambda _: schema(),
    "prompts/schema/ladder.schema.json": lambda _: ladder_schema(),
    **{f"prompts/schema/safety-{name}.schema.json": lambda _, name=name: safety_schema(name) for name in SAFETY},
    "prompts/schema/instrument.schema.json": lambda _: instrument_schema(),
}
"""Each file, and how its text comes to be, given the text that stands there."""


def fresh(name: str) -> str:
    return FILES[name](text_of(name))


def text_of(name: str) -> str:
    file = ROOT / name
    return file.read_text("utf-8") if file.exists() else ""


def main(words: list[str]) -> int:
    stale = [name for name in FILES if fresh(name) != text_of(name)]
    for name in stale:
        if "--write" in words:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(fresh(name), "utf-8")
        sys.stdout.write(f"{'written' if '--write' in words else 'stale'}: {name}\n")
    return 0 if "--write" in words else len(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
