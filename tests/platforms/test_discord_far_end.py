"""The far end of Discord, met by the real discord.py."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.platforms.discord import FakeDiscord, Impossible, NoAnswer, buttons_of, fields_of, text_of
from tests.platforms.discord.visitor import EPHEMERAL, Visitor, button, card, visiting, words

DAYS = {"type": 3, "name": "days", "description": "Which days", "required": True, "autocomplete": True}
PLACE = {"type": 7, "name": "place", "description": "Where", "channel_types": [0]}
SCHEDULE = {"type": 1, "name": "schedule", "description": "When to ask", "options": [DAYS, PLACE]}
ICEBREAKER = {"name": "icebreaker", "description": "Ask the course", "options": [SCHEDULE]}
SETUP = {"name": "setup", "description": "Begin a course"}
CHOICE = {
    "type": 21,
    "custom_id": "kind",
    "options": [{"label": "Big", "value": "b"}, {"label": "Small", "value": "s"}],
}
SIZES = [{"label": "Big", "value": "b"}, {"label": "Small", "value": "s"}]
FORM = {
    "custom_id": "setup:1",
    "title": "A course",
    "components": [
        {"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "name", "style": 1}},
        {"type": 18, "label": "Home", "component": {"type": 8, "custom_id": "home"}},
        {"type": 18, "label": "Teacher", "component": {"type": 5, "custom_id": "teacher", "required": False}},
        {"type": 18, "label": "Kind", "component": {"type": 21, "custom_id": "kind", "options": SIZES}},
    ],
}


def react(interaction: discord.Interaction) -> dict:
    """A card for a command, its change for a press, a form for /setup, what was entered for a form."""
    data = interaction.data
    if interaction.type is discord.InteractionType.autocomplete:
        return {"type": 8, "data": {"choices": [{"name": "Tuesdays", "value": "tue"}]}}
    if interaction.type is discord.InteractionType.component:
        return {"type": 7, "data": {"components": [words(f"{data['custom_id']} was pressed")]}}
    if interaction.type is discord.InteractionType.modal_submit:
        entered = [part["component"].get("value", part["component"].get("values")) for part in data["components"]]
        return {"type": 4, "data": card(words(json.dumps(entered)))}
    if data["name"] == "setup":
        return {"type": 9, "data": FORM}
    return {"type": 4, "data": card(words("Which one?"), button("This", "pick:1"), flags=EPHEMERAL)}


@pytest.fixture
async def far_end() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as found:
        yield found


@pytest.fixture
async def bot(far_end: FakeDiscord) -> AsyncIterator[Visitor]:
    async with visiting(far_end, react) as found:
        await found.sync(ICEBREAKER, SETUP)
        yield found


async def code_of(request) -> tuple[int, int]:
    with pytest.raises(discord.HTTPException) as refused:
        await request
    return refused.value.status, refused.value.code


async def test_a_bot_connects_and_sees_its_server(far_end, bot):
    (guild,) = bot.guilds
    assert ("Course", "general", int(far_end.owner.id)) == (guild.name, guild.system_channel.name, guild.owner_id)
    assert guild.me.guild_permissions.create_private_threads
    assert 1 == far_end.journal.identifies[0]["intents"]
    assert ([], [], []) == (far_end.violations, far_end.ignored, far_end.surprises)


async def test_a_command_is_answered_and_its_button_pressed(far_end, bot):
    answer = await far_end.command(
        far_end.student, far_end.general, "icebreaker schedule", days="tue", place=far_end.general
    )
    assert ("message", True, "Which one?") == (answer.kind, answer.ephemeral, text_of(answer))
    assert {"This": "pick:1"} == buttons_of(answer)
    assert [answer.message] == far_end.ephemerals(far_end.student)
    schedule = bot.seen[0].data["options"][0]
    assert [("days", 3, "tue"), ("place", 7, far_end.general.id)] == [tuple(o.values()) for o in schedule["options"]]
    pressed = await far_end.press(far_end.student, answer, label="This")
    assert ("update", "pick:1 was pressed") == (pressed.kind, text_of(pressed))
    assert answer.message is pressed.message
    assert bot.seen[1].user.id == int(far_end.student.id)
    assert bot.seen[1].permissions.send_messages


async def test_a_form_opens_and_comes_back_filled_in(far_end, bot):
    form = await far_end.command(far_end.owner, far_end.general, "setup")
    assert {"Name": "name", "Home": "home", "Teacher": "teacher", "Kind": "kind"} == fields_of(form)
    filled = {"name": "Biology", "home": far_end.general, "kind": "Small"}
    told = await far_end.submit(far_end.owner, form, filled)
    assert ["Biology", [far_end.general.id], [], "s"] == json.loads(text_of(told))
    assert [far_end.general.id] == list(bot.seen[-1].data["resolved"]["channels"])


async def test_typing_brings_choices(far_end, bot):
    offered = await far_end.complete(far_end.student, far_end.general, "icebreaker schedule", "days", "tu")
    assert {"Tuesdays": "tue"} == offered.choices
    assert bot.seen[0].data["options"][0]["options"][0]["focused"]


async def test_people_cannot_do_what_is_not_there(far_end, bot):
    card_for_sam = await far_end.command(far_end.student, far_end.general, "icebreaker schedule", days="x")
    form = await far_end.command(far_end.owner, far_end.general, "setup")
    outsider = far_end.person("Eve")
    for act in (
        far_end.command(far_end.student, far_end.general, "unsynced"),
        far_end.command(far_end.student, far_end.general, "icebreaker schedule"),
        far_end.command(far_end.student, far_end.general, "icebreaker schedule", days=3),
        far_end.command(outsider, far_end.general, "setup"),
        far_end.press(far_end.student, card_for_sam, label="That"),
        far_end.press(far_end.owner, card_for_sam, label="This"),
        far_end.submit(far_end.owner, form, {"home": far_end.general, "kind": "b"}),
    ):
        with pytest.raises(Impossible):
            await act


async def test_who_is_late_finds_the_interaction_gone(far_end):
    far_end.patience = 0.05
    async with visiting(far_end) as bot:
        await bot.sync(SETUP)
        with pytest.raises(NoAnswer):
            await far_end.command(far_end.student, far_end.general, "setup")
        assert (404, 10062) == await code_of(bot.callback(bot.seen[0], {"type": 5}))


async def test_an_interaction_is_answered_once_and_followed_up_for_a_quarter_of_an_hour(far_end):
    async with visiting(far_end, lambda _: {"type": 5, "data": {"flags": EPHEMERAL}}) as bot:
        await bot.sync(SETUP)
        answer = await far_end.command(far_end.student, far_end.general, "setup")
        hook = f"/webhooks/{bot.application_id}/{bot.seen[0].token}"
        assert "deferred" == answer.kind
        assert (400, 40060) == await code_of(bot.callback(bot.seen[0], {"type": 5}))
        await bot.ask("PATCH", f"{hook}/messages/@original", card(words("Here")))
        await bot.ask("POST", hook, card(words("And more"), flags=EPHEMERAL))
        assert ["Here", "And more"] == [text_of(post) for post in far_end.ephemerals(far_end.student)]
        assert ["And more"] == [text_of(post) for post in await answer.followed(1)]
        assert answer.message is await answer.settled()
        far_end.clock.advance(901)
        assert (401, 50027) == await code_of(bot.ask("POST", hook, card(words("Too late"))))


async def test_a_nonce_brings_the_same_message_again(far_end, bot):
    body = card(words("Once"), nonce="abc", enforce_nonce=True)
    first = await bot.post(far_end.general.id, body)
    assert first["id"] == (await bot.post(far_end.general.id, body))["id"]
    assert 1 == len(far_end.messages(far_end.general))
    await bot.ask("DELETE", f"/channels/{far_end.general.id}/messages/{first['id']}")
    assert (404, 10008) == await code_of(bot.post(far_end.general.id, body))
    far_end.clock.advance(121)
    assert first["id"] != (await bot.post(far_end.general.id, body))["id"]


async def test_misfortunes_come_before_or_after_the_effect(far_end, bot):
    room = far_end.general
    far_end.fail_next("POST /channels/{}/messages", status=503)
    with pytest.raises(discord.DiscordServerError):
        await bot.post(room.id, card(words("lost")))
    far_end.fail_next("POST", status=503, apply=True)
    with pytest.raises(discord.DiscordServerError):
        await bot.post(room.id, card(words("there after all")))
    far_end.fail_next("/channels/{channel_id}/messages", disconnect=True, apply=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.post(room.id, card(words("there too")))
    assert ["there after all", "there too"] == [text_of(post) for post in far_end.messages(room)]


async def test_a_429_is_waited_out_and_a_ban_is_not(far_end, bot):
    far_end.fail_next("POST", status=429, retry_after=0.01, scope="shared")
    await bot.post(far_end.general.id, card(words("late")))
    assert [429, 200] == [call.status for call in far_end.called("POST /channels/{}/messages")]
    far_end.fail_next("POST", status=429, via=False)
    assert (429, 0) == await code_of(bot.post(far_end.general.id, card(words("never"))))
    assert (1, 2) == (far_end.journal.stats()["invalid"], far_end.journal.stats()["limited"])


async def test_limits_are_told_in_headers_and_enforced(far_end, bot):
    far_end.door.rates.on = True
    headers = {"Authorization": f"Bot {far_end.token}", "User-Agent": "DiscordBot (https://example.org, 1)"}
    url = f"{far_end.api}/channels/{far_end.general.id}/messages"
    async with aiohttp.ClientSession(headers=headers) as web:
        for remaining in ("4", "3", "2", "1", "0"):
            async with web.post(url, json={"content": "hi"}) as answer:
                assert (200, remaining) == (answer.status, answer.headers["X-RateLimit-Remaining"])
                assert ("5", 16) == (answer.headers["X-RateLimit-Limit"], len(answer.headers["X-RateLimit-Bucket"]))
        async with web.post(url, json={"content": "hi"}) as answer:
            body = await answer.json()
            assert (429, "user", True) == (answer.status, answer.headers["X-RateLimit-Scope"], "Via" in answer.headers)
            assert 0.5 < body["retry_after"] <= 1.0
            assert not body["global"]
        answers = [await web.get(f"{far_end.api}/users/@me") for _ in range(50)]
        assert {"global"} == {answer.headers["X-RateLimit-Scope"] for answer in answers if answer.status == 429}
        for answer in answers:
            answer.release()


@pytest.mark.parametrize("code", [4004, 4014])
async def test_some_close_codes_are_final(far_end, code):
    far_end.gateway.refuse = code
    with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
        async with visiting(far_end):
            pass


async def test_privileged_intents_must_have_been_approved(far_end):
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with visiting(far_end, intents=discord.Intents(guilds=True, members=True)):
            pass
    with pytest.raises(discord.LoginFailure):
        async with visiting(far_end, token="another"):
            pass


async def test_a_dropped_bot_resumes_and_misses_nothing(far_end, bot):
    for fall in (far_end.gateway.reconnect, far_end.gateway.drop):
        gone = asyncio.create_task(far_end.disconnected())
        await asyncio.sleep(0)
        fall()
        await gone
        answer = await far_end.command(far_end.student, far_end.general, "icebreaker schedule", days="x")
        assert "message" == answer.kind
    assert (1, 2) == (len(far_end.journal.identifies), far_end.journal.resumes)
    far_end.gateway.invalidate()
    await far_end.connected()
    assert 2 == len(far_end.journal.identifies)


async def test_servers_come_and_go(far_end, bot):
    guild = far_end.create_guild("Second", far_end.owner)
    room = guild.channel("general")
    await bot.post(room.id, card(words("Hello")))
    far_end.remove_guild(guild)
    assert (403, 50001) == await code_of(bot.post(room.id, card(words("Hello"))))
    assert (404, 10004) == await code_of(bot.ask("GET", f"/guilds/{guild.id}"))
    await far_end.command(far_end.student, far_end.general, "icebreaker schedule", days="x")
    assert ["joined Second", "left Second"] == bot.events
