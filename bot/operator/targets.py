"""Where an operator wants a file to be written."""

from __future__ import annotations

import os
from pathlib import Path

from bot.trouble import Mistake


def must_take(file: Path) -> None:
    """What is wrong with a path is said of it, before anything is written beside it."""
    if not file.absolute().parent.is_dir():
        raise Mistake(f"{file}: there is no folder {file.parent}")
    if file.is_dir():
        raise Mistake(f"{file}: this is a folder; give the file a name in it")
    if not os.access(file.absolute().parent, os.W_OK):
        raise Mistake(f"{file}: this user may not write in {file.parent}")
