"""Where an operator wants a file to be written."""

from __future__ import annotations

import os
from pathlib import Path

from bot.trouble import Mistake


def must_take(file: Path) -> Path:
    """Where the file goes: behind a link, where that leads. What is wrong with it is said before anything is written.

    A draft takes the place of what is there, which must be a file: a device or a pipe would be gone for all.
    """
    if str(file) == "-":
        raise Mistake("-: give the file a name")
    if not file.absolute().parent.is_dir():
        raise Mistake(f"{file}: there is no folder {file.parent}")
    if file.is_dir():
        raise Mistake(f"{file}: this is a folder; give the file a name in it")
    if file.exists() and not file.is_file():
        raise Mistake(f"{file}: this is no file; give it another name")
    real = file.resolve()
    if not os.access(real.parent, os.W_OK):
        raise Mistake(f"{file}: this user may not write in {real.parent}")
    return real
