"""What people write is shown as they wrote it, and everybody reads their own language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.kernel.cards import Card, Mention, Strong
from tests.features.asking import tap, write
from tests.world.languages import speaking
from tests.world.people import HOME
from tests.world.school import School, card_of, words

HOSTILE = [
    "{ $x }",
    "{0.__class__}",
    "%(text)s",
    "@everyone <@1> <!channel>",
    "*bold* _it_ `code`",
    "مرحبا",
    "<b>&amp;",
]


@pytest.mark.parametrize("line", HOSTILE)
async def test_what_people_write_is_a_plain_part_of_a_card(botany: School, question: Card, line: str) -> None:
    mallory = botany.someone("mallory")
    mallory.name = f"Mal {line}"

    mine = await write(mallory, question, line)
    await botany.settle()
    [card] = botany.platform.standing(botany.platform.posts()[0].thread)

    assert ((Mention(mallory.person, f"Mal {line}"), ": ", line),) == card.body
    assert () == card.pings
    assert Strong(line) in card_of(mine).body[0]


@pytest.fixture
def second_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from speaking(tmp_path, monkeypatch, "icebreaker-title = yu'\nlater-title = tugh\nanswer-shown = naDev\n")


@pytest.mark.usefixtures("second_language")
async def test_everybody_reads_their_language_and_the_channel_that_of_the_course(
    botany: School, question: Card
) -> None:
    worf = botany.someone("worf", locale="tlh")

    mine = await write(worf, question, "batlh")
    await worf.press(question, "Later")
    for n in range(5):
        await botany.someone(f"s{n}", locale="tlh").press(question, tap(question))
    await botany.pass_time(hours=30)

    assert "naDev" in words(mine)
    assert "5 people or more" in botany.platform.standing(HOME)[0].footer
    assert "A question for everyone" == botany.platform.standing(HOME)[0].title
    assert ["tugh"] == [card.title for card in botany.platform.told(worf.person)]
