"""You said, we did: after a check staff owe the class an answer, and the next of its kind waits for it.

What nothing could be published of is owed no answer: nobody heard anything. A poll is no check.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from sqlalchemy import Connection, select, update

from bot.features.checkins import store
from bot.features.checkins.model import Checkin, Kind
from bot.features.checkins.planning import loop_cards
from bot.features.checkins.tables import checkins, loops
from bot.features.checkins.telling import words
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.errors import UserError
from bot.kernel.events import Press, Submission
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.kernel.replies import Ask, Mend, Reply, Update
from bot.kernel.text import clean
from bot.schedule import notices
from bot.store.columns import insert_new

REMIND, AGAIN = "checkins.owed", timedelta(days=7)
UNTOLD = "fewer", "withheld"
NOBODY = Person("", "")


def owed(db: Connection, course: str, kind: Kind, title: str = "") -> Checkin | None:
    """The check-in that staff owe an answer for before the next of its kind (of their own: with its title) may open."""
    if kind == "poll":
        return None
    before = [one for one in store.closed_ones(db, course, kind) if kind != "own" or one.title == title]
    done = _answered(db, course)
    waiting = takewhile(lambda one: one.id not in done, before)
    return next((one for one in waiting if _said_something(one)), None)


def _answered(db: Connection, course: str) -> set[str]:
    query = select(loops.c.checkin).join(checkins, checkins.c.id == loops.c.checkin)
    return set(db.scalars(query.where(checkins.c.course == course)))


def _said_something(checkin: Checkin) -> bool:
    result = checkin.result
    return result is not None and (any(result.texts) or any(one.form not in UNTOLD for one in result.shown))


def require_answered(bot: Bot, kind: Kind, title: str = "") -> None:
    """UserError while staff owe an answer for the last one."""
    if before := owed(bot.db, bot.course.id, kind, title):
        raise UserError("loop-owed", name=words.name(bot, before), week=before.week)


def begin(bot: Bot, checkin: Checkin) -> None:
    """A check-in has been closed: if an answer is owed now, staff get the form for it, and a word in a week."""
    if owed(bot.db, checkin.course, checkin.kind, checkin.title):
        notices.tell_staff(bot, f"{checkin.key}/loop", loop_cards.owed(bot, checkin))
        _later(bot, checkin)


def _later(bot: Bot, checkin: Checkin) -> None:
    """Staff are reminded once a week at most, and not any more when the course is over."""
    at = bot.now + AGAIN
    if bot.course.today(at) <= bot.course.last:
        bot.see_to(Errand(f"{checkin.key}/owed", REMIND, checkin.course, checkin.id, at))


def remind(bot: Bot, subject: str) -> Sequence[Delivery]:
    """The duty of the errand: staff, and nobody else, hear that the answer is still owed."""
    found = store.get(bot.db, subject, bot.course.id)
    still = found and owed(bot.db, found.course, found.kind, found.title)
    if found and still and still.id == found.id:
        notices.tell_staff(bot, f"{found.key}/loop/{bot.now.date()}", loop_cards.owed(bot, found))
        _later(bot, found)
    return ()


def on_answer(bot: Bot, press: Press, course: str, checkin: str) -> Reply:
    return Ask(loop_cards.form(bot, _open(bot, checkin)))


def on_nothing(bot: Bot, press: Press, course: str, checkin: str) -> Reply:
    """Nothing is going to change: that is an answer, too, with its reason."""
    return Ask(loop_cards.nothing_form(bot, _open(bot, checkin)))


def on_answered(bot: Bot, submission: Submission, course: str, checkin: str) -> Reply:
    """The class reads what it said and what follows; once."""
    found = _open(bot, checkin)
    said, did = (clean(str(submission.values.get(name, "")))[: loop_cards.LONGEST] for name in ("said", "did"))
    nothing = "said" not in submission.values
    form = loop_cards.nothing_form(bot, found) if nothing else loop_cards.form(bot, found, said, did)
    wrong = [name for name, text in (("said", said or nothing), ("did", did)) if not text]
    if wrong:
        return Mend(form, tuple((name, bot.t("expected-text")) for name in wrong))
    row = {"checkin": found.id, "said": said, "did": did, "person": submission.person, "at": bot.now}
    if not insert_new(bot.db, loops, **row):
        raise UserError("loop-done")
    card = loop_cards.for_everybody(bot.speaking(bot.course.locale), found, said, did)
    about = submission.person
    bot.say(Delivery(f"{found.key}/answer", "checkin answer", "post", found.place, card, found.course, about=about))
    return Update(loop_cards.thanks(bot, found))


def forget(db: Connection, person: Person) -> None:
    """Somebody's name and words go; that the class was answered stays, or it would be owed once more."""
    blank = {"person": NOBODY, "said": "", "did": ""}
    db.execute(update(loops).where(loops.c.person == person).values(blank))


def _open(bot: Bot, checkin: str) -> Checkin:
    """A closed check-in of this course that staff have not answered yet."""
    found = store.get(bot.db, checkin, bot.course.id)
    if found is None or found.result is None:
        raise UserError("results-none")
    if found.id in _answered(bot.db, bot.course.id):
        raise UserError("loop-done")
    return found
