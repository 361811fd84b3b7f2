"""Which rules of time zones this process computes with: they change a few times a year, and with them instants."""

from __future__ import annotations

import zoneinfo
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.trouble import Trouble

KNOWN = "Europe/Berlin"


class NoZones(Trouble):
    """There is no time zone data at all."""


def release() -> str:
    """The release in use: the system's where it has one (``system 2025b``), else the package's (``tzdata 2026.6``)."""
    try:
        zoneinfo.ZoneInfo(KNOWN)
    except zoneinfo.ZoneInfoNotFoundError:
        raise NoZones("there is no time zone data: install the package tzdata") from None
    folder = next((Path(path) for path in zoneinfo.TZPATH if (Path(path) / KNOWN).is_file()), None)
    return f"system {_of_system(folder)}" if folder else f"tzdata {_of_package()}"


def _of_system(folder: Path) -> str:
    """What the folder calls itself; where it is silent, the size and age of one zone tell releases apart."""
    for name in ("+VERSION", "tzdata.zi"):
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8", "replace").partition("\n")[0].removeprefix("# version").strip()
    known = (folder / KNOWN).stat()
    return f"of unknown release, {known.st_size} bytes, {int(known.st_mtime)}"


def _of_package() -> str:
    try:
        return version("tzdata")
    except PackageNotFoundError:
        return "of unknown release"
