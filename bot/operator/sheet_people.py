"""The rows of a spreadsheet as members for the matcher."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal, TypeVar, get_args
from zoneinfo import ZoneInfo

from bot.kernel.hours import Hours, WrongHours, parse, utc_bits
from bot.kernel.text import t
from bot.matching.people import Member
from bot.operator.spreadsheet import Findings, Row, table
from bot.operator.zones import zone as zone_named

Role = Literal["student", "mentor", "staff"]
Mode = Literal["live", "writing", "either"]
W = TypeVar("W", bound=str)

MEMBERS = {
    "id": ("user id", "student id", "userid", "user", "username", "email", "e mail", "email address"),
    "name": ("full name", "display name", "student", "student name", "first name"),
    "timezone": ("time zone", "tz", "zone"),
    "hours": ("availability", "available", "free", "free hours", "available hours", "times"),
    "languages": ("language", "lang", "spoken languages"),
    "interests": ("interest", "topics", "topic", "hobbies"),
    "section": ("cohort", "class", "group", "team"),
    "role": ("type",),
    "capacity": ("mentees", "max mentees", "places", "seats"),
    "mode": ("format", "live or writing"),
}
ROLES = {
    "student": ("learner", "participant", "mentee", "member"),
    "mentor": ("tutor", "guide"),
    "staff": ("instructor", "teacher", "moderator", "owner", "ta"),
}
MODES = {
    "live": ("call", "video", "talk", "voice"),
    "writing": ("text", "chat", "written", "async"),
    "either": ("any", "both"),
}
MOST_MENTEES = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A member, what they are called, and the clock that their windows are told by."""

    member: Member
    name: str
    zone: ZoneInfo


def people(file: Path, week: date, findings: Findings) -> list[Person]:
    """One for each row; ``week``: any day of the week whose clocks count."""
    rows = table(file, MEMBERS, ("id",), findings)
    first: dict[str, int] = {}
    for row in rows:
        if not row["id"]:
            row.wrong("there is no id")
        elif first.setdefault(row["id"], row.line) != row.line:
            row.wrong(f"the id {row['id']} is already in line {first[row['id']]}")
    alike = Counter(id_.casefold() for id_ in first)
    if twice := [id_ for id_ in first if alike[id_.casefold()] > 1]:
        findings.notes.append(f"{file}: taken for different people: {', '.join(twice)}")
    if not (rows or findings.problems):
        findings.wrong(file, 1, "there is nobody in it")
    return [_person(row, week) for row in rows]


def _person(row: Row, week: date) -> Person:
    zone = row.read("timezone", zone_named, ZoneInfo("UTC"))
    hours = row.read("hours", _hours, Hours())
    if hours.bits and not row["timezone"]:
        row.wrong("hours are given, but no timezone")
    member = Member(
        row["id"],
        hours=utc_bits(hours, zone, week),
        languages=_several(row["languages"]),
        interests=_several(row["interests"]),
        labels={"section": row["section"]} if row["section"] else {},
        role=row.read("role", lambda cell: _one_of(cell, ROLES, get_args(Role)), "student"),
        capacity=row.read("capacity", _capacity, 1),
        mode=row.read("mode", lambda cell: _one_of(cell, MODES, get_args(Mode)), "either"),
        offset=_offset(zone, week),
    )
    return Person(member, row["name"] or row["id"], zone)


def _offset(zone: ZoneInfo, week: date) -> int:
    ahead = datetime.combine(week, time(12), UTC).astimezone(zone).utcoffset()
    return round(ahead.total_seconds() / 60) if ahead else 0


def _hours(cell: str) -> Hours:
    try:
        return parse(cell)
    except WrongHours as wrong:
        raise ValueError(t(wrong.key, "en", **wrong.values)) from None


def _several(cell: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip().casefold() for part in re.split(r"[,;/|\n]", cell))))


def _one_of(cell: str, words: Mapping[str, Sequence[str]], known: Sequence[W]) -> W:
    said = cell.casefold()
    for word in known:
        if said == word or said in words[word]:
            return word
    raise ValueError(f"{cell} is none of {', '.join(known)}")


def _capacity(cell: str) -> int:
    if not cell.isdecimal() or int(cell) > MOST_MENTEES:
        raise ValueError(f"{cell} is not a whole number from 0 to {MOST_MENTEES}")
    return int(cell)
