"""What an acknowledgement does: a command's reply appears, a form closes, shows its errors, or becomes another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.slack import modals, views
from tests.platforms.slack.forms import names
from tests.platforms.slack.hooks import Hook, say
from tests.platforms.slack.methods import Refused

if TYPE_CHECKING:
    from tests.platforms.slack.answers import Answer
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.sockets import Receipt
    from tests.platforms.slack.views import View

Json = dict[str, Any]

FIELDS = {
    "clear": {"response_action"},
    "errors": {"response_action", "errors"},
    "update": {"response_action", "view"},
    "push": {"response_action", "view"},
}


class Invalid(Exception):
    """Slack does not understand the acknowledgement: the person is told that something went wrong."""


def note(answer: Answer, receipt: Receipt) -> None:
    answer.ack, answer.ack_ms, answer.error = receipt.payload, receipt.ms, receipt.error


def after_command(slack: FakeSlack, answer: Answer) -> None:
    """A payload is a reply, ephemeral unless it says otherwise."""
    if not answer.ack or answer.channel is None:
        return
    try:
        say(slack, Hook(answer, answer.channel, slack.clock.ticks()), answer.ack)
    except Refused as refused:
        _invalid(slack, answer, refused.body)


def after_submission(slack: FakeSlack, answer: Answer, view: View) -> None:
    if answer.error:
        return
    body: Json = answer.ack or {}
    try:
        _respond(slack, answer, view, body)
    except Invalid as invalid:
        _invalid(slack, answer, str(invalid))


def after_suggestion(slack: FakeSlack, answer: Answer) -> None:
    """At most a hundred options, each of the shape that a menu has."""
    body: Json = answer.ack or {}
    groups = body.get("option_groups", [])
    answer.options = [*body.get("options", []), *(one for group in groups for one in group["options"])]
    menu = {"type": "static_select", "action_id": "suggested", "options": answer.options}
    label = {"type": "plain_text", "text": "Suggested"}
    form = {
        "type": "modal",
        "title": label,
        "submit": label,
        "blocks": [{"type": "input", "label": label, "element": menu}],
    }
    if not {"options"} >= set(body) and not {"option_groups"} >= set(body):
        _invalid(slack, answer, f"suggestions with {sorted(body)}")
    elif answer.options and (complaints := views.check(form, "modal")):
        _invalid(slack, answer, complaints)


def _respond(slack: FakeSlack, answer: Answer, view: View, body: Json) -> None:
    action = body.get("response_action")
    if body and (action not in FIELDS or set(body) != FIELDS[action]):
        raise Invalid(f"an answer to a form with {body}")
    view.errors = {}
    if action == "errors":
        _mark(view, body["errors"])
        answer.errors = view.errors
        answer.see(view)
    elif action == "clear":
        modals.close_all(view.space, view.user)
    elif action in ("update", "push"):
        answer.see(_replace(slack, view, body["view"], push=action == "push"))
    else:
        modals.close(view.space, view)


def _mark(view: View, errors: Any) -> None:
    if not isinstance(errors, dict) or not errors or not all(isinstance(one, str) and one for one in errors.values()):
        raise Invalid(f"errors must be sentences by block_id, not {errors}")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if unknown := set(errors) - inputs:
        raise Invalid(f"errors for {sorted(unknown)}, but the fields are {names(view)}")
    view.errors = dict(errors)


def _replace(slack: FakeSlack, view: View, content: Json, *, push: bool) -> View:
    if complaints := views.check(content, "modal"):
        raise Invalid(str(complaints))
    if push:
        if len(view.space.modals[view.user]) >= modals.DEEPEST:
            raise Invalid("push_limit_reached")
        return modals.stack(slack, view.space, view.user, content)
    view.fill(content, slack.clock.stamp())
    return view


def _invalid(slack: FakeSlack, answer: Answer, why: object) -> None:
    answer.error = "invalid_response"
    slack.surprise(f"an acknowledgement that Slack does not understand: {why}")
