"""What the bot says unasked: Routines that recur, their slots, and the Deliveries that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to say, once.

    ``key`` is made before the first attempt and is unique for ever; ``kind`` names it in logs and reports.
    ``target`` is a Place or a Person to write to, a Message to edit or delete, or the key of an earlier
    Delivery: then its thread is written to (``post``), or what it said is edited or deleted.
    ``gather`` opens a room of ``people`` under the target, named after the card's title, and says the card there;
    a ``post`` to its key goes into the room, ``part`` takes ``people`` (one) out of it, ``close`` puts it away.
    It is said at ``not_before`` or later, and not at all after ``expires``.
    ``solicited`` private words answer something that the person did; others wait for quiet hours to end
    and count against their budget. ``about`` is the person whose words it carries, for export and erasure.
    """

    key: str
    kind: str
    op: Literal["post", "tell", "edit", "delete", "gather", "part", "close"]
    target: Place | Person | Message | str
    card: Card | None
    course: str = ""
    not_before: datetime | None = None
    expires: datetime | None = None
    solicited: bool = False
    prompt: str = ""
    about: Person | None = None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Routine:
    """Something that recurs in a course: a rule of RFC 5545 at a wall time in a zone.

    ``rule`` is the recurrence alone (``FREQ=WEEKLY;BYDAY=TU,TH``); ``first`` the first day it may run,
    ``until`` the last. ``settings`` belong to the feature that plans it.
    """

    id: str
    course: str
    kind: str
    rule: str
    at: time
    zone: str
    place: Place
    first: date
    until: date | None = None
    state: Literal["active", "paused"] = "active"
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One turn of a Routine: the wall time that names it, and the instant when it is due (UTC)."""

    instant: datetime
    local: datetime

    @property
    def name(self) -> str:
        """``20270105T1000``: what ``datetime.fromisoformat`` reads, and a button can carry."""
        return self.local.strftime("%Y%m%dT%H%M")
