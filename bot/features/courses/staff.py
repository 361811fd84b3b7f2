"""Who teaches, moderates and mentors; whoever may manage the Space decides."""

from __future__ import annotations

from typing import Annotated

from bot.features.courses import cards
from bot.kernel.cards import Card, Mention, Strong
from bot.kernel.errors import UserError
from bot.kernel.events import Call
from bot.kernel.features import Bot
from bot.kernel.options import one_of
from bot.kernel.places import Person
from bot.kernel.replies import Reply, Whisper
from bot.kernel.roles import APPOINTABLE, Role
from bot.store import courses


def add(
    bot: Bot,
    call: Call,
    person: Annotated[Person, "Whom you appoint"],
    role: Annotated[str, "What they are in this course", one_of(tuple(APPOINTABLE))] = "instructor",
) -> Reply:
    """Appoint an instructor, moderator or mentor of this course."""
    courses.appoint(bot.db, bot.course.id, person, Role(role))
    who = Mention(person, person.id, ping=True)
    role_name = Strong(bot.t(f"role-{role}"))
    return Whisper(Card(body=(bot.rich("staff-added", who=who, role=role_name, course=bot.course.name),)))


def remove(bot: Bot, call: Call, person: Annotated[Person, "Who is no longer on the staff"]) -> Reply:
    """Take somebody off the staff of this course."""
    if not courses.dismiss(bot.db, bot.course.id, person):
        raise UserError("not-on-staff")
    return Whisper(cards.said(bot, "staff-removed"))
