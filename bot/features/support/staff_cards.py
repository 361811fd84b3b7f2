"""What the staff see of support: the card's form, and how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.features.support.card import COUNTRY, HOURS, LINE, LINK, SERVICES, SupportCard
from bot.kernel.cards import Button, Card, Field, Form, Mention, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.kernel.roles import Role
from bot.store import safety
from bot.store.safety import Contact


def form(bot: Bot, card: SupportCard) -> Form:
    """Five fields, as they stand; each may stay empty."""
    services = _field(bot, "services", "\n".join(card.services), (LINE + 1) * SERVICES)
    fields = (
        replace(services, kind="paragraph"),
        replace(_field(bot, "country", card.country, COUNTRY), complete="country"),
        _field(bot, "institution", card.institution, HOURS),
        _field(bot, "policy", card.policy, LINK),
        _field(bot, "office_hours", card.office_hours, HOURS),
    )
    return Form(bot.t("safety-card-title"), "safety.card", fields, (bot.course.id,), submit=bot.t("form-submit"))


def _field(bot: Bot, name: str, value: str, longest: int) -> Field:
    label, hint = bot.t(f"safety-label-{name}"), bot.t(f"safety-hint-{name}")
    return Field(name, label, hint=hint, value=value, required=False, longest=longest)


def standing(bot: Bot, card: SupportCard, contacts: Sequence[Contact], roles: Mapping[Person, Role]) -> Card:
    """Who can be turned to, what the card says, and what is still off because something is missing."""
    body: tuple[Text | str, ...] = (
        *(_contact(bot, one, roles) for one in contacts),
        *_missing(bot, contacts, roles),
        bot.t("safety-services", count=len(card.services)),
        *_unset(bot, card),
        *((bot.t("safety-review"),) if bot.library.safety.cards.review == "needed" else ()),
    )
    course = bot.course.id
    buttons = (
        Button(bot.t("safety-fill-button"), "command", (course, "safety", "card"), "primary"),
        Button(bot.t("safety-add-button"), "command", (course, "safety", "contacts", "add")),
        Button(bot.t("safety-look-button"), "support.open", (course,)),
    )
    return Card(bot.t("safety-title", name=bot.course.name), body, (buttons,), footer=bot.t("safety-footer"))


def _contact(bot: Bot, contact: Contact, roles: Mapping[Person, Role]) -> Text:
    role = roles.get(contact.person)
    who = Mention(contact.person, contact.name, ping=True)
    return bot.rich("safety-contact", who=who, name=Strong(contact.name), role=bot.t(f"role-{role}") if role else "–")


def _missing(bot: Bot, contacts: Sequence[Contact], roles: Mapping[Person, Role]) -> Iterator[str]:
    if len(contacts) < safety.ENOUGH:
        yield bot.t("safety-too-few", count=len(contacts), least=safety.ENOUGH)
    if contacts and all(roles.get(one.person) == Role.INSTRUCTOR for one in contacts):
        yield bot.t("safety-only-instructors")


def _unset(bot: Bot, card: SupportCard) -> Iterator[str]:
    """What nobody has said yet, and what students read instead."""
    for name in ("country", "institution", "policy"):
        if not getattr(card, name):
            yield bot.t(f"safety-no-{name}")
