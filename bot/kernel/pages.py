"""Passes to the bot's own pages: a signed link that opens once within minutes, and then a session of hours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.kernel.errors import Forged
from bot.kernel.events import Event
from bot.kernel.features import Bot
from bot.kernel.places import Person

LINK, SESSION, VOUCHED = timedelta(minutes=15), timedelta(hours=8), timedelta(hours=1)
FOLDER = "insights"


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave to see a course's pages until an instant.

    Of a student it names nobody, as all of them see the same. Of staff it names the person, so that each look asks
    again what they are; ``vouched`` says that the platform let them manage the whole Space when they asked.
    """

    course: str
    until: datetime
    nonce: str
    locale: str = "en"
    person: Person | None = None
    vouched: bool = False

    def session(self, now: datetime) -> Pass:
        """What a link turns into; the platform's word holds for an hour, as nobody can be asked again."""
        return replace(self, until=now + (VOUCHED if self.vouched else SESSION))


class Expired(Exception):
    """The pass was good once."""

    def __init__(self, given: Pass) -> None:
        super().__init__(given.course)
        self.given = given


@dataclass(frozen=True, slots=True)
class Passes:
    """Signs passes with one secret; what is signed as one kind is no other: ``link`` or ``session``."""

    secret: bytes

    def sign(self, kind: str, given: Pass) -> str:
        """URL-safe, about 200 characters."""
        person = str(given.person) if given.person else ""
        until = int(given.until.timestamp())
        return str(self._signer(kind).dumps([given.course, until, given.nonce, given.locale, person, given.vouched]))

    def read(self, kind: str, token: str, now: datetime) -> Pass:
        """The pass; raises Forged unless we signed it as this kind, and Expired when its time is over."""
        try:
            course, until, nonce, locale, person, vouched = self._signer(kind).loads(token)
        except (BadData, ValueError):
            raise Forged("a link or session that we did not sign") from None
        who = Person.parse(person) if person else None
        given = Pass(course, datetime.fromtimestamp(until, UTC), nonce, locale, who, vouched)
        if now >= given.until:
            raise Expired(given)
        return given

    def _signer(self, kind: str) -> URLSafeSerializer:
        digest = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        return URLSafeSerializer(self.secret, salt=f"homeroom {kind}", signer_kwargs=digest)


def link(bot: Bot, event: Event) -> str:
    """The address at which whoever asks may see this course's insights; empty where there are no pages."""
    if not bot.house.url:
        return ""
    nonce = bot.new_id() + bot.new_id()
    given = Pass(bot.course.id, bot.now + LINK, nonce, bot.locale)
    if bot.is_staff:
        given = replace(given, person=event.person, vouched=event.manages)
    return f"{bot.house.url}/{FOLDER}/open/{Passes(bot.house.secret('pages')).sign('link', given)}"
