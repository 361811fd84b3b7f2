"""A Reply on its way back: within the acknowledgement where Slack takes it there, else by the ways that remain open.

Slack lets an ephemeral message be lost, refuses a modal three seconds after the act, and a response address after
half an hour; the last way is always the private conversation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import structlog

from adapters.slack import render
from adapters.slack.platform import SILENT, SlackPlatform
from adapters.slack.render import Origin
from adapters.slack.texts import Native
from bot.kernel.cards import Button, Card, Form
from bot.kernel.errors import PlatformError
from bot.kernel.places import Person
from bot.kernel.replies import Ask, Mend, Reply, Update
from bot.kernel.text import nearest, t

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Door:
    """One act, and the ways by which its answer can reach whoever acted.

    ``view`` is the modal in which a button was pressed; ``private`` says that the message pressed is theirs alone:
    only such a one may become the answer of a form. ``fields`` are those of a form that came back;
    ``again`` gives a button that asks the same once more; ``kept`` is the metadata of the message pressed on.
    """

    act: Literal["command", "press", "press in home", "press in modal", "submission"]
    person: Person
    locale: str
    origin: Origin
    trigger: str = ""
    view: str = ""
    private: bool = False
    fields: tuple[str, ...] = ()
    again: Callable[[], Button | None] = lambda: None
    kept: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    platform: SlackPlatform

    def at_once(self, door: Door, reply: Reply) -> Native | None:
        """The acknowledgement that is the whole answer; None where the answer takes another way."""
        seal = self.platform.seal(door.person.space)
        if door.act == "submission":
            return _in_the_modal(door, reply, seal)
        if door.act == "command" and not isinstance(reply, Ask):
            return {"response_type": "ephemeral", **SILENT, **render.message(_card(reply), seal)}
        return None

    async def afterwards(self, door: Door, reply: Reply) -> None:
        """The answer after the acknowledgement: nothing here raises."""
        if isinstance(reply, Ask):
            await self._ask(door, reply.form)
        else:
            await self._show(door, _card(reply), isinstance(reply, Update))

    async def hand(self, door: Door, reply: Reply) -> None:
        """The file of an answer, in the private conversation."""
        file = None if isinstance(reply, Ask) else _card(reply).file
        if file:
            try:
                await self.platform.hand(await self.platform.direct(door.person), file)
            except PlatformError as error:
                log.warning("file not sent", error=str(error))

    async def _ask(self, door: Door, form: Form) -> None:
        origin = replace(door.origin, over=door.origin.over and door.private)
        view = render.form(form, self.platform.seal(door.person.space), origin)
        method = "views.push" if door.act == "press in modal" else "views.open"
        try:
            await self.platform.line.call(method, {"trigger_id": door.trigger, "view": view})
        except PlatformError as error:
            log.warning("form not opened", error=str(error))
            await self._show(door, _late(door, form), over=False)

    async def _show(self, door: Door, card: Card, over: bool) -> None:
        for way in self._ways(door, card, over):
            try:
                await way()
            except PlatformError as error:
                log.warning("answer refused, trying another way", way=way.__name__, error=str(error))
            else:
                return

    def _ways(self, door: Door, card: Card, over: bool) -> Iterator[Callable[[], Awaitable[object]]]:
        """From the most native to the surest."""
        seal, call, place = self.platform.seal(door.person.space), self.platform.line.call, door.origin.place
        words = render.message(card, seal)
        thread = {"thread_ts": place.thread} if place.thread else {}

        async def respond() -> None:
            replace = over and door.origin.over
            rest = dict(door.kept) if replace else thread
            how = {"response_type": "ephemeral", "replace_original": replace, **SILENT}
            await self.platform.line.respond(door.origin.url, how | rest | words)

        async def window() -> None:
            view = render.window(card, seal, door.origin)
            if door.act == "press in modal":
                await call("views.update", {"view_id": door.view, "view": view})
            else:
                await call("views.open", {"trigger_id": door.trigger, "view": view})

        async def ephemeral() -> None:
            await call("chat.postEphemeral", {"channel": place.channel, "user": door.person.id, **thread, **words})

        async def direct() -> None:
            await self.platform.say(await self.platform.direct(door.person), words)

        if door.origin.url:
            yield respond
        if door.act.startswith("press in"):
            yield window
        if door.act == "submission" and not place.channel.startswith("D"):
            yield ephemeral
        yield direct


def _in_the_modal(door: Door, reply: Reply, seal: render.Seal) -> Native | None:
    """A form may be answered where it stands: marked, followed by another, or become what it brought about."""
    if isinstance(reply, Mend):
        return {"response_action": "errors", "errors": dict(_marked(door, reply))}
    if isinstance(reply, Ask):
        return {"response_action": "update", "view": render.form(reply.form, seal, door.origin)}
    if not door.origin.url:
        return {"response_action": "update", "view": render.window(_card(reply), seal, door.origin)}
    return None


def _marked(door: Door, mend: Mend) -> Iterator[tuple[str, str]]:
    """The sentence for each wrong field; Slack refuses those about a field that the form does not show."""
    for name, sentence in mend.errors:
        yield (name if name in door.fields else door.fields[0]), sentence


def _card(reply: Reply) -> Card:
    if isinstance(reply, Ask):
        raise TypeError("a form is not a card")
    sentences = tuple(sentence for _, sentence in reply.errors) if isinstance(reply, Mend) else ()
    return reply.card or Card(body=sentences)


def _late(door: Door, form: Form) -> Card:
    """A form that Slack no longer lets us open, behind a button whose press may open it."""
    locale = nearest(door.locale)
    label = t("slack-open-form", locale)
    again = Button(label, "command", form.args, "primary") if form.action == "command" else door.again()
    if again is None:
        return Card(body=(t("slack-form-gone", locale),))
    return Card(body=(t("slack-form-late", locale),), rows=((again,),))
