"""The Web API of the fake, met by the real slack-sdk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack import ClientRefused, FakeSlack, text_of
from tests.platforms.slack.kit import (
    actions,
    button,
    client_of,
    error_of,
    modal,
    section,
    text_field,
)


async def test_a_bot_learns_who_it_is(slack: FakeSlack, client: AsyncWebClient) -> None:
    found = await client.auth_test()
    assert (slack.team.id, slack.team.bot.id, slack.team.bot_id) == (
        found["team_id"],
        found["user_id"],
        found["bot_id"],
    )
    assert "chat:write" in found.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (None, "not_authed"),
        ("xoxb-T000001-wrong", "invalid_auth"),
        ("xapp-1-A000001-1-secret", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(slack: FakeSlack, token: str | None, error: str) -> None:
    assert error == (await error_of(client_of(slack, token).auth_test()))["error"]


async def test_a_revoked_token_is_refused_everywhere(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.team.auth_error = "token_revoked"
    assert "token_revoked" == (await error_of(client.users_list()))["error"]


async def test_a_missing_scope_is_named(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.team.scopes = {"chat:write", "channels:read"}
    refused = await error_of(client.users_info(user=slack.user("ana").id))
    assert ("missing_scope", "users:read", "channels:read,chat:write") == (
        refused["error"],
        refused["needed"],
        refused["provided"],
    )
    private = slack.team.add_channel("staff", private=True)
    assert "groups:read" == (await error_of(client.conversations_info(channel=private.id)))["needed"]


async def test_what_slack_does_not_know_is_a_surprise(slack: FakeSlack, client: AsyncWebClient) -> None:
    assert "unknown_method" == (await error_of(client.api_call("chat.shout")))["error"]
    await client.chat_postMessage(channel=slack.channel("general").id, text="hi", colour="red")
    assert ["unknown method chat.shout", "chat.postMessage has no argument colour"] == slack.surprises


async def test_json_and_form_mean_the_same(slack: FakeSlack, client: AsyncWebClient) -> None:
    where, blocks = slack.channel("general").id, [section("hi")]
    await client.chat_postMessage(channel=where, text="hi", blocks=blocks, unfurl_links=False)
    form = {"channel": where, "text": "hi", "blocks": '[{"type":"section","text":{"type":"mrkdwn","text":"hi"}}]'}
    await client.api_call("chat.postMessage", data=form | {"unfurl_links": "false"})
    first, second = slack.calls_of("chat.postMessage")
    assert first.args == second.args
    assert [] == slack.surprises


async def test_messages_have_increasing_unique_stamps(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.clock.now = lambda: 1_700_000_000.0
    where = slack.channel("general").id
    stamps = [(await client.chat_postMessage(channel=where, text=str(number)))["ts"] for number in range(3)]
    assert ["1700000000.000000", "1700000000.000001", "1700000000.000002"] == stamps
    assert ["0", "1", "2"] == [message.text for message in slack.channel("general").messages]


async def test_metadata_is_given_to_those_who_ask(slack: FakeSlack, client: AsyncWebClient) -> None:
    where, marker = slack.channel("general").id, {"event_type": "homeroom", "event_payload": {"key": "k1"}}
    await client.chat_postMessage(channel=where, text="hi", metadata=marker)
    silent = await client.conversations_history(channel=where)
    found = await client.conversations_history(channel=where, include_all_metadata=True)
    assert [None, marker] == [page["messages"][0].get("metadata") for page in (silent, found)]
    wrong = await error_of(client.chat_postMessage(channel=where, text="hi", metadata={"event_type": "x"}))
    assert "invalid_metadata_format" == wrong["error"]


async def test_replies_are_in_the_thread_and_not_in_the_channel(slack: FakeSlack, client: AsyncWebClient) -> None:
    where = slack.channel("general").id
    parent = (await client.chat_postMessage(channel=where, text="question"))["ts"]
    slack.say("ana", "general", "mine", thread_ts=parent)
    await client.chat_postMessage(channel=where, text="answer", thread_ts=parent)
    assert ["question"] == [message.text for message in slack.channel("general").messages]
    assert ["question", "mine", "answer"] == [message.text for message in slack.thread(parent)]
    found = await client.conversations_replies(channel=where, ts=parent)
    assert ["question", "mine", "answer"] == [message["text"] for message in found["messages"]]
    assert 2 == (await client.conversations_history(channel=where))["messages"][0]["reply_count"]


async def test_history_comes_newest_first_page_by_page(slack: FakeSlack, client: AsyncWebClient) -> None:
    where = slack.channel("general").id
    stamps = [slack.say("ana", "general", str(number)).ts for number in range(5)]
    pages = [page.data async for page in await client.conversations_history(channel=where, limit=2, oldest=stamps[0])]
    assert [["4", "3"], ["2", "1"]] == [[one["text"] for one in page["messages"]] for page in pages]
    assert [True, False] == [page["has_more"] for page in pages]
    wrong = await error_of(client.conversations_history(channel=where, cursor="bm90IG91cnM="))
    assert "invalid_cursor" == wrong["error"]


async def test_only_own_messages_can_be_changed(slack: FakeSlack, client: AsyncWebClient) -> None:
    where = slack.channel("general").id
    sent = (await client.chat_postMessage(channel=where, text="one", blocks=[section("one")]))["ts"]
    await client.chat_update(channel=where, ts=sent, text="two")
    kept = slack.channel("general").messages[0]
    assert ("two", "one") == (kept.text, text_of(kept))
    theirs = slack.say("ana", "general", "mine").ts
    update, delete = (
        client.chat_update(channel=where, ts=theirs, text="x"),
        client.chat_delete(channel=where, ts=theirs),
    )
    assert ["cant_update_message", "cant_delete_message"] == [
        (await error_of(one))["error"] for one in (update, delete)
    ]
    await client.chat_delete(channel=where, ts=sent)
    gone = client.chat_update(channel=where, ts=sent, text="three")
    assert "message_not_found" == (await error_of(gone))["error"]


async def test_people_are_listed_with_slackbot_among_them(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.team.add_user("gone", deleted=True)
    pages = [page.data async for page in await client.users_list(limit=3, include_locale=True)]
    people = {user["name"]: user for page in pages for user in page["members"]}
    assert 3 == len(pages)
    assert {"slackbot", "homeroom", "owner", "ana", "bo", "cy", "gone"} == set(people)
    assert ("USLACKBOT", False) == (people["slackbot"]["id"], people["slackbot"]["is_bot"])
    assert ("America/New_York", "en-US") == (people["ana"]["tz"], people["ana"]["locale"])
    assert "tz" not in people["gone"]
    owner = (await client.users_info(user=people["owner"]["id"]))["user"]
    assert (True, True, True) == (owner["is_owner"], owner["is_admin"], owner["tz_offset"] in (-14400, -18000))


async def test_channels_are_listed_with_those_the_bot_is_not_in(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.team.add_channel("secret", private=True, bot=False)
    slack.team.add_channel("staff", ["owner"], private=True)
    slack.team.archive("random")
    asked = await client.conversations_list(types="public_channel,private_channel", limit=2)
    found = [page.data async for page in asked]
    assert [["general", "random"], ["staff"]] == [[one["name"] for one in page["channels"]] for page in found]
    live = await client.conversations_list(exclude_archived=True)
    assert [("general", True)] == [(one["name"], one["is_member"]) for one in live["channels"]]
    members = await client.conversations_members(channel=slack.channel("staff").id)
    assert [slack.user("owner").id, slack.team.bot.id] == members["members"]


async def test_private_conversations_open_once(slack: FakeSlack, client: AsyncWebClient) -> None:
    ana, bo = slack.user("ana").id, slack.user("bo").id
    first = await client.conversations_open(users=[ana, bo])
    again = await client.conversations_open(users=[bo, ana])
    assert (first["channel"]["id"], True) == (again["channel"]["id"], again["already_open"])
    await client.chat_postMessage(channel=first["channel"]["id"], text="you two")
    await client.chat_postMessage(channel=ana, text="you")
    assert (["you two"], ["you"], []) == tuple(
        [one.text for one in slack.dm(*who)] for who in (("ana", "bo"), ("ana",), ("bo",))
    )
    assert 2 == slack.stats()["posts"]


async def test_a_group_conversation_is_seen_by_its_members_once_something_is_said(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=[slack.user("ana").id, slack.user("bo").id])
    where = opened["channel"]["id"]
    assert [] == slack.groups("ana")
    await client.chat_postMessage(channel=where, text="you two", blocks=[actions(button("Hi", "hi"))])
    assert [[where], [where], []] == [[one.id for one in slack.groups(who)] for who in ("ana", "bo", "cy")]
    (group,) = slack.groups("ana")
    assert ("mpdm-ana--bo--homeroom-1", True) == (group.name, group.json()["is_mpim"])
    for act in (lambda: slack.press("cy", group.posts[0], "Hi"), lambda: slack.command("cy", group, "/homeroom")):
        with pytest.raises(ClientRefused):
            await act()
    with pytest.raises(ClientRefused):
        slack.say("cy", group, "me too")


async def test_a_group_conversation_stays_when_somebody_leaves_but_is_not_opened_again(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    both = [slack.user("ana").id, slack.user("bo").id]
    where = (await client.conversations_open(users=both))["channel"]["id"]
    slack.user("ana").deleted = True
    await client.chat_postMessage(channel=where, text="still here")
    assert "user_disabled" == (await error_of(client.conversations_open(users=both)))["error"]


async def test_nobody_is_taken_out_of_a_group_conversation_but_of_a_channel(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.team.scopes |= {"channels:manage"}
    ana, bo = slack.user("ana").id, slack.user("bo").id
    group = (await client.conversations_open(users=[ana, bo]))["channel"]["id"]
    refused = await error_of(client.conversations_kick(channel=group, user=ana))
    assert "method_not_supported_for_channel_type" == refused["error"]
    channel = slack.team.add_channel("study")
    assert ana in channel.members
    await client.conversations_kick(channel=channel.id, user=ana)
    assert ana not in channel.members
    assert "not_in_channel" == (await error_of(client.conversations_kick(channel=channel.id, user=ana)))["error"]
    general = slack.channel("general").id
    assert "cant_kick_from_general" == (await error_of(client.conversations_kick(channel=general, user=ana)))["error"]


async def test_opening_names_the_scopes_of_every_kind_of_conversation(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.team.scopes -= {"mpim:write"}
    await client.conversations_open(users=slack.user("ana").id)
    refused = await error_of(client.conversations_open(users=[slack.user("ana").id, slack.user("bo").id]))
    assert "channels:write,groups:write,mpim:write,im:write" == refused["needed"]


STATES: dict[str, Callable[[FakeSlack, AsyncWebClient], Awaitable[Any]]] = {
    "channel_not_found": lambda s, c: c.chat_postMessage(channel="C404", text="x"),
    "not_in_channel": lambda s, c: c.chat_postMessage(channel=s.channel("random").id, text="x"),
    "is_archived": lambda s, c: c.chat_postMessage(channel=s.team.add_channel("old").id, text="x"),
    "user_not_found": lambda s, c: c.users_info(user="U404"),
    "user_disabled": lambda s, c: c.conversations_open(users=[s.user("ana").id, s.team.add_user("g", deleted=True).id]),
    "cannot_dm_bot ": lambda s, c: c.conversations_open(users=[s.user("ana").id, s.team.bot.id]),
    "cannot_dm_bot": lambda s, c: c.conversations_open(users="USLACKBOT"),
    "too_many_users": lambda s, c: c.conversations_open(users=[s.team.add_user(f"n{i}").id for i in range(9)]),
    "users_list_not_supplied": lambda s, c: c.conversations_open(users=""),
    "thread_not_found": lambda s, c: c.conversations_replies(channel=s.channel("general").id, ts="1.000000"),
    "user_not_in_channel": lambda s, c: c.chat_postEphemeral(
        channel=s.team.add_channel("few", ["bo"]).id, user=s.user("ana").id, text="x"
    ),
    "msg_too_long": lambda s, c: c.chat_postMessage(channel=s.channel("general").id, text="x" * 40_001),
    "no_text": lambda s, c: c.api_call("chat.postMessage", json={"channel": s.channel("general").id}),
    "invalid_arguments": lambda s, c: c.api_call("chat.postMessage", json={"text": "x"}),
    "invalid_trigger_id": lambda s, c: c.views_open(trigger_id="1.2.3", view=modal(text_field("f"))),
}


@pytest.mark.parametrize("error", STATES)
async def test_each_impossible_call_has_its_error(slack: FakeSlack, client: AsyncWebClient, error: str) -> None:
    call = STATES[error](slack, client)
    if error == "is_archived":
        slack.team.archive("old")
    assert error.strip() == (await error_of(call))["error"]
    assert [] == slack.surprises
