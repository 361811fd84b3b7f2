"""What runs for months carries nothing along that it does not need: a small machine has other things to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"alembic", "icalendar", "jinja2", "numpy", "psycopg", "rich", "rustworkx", "scipy", "typer", "vl_convert"}


def said(code: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout.strip()


def test_running_imports_neither_other_commands_nor_what_works_elsewhere() -> None:
    code = f"""
import contextlib, sys
sys.argv = ["homeroom", "run"]
from bot.__main__ import main
with contextlib.suppress(SystemExit):
    main()
import bot.serving, bot.wiring
print("bot.config" in sys.modules, *({HEAVY} & {{*sys.modules}}))
"""
    assert "True" == said(code)


def test_of_what_babel_knows_of_the_world_only_one_word_is_needed() -> None:
    code = """
import babel.core
from babel import Locale
from bot.kernel.text import t
said = t("expected-whole", "en", least=1, most=2000, got="x")
print(babel.core._global_data is None, Locale("de").get_language_name("en"), said != "")
"""
    assert "True German True" == said(code)


def test_certificates_are_kept_once_and_every_connection_is_verified() -> None:
    code = """
import asyncio
from aiohttp import connector
from bot.tidying import put_in_order
async def ready() -> None:
    put_in_order()
before = connector._SSL_CONTEXT_UNVERIFIED.check_hostname
asyncio.run(ready())
print(before, connector._SSL_CONTEXT_UNVERIFIED.check_hostname)
"""
    assert "False True" == said(code)
