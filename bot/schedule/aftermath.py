"""What follows when a platform refuses: the table of contracts.md §2.3, as one function a class of error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, or_

from bot.kernel.cards import Card, Channel, Strong
from bot.kernel.errors import (
    Closed,
    Forbidden,
    Full,
    Gone,
    Inseparable,
    PlatformError,
    RateLimited,
    Refused,
    Unclear,
    Unreachable,
)
from bot.kernel.features import Bot, Feature, Means, Standing, Unsaid
from bot.kernel.places import Message, Person, Place
from bot.schedule import attempts, notices, routines
from bot.schedule.attempts import BACK_OFF, Attempt
from bot.schedule.patience import PAUSE
from bot.store import courses
from bot.store.columns import upsert
from bot.store.tables import barred

TRIES = 5


@dataclass(frozen=True)
class Aftermath:
    """Settles a refused attempt, in one transaction with the word to staff and with what its feature makes of it."""

    means: Means
    unsaid: Mapping[str, Unsaid]

    @classmethod
    def of(cls, features: Sequence[Feature], means: Means) -> Aftermath:
        return cls(means, {kind: hear for feature in features for kind, hear in feature.unsaid.items()})

    def settle(self, db: Connection, now: datetime, attempt: Attempt, error: Exception) -> None:
        bot = self._in_course(db, now, attempt)
        for kind, follow in FOLLOWS:
            if isinstance(error, kind):
                follow(self, bot, attempt, error)
                break
        else:
            self._failed(bot, attempt, error)
        if isinstance(error, Gone | Forbidden | Unreachable | Refused | Full | Inseparable):
            self._hear(bot, attempt, error.people if isinstance(error, Unreachable) else ())

    def died(self, db: Connection, now: datetime, attempt: Attempt) -> None:
        """It was never even tried."""
        self._hear(self._in_course(db, now, attempt), attempt, ())

    def _failed(self, bot: Bot, attempt: Attempt, error: Exception) -> None:
        if attempt.attempts < TRIES:
            attempts.unknown(bot.db, attempt, bot.now, repr(error))
            return
        attempts.dead(bot.db, attempt, f"failed {TRIES} times: {error!r}")
        self._hear(bot, attempt, ())

    def _hear(self, bot: Bot, attempt: Attempt, people: Sequence[Person]) -> None:
        hear = self.unsaid.get(attempt.kind)
        if hear and bot.standing.course:
            bot.say(*hear(bot, attempt.key, people))

    def _in_course(self, db: Connection, now: datetime, attempt: Attempt) -> Bot:
        bot = self.means.bot(db, now)
        course = courses.get(db, attempt.course) if attempt.course else None
        return replace(bot, locale=course.locale, standing=Standing(course)) if course else bot

    def gone(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        """The place is gone: its routines rest until staff choose another; nothing is deleted."""
        attempts.dead(bot.db, attempt, f"gone: {error}")
        if not isinstance(attempt.target, Place) or attempt.target.thread or attempt.follows:
            return  # only a message or a room is gone: somebody deleted it, and what hung on it ends
        for routine in (r for r in routines.at_place(bot.db, attempt.target) if r.state == "active"):
            routines.save(bot.db, replace(routine, state="paused"), (), bot.now)
        self._tell(bot, f"gone/{attempt.target}", "place-gone", attempt, "")

    def forbidden(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        """Not said; the place is left alone for a day, and staff learn exactly what to grant."""
        attempts.dead(bot.db, attempt, f"forbidden: {error}")
        if attempt.op != "gather":  # a room was not allowed; the channel itself may well be written in
            bar(bot.db, attempt.target, bot.now, str(error))
        grant = error.grant if isinstance(error, Forbidden) else ""
        self._tell(bot, f"forbidden/{attempt.target}/{bot.now.date()}", "permission-missing", attempt, grant)

    def unreachable(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        attempts.dead(bot.db, attempt, f"unreachable: {error}")
        if isinstance(attempt.target, Person):
            bar(bot.db, attempt.target, bot.now, str(error))

    def full(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        """No more rooms here; whoever needs them uses another way, and staff learn why, once a day."""
        attempts.dead(bot.db, attempt, f"full: {error}")
        self._tell(bot, f"full/{attempt.target}/{bot.now.date()}", "rooms-full", attempt, "")

    def inseparable(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        """So it is on this platform: the feature opens another room for those who stay."""
        attempts.dead(bot.db, attempt, f"inseparable: {error}")

    def refused(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        attempts.dead(bot.db, attempt, f"refused: {error}")
        self._tell(bot, f"refused/{attempt.key}", "content-refused", attempt, str(error)[:200])

    def limited(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        wait = error.retry_after if isinstance(error, RateLimited) else PAUSE
        attempts.later(bot.db, attempt, bot.now + wait)

    def closed(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        """Nothing was taken; the pump stops all traffic, and this waits as long."""
        attempts.later(bot.db, attempt, bot.now + PAUSE)

    def unclear(self, bot: Bot, attempt: Attempt, error: PlatformError) -> None:
        attempts.unknown(bot.db, attempt, bot.now, str(error))

    def _tell(self, bot: Bot, key: str, sentence: str, attempt: Attempt, detail: str) -> None:
        if bot.standing.course is None or attempt.kind == "staff notice":
            return
        target = attempt.target.place if isinstance(attempt.target, Message) else attempt.target
        where = Channel(target.outside) if isinstance(target, Place) else bot.t("a-private-word")
        body = bot.rich(sentence, where=where, detail=Strong(detail or bot.t("unknown-permission")))
        notices.tell_staff(bot, key, Card(body=(body,)))


Follow = Callable[[Aftermath, Bot, Attempt, PlatformError], None]
FOLLOWS: tuple[tuple[type[PlatformError], Follow], ...] = (
    (Gone, Aftermath.gone),
    (Forbidden, Aftermath.forbidden),
    (Unreachable, Aftermath.unreachable),
    (Refused, Aftermath.refused),
    (Full, Aftermath.full),
    (Inseparable, Aftermath.inseparable),
    (RateLimited, Aftermath.limited),
    (Closed, Aftermath.closed),
    (Unclear, Aftermath.unclear),
)


def bar(db: Connection, target: Place | Person | Message, now: datetime, reason: str) -> None:
    """Leave a place or person alone for a day: every refusal counts against the bot's invalid-request budget."""
    upsert(db, barred, ("target",), target=str(target), until=now + BACK_OFF, reason=reason[:200])


def unbar(db: Connection, place: Place) -> None:
    """Somebody of the staff says that it should work now: in this channel, and in all its threads and messages."""
    within = [barred.c.target.startswith(f"{place.outside}{mark}", autoescape=True) for mark in "/#"]
    db.execute(delete(barred).where(or_(barred.c.target == str(place.outside), *within)))
