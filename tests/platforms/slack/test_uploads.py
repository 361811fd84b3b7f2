"""The fake's files: three steps, each refused when it comes out of turn."""

from __future__ import annotations

import aiohttp
import pytest

from tests.platforms.slack.far_end import FakeSlack
from tests.platforms.slack.kit import client_of, error_of


async def put(url: str, content: bytes) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as answer:
        return answer.status


async def test_a_file_is_announced_brought_and_shown(slack: FakeSlack) -> None:
    client, general = client_of(slack, slack.bot_token), slack.channel("general")
    given = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    status = await put(given["upload_url"], b"abc")
    await client.files_completeUploadExternal(files=[{"id": given["file_id"], "title": "A"}], channel_id=general.id)

    (post,) = general.posts
    assert (200, [{"id": given["file_id"], "title": "A"}]) == (status, post.files)


async def test_bytes_must_be_as_many_as_were_announced(slack: FakeSlack) -> None:
    given = await client_of(slack, slack.bot_token).files_getUploadURLExternal(filename="a.txt", length=3)

    assert 400 == await put(given["upload_url"], b"four")


async def test_what_was_not_brought_cannot_be_shown_nor_anything_twice(slack: FakeSlack) -> None:
    client, general = client_of(slack, slack.bot_token), slack.channel("general")
    given = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    files = [{"id": given["file_id"]}]
    early = await error_of(client.files_completeUploadExternal(files=files, channel_id=general.id))
    await put(given["upload_url"], b"abc")
    await client.files_completeUploadExternal(files=files, channel_id=general.id)
    again = await error_of(client.files_completeUploadExternal(files=files, channel_id=general.id))

    assert ("file_not_found", "file_not_found", 1) == (early["error"], again["error"], len(general.posts))


@pytest.mark.parametrize("method", ["files_getUploadURLExternal", "files_completeUploadExternal"])
async def test_both_need_their_scope(slack: FakeSlack, method: str) -> None:
    slack.team.scopes -= {"files:write"}
    args = {"filename": "a", "length": 1} if "get" in method else {"files": [{"id": "F1"}]}

    assert "missing_scope" == (await error_of(getattr(client_of(slack, slack.bot_token), method)(**args)))["error"]
