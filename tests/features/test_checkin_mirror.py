"""Was I the only one? After a pulse somebody may see, alone, how many others found the week heavy; under the rule."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.kernel.replies import Whisper
from bot.store.tables import metadata
from tests.features.questioning import safe, start
from tests.features.telling import answer, close, pulse
from tests.world.school import School, Someone, labels, words


@pytest.fixture
async def safely(botany: School) -> School:
    await safe(botany)
    return botany


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((4, 5, 3, 3), "Six of the 15 who answered also found this week heavy or very heavy."),
        ((6, 7, 0, 1), "Hardly any of those who answered also found this week heavy or very heavy."),
        ((0, 0, 7, 7), "Nearly all of those who answered also found this week heavy or very heavy."),
        ((2, 2, 1, 1), "So few answered, or agreed so much, that I cannot say more without showing who said what."),
    ],
)
async def test_it_says_no_more_than_the_result(
    safely: School, olga: Someone, ana: Someone, answers: tuple[int, int, int, int], said: str
) -> None:
    result = await pulse(olga, *answers)

    seen = await ana.press(result, "Was I the only one?")
    assert isinstance(seen, Whisper)
    assert said in words(seen)
    assert "If your week was heavy: you need not carry it alone." in words(seen)
    assert ["Support"] == labels(seen)


async def test_before_the_close_there_is_no_mirror(safely: School, olga: Someone) -> None:
    card = await start(olga, "pulse")
    await answer(safely, card, {"Heavy": 8})

    assert "Was I the only one?" not in labels(card)
    assert "Was I the only one?" not in labels(await olga.call("checkin results"))
    await close(olga)
    assert "Was I the only one?" in labels(await olga.call("checkin results"))


async def test_that_somebody_looked_is_written_nowhere(safely: School, olga: Someone, ana: Someone) -> None:
    result = await pulse(olga, 4, 5, 3, 3)
    await ana.call("help")
    before = await everything(safely)

    await ana.press(result, "Was I the only one?")

    assert before == await everything(safely)


async def everything(school: School) -> dict[str, list[str]]:
    return {table.name: sorted(map(str, await school.read(select(table)))) for table in metadata.sorted_tables}
