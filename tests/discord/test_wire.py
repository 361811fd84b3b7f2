"""Paths as Discord counts the requests to them."""

from __future__ import annotations

import pytest

from adapters.discord.wire import way


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/channels/12/messages", "/channels/{channel_id}/messages"),
        ("/channels/12/messages/34", "/channels/{channel_id}/messages/{n1}"),
        ("/channels/12/messages/34/threads", "/channels/{channel_id}/messages/{n1}/threads"),
        ("/guilds/4/members/5", "/guilds/{guild_id}/members/{n1}"),
        ("/applications/7/commands", "/applications/{n0}/commands"),
        ("/users/@me/channels", "/users/@me/channels"),
    ],
)
def test_a_path_is_a_template_and_its_numbers(path: str, template: str) -> None:
    found = way("POST", path)
    assert (template, path) == (found.template, found.template.format_map(found.values))


def test_each_channel_has_a_bucket_of_its_own_for_all_its_messages() -> None:
    messages = {way("PATCH", f"/channels/12/messages/{number}").bucket for number in range(9)}
    channels = {way("PATCH", f"/channels/{number}/messages/34").bucket for number in range(9)}
    assert (1, 9) == (len(messages), len(channels))
