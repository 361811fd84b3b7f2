"""How a course makes its rounds: the settings that staff choose, kept as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select

from bot.features.buddies.tables import settings
from bot.kernel.courses import Course
from bot.kernel.options import whole
from bot.kernel.places import Place
from bot.matching.people import Rules
from bot.store.columns import upsert

MOST_ROOMS = 150
SECTION = "section"
KINDS = ("peers", "mixer", "mentors")
SIZE = whole(2, 8)


@dataclass(frozen=True, slots=True)
class Settings:
    """``size`` and ``odd`` as in ``matching.people.Rules``; ``sections`` says whether those of a group must be of the
    ``same`` section, of ``different`` ones, or (``any``) should rather be of the same.

    ``approve``: staff see a round before anybody else does. ``publish``: a room for each group, or one post with
    "Who is my buddy?"; ``auto`` decides by the number of groups. ``weeks`` is how long an exchange takes.
    ``place`` is the channel under which rooms are opened, the course's home if none; ``video`` a link for talks.
    """

    size: int = 2
    odd: Literal["bigger", "smaller"] = "bigger"
    sections: Literal["any", "same", "different"] = "any"
    kind: Literal["peers", "mixer", "mentors"] = "peers"
    approve: bool = False
    publish: Literal["auto", "rooms", "post"] = "auto"
    weeks: int = 3
    place: Place | None = None
    video: str = ""

    @property
    def rules(self) -> Rules:
        within, across = (SECTION if self.sections == wish else "" for wish in ("same", "different"))
        return Rules(self.size, self.odd, across, within, kind=self.kind)

    def where(self, course: Course) -> Place:
        return self.place or course.home

    def by_post(self, groups: int) -> bool:
        """Whether so many groups learn of each other by one post, rather than in a room for each."""
        return self.publish == "post" or (self.publish == "auto" and groups > MOST_ROOMS)


_GET = select(settings.c.settings).where(settings.c.course == bindparam("course"))
_ADAPTER: TypeAdapter[Settings] = TypeAdapter(Settings)


def parse(data: Mapping[str, Any]) -> Settings:
    return _ADAPTER.validate_python(dict(data))


def dump(chosen: Settings) -> dict[str, Any]:
    """What ``parse`` reads."""
    found: dict[str, Any] = _ADAPTER.dump_python(chosen, mode="json")
    return found


def get(db: Connection, course: str) -> Settings:
    """What staff have chosen; else what a course begins with."""
    found = db.scalar(_GET, {"course": course})
    return parse(found or {})


def save(db: Connection, course: str, chosen: Settings) -> None:
    upsert(db, settings, ("course",), course=course, settings=dump(chosen))
