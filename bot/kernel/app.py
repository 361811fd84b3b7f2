"""Everything that people do comes in here: Call, Press or Submission; what goes out is a Reply.

Each event is one transaction: who is it, may they, has it been handled already, then the feature's handler.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Protocol

import structlog
from sqlalchemy import Connection

from bot.kernel import commands as declared
from bot.kernel import forms, options, text
from bot.kernel.cards import TEXT, Button, Card, Form, Option
from bot.kernel.commands import Command
from bot.kernel.errors import Forged, UserError
from bot.kernel.events import Call, Event, Joined, Press, Submission, Typing
from bot.kernel.features import Act, Bot, Feature, Means, Standing
from bot.kernel.help import command_table
from bot.kernel.ports import Clock, Database
from bot.kernel.replies import Ask, Mend, Reply, Whisper
from bot.kernel.roles import EVERYBODY, Role
from bot.kernel.seals import Seals

log = structlog.get_logger()


class Directory(Protocol):
    """What the database knows of an event's people."""

    def is_new(self, db: Connection, event: Event, bot: Bot) -> bool:
        """False when an event with this id has been handled before."""
        ...

    def standing(self, db: Connection, event: Event, course: str | None) -> Standing:
        """The course that an act in this place concerns (or the one named), and the person's role in it."""
        ...

    def keep_form(self, bot: Bot, form: Form) -> str: ...

    def kept_form(self, bot: Bot, draft: str) -> Form | None: ...


@dataclass(frozen=True)
class App:
    """Routes what people do to the features that answer it."""

    features: tuple[Feature, ...]
    database: Database
    directory: Directory
    clock: Clock
    seals: Seals
    means: Means
    after: Callable[[], None] = lambda: None

    @cached_property
    def commands(self) -> Mapping[tuple[str, ...], Command]:
        """The whole command table, by path."""
        return command_table(self.features)

    @cached_property
    def presses(self) -> Mapping[str, Act]:
        mine = {"command": Act(self._on_command), "draft": Act(self._on_draft)}
        return mine | {name: act for feature in self.features for name, act in feature.presses.items()}

    @cached_property
    def forms(self) -> Mapping[str, Act]:
        mine = {"command": Act(self._on_command_filled)}
        return mine | {name: act for feature in self.features for name, act in feature.forms.items()}

    async def handle(self, event: Call | Press | Submission) -> Reply | None:
        """The answer to what somebody did; None when it was answered before."""
        event = replace(event, name=text.clean(event.name) or event.person.id)
        try:
            reply = await self.database.write(lambda db: self._answer(db, event))
            self.after()
            return reply
        except UserError as error:
            return self._sorry(event, error.key, **error.values)
        except Forged:
            return self._sorry(event, "forged")
        except Exception:
            name = "".join(Random().choices("abcdefghjkmnpqrstuvwxyz23456789", k=6))  # noqa: S311 - names a log line
            log.error("unexpected", error_id=name, act=type(event).__name__, trace=traceback.format_exc())
            return self._sorry(event, "our-fault", id=name)

    async def complete(self, event: Typing) -> Sequence[Option]:
        """Suggestions for what somebody is typing; never an error."""
        try:
            return await self.database.read(lambda db: self._complete(db, event))
        except UserError:
            return ()
        except Exception:
            log.error("no suggestions", option=event.option, trace=traceback.format_exc())
            return ()

    async def greet(self, event: Joined) -> None:
        """The bot came to a Space: what features say to that is said once."""

        def work(db: Connection) -> None:
            bot = self._bot(db, event)
            for feature in self.features:
                if feature.greet:
                    bot.say(*feature.greet(bot, event))

        await self.database.write(work)
        self.after()

    async def may(self, event: Event) -> frozenset[tuple[str, ...]]:
        """The commands that somebody may use here: for help, and for their own page."""

        def work(db: Connection) -> frozenset[tuple[str, ...]]:
            standing = self.directory.standing(db, event, None)
            return frozenset(path for path, command in self.commands.items() if standing.role in command.may)

        return await self.database.read(work)

    def _bot(self, db: Connection, event: Event) -> Bot:
        return self.means.bot(db, self.clock.now(), event.locale)

    def _answer(self, db: Connection, event: Call | Press | Submission) -> Reply | None:
        bot = self._bot(db, event)
        if not self.directory.is_new(db, event, bot):
            return None
        reply = self._route(bot, event)
        if isinstance(reply, Mend):
            draft = self.directory.keep_form(bot, reply.form)
            return replace(reply, card=forms.mend_card(bot, reply.errors, reply.form, draft))
        return reply

    def _route(self, bot: Bot, event: Call | Press | Submission) -> Reply:
        if isinstance(event, Call):
            return self._call(bot, event)
        action, args = self.seals.open(event.person.space, event.token)
        act = (self.presses if isinstance(event, Press) else self.forms).get(action)
        if act is None:
            raise Forged(f"nothing is called {action} any more")
        if act.may != EVERYBODY:
            bot = self._placed(bot, event, args[0], act.may)
        return act.handler(bot, event, *args)

    def _placed(self, bot: Bot, event: Event, course: str | None, may: frozenset[Role]) -> Bot:
        """The handler's Bot, if this person may do this here."""
        standing = self.directory.standing(bot.db, event, course)
        if standing.role not in may:
            raise UserError("not-allowed", roles=", ".join(bot.t(f"role-{role}") for role in Role if role in may))
        return replace(bot, standing=standing)

    def _call(self, bot: Bot, call: Call, course: str | None = None) -> Reply:
        command = self.commands.get(call.path)
        if command is None:
            raise UserError("unknown-command", typed=" ".join(call.path), near="help")
        bot = self._placed(bot, call, course, command.may)
        if declared.missing(command, call.options):
            return Ask(self._form(bot, command, call.options, course))
        values = {o.name: o.kind.read(call.options[o.name]) for o in command.options if o.name in call.options}
        return command.handler(bot, call, **values)

    def _form(self, bot: Bot, command: Command, given: Mapping[str, object], course: str | None) -> Form:
        form = declared.form_of(command, given, bot.t("form-submit"))
        return form if course is None else replace(form, args=(course, *form.args))

    def _on_command(self, bot: Bot, press: Press, *args: str) -> Reply:
        """A button that does as a command does: of this place's course, or of the one in front of the command."""
        course, path = self._course_and_path(args)
        return self._call(bot, Call(path=path, **forms.who(press)), course)

    def _on_command_filled(self, bot: Bot, submission: Submission, *args: str) -> Reply:
        course, path = self._course_and_path(args)
        command = self.commands[path]
        bot = self._placed(bot, submission, course, command.may)
        given = {name: value for name, value in submission.values.items() if value}
        values, errors = forms.read(bot, {o.name: o.kind for o in command.options}, given)
        errors += tuple((option.name, bot.t("expected-text")) for option in declared.missing(command, given))
        if errors:
            return Mend(self._form(bot, command, given, course), errors)
        return command.handler(bot, Call(path=command.path, options=given, **forms.who(submission)), **values)

    def _course_and_path(self, args: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        return (None, args) if args in self.commands else (args[0], args[1:])

    def _on_draft(self, bot: Bot, press: Press, draft: str) -> Reply:
        form = self.directory.kept_form(bot, draft)
        if form is None:
            raise UserError("draft-gone")
        return Ask(form)

    def _complete(self, db: Connection, event: Typing) -> Sequence[Option]:
        bot = self._bot(db, event)
        bot = replace(bot, standing=self.directory.standing(db, event, None))
        command = self.commands.get(event.path)
        kinds = {o.name: o.kind for o in command.options} if command else {}
        kind = kinds.get(event.option)
        if kind and kind.choices:
            return options.suggest(event.typed, kind.choices)
        return self._source(kind.source if kind else event.option)(bot, event.typed)

    def _source(self, name: str) -> Callable[[Bot, str], Sequence[Option]]:
        if name == "zone":
            return lambda bot, typed: options.suggest(typed, options.zones())
        found = (feature.sources[name] for feature in self.features if name in feature.sources)
        return next(found, lambda bot, typed: ())

    def _sorry(self, event: Event, key: str, **values: object) -> Whisper:
        locale = text.nearest(event.locale)
        again = ((Button(text.t("show-help", locale), "command", ("help",)),),) if key == "unknown-command" else ()
        return Whisper(Card(body=(text.t(key, locale, **values)[:TEXT],), rows=again))
