"""What the far end of Discord refuses, judges and notes down; and that it runs alone."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord.http import Route

from tests.platforms.discord import NOTHING, Can, FakeDiscord, Impossible, spec
from tests.platforms.discord.visitor import EPHEMERAL, Visitor, button, card, visiting, words


@pytest.fixture
async def far_end() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as found:
        yield found


@pytest.fixture
async def bot(far_end: FakeDiscord) -> AsyncIterator[Visitor]:
    async with visiting(far_end) as found:
        yield found


async def code_of(request) -> tuple[int, int]:
    with pytest.raises(discord.HTTPException) as refused:
        await request
    return refused.value.status, refused.value.code


async def test_refusals_have_discords_codes(far_end, bot):
    room, sam = far_end.general, far_end.student
    hello = card(words("Hello"))
    dm = await bot.ask("POST", "/users/@me/channels", {"recipient_id": sam.id})
    first = await bot.post(room.id, hello)
    threads = f"/channels/{room.id}/messages/{first['id']}/threads"
    thread = await bot.ask("POST", threads, {"name": "Answers"})
    assert first["id"] == thread["id"]
    assert (400, 160004) == await code_of(bot.ask("POST", threads, {"name": "Again"}))
    far_end.channels[thread["id"]].archived = True
    assert (400, 50083) == await code_of(bot.ask("PATCH", f"/channels/{thread['id']}", {"name": "Other"}))
    far_end.channels[thread["id"]].locked = True
    assert (403, 160005) == await code_of(bot.post(thread["id"], hello))
    room.denied = Can.SEND_MESSAGES
    assert (403, 50013) == await code_of(bot.post(room.id, hello))
    room.forbidden = True
    assert (403, 50001) == await code_of(bot.post(room.id, hello))
    far_end.delete_channel(room)
    assert (404, 10003) == await code_of(bot.post(room.id, hello))
    sam.dms_closed = True
    assert (403, 50007) == await code_of(bot.post(dm["id"], hello))
    far_end.dm_openings_left = 0
    opening = bot.ask("POST", "/users/@me/channels", {"recipient_id": far_end.owner.id})
    assert (403, 40003) == await code_of(opening)


async def test_a_private_thread_has_its_people_and_is_found_again(far_end, bot):
    ask = {"name": "Buddies", "type": 12, "invitable": False}
    made = await bot.ask("POST", f"/channels/{far_end.general.id}/threads", ask)
    await bot.ask("PUT", f"/channels/{made['id']}/thread-members/{far_end.student.id}")
    await bot.post(made["id"], card(words(f"{far_end.owner.mention}, meet Sam")))
    (room,) = far_end.threads(far_end.general)
    assert {far_end.me.id, far_end.student.id, far_end.owner.id} == set(room.people)
    active = await bot.ask("GET", f"/guilds/{far_end.guild.id}/threads/active")
    assert [("Buddies", far_end.me.id)] == [(one["name"], one["owner_id"]) for one in active["threads"]]


async def test_a_private_thread_refuses_as_discord_does(far_end, bot):
    channel, sam = far_end.general, far_end.student
    stranger = far_end.person("Stranger")
    made = await bot.ask("POST", f"/channels/{channel.id}/threads", {"name": "Buddies", "type": 12})
    (room,) = far_end.threads(channel)
    people = f"/channels/{made['id']}/thread-members"
    assert (404, 10007) == await code_of(bot.ask("PUT", f"{people}/{stranger.id}"))
    assert (404, 10013) == await code_of(bot.ask("PUT", f"{people}/12345"))
    channel.overwrites = {sam.id: (NOTHING, Can.VIEW_CHANNEL)}
    assert (403, 50001) == await code_of(bot.ask("PUT", f"{people}/{sam.id}"))
    channel.overwrites = {}
    assert (403, 50001) == await code_of(bot.ask("GET", people))
    assert (403, 50013) == await code_of(bot.ask("DELETE", f"/channels/{made['id']}"))
    assert (403, 50013) == await code_of(bot.ask("GET", f"/channels/{channel.id}/threads/archived/private"))
    room.locked = True
    assert (403, 160005) == await code_of(bot.ask("PUT", f"{people}/{sam.id}"))
    assert (403, 50013) == await code_of(bot.ask("PATCH", f"/channels/{made['id']}", {"archived": True}))
    room.locked, room.archived, far_end.guild.max_active_threads = False, True, 0
    assert (400, 50083) == await code_of(bot.ask("PUT", f"{people}/{sam.id}"))
    assert (400, 50083) == await code_of(bot.ask("DELETE", f"{people}/{sam.id}"))
    assert (400, 160006) == await code_of(bot.ask("PATCH", f"/channels/{made['id']}", {"archived": False}))
    assert (400, 160006) == await code_of(bot.post(made["id"], card(words("Hello"))))


async def test_only_who_is_in_a_private_thread_sees_it(far_end, bot):
    made = await bot.ask("POST", f"/channels/{far_end.general.id}/threads", {"name": "Buddies", "type": 12})
    (room,) = far_end.threads(far_end.general)
    member = f"/channels/{made['id']}/thread-members/{far_end.student.id}"
    assert not far_end.sees(far_end.student, room)
    await bot.ask("PUT", member)
    assert far_end.sees(far_end.student, room)
    far_end.say(far_end.student, room, "Hello")
    assert ["Hello"] == [message.content for message in far_end.messages(room)]
    await bot.ask("DELETE", member)
    with pytest.raises(Impossible):
        far_end.say(far_end.student, room, "Hello again")


async def test_only_who_opened_a_private_thread_or_a_moderator_takes_somebody_out(far_end, bot):
    made = await bot.ask("POST", f"/channels/{far_end.general.id}/threads", {"name": "Buddies", "type": 12})
    (room,) = far_end.threads(far_end.general)
    member = f"/channels/{made['id']}/thread-members/{far_end.student.id}"
    await bot.ask("PUT", member)
    room.owner_id = far_end.owner.id
    assert (403, 50013) == await code_of(bot.ask("DELETE", member))
    far_end.guild.roles[far_end.guild.id].permissions |= Can.MANAGE_THREADS
    await bot.ask("DELETE", member)
    await bot.ask("DELETE", member)
    assert far_end.student.id not in room.people
    stranger = f"/channels/{made['id']}/thread-members/12345"
    assert (404, 10013) == await code_of(bot.ask("DELETE", stranger))


async def test_archived_rooms_are_listed_for_who_is_in_them(far_end, bot):
    path, mine = f"/channels/{far_end.general.id}", {}
    for name in ("One", "Two", "Three"):
        mine[name] = await bot.ask("POST", f"{path}/threads", {"name": name, "type": 12})
        await bot.ask("PATCH", f"/channels/{mine[name]['id']}", {"archived": name != "Two"})
    far_end.channels[mine["One"]["id"]].people.clear()
    listed = await bot.ask("GET", f"{path}/users/@me/threads/archived/private", limit=100)
    assert (["Three"], False) == ([thread["name"] for thread in listed["threads"]], listed["has_more"])


async def test_only_allowed_mentions_ping(far_end, bot):
    hello = f"{far_end.student.mention} {far_end.owner.mention} @everyone"
    await bot.post(far_end.general.id, card(words(hello)))
    await bot.post(far_end.general.id, card(words(hello), allowed_mentions={"users": [far_end.student.id]}))
    loud, quiet = far_end.messages(far_end.general)
    assert ({far_end.student.id, far_end.owner.id}, True) == (set(loud.pinged), loud.pinged_everyone)
    assert ({far_end.student.id}, False) == (set(quiet.pinged), quiet.pinged_everyone)


async def test_a_picture_is_uploaded_with_its_alt_text(far_end, bot):
    body = card({"type": 12, "items": [{"media": {"url": "attachment://week.png"}}]})
    missing = bot.post(far_end.general.id, body)
    assert (400, 50035) == await code_of(missing)
    body["attachments"] = [{"id": "0", "description": "12 of 20 answered"}]
    picture = {"name": "files[0]", "value": b"png", "filename": "week.png", "content_type": "image/png"}
    form = [{"name": "payload_json", "value": json.dumps(body)}, picture]
    await bot.http.request(Route("POST", f"/channels/{far_end.general.id}/messages"), form=form)
    (post,) = far_end.messages(far_end.general)
    assert [("week.png", "12 of 20 answered", 3)] == [
        (file["filename"], file["description"], file["size"]) for file in post.attachments
    ]
    (item,) = post.components[0]["components"][0]["items"]
    async with aiohttp.ClientSession() as web, web.get(item["media"]["url"]) as got:
        assert b"png" == await got.read()


LONG = card(words("x" * 2001), words("x" * 2001))
CROWD = card(*(words("x") for _ in range(40)))


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        (LONG, "4002 characters"),
        (CROWD, "41 in all"),
        (card(button("A", "a"), button("B", "a")), "'a' is there twice"),
        (card(words("x"), content="old"), "content cannot be used"),
        (card(words("x"), flags=EPHEMERAL), "64 cannot be set"),
        (card({"type": 2, "style": 1, "label": "A"}), "has custom_id"),
        (card(words("x"), allowed_mentions={"parse": ["users"], "users": ["1"]}), "exclude each other"),
    ],
)
async def test_limits_that_the_description_forgets_are_kept(far_end, bot, body, finding):
    assert (400, 50035) == await code_of(bot.post(far_end.general.id, body))
    assert finding in far_end.violations[0]


@pytest.mark.skipif(not spec.available(), reason="the platform's description is not beside the repository")
async def test_requests_are_judged_by_the_description(far_end, bot):
    wrong = card({"type": 1, "components": [{"type": 3, "custom_id": "x", "options": []}]}, nonce="x" * 26)
    assert (400, 50035) == await code_of(bot.post(far_end.general.id, wrong))
    assert 2 == len(far_end.violations)
    assert "$.components[0].components[0].components[0].options" in far_end.violations[0]
    await bot.post(far_end.general.id, card(words("x"), alowed_mentions={}))
    assert ["POST /channels/{channel_id}/messages: $.alowed_mentions"] == far_end.ignored
    assert (404, 0) == await code_of(bot.ask("GET", "/channels/1/nothing"))
    assert ["GET /channels/1/nothing"] == far_end.surprises


async def test_it_runs_as_a_process_of_its_own():
    command = (sys.executable, "-m", "tests.platforms.discord", "--clock", "2026-03-02T09:00:00+01:00")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        api = (await process.stdout.readline()).decode().split()[1]
        control = api.removesuffix("/api/v10") + "/control"
        async with aiohttp.ClientSession() as web:
            async with web.post(f"{control}/populate", json={"guilds": 2, "channels": 3, "people": 1}) as answer:
                made = await answer.json()
            async with web.get(f"{control}/stats") as answer:
                assert 0 == (await answer.json())["requests"]
            act = {"do": "command", "path": "setup", "user": made["guilds"][0]["people"][0]}
            async with web.post(f"{control}/act", json=act) as answer:
                assert (409, True) == (answer.status, "isn't registered" in (await answer.json())["error"])
        assert [3, 3] == [len(guild["channels"]) for guild in made["guilds"]]
    finally:
        process.terminate()
        assert 0 == await process.wait()
