"""Files on Slack follow the message that speaks of them, in its thread or in the private conversation.

At worst, when a connection breaks at the end, a file comes and the word that it did not as well, and is asked for
twice; when the bot dies between the two, it does not come, and the message says what to do then. It is never sent
again by itself: nobody could look up whether it came.
"""

from __future__ import annotations

import asyncio

import structlog

from adapters.slack.line import Line
from adapters.slack.rooms import Calling
from adapters.slack.texts import Native, plain
from bot.kernel.errors import PlatformError
from bot.kernel.pictures import File
from bot.kernel.places import Place
from bot.kernel.text import t

log = structlog.get_logger()
SCOPES = frozenset({"files:write"})
IN_TIME = 20.0  # it belongs to an attempt that is given up for unclear after 60 s, of which the words may take 30


def announced(file: File) -> Native:
    """The line under a message which says that a file follows."""
    return {"type": "context", "elements": [plain(t("slack-file-follows", file.locale, name=file.name))]}


async def handed(line: Line, call: Calling, place: Place, file: File) -> None:
    """Send it, or a word that it could not be sent; nothing here raises, for what is said already stays said."""
    try:
        async with asyncio.timeout(IN_TIME):
            await _send(line, call, place, file)
    except (PlatformError, TimeoutError) as error:
        log.warning("file not sent", error=str(error) or type(error).__name__)
        await _say_so(call, place, file)


async def _send(line: Line, call: Calling, place: Place, file: File) -> None:
    """Slack's three steps: an address, the bytes, and the word that they are there."""
    content, nowhere = file.content.encode(), Place(place.space, "")
    given = await call("files.getUploadURLExternal", nowhere, {"filename": file.name, "length": len(content)})
    await line.upload(str(given["upload_url"]), content)
    where = {"channel_id": place.channel} | ({"thread_ts": place.thread} if place.thread else {})
    listed = [{"id": given["file_id"], "title": file.name}]
    await call("files.completeUploadExternal", nowhere, {"files": listed, **where})


async def _say_so(call: Calling, place: Place, file: File) -> None:
    thread = {"thread_ts": place.thread} if place.thread else {}
    try:
        words = t("slack-file-missing", file.locale, name=file.name)
        await call("chat.postMessage", place, {"text": words, **thread})
    except PlatformError as error:
        log.warning("nor a word that it was not", error=str(error))
