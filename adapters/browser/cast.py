"""Who lives in the made-up course, and its rooms."""

from __future__ import annotations

from dataclasses import dataclass

SPACE = "browser:demo"
BOT = "homeroom"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody to act as. ``manages`` lets them manage the whole Space; ``zone`` is where they live (IANA)."""

    id: str
    name: str
    part: str = "student"
    zone: str = "Etc/UTC"
    manages: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A channel; without ``members`` everybody is in it.

    With a ``marker`` the bot opened it for its members alone; ``away``: and has put it away since.
    """

    id: str
    name: str
    about: str = ""
    members: frozenset[str] = frozenset()
    marker: str = ""
    away: bool = False


PEOPLE = (
    Resident("dana", "Dana", "instructor", "Europe/Berlin", manages=True),
    Resident("moss", "Moss", "moderator", "Europe/Lisbon"),
    Resident("ama", "Ama", zone="Africa/Accra"),
    Resident("bruno", "Bruno", zone="America/Sao_Paulo"),
    Resident("chen", "Chen", zone="Asia/Shanghai"),
    Resident("divya", "Divya", zone="Asia/Kolkata"),
    Resident("emil", "Emil", zone="Europe/Stockholm"),
    Resident("farah", "Farah", zone="Africa/Casablanca"),
    Resident("gael", "Gaël", zone="America/Mexico_City"),
    Resident("hana", "Hana", zone="Asia/Tokyo"),
    Resident("ines", "Inés", zone="Europe/Madrid"),
    Resident("jomo", "Jomo", zone="Africa/Nairobi"),
    Resident("kaan", "Kaan", zone="Europe/Istanbul"),
    Resident("leila", "Leila", zone="Asia/Tehran"),
    Resident("mika", "Mika", zone="Europe/Helsinki"),
    Resident("noor", "Noor", zone="Europe/Amsterdam"),
    Resident("oksana", "Oksana", zone="Europe/Kyiv"),
    Resident("paulo", "Paulo", zone="Africa/Luanda"),
    Resident("quinn", "Quinn", zone="America/Vancouver"),
    Resident("rana", "Rana", zone="Asia/Amman"),
    Resident("sione", "Sione", zone="Pacific/Tongatapu"),
    Resident("tama", "Tama", zone="Pacific/Auckland"),
)

ROOMS = (
    Room("welcome", "welcome", "Start here"),
    Room("general", "general", "Where the whole course meets"),
    Room("ideas", "ideas", "Half-finished thoughts are welcome"),
    Room("staff", "staff", "Only Dana and Moss", frozenset({"dana", "moss"})),
)
