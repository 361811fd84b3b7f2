"""``homeroom run`` as the operator runs it: a process of its own, a Discord and a Slack at the other end of sockets."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operator.process import running
from tests.platforms import discord as ds
from tests.platforms import slack as sl
from tests.platforms.discord import NoAnswer
from tests.platforms.slack.delivery import FORM, sign
from tests.world.campus import ROOMS, Campus, campus, eventually

MONDAY = datetime.fromisoformat("2027-01-04T08:00:00+01:00")
NINE = MONDAY.replace(hour=9)
SECRETS = ("a walk by the lake", "a quiet library", "a+stolen+signature")
LONG = 30.0
ONCE_EVERYWHERE = {f"{platform} #{room}": 1 for platform in ("discord", "slack") for room in ROOMS}


@pytest.fixture
async def course(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Campus]:
    """Both platforms, furnished; no bot yet. Afterwards no process has told its log a secret or an answer."""
    shutil.copy(migrated_file, tmp_path / "homeroom.sqlite")
    async with campus(tmp_path) as made:
        yield made
        assert ([], []) == (made.discord.violations, made.slack.surprises)
    told = "\n".join(made.heard)
    secrets = (made.discord.token, made.slack.bot_token, made.slack.app_token, made.slack.signing_secret, *SECRETS)
    assert [] == [secret for secret in secrets if secret in told], told


async def test_a_course_is_set_up_asked_in_time_and_answered_on_both_platforms(course: Campus):
    async with course.bot(MONDAY, log="pretty") as bot:
        await course.set_up("2027-01-04")
        await course.schedule("mon", "09:00", "general")
        told = time.monotonic()
        bot.process.terminate()
        assert (0, True) == (await bot.process.wait(), time.monotonic() - told < 5)

    begun = time.monotonic()
    async with course.bot(NINE - timedelta(seconds=3), log="json"):
        ready = time.monotonic() - begun
        await eventually(lambda: course.questions("discord #general") and course.questions("slack #general"))
        asked = time.monotonic() - begun
        await answered_on_discord(course)
        await answered_on_slack(course)

    assert 3 <= asked < max(3, ready) + 3
    assert {room: int(room.endswith("general")) for room in ONCE_EVERYWHERE} == course.asked()
    assert 1 == len(course.discord.called("PUT /applications/{}/commands"))
    assert "not answered" in course.heard[-1]  # the log did speak of what went wrong


async def answered_on_discord(course: Campus) -> None:
    (post,) = course.questions("discord #general")
    skipped = await course.discord.press(course.discord.student, post, label="Skip")
    assert (True, "Skipped. No reason needed.") == (skipped.ephemeral, ds.text_of(skipped))
    form = await course.discord.press(course.discord.student, post, label="Write a line")
    course.discord.patience = 0.5
    course.discord.fail_next("POST /interactions/{}/{}/callback", status=500)
    course.discord.fail_next("POST /channels/{}/messages", status=500)
    with pytest.raises(NoAnswer):
        await course.discord.submit(course.discord.student, form, {"text": SECRETS[0], "how": "thread"})
    await eventually(lambda: 500 in [call.status for call in course.discord.called("POST /channels/{}/messages")])


async def answered_on_slack(course: Campus) -> None:
    (post,) = course.questions("slack #general")
    skipped = await (await course.slack.press("ana", post, "Skip")).message()
    assert ("ana", "Skipped. No reason needed.") == (
        course.slack.user(skipped.only_for or "").name,
        sl.text_of(skipped),
    )
    form = await (await course.slack.press("ana", post, "Write a line")).view()
    course.slack.fail_next("chat.postMessage", error="not_in_channel")
    await course.slack.submit("ana", form, {"text": SECRETS[1], "how": "thread"})
    await eventually(lambda: any(call.error == "not_in_channel" for call in course.slack.calls))


async def test_killed_in_the_middle_of_deliveries_it_loses_nothing_and_says_nothing_twice(course: Campus):
    async with course.bot(MONDAY):
        await course.set_up("2027-01-04")
        await course.schedule("mon", "09:00", *ROOMS)
    assert 0 == sum(course.asked().values())

    discord_misfortunes(course, unheard=2, lost=2)
    course.slack.fail_next("chat.postMessage", disconnect=True, apply=True)
    course.slack.fail_next("chat.postMessage", status=500, delay=LONG)
    await killed_when(course, minutes=1, said=5)
    await taken_over(course, minutes=10)
    discord_misfortunes(course, unheard=1, lost=1)
    course.slack.fail_next("chat.postMessage", disconnect=True, apply=True)
    await killed_when(course, minutes=20, said=7)
    await taken_over(course, minutes=30)
    async with course.bot(NINE + timedelta(minutes=40)):
        await eventually(lambda: all(course.asked().values()))

    assert ONCE_EVERYWHERE == course.asked()


def discord_misfortunes(course: Campus, unheard: int, lost: int) -> None:
    """Of the next posts, some are said without the bot ever hearing so, and some are not said."""
    course.discord.fail_next("POST /channels/{}/messages", apply=True, delay=LONG, times=unheard)
    course.discord.fail_next("POST /channels/{}/messages", status=500, delay=LONG, times=lost)


async def killed_when(course: Campus, minutes: int, said: int) -> None:
    """A start so long after nine, ended by SIGKILL when all has been tried and so much been said."""
    async with course.bot(NINE + timedelta(minutes=minutes)) as bot:
        await eventually(lambda: not course.discord.door.faults.waiting and sum(course.asked().values()) == said)
        bot.process.kill()
        await bot.process.wait()


async def taken_over(course: Campus, minutes: int) -> None:
    """A start that only finds what the one before has left; a minute after this it may be looked up."""
    async with course.bot(NINE + timedelta(minutes=minutes)):
        with closing(sqlite3.connect(f"file:{course.folder}/homeroom.sqlite?mode=ro", uri=True)) as db:
            left = "SELECT count(*) FROM deliveries WHERE state = 'attempting'"
            await eventually(lambda: db.execute(left).fetchone() == (0,))


async def test_slack_over_http_is_verified_and_heard(course: Campus):
    keys = {"slack_app_token": "", "slack_signing_secret": course.slack.signing_secret}
    async with course.bot(MONDAY, **keys) as bot:
        course.slack.http_url = f"http://127.0.0.1:{bot.port}/slack/events"
        await course.set_up("2027-01-04")
        await course.slack.command("owner", "general", "/homeroom", "icebreaker now")
        await eventually(lambda: course.questions("slack #general"))
        skipped = await course.slack.press("ana", course.questions("slack #general")[0], "Skip")
        assert "Skipped. No reason needed." == sl.text_of(await skipped.message())
        body = "command=%2Fhomeroom&text=a+stolen+signature"
        forged = {"Content-Type": FORM, **sign("guessed", body, int(time.time()))}
        async with course.slack.session.post(course.slack.http_url, data=body, headers=forged) as answer:
            assert (401, b"") == (answer.status, await answer.read())


async def test_the_last_session_starts_of_discord_are_left_alone(course: Campus):
    course.discord.session_start_limit |= {"remaining": 50, "reset_after": 3_600_000}
    async with running(course.folder, discord_token=course.discord.token, discord_api=course.discord.api) as bot:
        status, line = await bot.ends(told=None)
    assert (1, []) == (status, course.discord.journal.identifies)
    assert "only 50 of 1000 session starts remain; start the bot in 60 minutes" in line


async def test_a_second_process_on_the_same_file_refuses_and_the_first_goes_on(course: Campus):
    async with course.bot(MONDAY) as first:
        async with running(course.folder, **course.variables) as second:
            status, line = await second.ends(told=None)
        assert (1, "homeroom: homeroom.sqlite is in use by another homeroom; stop that one first") == (status, line)
        assert 200 == (await first.looks("/readyz"))[0]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, ("HOMEROOM_DISCORD_TOKEN", "HOMEROOM_SLACK_BOT_TOKEN", "HOMEROOM_SLACK_APP_TOKEN", "homeroom demo")),
        ({"HOMEROOM_TYPO": "1"}, ("HOMEROOM_TYPO: there is no such variable",)),
        ({"HOMEROOM_CLOCK": "noon"}, ("HOMEROOM_CLOCK: expected an instant with its offset",)),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_a_mistake_ends_the_start_with_one_line(variables: dict[str, str], words: tuple[str, ...], tmp_path: Path):
    others = {name: value for name, value in os.environ.items() if not name.startswith("HOMEROOM_")}
    script = Path(sys.executable).with_name("homeroom")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "bot"]
    ended = subprocess.run(
        [*command, "run"], cwd=tmp_path, env=others | variables, capture_output=True, text=True, check=False
    )
    assert (2, "", 1) == (ended.returncode, ended.stdout, len(ended.stderr.splitlines()))
    assert [] == [word for word in words if word not in ended.stderr]
