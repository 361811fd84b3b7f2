"""A second language, of some words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.kernel import text

CACHED = (text.locales, text._bundles, text._bundle, text._found, text._numbered, text.nearest)


def speaking(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> Iterator[None]:
    """As if there were Klingon (``tlh``): these sentences, in Fluent."""
    made = Path(shutil.copytree(text.LOCALES, folder / "locales")) / "tlh"
    made.mkdir()
    (made / "words.ftl").write_text(words)
    with monkeypatch.context() as patched:
        patched.setattr(text, "LOCALES", made.parent)
        forget()
        yield
    forget()


def forget() -> None:
    for cached in CACHED:
        cached.cache_clear()
