"""The report shows staff how questions were answered, in numbers that point at nobody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.features.icebreakers.tables import posts
from bot.kernel.cards import Card
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, words


async def report(olga: Someone) -> list[str]:
    return words(await olga.call("icebreaker report")).splitlines()[1:-1]


async def answered(school: School, card: Card, *buttons: str) -> None:
    """One person for each button, who presses it."""
    for n, button in enumerate(buttons):
        await school.someone(f"{button}-{n}").press(card, button)


async def ask(school: School, olga: Someone) -> Card:
    await olga.call("icebreaker now", theme="play")
    await school.settle()
    return school.platform.standing(HOME)[-1]


async def test_nothing_asked_is_nothing_reported(botany: School, olga: Someone, ana: Someone) -> None:
    assert "No question has been asked yet." == words(await olga.call("icebreaker report"))
    assert "people with one of these roles" in words(await ana.call("icebreaker report"))


async def test_small_numbers_are_not_reported(botany: School, olga: Someone) -> None:
    card = await ask(botany, olga)
    await answered(botany, card, *[labels(card)[0]] * 4, *["Skip"] * 4, *["Not for me"] * 4)

    assert "fewer than 5 answers so far" == (await report(olga))[1]


async def test_what_is_reported_are_numbers_and_never_names(botany: School, olga: Someone) -> None:
    card = await ask(botany, olga)
    await answered(botany, card, *[labels(card)[0]] * 6, *["Skip"] * 5, *["Not for me"] * 4, *["Later"] * 7)

    shown = await report(olga)

    assert ["6 answers · 6 by a tap · 7 later · 5 skipped"] == shown[1:]
    everyone = {change.where.rpartition("dm-")[2] for change in botany.platform.ledger if "dm-" in change.where}
    assert not [name for name in everyone if name in "\n".join(shown)]


async def test_a_small_number_cannot_be_worked_out_from_the_others(botany: School, olga: Someone) -> None:
    """Seven answers of which six were taps would say that one person wrote a line."""
    card = await ask(botany, olga)
    await answered(botany, card, *[labels(card)[0]] * 6)
    writer = botany.someone("writer")
    await writer.fill(await writer.press(card, "Write a line"), text="alone", how="count")

    assert ["7 answers"] == (await report(olga))[1:]


async def test_each_way_of_answering_is_reported_when_all_are_many(botany: School, olga: Someone) -> None:
    card = await ask(botany, olga)
    await answered(botany, card, *[labels(card)[0]] * 5)
    for n in range(5):
        writer = botany.someone(f"writer-{n}")
        await writer.fill(await writer.press(card, "Write a line"), text="x", how="count")

    assert ["10 answers · 5 wrote a line · 5 by a tap"] == (await report(olga))[1:]


async def test_the_last_eight_are_reported_the_newest_first(botany: School, olga: Someone) -> None:
    for _ in range(10):
        await ask(botany, olga)
        await botany.pass_time(minutes=1)
    asked: list[Any] = await botany.read(select(posts.c.question).order_by(posts.c.at.desc()))

    shown = (await report(olga))[::2]

    assert 8 == len(shown)
    assert [row.question["text"][:79] for row in asked[:8]] == [line.rstrip("…")[:79] for line in shown]
