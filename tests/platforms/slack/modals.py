"""The methods ``views.*``: modals and the Home tab, and the stack of modals that a person has open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.slack import views
from tests.platforms.slack.desk import Desk
from tests.platforms.slack.methods import Refused
from tests.platforms.slack.views import View

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.workspace import Workspace

Answer = dict[str, Any]

DEEPEST = 3


def open_modal(desk: Desk) -> Answer:
    _checked(desk, "modal")
    trigger = desk.slack.triggers.use(desk.args, desk.space)
    close_all(desk.space, trigger.user.id)
    view = stack(desk.slack, desk.space, trigger.user.id, desk.args["view"])
    trigger.answer.see(view)
    return {"view": view.json()}


def push(desk: Desk) -> Answer:
    _checked(desk, "modal")
    trigger = desk.slack.triggers.use(desk.args, desk.space)
    shown = desk.space.modals.get(trigger.user.id, [])
    if not shown:
        raise Refused("not_found")
    if len(shown) >= DEEPEST:
        raise Refused("push_limit_reached")
    view = stack(desk.slack, desk.space, trigger.user.id, desk.args["view"])
    trigger.answer.see(view)
    return {"view": view.json()}


def update(desk: Desk) -> Answer:
    view = _named(desk)
    _checked(desk, "modal" if view.content["type"] == "modal" else "home", but=view)
    if desk.args.get("hash", view.hash) != view.hash:
        raise Refused("hash_conflict")
    view.fill(desk.args["view"], desk.slack.clock.stamp())
    return {"view": view.json()}


def publish(desk: Desk) -> Answer:
    user = desk.user("user_id")
    _checked(desk, "home")
    view = desk.space.homes.get(user.id)
    if view and desk.args.get("hash", view.hash) != view.hash:
        raise Refused("hash_conflict")
    if view is None:
        view = _new(desk.slack, desk.space, user.id, desk.args["view"])
        desk.space.homes[user.id] = view
    else:
        view.fill(desk.args["view"], desk.slack.clock.stamp())
    return {"view": view.json()}


def _checked(desk: Desk, kind: str, but: View | None = None) -> None:
    if desk.slack.strict and (complaints := views.check(desk.args["view"], kind)):
        if complaints[0].startswith("view_too_large"):
            raise Refused("view_too_large")
        raise Refused.for_blocks("invalid_arguments", complaints)
    if _called(desk, desk.args["view"].get("external_id")) not in (None, but):
        raise Refused("duplicate_external_id")


def _called(desk: Desk, name: str | None) -> View | None:
    """The open view with this external_id."""
    shown = (one for one in desk.space.views.values() if one.is_open and name)
    return next((one for one in shown if one.content.get("external_id") == name), None)


def _named(desk: Desk) -> View:
    name = desk.args.get("external_id")
    view = _called(desk, name) if name else desk.space.views.get(desk.args.get("view_id", ""))
    if view is None or not view.is_open:
        raise Refused("not_found")
    return view


def _new(slack: FakeSlack, space: Workspace, user: str, content: dict[str, Any], under: View | None = None) -> View:
    view_id = space.next_view()
    view = View(view_id, space, user, {}, "", under.root if under else view_id, under.id if under else None)
    view.fill(content, slack.clock.stamp())
    space.views[view.id] = view
    return view


def stack(slack: FakeSlack, space: Workspace, user: str, content: dict[str, Any]) -> View:
    """Put a new modal on top of those that the person has open."""
    shown = space.modals.setdefault(user, [])
    view = _new(slack, space, user, content, shown[-1] if shown else None)
    shown.append(view)
    return view


def close(space: Workspace, view: View) -> None:
    """Take away this modal and those over it."""
    shown = space.modals.get(view.user, [])
    while view in shown:
        shown.pop().is_open = False


def close_all(space: Workspace, user: str) -> None:
    for view in space.modals.get(user, [])[:1]:
        close(space, view)


HANDLERS = {
    "views.open": open_modal,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
