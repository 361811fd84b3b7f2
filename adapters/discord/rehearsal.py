"""A wire that leads nowhere: writes every request down and answers as Discord would, the same each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from adapters.discord import errors, snowflakes
from adapters.discord.manifest import INVITED_WITH
from adapters.discord.render import Json
from adapters.discord.wire import Attachment, Refusal
from bot.kernel.ports import Clock

APPLICATION = "8400"
Written = Callable[[str, Mapping[str, Any]], None]
_PATH = re.compile(
    r"/channels/(?P<channel>\w+)(?:/messages(?:/(?P<message>\w+)(?P<thread>/threads)?)?)?(?:\?limit=(?P<limit>\d+)(?:&after=(?P<after>\d+))?)?"
)


class Rehearsal:
    """``written`` is told each request (``POST /channels/8402/messages``) and its body, in their order."""

    def __init__(self, clock: Clock, written: Written) -> None:
        self._clock = clock
        self._written = written
        self._said: dict[str, dict[str, Json]] = {}
        self._once: dict[str, Json] = {}
        self._ids: set[str] = set()
        self._threads: set[str] = set()
        self._rooms: dict[str, Json] = {}

    async def request(self, method: str, path: str, json: Any = None, files: Sequence[Attachment] = ()) -> Any:
        names = {"files": [file.name for file in files]} if files else {}
        self._written(f"{method} {path}", json | names if names else json or {})
        match = _PATH.fullmatch(path)
        if match is None:
            return self._about(path, json)
        channel, message = match["channel"], match["message"]
        if match["thread"]:
            return self._begin(message)
        self._look(channel)
        if "/messages" not in path:
            self._rooms.get(channel, {}).update(json or {})
            return self._about(path, json)
        said = self._said.setdefault(channel, {})
        if method == "GET" and message is None:
            return _page(said, int(match["limit"]), int(match["after"] or 0))
        return self._change(method, said, message, json)

    def _change(self, method: str, said: dict[str, Json], message: str | None, json: Any) -> Json:
        if message is None:
            return self._post(said, json)
        if message not in said:
            raise Refusal(404, errors.UNKNOWN_MESSAGE, "Unknown Message")
        if method == "PATCH":
            said[message].update(json)
        return said.pop(message) if method == "DELETE" else said[message]

    def _post(self, said: dict[str, Json], json: Json) -> Json:
        """The same nonce brings the same message."""
        if earlier := self._once.get(json["nonce"]):
            return earlier
        id_ = self._new()
        self._once[json["nonce"]] = said[id_] = {"id": id_, **json}
        return said[id_]

    def _new(self) -> str:
        """An id is the instant, and in its last bits the number of the thing."""
        id_ = str(snowflakes.smallest(self._clock.now()) + len(self._ids) + 1)
        self._ids.add(id_)
        return id_

    def _open(self, channel: str, json: Json) -> Json:
        """A private thread: a room is opened each time it is asked for."""
        id_ = self._new()
        self._threads.add(id_)
        self._rooms[id_] = {"id": id_, "parent_id": channel, "owner_id": APPLICATION, "archived": False, **json}
        return self._rooms[id_]

    def _begin(self, message: str) -> Json:
        self._threads.add(message)
        return {"id": message, "type": 11}

    def _look(self, channel: str) -> None:
        """A thread is a channel only once it has begun."""
        if channel in self._ids and channel not in self._threads:
            raise Refusal(404, errors.UNKNOWN_CHANNEL, "Unknown Channel")

    def _about(self, path: str, json: Any) -> Json:
        """Everything else that a platform asks about; the bot may do what it is invited with."""
        match path.partition("?")[0].split("/")[1:]:
            case ["users", "@me", "channels"]:
                return {"id": f"1{json['recipient_id']}"}
            case ["guilds", guild]:
                return {"id": guild, "owner_id": "", "roles": [{"id": guild, "permissions": str(INVITED_WITH)}]}
            case ["guilds", _, "members", person]:
                return {"user": {"id": person}, "roles": []}
            case ["guilds", _, "threads", "active"]:
                return {"threads": [room for room in self._rooms.values() if not room["archived"]]}
            case ["channels", _, "users", "@me", "threads", "archived", "private"]:
                return {"threads": [room for room in self._rooms.values() if room["archived"]]}
            case ["channels", channel, "threads"]:
                return self._open(channel, json)
            case ["gateway", "bot"]:
                return {"url": "", "session_start_limit": {"total": 1000, "remaining": 1000, "reset_after": 0}}
            case [*_, name]:
                return {"id": name.replace("@me", APPLICATION)}
        return {}


def _page(said: Mapping[str, Json], limit: int, after: int) -> list[Json]:
    """The newest messages, or those that followed; the newest first."""
    found = [message for message in said.values() if int(message["id"]) > after]
    return list(reversed(found[:limit] if after else found[-limit:]))
