"""Everything that people do comes in here: Call, Press or Submission; what goes out is a Reply.

Each event is one transaction: who is it, may they, has it been handled already, then the feature's handler.
Words of somebody in need, and what is ``unlogged``, are answered in one that cannot write.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import structlog
from sqlalchemy import Connection

from bot.kernel import commands as declared
from bot.kernel import forms, gates, suggestions, text
from bot.kernel.cards import TEXT, Button, Card, Form, Option
from bot.kernel.commands import Command
from bot.kernel.directory import Directory
from bot.kernel.errors import Forged, UserError
from bot.kernel.events import Call, Event, Joined, Press, Submission, Typing
from bot.kernel.features import Act, Bot, Feature, Means
from bot.kernel.help import command_table
from bot.kernel.ports import Clock, Database
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.roles import EVERYBODY, Role
from bot.kernel.seals import Seals

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event asks for, with the arguments of its button; ``act`` is the command behind it, if any."""

    act: Command | Act
    action: str = ""
    args: tuple[str, ...] = ()

    @property
    def is_traceless(self) -> bool:
        return isinstance(self.act, Act) and self.act.traceless


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
        mine = {"command": Act(self._on_command), "draft": Act(self._on_draft), "agree": Act(self._on_agree)}
        return mine | {name: act for feature in self.features for name, act in feature.presses.items()}

    @cached_property
    def forms(self) -> Mapping[str, Act]:
        mine = {"command": Act(self._on_command_filled)}
        return mine | {name: act for feature in self.features for name, act in feature.forms.items()}

    async def handle(self, event: Call | Press | Submission) -> Reply | None:
        """The answer to what somebody did; None when it was answered before."""
        name = text.clean(event.name) or event.person.id
        event = event if name == event.name else replace(event, name=name)
        try:
            asked = self._asked(event)
            if self._crisis.is_heard(event, asked.act):
                return await self.database.read(lambda db: self._crisis.answer(self._standing(db, event), event))
            if asked.act.unlogged:
                return await self.database.read(lambda db: self._route(self._bot(db, event), event, asked))
            reply = await self.database.write(lambda db: self._answer(db, event, asked))
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

        def work(db: Connection) -> Sequence[Option]:
            return suggestions.suggest(self._standing(db, event), event, self.commands, self.features)

        try:
            return await self.database.read(work)
        except UserError:
            return ()
        except Exception:
            log.error("no suggestions", option=event.option, trace=traceback.format_exc())
            return ()

    async def greet(self, event: Joined) -> None:
        """The bot came to a Space: what features say to that is said once."""

        def work(db: Connection) -> None:
            bot = self._bot(db, event)
            for greet in filter(None, (feature.greet for feature in self.features)):
                bot.say(*greet(bot, event))

        await self.database.write(work)
        self.after()

    async def may(self, event: Event) -> frozenset[tuple[str, ...]]:
        """The commands that somebody may use here: for help, and for their own page."""
        standing = await self.database.read(lambda db: self.directory.standing(db, event, None))
        return frozenset(path for path, command in self.commands.items() if standing.role in command.may)

    def _bot(self, db: Connection, event: Event) -> Bot:
        return self.means.bot(db, self.clock.now(), event.locale)

    def _standing(self, db: Connection, event: Event) -> Bot:
        return replace(self._bot(db, event), standing=self.directory.standing(db, event, None))

    def _asked(self, event: Call | Press | Submission) -> Asked:
        if isinstance(event, Call):
            return Asked(self._command(event.path))
        action, args = self.seals.open(event.person.space, event.token)
        act = (self.presses if isinstance(event, Press) else self.forms).get(action)
        if act is None:
            raise Forged(f"nothing is called {action} any more")
        behind = self._command(self._course_and_path(args)[1]) if action == "command" else act
        return Asked(behind, action, args)

    def _command(self, path: tuple[str, ...]) -> Command:
        command = self.commands.get(path)
        if command is None:
            raise UserError("unknown-command", typed=" ".join(path), near="help")
        return command

    @cached_property
    def _crisis(self) -> gates.Crisis:
        return gates.Crisis(self.means.library, next((f.crisis for f in self.features if f.crisis), None))

    @cached_property
    def _gate(self) -> gates.Agreement:
        return gates.Agreement(self.directory, next((f.agreement for f in self.features if f.agreement), None))

    def _answer(self, db: Connection, event: Call | Press | Submission, asked: Asked) -> Reply | None:
        bot = self._bot(db, event)
        if not asked.is_traceless and not self.directory.is_new(db, event, bot):
            return None
        reply = self._route(bot, event, asked)
        if isinstance(reply, Mend):
            draft = self.directory.keep_form(bot, reply.form)
            return replace(reply, card=forms.mend_card(bot, reply.errors, reply.form, draft))
        return reply

    def _route(self, bot: Bot, event: Call | Press | Submission, asked: Asked) -> Reply:
        if isinstance(event, Call):
            return self._call(bot, event)
        action, args = asked.action, asked.args
        act = (self.presses if isinstance(event, Press) else self.forms)[action]
        if act.may != EVERYBODY or act.agreed:
            bot = self._placed(bot, event, args[0], act.may)
        if act.agreed and self._gate.is_shut(bot, event):
            return self._gate.ask(bot, gates.onward(event, action, args))
        return act.handler(bot, event, *args)

    def _on_agree(self, bot: Bot, press: Press, course: str, *onward: str) -> Reply:
        """They accept, and what they wanted goes on."""
        bot = self._placed(bot, press, course, EVERYBODY)
        self.directory.accept(bot, press.person)
        reply = self._go_on(bot, press, course, onward)
        return Update(reply.card) if isinstance(reply, Whisper) else reply

    def _go_on(self, bot: Bot, press: Press, course: str, onward: tuple[str, ...]) -> Reply:
        if onward in self.commands:
            return self._call(bot, Call(path=onward, **forms.who(press)), course)
        if onward[:1] == (gates.PRESS,) and onward[1] in self.presses:
            act = self.presses[onward[1]]
            return act.handler(self._placed(bot, press, course, act.may), press, course, *onward[2:])
        if onward and (form := self.directory.kept_form(bot, onward[0])):
            given = {field.name: field.value for field in form.fields if field.value}
            return self._call(bot, Call(path=form.args, options=given, **forms.who(press)), course)
        return Whisper(Card(body=(bot.t("agreed-once-more"),)))

    def _placed(self, bot: Bot, event: Event, course: str | None, may: frozenset[Role]) -> Bot:
        """The handler's Bot, if this person may do this here."""
        standing = self.directory.standing(bot.db, event, course)
        if standing.role not in may:
            raise UserError("not-allowed", roles=", ".join(bot.t(f"role-{role}") for role in Role if role in may))
        return replace(bot, standing=standing)

    def _call(self, bot: Bot, call: Call, course: str | None = None) -> Reply:
        command = self._command(call.path)
        bot = self._placed(bot, call, course, command.may)
        if declared.missing(command, call.options):
            return Ask(self._form(bot, command, call.options, course))
        values = forms.values(bot, {option.name: option.kind for option in command.options}, call.options)
        return self._run(bot, command, call, values)

    def _run(self, bot: Bot, command: Command, call: Call, values: Mapping[str, object]) -> Reply:
        """The handler's answer; or the agreement, whose button carries on with the command."""
        if command.agreed and self._gate.is_shut(bot, call):
            return self._gate.ask(bot, self._gate.carried(bot, command, call))
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
        return self._run(bot, command, Call(path=command.path, options=given, **forms.who(submission)), values)

    def _course_and_path(self, args: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        return (None, args) if args in self.commands else (args[0], args[1:])

    def _on_draft(self, bot: Bot, press: Press, draft: str) -> Reply:
        form = self.directory.kept_form(bot, draft)
        if form is None:
            raise UserError("draft-gone")
        return Ask(form)

    def _sorry(self, event: Event, key: str, **values: object) -> Whisper:
        locale = text.nearest(event.locale)
        again = ((Button(text.t("show-help", locale), "command", ("help",)),),) if key == "unknown-command" else ()
        return Whisper(Card(body=(text.t(key, locale, **values)[:TEXT],), rows=again))
