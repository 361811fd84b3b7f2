"""The fake driven from another process: everything under ``/control/``, JSON in and out."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
from collections.abc import Awaitable, Callable
from itertools import chain
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.slack.answers import Answer
from tests.platforms.slack.forms import ClientRefused
from tests.platforms.slack.places import Message
from tests.platforms.slack.reading import controls_of, text_of
from tests.platforms.slack.views import View

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.workspace import Workspace

Json = dict[str, Any]


class Control:
    """``GET`` takes its arguments from the query, ``POST`` from a JSON object. ``team`` chooses the workspace."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._does: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "calls": self._calls,
            "stats": self._stats,
            "surprises": self._surprises,
            "state": self._state,
            "connected": self._connected,
            "command": self._command,
            "press": self._press,
            "submit": self._submit,
            "suggest": self._suggest,
            "open_home": self._open_home,
            "event": self._event,
            "fail": self._fail,
            "disconnect": self._disconnect,
            "configure": self._configure,
            "workspaces": self._workspaces,
            "channels": self._channels,
            "skip": self._skip,
            "reset": self._reset,
        }

    async def handle(self, request: web.Request) -> web.Response:
        what = self._does.get(request.match_info["what"])
        if what is None:
            return web.json_response({"error": "unknown", "known": sorted(self._does)}, status=404)
        try:
            args = dict(request.query) | json.loads(await request.text() or "{}")
            return web.json_response(await what(args))
        except (LookupError, TypeError, ValueError, ClientRefused, TimeoutError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    def _space(self, args: Json) -> Workspace:
        return self._slack.workspaces[args["team"]] if "team" in args else self._slack.team

    async def _calls(self, args: Json) -> list[Json]:
        wanted = args.get("method")
        found = self._slack.calls[int(args.get("since", 0)) :]
        return [dataclasses.asdict(call) for call in found if wanted in (None, call.method)]

    async def _stats(self, _: Json) -> Json:
        return self._slack.stats()

    async def _surprises(self, _: Json) -> list[str]:
        return self._slack.surprises

    async def _state(self, args: Json) -> Json:
        space = self._space(args)
        rooms = [
            {
                "id": room.id,
                "name": room.name,
                "kind": room.kind,
                "members": room.members,
                "archived": room.archived,
                "messages": [shown(one) for one in [*room.posts, *room.ephemerals]],
            }
            for room in space.channels.values()
        ]
        people = {user.name: user.id for user in space.users.values()}
        homes = {user: shown(view) for user, view in space.homes.items()}
        modals = {user: [shown(view) for view in views] for user, views in space.modals.items() if views}
        return {"channels": rooms, "users": people, "homes": homes, "modals": modals}

    async def _connected(self, args: Json) -> Json:
        await self._slack.connected(int(args.get("at_least", 1)), float(args.get("timeout", 5)))
        return self._slack.stats()

    async def _command(self, args: Json) -> Json:
        space = self._space(args)
        user, channel = space.user(args["user"]), space.channel(args.get("channel", "general"))
        return await self._told(args, await self._slack.command(user, channel, args["name"], args.get("text", "")))

    async def _press(self, args: Json) -> Json:
        user, on = self._space(args).user(args["user"]), self._on(args)
        return await self._told(args, await self._slack.press(user, on, args["press"], args.get("choice")))

    async def _submit(self, args: Json) -> Json:
        user, view = self._space(args).user(args["user"]), self._view(args)
        return await self._told(args, await self._slack.submit(user, view, args.get("values", {})))

    async def _suggest(self, args: Json) -> Json:
        user, view = self._space(args).user(args["user"]), self._view(args)
        return await self._told(args, await self._slack.suggest(user, view, args["action_id"], args["typed"]))

    async def _open_home(self, args: Json) -> Json:
        return await self._told(args, await self._slack.open_home(self._space(args).user(args["user"])))

    async def _event(self, args: Json) -> Json:
        user = self._space(args).user(args.get("user", "owner"))
        return await self._told(args, await self._slack.event(args["type"], user, **args.get("fields", {})))

    def _on(self, args: Json) -> Message | View:
        """``on`` is a message's ``ts``; without it a view."""
        if "on" not in args:
            return self._view(args)
        rooms = self._space(args).channels.values()
        every = (one for room in rooms for one in chain(room.posts, room.ephemerals))
        found = next((one for one in every if one.ts == args["on"]), None)
        if found is None:
            raise LookupError(f"no message has the ts {args['on']}")
        return found

    def _view(self, args: Json) -> View:
        """``view`` is an id, or ``home``; without it the modal that the person has before them."""
        space, name = self._space(args), args.get("view", "modal")
        user = space.user(args["user"])
        found = {"modal": self._slack.modal(user), "home": self._slack.home(user)} | dict(space.views)
        view = found[name]
        if view is None:
            raise LookupError(f"{user.name} has no {name}")
        return view

    async def _fail(self, args: Json) -> Json:
        self._slack.fail_next(**args)
        return {}

    async def _disconnect(self, args: Json) -> Json:
        """With a ``reason`` the app is asked to go; without, the connections close."""
        if "reason" in args:
            await self._slack.sockets.say_goodbye(args["reason"])
        else:
            await self._slack.sockets.drop(abruptly=bool(args.get("abruptly")))
        return {}

    async def _configure(self, args: Json) -> Json:
        if "limits" in args:
            self._slack.limits.on = bool(args.pop("limits"))
        if "posts_a_minute" in args:
            self._slack.limits.posts_a_minute = args.pop("posts_a_minute")
        for name in set(args) & {"delay", "http_url", "signing_secret", "patience", "strict"}:
            setattr(self._slack, name, args[name])
        return {}

    async def _workspaces(self, args: Json) -> list[Json]:
        """Adds ``count`` workspaces and lists all."""
        for _ in range(int(args.get("count", 0))):
            self._slack.add_workspace()
        return [
            {
                "id": one.id,
                "bot_token": one.bot_token,
                "channels": {room.name: room.id for room in one.channels.values()},
            }
            for one in self._slack.workspaces.values()
        ]

    async def _channels(self, args: Json) -> Json:
        options = {name: args[name] for name in ("members", "private", "bot") if name in args}
        return self._space(args).add_channel(args["name"], **options).json()

    async def _skip(self, args: Json) -> Json:
        self._slack.clock.skip(float(args["seconds"]))
        return {}

    async def _reset(self, _: Json) -> Json:
        self._slack.calls.clear()
        self._slack.surprises.clear()
        self._slack.faults.clear()
        self._slack.limits.refused.clear()
        return {}

    async def _told(self, args: Json, answer: Answer) -> Json:
        """With ``wait`` (seconds), only when the person sees something or that time is over."""
        with contextlib.suppress(TimeoutError):
            await self._slack.until(lambda: answer.shown_ms is not None, float(args.get("wait", 0)))
        await asyncio.sleep(0)
        plain = ("ack", "ack_ms", "shown_ms", "error", "errors", "options", "event_id", "trigger_id", "response_url")
        told = {name: getattr(answer, name) for name in plain}
        return told | {"messages": list(map(shown, answer.messages)), "views": list(map(shown, answer.views))}


def shown(thing: Message | View) -> Json:
    """A message or view, with its words and what can be pressed in it."""
    seen = {"text_seen": text_of(thing), "controls": [dataclasses.asdict(one) for one in controls_of(thing)]}
    if isinstance(thing, View):
        return thing.json() | seen | {"errors": thing.errors, "open": thing.is_open}
    return thing.json() | seen | {"channel": thing.channel.id, "only_for": thing.only_for}
