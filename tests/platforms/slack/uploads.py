"""Files in three steps: an address, the bytes, and the word that they are there, which shows them in a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.slack.desk import Desk
from tests.platforms.slack.methods import Refused
from tests.platforms.slack.places import Message

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack

Answer = dict[str, Any]


@dataclass
class Upload:
    """``content`` is None until the bytes came; ``shared`` when it has been shown or kept."""

    name: str
    length: int
    content: bytes | None = None
    shared: bool = False


class Uploads:
    """Every file that was ever announced, by its id."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self.known: dict[str, Upload] = {}

    def announce(self, name: str, length: int) -> tuple[str, str]:
        file_id = f"F{len(self.known) + 1:09}"
        self.known[file_id] = Upload(name, length)
        return file_id, f"{self._slack.url}/upload/{file_id}"

    async def handle(self, request: web.Request) -> web.Response:
        upload = self.known.get(request.match_info["file"])
        content = await request.read()
        if upload is None or len(content) != upload.length:
            return web.Response(status=400, text="wrong length")
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")


def get_address(desk: Desk) -> Answer:
    length = str(desk.args["length"])
    if not length.isdecimal() or int(length) < 1:
        raise Refused("invalid_arguments")
    file_id, url = desk.slack.uploads.announce(desk.args["filename"], int(length))
    return {"file_id": file_id, "upload_url": url}


def complete(desk: Desk) -> Answer:
    """Without a channel a file stays private; a reply's own ``ts`` is no thread."""
    uploads = [desk.slack.uploads.known.get(one.get("id", "")) for one in desk.args["files"]]
    if any(one is None or one.content is None or one.shared for one in uploads):
        raise Refused("file_not_found")
    shown = [{"id": one["id"], "title": one.get("title", "")} for one in desk.args["files"]]
    if desk.args.get("channel_id"):
        _show(desk, shown)
    for one in uploads:
        if one:
            one.shared = True
    return {"files": shown}


def _show(desk: Desk, shown: list[Answer]) -> None:
    channel = desk.space.channels.get(desk.args["channel_id"])
    if channel is None:
        raise Refused("channel_not_found")
    if desk.space.bot.id not in channel.members:
        raise Refused("not_in_channel")
    parent = channel.find(desk.args.get("thread_ts", ""))
    if desk.args.get("thread_ts") and (parent is None or parent.is_reply):
        raise Refused("thread_not_found")
    message = Message(channel, desk.slack.clock.stamp(), desk.space.bot.id, "", bot_id=desk.space.bot_id, files=shown)
    message.thread_ts = parent.ts if parent else None
    channel.add(message)


HANDLERS = {"files.getUploadURLExternal": get_address, "files.completeUploadExternal": complete}
