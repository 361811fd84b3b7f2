"""Passing takes a tap and no reason; the post counts in steps; a note stands before what needs one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.features.icebreakers.cards import MILESTONES
from bot.features.icebreakers.tables import passes, posts
from bot.kernel.cards import Card
from tests.features.asking import tap, thread, write
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, labels, words


async def test_passing_takes_a_tap_and_no_reason(botany: School, ana: Someone, question: Card) -> None:
    skipped = words(await ana.press(question, "Skip"))
    not_for_me = words(await ana.press(question, "Not for me"))

    assert "Skipped. No reason needed." == skipped
    assert "Thank you. Whoever looks after the questions learns how many people felt so, never who." == not_for_me
    assert [("not",)] == [tuple(row) for row in await botany.read(select(passes.c.kind))]
    assert [] == await thread(botany)
    assert 1 == len(botany.platform.order)


@pytest.mark.parametrize(
    ("pressed", "comes"),
    [
        ("2026-03-02T10:00", "2026-03-03T08:00"),
        ("2026-03-02T19:00", "2026-03-03T15:00"),
        ("2026-03-03T00:30", "2026-03-04T08:00"),
    ],
)
async def test_later_comes_back_the_next_day_in_waking_hours(
    botany: School, ana: Someone, question: Card, pressed: str, comes: str
) -> None:
    """Quiet is from eight in the evening to eight in the morning, where the course is."""
    berlin = ZoneInfo("Europe/Berlin")
    botany.clock.set(datetime.fromisoformat(pressed).replace(tzinfo=berlin))
    said = words(await ana.press(question, "Later"))
    await botany.pass_time(hours=47)

    assert "I will send you this question privately tomorrow." == said
    [reminder] = botany.platform.told(ana.person)
    assert ("You wanted to come back to this", labels(question)) == (reminder.title, labels(reminder))
    [change] = [one for one in botany.platform.ledger if one.text == reminder.words]
    assert datetime.fromisoformat(comes).replace(tzinfo=berlin) == change.instant


async def test_the_reminder_is_answered_like_the_question(botany: School, ana: Someone, question: Card) -> None:
    await ana.press(question, "Later")
    await botany.pass_time(hours=30)
    [reminder] = botany.platform.told(ana.person)

    await write(ana, reminder, "now I know")

    assert ["Ana: now I know"] == await thread(botany)


async def test_later_twice_is_one_reminder_and_again_is_another(botany: School, ana: Someone, question: Card) -> None:
    await ana.press(question, "Later")
    await ana.press(question, "Later")
    await botany.pass_time(hours=30)
    once = len(botany.platform.told(ana.person))

    await ana.press(botany.platform.told(ana.person)[0], "Later")
    await botany.pass_time(hours=30)

    assert 1 == once
    assert 2 == len(botany.platform.told(ana.person))


async def test_the_post_counts_in_steps_and_a_minute_late(botany: School, question: Card) -> None:
    before = question.footer
    for n in range(4):
        await botany.someone(f"s{n}").press(question, tap(question))
    await botany.pass_time(minutes=5)
    four = botany.platform.standing(HOME)[0].footer
    await botany.someone("s4").press(question, tap(question))
    await botany.settle()
    at_once = botany.platform.standing(HOME)[0].footer
    await botany.pass_time(minutes=1)
    five = botany.platform.standing(HOME)[0].footer
    for n in range(5, 9):
        await botany.someone(f"s{n}").press(question, tap(question))
    await botany.pass_time(minutes=5)

    assert before == four == at_once
    assert "5 people or more have answered. Late answers are welcome." == five
    assert five == botany.platform.standing(HOME)[0].footer
    assert labels(question) == labels(botany.platform.standing(HOME)[0])


async def test_a_burst_of_answers_changes_the_post_once(botany: School, question: Card) -> None:
    for n in range(12):
        await botany.someone(f"s{n}").press(question, tap(question))
    await botany.pass_time(minutes=5)

    assert "10 people or more have answered." in botany.platform.standing(HOME)[0].footer
    assert 1 == len([change for change in botany.platform.ledger if change.what == "edited"])


async def test_coming_and_going_does_not_move_the_count(botany: School, ana: Someone, question: Card) -> None:
    for n in range(4):
        await botany.someone(f"s{n}").press(question, tap(question))
    for _ in range(3):
        await ana.press(await ana.press(question, tap(question)), "Delete it")
    await botany.pass_time(minutes=5)

    assert len([change for change in botany.platform.ledger if change.what == "edited"]) <= 1
    assert 5 == MILESTONES[0]


@pytest.fixture
async def noted(botany: School, olga: Someone) -> Card:
    """A question that shows a note first stands in the channel."""
    await olga.call("course settings", start="2026-01-05")
    for _ in range(12):
        await olga.call("icebreaker now", theme="stress-care")
    await botany.settle()
    return next(card for card in botany.platform.standing(HOME) if "Show the question" in labels(card))


async def text_of(school: School, card: Card) -> str:
    [post] = {control.args[0] for control in card.controls}
    [row] = await school.read(select(posts.c.question).where(posts.c.id == post))
    return str(row.question["text"])


async def test_behind_a_note_the_question_opens_for_whoever_wants_it(botany: School, ana: Someone, noted: Card) -> None:
    opened = await ana.press(noted, "Show the question")
    mine = await ana.press(opened, tap(card_of(opened)))

    assert await text_of(botany, noted) in words(opened)
    assert await text_of(botany, noted) not in str(noted)
    assert ["Show the question", "Later", "Skip", "Not for me"] == labels(noted)
    assert "It is counted" in words(mine)


async def test_a_question_with_a_note_is_never_sent_without_it(botany: School, ana: Someone, noted: Card) -> None:
    await ana.press(noted, "Later")
    await botany.pass_time(hours=30)

    [reminder] = botany.platform.told(ana.person)
    assert "Before you open it" in reminder.words
    assert await text_of(botany, noted) not in str(reminder)
    assert labels(noted) == labels(reminder)


async def test_a_counted_post_keeps_its_note(botany: School, noted: Card) -> None:
    for n in range(5):
        someone = botany.someone(f"s{n}")
        opened = card_of(await someone.press(noted, "Show the question"))
        await someone.press(opened, tap(opened))
    await botany.pass_time(minutes=5)

    [counted] = [card for card in botany.platform.standing(HOME) if "5 people or more" in card.footer]
    assert (noted.body, noted.rows) == (counted.body, counted.rows)
