"""Themes that a course leaves out, questions that students suggest, and the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.features.icebreakers import cards, store, suggestions
from bot.features.icebreakers.suggestions import Suggestion
from bot.kernel.cards import Card, Field, Form, Strong
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import LIST
from bot.kernel.replies import Ask, Reply, Update, Whisper
from bot.kernel.text import clean
from bot.schedule import notices
from bot.store import courses

MOST_WAITING, LONGEST_WORD, REPORTED = 5, 300, 8
LABEL, LABELS = 40, (3, 5)


def show_themes(bot: Bot, call: Call) -> Reply:
    """Show the themes of the questions, and block or allow them."""
    return Whisper(cards.themes(bot, bot.library.themes))


def on_theme(bot: Bot, press: Press, course: str) -> Reply:
    """A theme was chosen: blocked ones are allowed, allowed ones blocked. What was promised and still fits stays."""
    chosen = set(press.values) & set(bot.library.themes)
    changed: Course = replace(bot.course, blocked=tuple(sorted(set(bot.course.blocked) ^ chosen)))
    courses.save(bot.db, changed, bot.now)
    return Update(cards.themes(replace(bot, standing=replace(bot.standing, course=changed)), bot.library.themes))


def suggest(
    bot: Bot,
    call: Call,
    question: Annotated[str, "Your question, in up to 200 characters"],
    labels: Annotated[tuple[str, ...], "3 to 5 short answers to tap, parted by commas", LIST] = (),
    stem: Annotated[str, "The start of a sentence to finish, such as: I like …"] = "",
) -> Reply:
    """Suggest a question for the class; somebody of the staff reads it first."""
    _fits(bot, call, question, labels, stem)
    ask = Suggestion(bot.new_id(), bot.course.id, call.person, question, labels, stem or bot.t("default-stem"))
    suggestions.keep(bot.db, ask, bot.now)
    staff = bot.speaking(bot.course.locale)
    notices.tell_staff(staff, f"suggestion/{ask.id}", cards.suggested(staff, ask, call.name))
    return Whisper(cards.said(bot, "suggestion-thanks"))


def _fits(bot: Bot, call: Call, question: str, labels: tuple[str, ...], stem: str) -> None:
    if len(question) > cards.ANSWER or len(stem) > LABEL or any(len(label) > LABEL for label in labels):
        raise UserError("suggestion-too-long", question=cards.ANSWER, label=LABEL)
    if labels and not LABELS[0] <= len(labels) <= LABELS[1]:
        raise UserError("suggestion-labels", least=LABELS[0], most=LABELS[1])
    if suggestions.waiting_of(bot.db, bot.course.id, call.person) >= MOST_WAITING:
        raise UserError("suggestions-waiting", most=MOST_WAITING)


def _waiting(bot: Bot, id_: str) -> Suggestion:
    found = suggestions.get(bot.db, id_, bot.course.id)
    if found is None or found.state != "waiting":
        raise UserError("suggestion-decided")
    return found


def on_approve(bot: Bot, press: Press, course: str, id_: str) -> Reply:
    found = _waiting(bot, id_)
    suggestions.decide(bot.db, found, "approved")
    _tell_author(bot, found, "suggestion-approved", "")
    return Update(cards.said(bot, "approved-done", text=Strong(found.text)))


def on_decline(bot: Bot, press: Press, course: str, id_: str) -> Reply:
    """Declining takes a word to the author."""
    _waiting(bot, id_)
    field = Field("word", bot.t("decline-label"), "paragraph", bot.t("decline-hint"), longest=LONGEST_WORD)
    return Ask(
        Form(bot.t("decline-title"), "icebreaker.declined", (field,), (course, id_), submit=bot.t("form-submit"))
    )


def on_declined(bot: Bot, submission: Submission, course: str, id_: str) -> Reply:
    found, word = _waiting(bot, id_), clean(str(submission.values.get("word", "")))[:LONGEST_WORD]
    suggestions.decide(bot.db, found, "declined", word)
    _tell_author(bot, found, "suggestion-declined", word)
    return Update(cards.said(bot, "declined-done"))


def _tell_author(bot: Bot, found: Suggestion, key: str, word: str) -> None:
    bot = bot.speaking(bot.course.locale)
    body = bot.rich(key, text=Strong(found.text), word=word or bot.t("no-word"))
    told = Delivery(
        f"{key}/{found.id}", "suggestion", "tell", found.person, Card(body=(body,)), found.course, solicited=True
    )
    bot.say(told)


def report(bot: Bot, call: Call) -> Reply:
    """Show how the last questions were answered, in numbers that point at nobody."""
    rows = [(row.question["text"], tally) for row, tally in store.tallies(bot.db, bot.course.id, REPORTED)]
    if not rows:
        raise UserError("nothing-asked-yet")
    return Whisper(cards.report(bot, rows))
