"""What a person does in Slack: types a command, presses, fills in, opens the app's Home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.platforms.slack import modals, outcomes, payloads
from tests.platforms.slack.answers import Answer
from tests.platforms.slack.blocks import elements
from tests.platforms.slack.delivery import deliver
from tests.platforms.slack.forms import ClientRefused, choose, fill, insist
from tests.platforms.slack.people import User
from tests.platforms.slack.places import Channel, Message
from tests.platforms.slack.sockets import Envelope
from tests.platforms.slack.views import View

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]


async def command(slack: FakeSlack, user: User, channel: Channel, line: str) -> Answer:
    name, _, text = line.partition(" ")
    if user.id not in channel.members:
        raise ClientRefused(f"{user.name} is not in {channel.name}")
    answer = _answer(slack, user, channel)
    answer.response_url = slack.hooks.give(answer, channel)
    answer.payload = payloads.command(answer, name, text.strip())
    outcomes.note(answer, await deliver(slack, Envelope("slash_commands", answer.payload, accepts=True)))
    outcomes.after_command(slack, answer)
    slack.touch()
    return answer


async def press(slack: FakeSlack, user: User, shown: Message | View, found: tuple[Json, Json], choice: Any) -> Answer:
    """``found`` is the block and the element in it."""
    _visible(user, shown)
    answer = _answer(slack, user, shown.channel if isinstance(shown, Message) else None)
    action, typed = _action(slack, shown, found, choice)
    if isinstance(shown, Message):
        answer.response_url = slack.hooks.give(answer, shown.channel, shown)
        place = payloads.in_message(shown, typed) | {"response_url": answer.response_url}
    else:
        shown.typed |= typed
        place = payloads.in_view(shown)
    base = payloads.interaction("block_actions", answer, _space(shown))
    answer.payload = base | place | {"actions": [action]}
    outcomes.note(answer, await deliver(slack, Envelope("interactive", answer.payload)))
    slack.touch()
    return answer


def find(shown: Message | View, name: str) -> tuple[Json, Json]:
    """The block and the element with this action_id, or the button with this label."""
    pairs = [(block, element) for block in shown.blocks for element in elements(block)]
    found = [(block, one) for block, one in pairs if one["action_id"] == name]
    found = found or [(block, one) for block, one in pairs if one.get("text", {}).get("text") == name]
    if len(found) != 1:
        there = [(one["action_id"], one.get("text", {}).get("text")) for _, one in pairs]
        raise ClientRefused(f"{len(found)} things to press are called {name!r}; there are {there}")
    return found[0]


def _action(
    slack: FakeSlack, shown: Message | View, found: tuple[Json, Json], choice: Any
) -> tuple[Json, dict[tuple[str, str], Json]]:
    block, element = found
    names = {"action_id": element["action_id"], "block_id": block["block_id"], "action_ts": slack.clock.stamp()}
    if element["type"] == "button":
        kept = {name: element[name] for name in ("type", "text", "value", "style", "url") if name in element}
        return kept | names, {}
    suggested = shown.suggested.get(element["action_id"], ()) if isinstance(shown, View) else ()
    chosen = choose(element, choice, suggested)
    return chosen | names, {(block["block_id"], element["action_id"]): chosen}


def _visible(user: User, shown: Message | View) -> None:
    if isinstance(shown, View):
        there = shown.user == user.id and shown.is_open
    else:
        there = shown.only_for in (None, user.id) and user.id in shown.channel.members and not shown.deleted
    if not there:
        raise ClientRefused(f"{user.name} does not see this")


async def submit(slack: FakeSlack, user: User, view: View, values: Mapping[str, Any]) -> Answer:
    _visible(user, view)
    if "submit" not in view.content:
        raise ClientRefused("this modal has nothing to submit")
    fill(view, values)
    insist(view)
    answer = _answer(slack, user)
    base = payloads.interaction("view_submission", answer, view.space)
    answer.payload = base | {"view": payloads.in_view(view)["view"], "response_urls": []}
    outcomes.note(answer, await deliver(slack, Envelope("interactive", answer.payload, accepts=True)))
    outcomes.after_submission(slack, answer, view)
    slack.touch()
    return answer


async def cancel(slack: FakeSlack, user: User, view: View) -> Answer:
    """The app hears of it only if the view asked for ``notify_on_close``."""
    _visible(user, view)
    modals.close(view.space, view)
    answer = _answer(slack, user)
    if view.content.get("notify_on_close"):
        base = payloads.interaction("view_closed", answer, view.space)
        answer.payload = base | {"view": payloads.in_view(view)["view"], "is_cleared": False}
        outcomes.note(answer, await deliver(slack, Envelope("interactive", answer.payload)))
    slack.touch()
    return answer


async def suggest(slack: FakeSlack, user: User, view: View, action_id: str, typed: str) -> Answer:
    """What an external menu offers for these letters; it can be chosen afterwards."""
    _visible(user, view)
    block, element = find(view, action_id)
    if "external_select" not in element["type"]:
        raise ClientRefused(f"{action_id} is no external menu but a {element['type']}")
    answer = _answer(slack, user, trigger=False)
    wanted = {"action_id": action_id, "block_id": block["block_id"], "value": typed}
    place = payloads.in_view(view)
    answer.payload = payloads.interaction("block_suggestion", answer, view.space) | place | wanted
    if len(typed) >= element.get("min_query_length", 3):
        outcomes.note(answer, await deliver(slack, Envelope("interactive", answer.payload, accepts=True)))
        outcomes.after_suggestion(slack, answer)
        view.suggested[action_id] = [*view.suggested.get(action_id, ()), *answer.options]
    slack.touch()
    return answer


async def event(slack: FakeSlack, space: Workspace, user: User, fields: Json) -> Answer:
    answer = _answer(slack, user, trigger=False)
    answer.event_id = f"Ev{slack.next_event():010}"
    stamped = fields | {"event_ts": slack.clock.stamp()}
    answer.payload = payloads.event(space, answer.event_id, stamped)
    return await redeliver(slack, answer)


async def redeliver(slack: FakeSlack, answer: Answer, attempt: int = 0, reason: str = "") -> Answer:
    """The same event, with the same event_id, in a new envelope."""
    outcomes.note(answer, await deliver(slack, Envelope("events_api", answer.payload, False, attempt, reason)))
    slack.touch()
    return answer


def _space(shown: Message | View) -> Workspace:
    return shown.channel.space if isinstance(shown, Message) else shown.space


def _answer(slack: FakeSlack, user: User, channel: Channel | None = None, *, trigger: bool = True) -> Answer:
    answer = Answer(slack, user, channel)
    if trigger:
        answer.trigger_id = slack.triggers.give(answer)
    return answer
