"""Charts and files on Slack: its own kind where it has one, signs where it has not, and files that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.slack import charts
from adapters.slack.platform import SlackPlatform
from bot.kernel.cards import Card
from bot.kernel.pictures import Bar, Chart, File
from bot.kernel.places import Message, Person, Place
from tests.platforms.slack import FakeSlack, text_of
from tests.world.languages import speaking

CHART = Chart("Belonging", (Bar("Agree", 0.464, 0.28, 0.83), Bar("Not", 0)), "46 % agree.")
RESULTS = Card("Results", ("In words.",), chart=CHART)
FILE = File("talk.ics", "text/calendar", "BEGIN:VCALENDAR ü")
TALK = Card("A talk", ("On Friday.",), file=FILE)
AGES_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def kinds(slack: FakeSlack) -> list[str]:
    (post,) = slack.channel("general").messages
    return [block["type"] for block in post.blocks]


def files(slack: FakeSlack, where: str) -> list[tuple[str, bool]]:
    """Title of each file in a channel, and whether it stands in a thread."""
    return [(file["title"], post.is_reply) for post in slack.channel(where).posts for file in post.files]


async def test_a_chart_is_slacks_own(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    await platform.post(general, RESULTS, "m")

    assert ["header", "rich_text", "data_visualization"] == kinds(slack)
    (post,) = slack.channel("general").messages
    assert "Results\nIn words.\n46 % agree." == post.text


async def test_a_workspace_without_charts_gets_them_in_signs_and_once(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    slack.charts = False
    await platform.post(general, RESULTS, "m")

    assert ["header", "rich_text", "rich_text"] == kinds(slack)
    (post,) = slack.channel("general").messages
    shown = text_of(post).replace("\N{NO-BREAK SPACE}", " ")
    assert "Belonging" in shown
    assert "Agree\n▇▇▇▇▇▇▇▇▇ 46 % (28 % – 83 %)\nNot\n▏ 0 %" in shown


async def test_an_edit_shows_a_chart_as_well(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    said = await platform.post(general, Card("Results"), "m")
    await platform.edit(said, RESULTS)
    first = kinds(slack)
    slack.charts = False
    await platform.edit(said, RESULTS)

    assert ("data_visualization", "rich_text") == (first[-1], kinds(slack)[-1])


def test_labels_that_are_cut_short_stay_apart() -> None:
    bars = (Bar("A label of more than twenty signs", 1), Bar("A label of more than twenty stars", 2), Bar("A", 3))
    block = charts.native(Chart("T" * 60, bars, "Alt.", "count", line=True))

    names = block["chart"]["axis_config"]["categories"]
    assert (3, 20, 50) == (len(set(names)), max(map(len, names)), len(block["title"]))
    assert names == [point["label"] for point in block["chart"]["series"][0]["data"]]
    assert "line" == block["chart"]["type"]


async def test_a_file_follows_in_the_thread(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    await platform.post(general, TALK, "m")

    assert [("talk.ics", True)] == files(slack, "general")
    (upload,) = slack.uploads.known.values()
    assert "BEGIN:VCALENDAR ü".encode() == upload.content
    (post,) = slack.channel("general").messages
    assert "📎 talk.ics comes by itself" in text_of(post)


async def test_a_file_stands_beside_a_private_word(slack: FakeSlack, platform: SlackPlatform, ana: Person) -> None:
    said = await platform.tell(ana, TALK, "m")

    assert [("talk.ics", False)] == files(slack, said.place.channel)


async def test_a_file_for_an_answer_in_a_thread_stands_in_that_thread(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    parent = await platform.post(general, Card("A question"), "m")
    await platform.post(parent.thread, TALK, "n")

    assert [("talk.ics", True)] == files(slack, "general")
    assert 1 == len(slack.channel("general").messages)


@pytest.fixture
def klingon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words = "slack-file-follows = { $name } ghoS\nslack-file-missing = { $name } vIngeHlaHbe'\n"
    yield from speaking(tmp_path, monkeypatch, words)


@pytest.mark.usefixtures("klingon")
async def test_what_is_said_of_a_file_is_said_in_its_readers_language(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    slack.fail_next("files.getUploadURLExternal", disconnect=True)
    said = await platform.post(general, replace(TALK, file=replace(FILE, locale="tlh")), "m")

    ((post,), (_, word)) = slack.channel("general").messages, slack.channel("general").thread(said.id)
    assert "talk.ics ghoS" in str(post.blocks)
    assert "talk.ics vIngeHlaHbe'" in text_of(word)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_that_fails_leaves_the_words_and_says_what_to_do(
    slack: FakeSlack, platform: SlackPlatform, general: Place, method: str
) -> None:
    slack.fail_next(method, disconnect=True)
    said = await platform.post(general, TALK, "m")

    assert [] == files(slack, "general")
    (_, word) = slack.channel("general").thread(said.id)
    assert "I could not send talk.ics. Please ask for it again" in text_of(word)


async def test_without_the_scope_words_are_said(slack: FakeSlack, platform: SlackPlatform, general: Place) -> None:
    slack.team.scopes -= {"files:write"}
    said = await platform.post(general, TALK, "m")

    assert isinstance(said, Message)
    assert 2 == len(slack.channel("general").thread(said.id))


async def test_what_was_said_is_found_and_the_file_is_not_sent_again(
    slack: FakeSlack, platform: SlackPlatform, general: Place
) -> None:
    said = await platform.post(general, TALK, "m")

    assert said == await platform.find(general, "m", AGES_AGO)
    assert 1 == len(files(slack, "general"))
