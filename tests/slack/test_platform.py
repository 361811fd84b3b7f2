"""What the bot says unasked: once, where it should, and findable again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.slack.commands import SCOPES
from adapters.slack.examination import examine_app_token
from adapters.slack.limits import Paced, Unlimited
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire import Wire
from bot.clock import SystemClock
from bot.kernel.cards import Card, Mention
from bot.kernel.errors import Closed, Forbidden, Gone, PlatformError, RateLimited, Refused, Unclear, Unreachable
from bot.kernel.places import Message, Person, Place
from tests.platforms.slack import FakeSlack, pings_of, text_of
from tests.platforms.slack.faults import Faults
from tests.slack import toy

NOW = SystemClock().now
HELLO = Card("Hello", ("A line.",))


async def test_a_post_stands_in_its_channel(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    said = await platform.post(general, HELLO, "m1")
    (message,) = slack.channel("general").messages
    assert (said, "Hello\nA line.") == (Message(general, message.ts), text_of(message))
    args = slack.calls_of("chat.postMessage")[0].args
    assert (False, False) == (args["unfurl_links"], args["unfurl_media"])
    assert not {"parse", "link_names", "mrkdwn", "username", "icon_url"} & set(args)


async def test_an_answer_hangs_in_the_thread(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    said = await platform.post(general, HELLO, "m1")
    reply = await platform.post(said.thread, HELLO, "m2")
    assert [said.id, reply.id] == [message.ts for message in slack.thread(said.id)]
    assert said.thread == reply.place
    assert 1 == len(slack.channel("general").messages)


async def test_a_private_word_opens_the_conversation_once(
    slack: FakeSlack, platform: SlackPlatform, ana: Person
) -> None:
    first, second = await platform.tell(ana, HELLO, "m1"), await platform.tell(ana, HELLO, "m2")
    assert [first.id, second.id] == [message.ts for message in slack.dm("ana")]
    assert 1 == len(slack.calls_of("conversations.open"))


async def test_a_message_changes_and_keeps_its_marker(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    said = await platform.post(general, HELLO, "m1")
    await platform.edit(said, Card("Goodbye"))
    assert "Goodbye" == text_of(slack.channel("general").messages[0])
    assert said == await platform.find(general, "m1", NOW() - timedelta(seconds=5))


async def test_a_message_is_deleted_once_or_twice(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    said = await platform.post(general, HELLO, "m1")
    await platform.delete(said)
    await platform.delete(said)
    assert [] == slack.channel("general").messages


async def test_its_own_message_is_found_by_its_marker(
    slack: FakeSlack, platform: SlackPlatform, general: Place, ana: Person
) -> None:
    since = NOW() - timedelta(seconds=5)
    for number in range(5):
        slack.say("bo", "general", f"Words {number}")
    post = await platform.post(general, HELLO, "m1")
    reply = await platform.post(post.thread, HELLO, "m2")
    word = await platform.tell(ana, HELLO, "m3")
    assert post == await platform.find(general, "m1", since)
    assert reply == await platform.find(post.thread, "m2", since)
    assert word == await platform.find(ana, "m3", since)
    assert await platform.find(general, "m4", since) is None
    assert await platform.find(general, "m1", NOW() + timedelta(seconds=5)) is None


async def test_the_marker_is_looked_for_on_every_page(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    post = await platform.post(general, HELLO, "m1")
    for number in range(205):
        slack.say("bo", "general", f"Words {number}")
    assert post == await platform.find(general, "m1", NOW() - timedelta(seconds=5))
    assert 2 == len(slack.calls_of("conversations.history"))


async def test_only_a_ping_pings(slack: FakeSlack, platform: SlackPlatform, general: Place, ana: Person) -> None:
    bo = Person(ana.space, slack.user("bo").id)
    body = (Mention(ana, "Ana", ping=True), " met ", Mention(bo, "<!channel>"), " & <@U1> at <!here>")
    await platform.post(general, Card(body=(body, "<!channel> <!subteam^S1>")), "m1")
    (message,) = slack.channel("general").messages
    assert {ana.id} == pings_of(message)
    assert "<!" not in message.text


BROKEN: list[tuple[dict, type[PlatformError], str]] = [
    ({"error": "channel_not_found"}, Gone, ""),
    ({"error": "not_in_channel"}, Forbidden, "type /invite @Homeroom in the channel"),
    ({"error": "is_archived"}, Forbidden, "unarchive the channel, then type /invite @Homeroom in the channel"),
    ({"error": "restricted_action"}, Forbidden, "let Homeroom post there: channel settings > Posting permissions"),
    (
        {"error": "restricted_action_read_only_channel"},
        Forbidden,
        "let Homeroom post there: channel settings > Posting permissions",
    ),
    ({"error": "user_disabled"}, Unreachable, ""),
    ({"error": "cannot_dm_bot"}, Unreachable, ""),
    ({"error": "user_not_found"}, Unreachable, ""),
    ({"retry_after": 7}, RateLimited, ""),
    ({"error": "ratelimited"}, RateLimited, ""),
    ({"error": "invalid_auth"}, Closed, ""),
    ({"error": "not_authed"}, Closed, ""),
    ({"error": "token_revoked"}, Closed, ""),
    ({"error": "token_expired"}, Closed, ""),
    ({"error": "account_inactive"}, Closed, ""),
    ({"error": "msg_too_long"}, Refused, ""),
    ({"error": "msg_blocks_too_long"}, Refused, ""),
    ({"error": "invalid_blocks"}, Refused, ""),
    ({"error": "no_text"}, Refused, ""),
    ({"error": "metadata_too_large"}, Refused, ""),
    ({"error": "a_code_of_next_year"}, Refused, ""),
    ({"error": "fatal_error"}, Unclear, ""),
    ({"error": "internal_error"}, Unclear, ""),
    ({"error": "service_unavailable", "status": 503}, Unclear, ""),
    ({"error": "request_timeout"}, Unclear, ""),
    ({"status": 500}, Unclear, ""),
    ({"status": 502}, Unclear, ""),
    ({"disconnect": True, "times": 2}, Unclear, ""),
]


@pytest.mark.parametrize(("fault", "expected", "grant"), BROKEN, ids=lambda value: str(value))
async def test_every_refusal_says_what_follows_from_it(
    slack: FakeSlack, platform: SlackPlatform, general: Place, fault: dict, expected: type[PlatformError], grant: str
) -> None:
    """contracts.md §2.3, for each way of saying something. (A line lost twice, for aiohttp reads again once.)"""
    said = await platform.post(general, HELLO, "m1")
    acts = {
        "chat.postMessage": lambda: platform.post(general, HELLO, "m2"),
        "chat.update": lambda: platform.edit(said, HELLO),
        "chat.delete": lambda: platform.delete(said),
        "conversations.history": lambda: platform.find(general, "m1", NOW()),
    }
    for method, act in acts.items():
        slack.fail_next(method, **fault)
        with pytest.raises(PlatformError) as caught:
            await act()
        assert (expected, grant) == (type(caught.value), getattr(caught.value, "grant", ""))
        assert caught.value.__cause__ is not None
        slack.faults = Faults()


async def test_a_timeout_is_unclear(slack: FakeSlack, general: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.wire.TIMEOUT", 0.1)
    line = Wire(slack.bot_token, slack.api)
    slack.fail_next("chat.postMessage", delay=0.3)
    with pytest.raises(Unclear):
        await SlackPlatform(line, toy.SEALS, Unlimited()).post(general, HELLO, "m1")
    await line.close()


async def test_a_lost_line_is_not_tried_again_by_itself(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    slack.fail_next("chat.postMessage", disconnect=True, apply=True)
    with pytest.raises(Unclear):
        await platform.post(general, HELLO, "m1")
    assert 1 == len(slack.calls_of("chat.postMessage")) == len(slack.team.posts)


async def test_a_missing_scope_is_named(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    slack.team.scopes.discard("chat:write")
    with pytest.raises(Forbidden) as caught:
        await platform.post(general, HELLO, "m1")
    assert "add the scope chat:write and reinstall the app" == caught.value.grant


async def test_a_429_says_for_how_long_and_is_kept(slack: FakeSlack, wire: Wire, general: Place, ana: Person) -> None:
    platform = SlackPlatform(wire, toy.SEALS, Paced())
    slack.fail_next("chat.postMessage", retry_after=7)
    for _ in range(3):
        with pytest.raises(RateLimited) as caught:
            await platform.post(general, HELLO, "m1")
        assert 6.5 < caught.value.retry_after.total_seconds() <= 7
    assert 1 == len(slack.calls_of("chat.postMessage"))
    await platform.find(general, "m1", NOW())


async def test_whoever_has_left_is_unreachable(slack: FakeSlack, platform: SlackPlatform, ana: Person) -> None:
    slack.user("ana").deleted = True
    with pytest.raises(Unreachable):
        await platform.tell(ana, HELLO, "m1")


async def test_a_private_conversation_that_is_gone_means_that_its_person_is(
    slack: FakeSlack, platform: SlackPlatform, ana: Person
) -> None:
    await platform.tell(ana, HELLO, "m1")
    slack.fail_next("chat.postMessage", error="channel_not_found")
    with pytest.raises(Unreachable):
        await platform.tell(ana, HELLO, "m2")
    await platform.tell(ana, HELLO, "m2")
    assert 2 == len(slack.calls_of("conversations.open"))


async def test_a_healthy_workspace_is_found_healthy(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    findings = await platform.examine([general])
    assert ["ok", "ok", "ok"] == [finding.state for finding in findings]
    assert ["Slack token", "Slack scopes", "Slack channel #general"] == [finding.what for finding in findings]
    assert f"homeroom in {slack.team.name}" == findings[0].found


async def test_what_is_wrong_with_a_workspace_comes_with_what_to_do(
    slack: FakeSlack, platform: SlackPlatform, space: str
) -> None:
    slack.team.scopes -= {"im:write", "users:read"}
    old = slack.team.add_channel("old")
    slack.team.archive(old)
    places = [Place(space, slack.channel("random").id), Place(space, old.id), Place(space, "C0")]
    found = {finding.what: finding for finding in await platform.examine(places)}
    assert "missing: users:read, im:write" == found["Slack scopes"].found
    assert "type /invite @Homeroom in the channel" == found["Slack channel #random"].remedy
    assert "unarchive it, or choose another channel" == found["Slack channel #old"].remedy
    assert "channel_not_found" in found["Slack channel C0"].found


@pytest.mark.parametrize(
    ("missing", "state"), [("mpim:write", "warning"), ("files:write", "warning"), ("im:write", "failure")]
)
async def test_without_rooms_and_files_a_workspace_still_does(
    slack: FakeSlack, platform: SlackPlatform, missing: str, state: str
) -> None:
    slack.team.scopes -= {missing}
    _, scopes = await platform.examine([])
    assert (state, f"missing: {missing}") == (scopes.state, scopes.found)


async def test_a_void_token_is_all_that_is_reported(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    slack.team.auth_error = "token_revoked"
    (finding,) = await platform.examine([general])
    assert ("failure", "auth.test: token_revoked") == (finding.state, finding.found)
    assert "HOMEROOM_SLACK_BOT_TOKEN" in finding.remedy


async def test_socket_mode_is_tried(slack: FakeSlack, wire: Wire) -> None:
    well = await examine_app_token(wire, slack.app_token)
    ill = await examine_app_token(wire, "xapp-wrong")
    assert (("ok", ""), "failure") == ((well.state, well.remedy), ill.state)
    assert "HOMEROOM_SLACK_APP_TOKEN" in ill.remedy


async def test_the_scopes_of_the_manifest_are_enough_and_none_is_too_many(
    slack: FakeSlack, platform: SlackPlatform, general: Place, ana: Person
) -> None:
    private = Place(general.space, slack.team.add_channel("staff", private=True).id)
    people = (ana, Person(ana.space, slack.user("bo").id))

    async def everything() -> None:
        room = (await platform.gather(general, people, HELLO, "m", None)).place
        assert await platform.find(room, "m", NOW() - timedelta(seconds=5))
        for place in (general, private):
            await platform.post(place, HELLO, "m")
            await platform.find(place, "m", NOW())
        await platform.tell(ana, HELLO, "m")
        await platform.find(ana, "m", NOW())
        assert all(finding.state == "ok" for finding in (await platform.examine([general, private]))[2:])
        await platform.line.call("users.info", {"user": ana.id})
        await platform.line.call("files.getUploadURLExternal", {"filename": "talk.ics", "length": 3})

    asked = {scope for scope, _ in SCOPES}
    slack.team.scopes = set(asked)
    await everything()
    for scope in asked - {"commands"}:
        slack.team.scopes = asked - {scope}
        platform._direct.clear()
        with pytest.raises((Forbidden, AssertionError)):
            await everything()


async def test_a_response_address_must_be_slacks(slack: FakeSlack, wire: Wire) -> None:
    for url in ("https://example.com/x", "http://169.254.169.254/", "https://hooks.slack.com.example.com/x"):
        with pytest.raises(Refused):
            await wire.respond(url, {"text": "Hello"})
