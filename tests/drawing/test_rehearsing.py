"""In a rehearsal nothing is drawn: what a chart holds and which file goes along is written down."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from bot import wiring
from bot.kernel.cards import Card
from bot.kernel.pictures import File
from bot.kernel.places import Place
from bot.kernel.seals import Seals
from tests.world.clock import VirtualClock
from tests.world.pictures import ALT, CHART, CHARTED

HOMES = {
    "discord": Place("discord:8401", "8402"),
    "slack": Place("slack:T1", "C1"),
    "browser": Place("browser:demo", "x"),
}
TALK = Card("A talk", file=File("talk.ics", "text/calendar", "BEGIN:VCALENDAR"))


async def rehearsed(platform: str, card: Card) -> list[dict[str, Any]]:
    requests: list[dict[str, Any]] = []
    stage = wiring.rehearsing(platform, VirtualClock(), Seals(b"key"), requests)
    await stage.post(HOMES[platform], card, "A" * 25)
    return requests


async def test_discord_writes_the_values_down_and_says_the_words() -> None:
    drawn, post = await rehearsed("discord", CHARTED)

    assert {"method": "draw", "args": asdict(CHART)} == drawn
    assert ALT in str(post["args"]["components"])
    assert "attachments" not in post["args"]


async def test_slack_writes_its_own_chart_down() -> None:
    (post,) = await rehearsed("slack", CHARTED)

    (chart,) = [block for block in post["args"]["blocks"] if block["type"] == "data_visualization"]
    assert [46.0, 30.0, 24.0] == [point["value"] for point in chart["chart"]["series"][0]["data"]]


async def test_files_are_written_down_by_name() -> None:
    (post,) = await rehearsed("discord", TALK)
    assert ["talk.ics"] == post["args"]["files"]

    methods = [request["method"] for request in await rehearsed("slack", TALK)]
    assert ["chat.postMessage", "files.getUploadURLExternal", "upload", "files.completeUploadExternal"] == methods


@pytest.mark.parametrize("platform", sorted(HOMES))
async def test_the_same_again_is_the_same(platform: str) -> None:
    assert await rehearsed(platform, CHARTED) == await rehearsed(platform, CHARTED)
