"""An institution's own items: brought by a form, kept for the course, listed and taken away."""

from __future__ import annotations

from sqlalchemy import delete

from bot.features.checkins import store
from bot.features.checkins.model import Item
from bot.features.checkins.planning import reading, rhythms
from bot.features.checkins.tables import instruments
from bot.kernel.cards import LABEL, Card, Field, Form, Option, Row, Select
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.forms import Errors
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.text import clean

MOST, LONGEST_TITLE, LONGEST = 20, 60, 3000
"""A course keeps so many; three thousand characters hold twelve items of two hundred."""


def bring(bot: Bot, call: Call) -> Reply:
    """Bring questions of your own: a form, one question a line."""
    return Ask(_form(bot))


def _form(bot: Bot, title: str = "", items: str = "") -> Form:
    fields = (
        Field(
            "title", bot.t("import-title-label"), hint=bot.t("import-title-hint"), value=title, longest=LONGEST_TITLE
        ),
        Field("items", bot.t("import-items-label"), "paragraph", bot.t("import-items-hint"), items, longest=LONGEST),
    )
    return Form(
        bot.t("import-form"), "checkin.imported", fields, (bot.course.id,), bot.t("import-intro"), bot.t("form-submit")
    )


def on_brought(bot: Bot, submission: Submission, course: str) -> Reply:
    """Kept if every line can be read; else the form comes back with each wrong line."""
    given = {name: str(submission.values.get(name, "")) for name in ("title", "items")}
    title, found = clean(given["title"])[:LONGEST_TITLE], reading.read(given["items"][:LONGEST])
    wrong = _title_wrong(bot, title) + tuple(("items", _line(bot, *one)) for one in found.wrong)
    if wrong:
        return Mend(_form(bot, given["title"][:LONGEST_TITLE], given["items"][:LONGEST]), _together(wrong))
    _keep(bot, title, found.items)
    return Whisper(_every(bot, bot.t("import-done", title=title, count=len(found.items))))


def _title_wrong(bot: Bot, title: str) -> Errors:
    """A title names one thing: what the library brings, or one of their own."""
    taken = {name.lower() for one in bot.library.instruments for name in (one.id, one.title)}
    taken |= {row.title.lower() for row in store.instruments(bot.db, bot.course.id)}
    if not title:
        return (("title", bot.t("expected-text")),)
    return (("title", bot.t("import-taken", title=title)),) if title.lower() in taken else ()


def _line(bot: Bot, number: int, error: UserError) -> str:
    sentence = bot.t(error.key, **error.values)
    return bot.t("import-line", number=number, wrong=sentence) if number else sentence


def _together(wrong: Errors) -> Errors:
    """A field is told once what is wrong with it."""
    names = dict.fromkeys(name for name, _ in wrong)
    return tuple((name, " ".join(said for of, said in wrong if of == name)) for name in names)


def _keep(bot: Bot, title: str, items: list[Item]) -> None:
    if len(store.instruments(bot.db, bot.course.id)) >= MOST:
        raise UserError("import-full", most=MOST)
    row = {"id": bot.new_id(), "course": bot.course.id, "title": title, "made_at": bot.now}
    bot.db.execute(instruments.insert(), {**row, "items": [item.dump() for item in items]})


def show(bot: Bot, call: Call) -> Reply:
    """Show the questions that staff brought, and take some away."""
    return Whisper(_every(bot))


def _every(bot: Bot, *news: str) -> Card:
    found = store.instruments(bot.db, bot.course.id)
    if not found:
        return Card(body=(*news, bot.t("import-none")))
    lines = tuple(bot.t("import-one", title=row.title, count=len(row.items)) for row in found)
    options = tuple(Option(row.title[:LABEL], row.id) for row in found)
    rows: tuple[Row, ...] = (Select("checkin.remove", bot.t("import-remove"), (bot.course.id,), options),)
    return Card(bot.t("import-every"), (*news, *lines, bot.t("import-use")), rows)


def on_remove(bot: Bot, press: Press, course: str) -> Reply:
    """Gone, with the rhythm that asked it; what was asked before keeps its results."""
    for row in store.instruments(bot.db, bot.course.id):
        if row.id in press.values:
            bot.db.execute(delete(instruments).where(instruments.c.id == row.id))
            rhythms.stop_all(bot, row.id)
            return Update(_every(bot, bot.t("import-removed", title=row.title)))
    return Update(_every(bot))
