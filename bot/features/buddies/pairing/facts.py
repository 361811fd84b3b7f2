"""Pure: what the matcher is told of a course's people, and what is kept of its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.features.buddies.model import Buddy
from bot.features.buddies.pairing.settings import SECTION, Settings
from bot.kernel.courses import Course
from bot.kernel.hours import parse, utc_bits
from bot.kernel.places import Person
from bot.kernel.roles import STAFF, Role
from bot.matching.checks import allowed
from bot.matching.meetings import Meetings
from bot.matching.people import Member, Problem, Reason
from bot.matching.reasons import reason
from bot.matching.young import LEAST

NOTHING = Reason()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a round is made of. ``kept`` want to stay together, the first of them first; ``locked`` must."""

    course: Course
    now: datetime
    buddies: Sequence[Buddy]
    roles: Mapping[Person, Role]
    settings: Settings
    seed: int = 0
    met: Meetings = field(default_factory=Meetings)
    apart: frozenset[tuple[str, str]] = frozenset()
    kept: Sequence[tuple[str, ...]] = ()
    locked: tuple[tuple[str, ...], ...] = ()


def problem(facts: Facts) -> Problem:
    members = tuple(member(facts, buddy) for buddy in facts.buddies)
    found = Problem(members, facts.met, facts.apart, rules=facts.settings.rules, seed=facts.seed)
    return replace(found, fixed=(*facts.locked, *_staying(facts, found)))


def member(facts: Facts, buddy: Buddy) -> Member:
    zone, ahead = _clock(buddy.zone or facts.course.zone, facts.now)
    return Member(
        id=str(buddy.person),
        hours=utc_bits(_hours(buddy.hours), zone, facts.now.date()),
        languages=frozenset(buddy.languages),
        interests=frozenset(buddy.interests),
        labels={SECTION: buddy.section} if buddy.section else {},
        role=_role(facts, buddy),
        capacity=buddy.mentors or (LEAST - 1 if buddy.minor else 1),
        minor=buddy.minor,
        mode=buddy.mode,
        mix=buddy.mix,
        offset=ahead,
        size=buddy.size,
        left_out=buddy.left_out,
        in_trio=buddy.in_trio,
        ghosted=buddy.ghosted,
        silent=buddy.silent,
    )


@lru_cache(maxsize=1024)
def _clock(zone: str, now: datetime) -> tuple[ZoneInfo, int]:
    """A zone, and how many minutes it is ahead of UTC now."""
    ahead = now.astimezone(ZoneInfo(zone)).utcoffset()
    return ZoneInfo(zone), int(ahead.total_seconds() // 60) if ahead else 0


_hours = lru_cache(maxsize=4096)(parse)  # a class says the same few patterns


def _role(facts: Facts, buddy: Buddy) -> Any:
    """In a mentors' round whoever offered to be a mentor is one; elsewhere they are one of the class."""
    role = facts.roles.get(buddy.person)
    if role in STAFF:
        return "staff"
    return "mentor" if facts.settings.kind == "mentors" and (buddy.mentors or role is Role.MENTOR) else "student"


def _staying(facts: Facts, found: Problem) -> list[tuple[str, ...]]:
    """Those who want to meet once more, are here and may; nobody twice. Mixers and mentors' rounds are for others."""
    if facts.settings.kind != "peers":
        return []
    by_id = {member.id: member for member in found.members}
    taken = {id_ for group in facts.locked for id_ in group}
    staying: list[tuple[str, ...]] = []
    for group in facts.kept:
        here = [by_id[id_] for id_ in group if id_ in by_id and id_ not in taken]
        if len(here) == len(group) and allowed(here, found):
            staying.append(group)
            taken.update(group)
    return staying


def why(group: Sequence[Member], whole: Problem) -> Reason:
    """Why these would be together, whom somebody chose rather than the matcher."""
    ids = {one.id for one in group}
    return reason(group, whole.rules, sum(met.one in ids and met.other in ids for met in whole.met))


def kept_reason(found: Reason) -> dict[str, Any]:
    """As a group keeps it: what differs from no reason at all."""
    return {name: value for name, value in found._asdict().items() if value != getattr(NOTHING, name)}


def reason_of(data: Mapping[str, Any]) -> Reason:
    """What ``kept_reason`` kept."""
    lists = {name: tuple(data.get(name, ())) for name in ("languages", "interests")}
    windows = tuple((first, count) for first, count in data.get("windows", ()))
    return Reason(**{**data, **lists, "windows": windows})
