"""A line that leads nowhere: writes every call down and answers as Slack would, the same each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from adapters.slack.commands import SCOPES
from bot.kernel.errors import Gone
from bot.kernel.ports import Clock

TEAM, BOT = "T0REHEARSE", "U0HOMEROOM"
Native = dict[str, Any]
Written = Callable[[str, Mapping[str, Any]], None]


class Rehearsal:
    """``written`` is told the method and arguments of each call, in their order; response addresses as ``respond``."""

    def __init__(self, clock: Clock, written: Written) -> None:
        self.granted = tuple(scope for scope, _ in SCOPES)
        self._clock = clock
        self._written = written
        self._said: dict[str, dict[str, Native]] = {}
        self._count = 0

    async def call(self, method: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        self._written(method, args)
        answer = self._answers.get(method)
        return {"ok": True, **(answer(self, args) if answer else {})}

    async def upload(self, url: str, content: bytes) -> None:
        self._written("upload", {"url": url, "length": len(content)})

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        self._written("respond", {"url": url, **body})

    def _post(self, args: Mapping[str, Any]) -> Native:
        """A ``ts`` is the instant, and in its last digits the number of the post."""
        self._count += 1
        ts = f"{int(self._clock.now().timestamp())}.{self._count:06d}"
        self._said.setdefault(args["channel"], {})[ts] = {"ts": ts, **args}
        return {"channel": args["channel"], "ts": ts}

    def _update(self, args: Mapping[str, Any]) -> Native:
        self._here(args).update(args)
        return {"channel": args["channel"], "ts": args["ts"]}

    def _delete(self, args: Mapping[str, Any]) -> Native:
        self._here(args)
        del self._said[args["channel"]][args["ts"]]
        return {"channel": args["channel"], "ts": args["ts"]}

    def _here(self, args: Mapping[str, Any]) -> Native:
        if args["ts"] not in self._said.get(args["channel"], {}):
            raise Gone("message_not_found")
        return self._said[args["channel"]][args["ts"]]

    def _history(self, args: Mapping[str, Any]) -> Native:
        """The newest first, as Slack has them."""
        said = self._said.get(args["channel"], {}).values()
        found = [message for message in said if float(message["ts"]) >= float(args.get("oldest", 0))]
        return {"messages": [message for message in reversed(found) if "thread_ts" not in message]}

    def _replies(self, args: Mapping[str, Any]) -> Native:
        said = self._said.get(args["channel"], {}).values()
        return {"messages": [m for m in said if args["ts"] in (m["ts"], m.get("thread_ts"))]}

    def _open(self, args: Mapping[str, Any]) -> Native:
        """The same people, the same conversation."""
        users = sorted(args["users"].split(","))
        return {"channel": {"id": "D" + users[0].removeprefix("U") if len(users) == 1 else "G" + "".join(users)}}

    def _address(self, args: Mapping[str, Any]) -> Native:
        self._count += 1
        return {"upload_url": f"rehearsal:{self._count}", "file_id": f"F{self._count:06d}"}

    def _channel(self, args: Mapping[str, Any]) -> Native:
        return {"channel": {"id": args["channel"], "name": args["channel"], "is_member": True, "is_archived": False}}

    def _user(self, args: Mapping[str, Any]) -> Native:
        return {"user": {"id": args["user"], "name": args["user"]}}

    def _me(self, args: Mapping[str, Any]) -> Native:
        return {"team": "Rehearsal", "team_id": TEAM, "user": "homeroom", "user_id": BOT}

    _answers: Mapping[str, Callable[[Rehearsal, Mapping[str, Any]], Native]] = {
        "chat.postMessage": _post,
        "chat.update": _update,
        "chat.delete": _delete,
        "conversations.history": _history,
        "conversations.replies": _replies,
        "conversations.open": _open,
        "conversations.info": _channel,
        "users.info": _user,
        "files.getUploadURLExternal": _address,
        "auth.test": _me,
    }
