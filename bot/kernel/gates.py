"""What stands before a handler for people's sake: words of somebody in need, and the agreement of a course."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.kernel.cards import TOKEN, Button, Card
from bot.kernel.commands import Command, form_of
from bot.kernel.courses import Course
from bot.kernel.directory import Directory
from bot.kernel.events import Call, Event, Press, Submission
from bot.kernel.features import Act, Bot
from bot.kernel.replies import Whisper
from bot.kernel.roles import STAFF
from bot.library.load import Library

PRESS = "press"


@dataclass(frozen=True, slots=True)
class Crisis:
    """Words such as people write in need, sent to the bot itself: help comes at once, and nothing else happens.

    The act is not done, nothing is kept or logged, not even that this was so; ``card`` is all there is.
    """

    library: Library
    card: Callable[[Bot, Event], Card] | None

    def is_heard(self, event: Call | Press | Submission, act: Command | Act) -> bool:
        """What only staff may do is not listened to."""
        if self.card is None or act.may <= STAFF:
            return False
        return any(self.library.safety.phrases.are_in(text) for text in _written(event))

    def answer(self, bot: Bot, event: Event) -> Whisper:
        assert self.card  # noqa: S101 - it was heard
        return Whisper(self.card(bot, event))


def _written(event: Call | Press | Submission) -> list[str]:
    """The texts that somebody typed in this event; a press has none."""
    given: Mapping[str, object] = {}
    if isinstance(event, Call):
        given = event.options
    elif isinstance(event, Submission):
        given = event.values
    return [text for text in given.values() if isinstance(text, str)]


def onward(event: Press | Submission, action: str, args: tuple[str, ...]) -> tuple[str, ...]:
    """What a button carries behind the course so that an act goes on: nothing where it would not fit.

    A form's words are not carried: its author opens it once more.
    """
    carried = (PRESS, action, *args[1:])
    fits = len(":".join(("agree", *args[:1], *carried))) <= TOKEN
    return carried if fits and isinstance(event, Press) and not event.values else ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of a course, before the bot first writes to somebody unasked; ``card`` shows it."""

    directory: Directory
    card: Callable[[Bot, Course, Button], Card] | None

    def is_shut(self, bot: Bot, event: Event) -> bool:
        """Whether this person has yet to accept."""
        course = bot.standing.course
        if self.card is None or course is None:
            return False
        return not self.directory.may_write_to(bot.db, course.id, event.person)

    def ask(self, bot: Bot, carried: tuple[str, ...]) -> Whisper:
        assert self.card  # noqa: S101 - it is shut
        return Whisper(
            self.card(bot, bot.course, Button(bot.t("agree-button"), "agree", (bot.course.id, *carried), "primary"))
        )

    def carried(self, bot: Bot, command: Command, call: Call) -> tuple[str, ...]:
        """The command; or, where options were given, a draft of it without its author."""
        typed = all(isinstance(value, str | int) for value in call.options.values())
        if not call.options or not typed:
            return command.path
        return (self.directory.keep_form(bot, form_of(command, call.options, bot.t("form-submit"))),)
