"""What is told fits on a card, however long the course, the questions, the answers and the names are."""

from __future__ import annotations

from datetime import timedelta

from bot.features.checkins import store
from bot.features.checkins.answering import votes
from bot.features.checkins.model import Checkin, Item, Kind, Result
from bot.features.checkins.tables import votes as kept
from bot.kernel.places import Person
from bot.statistics.shown import Shown
from bot.statistics.words import Word
from tests.features.questioning import course_id
from tests.world.people import HOME, SPACE
from tests.world.school import School, Someone, card_of, words

AGREE = Item("I " + "really " * 27 + "agree.", "agree")
CHOICE = Item("Which? " * 42, "choice", tuple(f"{n} {'very long ' * 5}answer"[:60] for n in range(10)))
MIXED = Shown("words", 7, 10_000, 20_000, ("4", "5"), words=(Word.FEW, Word.ABOUT_HALF))
CHANGED = Shown("table", 7, 30, 0, ("up",), yes=10, counts=(("up", 10), ("same", 10), ("down", 10)))


async def closed(school: School, kind: Kind, item: Item, shown: Shown, number: int = 0, named: bool = False) -> None:
    """A check-in of this question was closed in this week."""
    then = school.clock.now() + timedelta(weeks=number)
    result = Result((shown,), ((),), shown.size, number + 1, (CHANGED,))
    made = Checkin(
        *(f"checkin{number}", await course_id(school), kind, "A check", named, (item,), HOME),
        *(number + 1, shown.size, "closed", then, then + timedelta(days=3), result),
    )
    await school.core.store.write(lambda db: store.add(db, made))


async def test_a_long_course_has_a_trend(botany: School, olga: Someone) -> None:
    for number in range(30):
        exact = Shown("headline", 7, 20_000, 20_000, ("4", "5"), yes=number * 100)
        await closed(botany, "connection", AGREE, exact if number % 15 == 0 else MIXED, number)

    said = words(await olga.call("checkin trend"))

    assert 20 == said.count("\nWeek ")
    assert "Few to about half of those who answered agree." in said
    assert "From week 29 to week 30: of 30 people" in said


async def test_a_poll_with_ten_long_answers_that_tie_has_a_result(botany: School, olga: Someone) -> None:
    even = Shown("table", 5, 10_000, 20_000, counts=tuple((str(n), 1000) for n in range(10)))
    await closed(botany, "poll", CHOICE, even)

    shown = await olga.call("poll results")

    assert 10 == words(shown).count("” were chosen") + words(shown).count("”, “")
    chart = card_of(shown).chart
    assert chart
    assert 10 == len(chart.bars)


async def test_names_are_listed_as_far_as_there_is_room(botany: School, olga: Someone) -> None:
    even = Shown("table", 1, 1000, 0, counts=tuple((str(n), 100) for n in range(10)))
    await closed(botany, "poll", CHOICE, even, named=True)
    rows = [
        {"checkin": "checkin0", "person": Person(SPACE, f"p{n}"), "name": f"Somebody {n:04}", "options": [str(n % 10)]}
        for n in range(1000)
    ]
    now = botany.clock.now()
    await botany.core.store.write(lambda db: db.execute(kept.insert(), [{**row, "at": now} for row in rows]))

    shown = words(await olga.press(await olga.call("poll results"), "Who chose what"))

    assert "Somebody 0000, Somebody 0010" in shown
    assert 10 == shown.count(" more")
    assert 1000 == len(await botany.core.store.read(lambda db: votes.everybodys(db, "checkin0")))


async def test_every_rhythm_and_every_set_of_questions_is_listed(botany: School, olga: Someone) -> None:
    weeks = ", ".join(map(str, range(1, 13, 2)))
    for n in range(20):
        title = f"{n} {'A title that is long ' * 3}"[:60]
        await olga.fill(await olga.call("checkin import"), title=title, items="Is it good?")
        await olga.call("checkin schedule", kind=title, day="thu", weeks=weeks)

    assert 20 == words(await olga.call("checkin own")).count("one question")
    rhythms = await olga.call("checkin rhythms")
    assert 10 == words(rhythms).count("Next: ")
    assert 20 == len(card_of(rhythms).controls[0].options)  # type: ignore[union-attr]
