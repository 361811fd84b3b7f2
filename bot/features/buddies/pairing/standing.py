"""How a course's buddies stand, in numbers that point at nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.features.buddies.model import Round
from bot.features.buddies.pairing import latecomers, rounds
from bot.features.buddies.tables import buddies, groups
from bot.kernel.features import Bot
from bot.kernel.roles import Role
from bot.store import courses

LEDGER = {"left-out": "left_out", "in-trio": "in_trio", "ghosted": "ghosted", "silent": "silent"}  # as it is said
BANDS = (0, 5, 10, 20, 50, 100, 200, 500, 1000)
HALFWAY = 5
B, G = buddies.c, groups.c


@dataclass(frozen=True, slots=True)
class Band:
    """A number that is only said roughly: from ``least`` to ``most``; no ``most`` means or more."""

    least: int
    most: int | None

    @classmethod
    def of(cls, count: int) -> Band:
        index = max(i for i, least in enumerate(BANDS) if least <= count)
        return cls(BANDS[index], BANDS[index + 1] - 1 if index + 1 < len(BANDS) else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """``groups`` are those that are open; ``waiting`` the names of those without one."""

    people: int
    made: Round | None
    current: Round | None
    groups: int
    waiting: tuple[str, ...]
    bands: Mapping[str, Band]


def of_course(bot: Bot) -> Standing:
    course = bot.course.id
    current = rounds.current(bot.db, course)
    return Standing(
        taking_part(bot),
        rounds.being_made(bot.db, course),
        current,
        _count(bot, G.round == current.id, G.state == "open") if current else 0,
        latecomers.names(bot, current) if current else (),
        {**_ledger(bot), "halfway": Band.of(_count(bot, G.course == course, G.step >= HALFWAY))},
    )


def taking_part(bot: Bot) -> int:
    here = select(func.count()).select_from(buddies).where(B.course == bot.course.id, B.state != "left")
    return int(bot.db.scalar(here) or 0)


def mentors(bot: Bot) -> int:
    """How many of those who take part would mentor, or are appointed to."""
    appointed = [row.person for row in courses.team(bot.db, bot.course.id) if row.role is Role.MENTOR]
    here = (B.course == bot.course.id, B.state != "left", (B.mentors > 0) | B.person.in_(appointed))
    return int(bot.db.scalar(select(func.count()).select_from(buddies).where(*here)) or 0)


def _count(bot: Bot, *where: object) -> int:
    return int(bot.db.scalar(select(func.count()).select_from(groups).where(*where)) or 0)  # type: ignore[arg-type]


def _ledger(bot: Bot) -> dict[str, Band]:
    """How many have been in each of these at least once."""
    counts = [func.count().filter(B[name] > 0) for name in LEDGER.values()]
    row = bot.db.execute(select(*counts).select_from(buddies).where(B.course == bot.course.id)).one()
    return {name: Band.of(int(count)) for name, count in zip(LEDGER, row, strict=True)}
