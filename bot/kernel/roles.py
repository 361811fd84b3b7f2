"""Who may do what."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a course. Whoever may manage the Space is its owner in every course."""

    STUDENT = "student"
    MENTOR = "mentor"
    INSTRUCTOR = "instructor"
    MODERATOR = "moderator"
    OWNER = "owner"


EVERYBODY = frozenset(Role)
STAFF = frozenset({Role.INSTRUCTOR, Role.MODERATOR, Role.OWNER})
OWNERS = frozenset({Role.OWNER})
APPOINTABLE = (Role.INSTRUCTOR, Role.MODERATOR, Role.MENTOR)
