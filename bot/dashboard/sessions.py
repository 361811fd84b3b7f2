"""Who is looking: a link that opens once becomes a cookie, and each look asks the database again what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.kernel.app import App
from bot.kernel.errors import Forged
from bot.kernel.events import Event
from bot.kernel.features import Bot, Standing
from bot.kernel.pages import Expired, Pass, Passes
from bot.store import courses
from bot.store.columns import insert_new
from bot.store.tables import events


@dataclass(frozen=True, slots=True)
class Opened:
    """A link was used: what the cookie holds from now on, and for how many seconds."""

    course: str
    cookie: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens links and cookies. Both raise Forged for what we did not sign, and Expired for what is over."""

    app: App

    @property
    def _passes(self) -> Passes:
        return Passes(self.app.means.house.secret("pages"))

    def look(self, token: str) -> Pass:
        """What a link is for, without using it up."""
        return self._passes.read("link", token, self.app.clock.now())

    async def use(self, token: str) -> Opened:
        """Raises Expired also for a link that was used before."""
        now = self.app.clock.now()
        link = self._passes.read("link", token, now)
        given = await self.app.database.write(lambda db: self._admit(db, link, now))
        return Opened(given.course, self._passes.sign("session", given), int((given.until - now).total_seconds()))

    def _admit(self, db: Connection, link: Pass, now: datetime) -> Pass:
        if not insert_new(db, events, id=f"page/{link.nonce}", at=now):
            raise Expired(link)
        appointed = replace(link, vouched=False)
        by_role = _standing(self.app, db, appointed).role == _standing(self.app, db, link).role
        return (appointed if by_role else link).session(now)

    def read(self, cookie: str, course: str) -> Pass:
        """The session in a cookie, if it is one for this course."""
        given = self._passes.read("session", cookie, self.app.clock.now())
        if given.course != course:
            raise Forged("a session of another course")
        return given

    def reader(self, db: Connection, given: Pass) -> Bot:
        """Somebody who looks, as handlers know them: in their language, with the role that they have right now."""
        bot = self.app.means.bot(db, self.app.clock.now(), given.locale)
        return replace(bot, standing=_standing(self.app, db, given))


def _standing(app: App, db: Connection, given: Pass) -> Standing:
    course = courses.get(db, given.course)
    if course is None:
        raise Expired(given)
    if given.person is None:
        return Standing(course)
    asked = Event(id="", person=given.person, name="", place=course.home, manages=given.vouched)
    return app.directory.standing(db, asked, course.id)
