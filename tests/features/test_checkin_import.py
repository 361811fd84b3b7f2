"""An institution brings its own items: a form, one a line; what is wrong is said of every line at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.features.checkins.model import Item
from bot.features.checkins.planning import reading
from bot.features.checkins.tables import instruments
from bot.kernel.errors import UserError
from bot.kernel.replies import Mend
from bot.store.tables import routines
from tests.features.questioning import open_now, start
from tests.features.telling import answer, close
from tests.world.school import School, Someone, card_of, labels, words

ITEMS = """The rooms are good.

I can find the texts. | yes
Which day? | Monday; Tuesday
I know whom to ask. | agree"""


async def bring(who: Someone, items: str = ITEMS, title: str = "Our own") -> object:
    return await who.fill(await who.call("checkin import"), title=title, items=items)


async def test_a_form_takes_one_question_a_line(botany: School, olga: Someone) -> None:
    said = await bring(olga)

    assert "Kept: “Our own”, 4 questions." in words(said)  # type: ignore[arg-type]
    [row] = await botany.read(select(instruments))
    assert [
        Item("The rooms are good.", "agree"),
        Item("I can find the texts.", "yes"),
        Item("Which day?", "choice", ("Monday", "Tuesday")),
        Item("I know whom to ask.", "agree"),
    ] == [Item.load(item) for item in row.items]


async def test_students_are_asked_them_like_any_other(botany: School, olga: Someone, ana: Someone) -> None:
    await bring(olga)
    card = await start(olga, "Our own")

    first = await ana.press(card, "Answer")
    second = await ana.press(first, "Agree")
    third = await ana.press(second, "Not yet")

    assert "Our own" == card.title
    assert "The rooms are good." in words(first)
    assert ["Monday", "Tuesday"] == labels(third)[:2]
    assert ["own"] == [one.kind for one in await open_now(botany)]


async def test_they_are_shown_from_seven_answers_on(botany: School, olga: Someone) -> None:
    await bring(olga, "The rooms are good.")
    card = await start(olga, "our OWN")
    await answer(botany, card, {"Agree": 3, "Disagree": 3})
    [result] = await close(olga)

    assert "Results: Our own, week 1" == result.title
    assert "Too few answers to show anything without showing who." in result.words


async def test_every_wrong_line_is_named_at_once_and_nothing_is_kept(botany: School, olga: Someone) -> None:
    long = "x" * 41
    items = f"Good\n| yes\nWhich? | one\nWhat? | a; A\nWho? | {long}; b\ngood"
    reply = await bring(olga, items, " ")

    assert isinstance(reply, Mend)
    assert [
        ("title", "Please write a few words here."),
        (
            "items",
            "Line 2: The question should have 1 to 200 characters, before the bar. "
            "Line 3: After the bar: agree, yes, or 2 to 10 answers with “;” between them. "
            "Line 4: Two of the answers are the same. "
            "Line 5: Each answer should have at most 40 characters. "
            "Line 6: The same question stands there before.",
        ),
    ] == [(name, said if name == "items" else "Please write a few words here.") for name, said in reply.errors]
    assert items == next(field.value for field in reply.form.fields if field.name == "items")
    assert [] == await botany.read(select(instruments))


@pytest.mark.parametrize("items", ["", "\n\n", "\n".join(f"Question {n}" for n in range(13))])
async def test_there_are_one_to_twelve(botany: School, olga: Someone, items: str) -> None:
    reply = await bring(olga, items)

    assert isinstance(reply, Mend)
    assert (("items", "There should be 1 to 12 lines with a question."),) == reply.errors


@pytest.mark.parametrize("title", ["pulse", "Connection check", "our own"])
async def test_a_title_names_one_thing(botany: School, olga: Someone, title: str) -> None:
    await bring(olga)
    reply = await bring(olga, title=title)

    assert isinstance(reply, Mend)
    assert (("title", f"Something is called “{title}” already."),) == reply.errors


async def test_a_course_keeps_twenty(botany: School, olga: Someone) -> None:
    for n in range(20):
        await bring(olga, title=f"Set {n}")

    said = await bring(olga, title="One more")

    assert "There are 20 already. Please take one away first: “checkin own”." == words(said)  # type: ignore[arg-type]


async def test_they_are_listed_and_taken_away_with_their_rhythm(botany: School, olga: Someone) -> None:
    await bring(olga)
    await olga.call("checkin schedule", kind="Our own", day="thu")
    shown = await olga.call("checkin own")
    [row] = await botany.read(select(instruments))

    after = await olga.press(shown, "Take one away", row.id)
    again = await olga.press(shown, "Take one away", row.id)

    assert "Our own: 4 questions" in words(shown)
    assert "“Our own” is gone. What was asked before keeps its results." in words(after)
    assert "Staff have brought no questions of their own." in words(again)
    assert [] == await botany.read(select(routines))


async def test_what_was_asked_before_keeps_its_results(botany: School, olga: Someone) -> None:
    await bring(olga, "The rooms are good.")
    card = await start(olga, "Our own")
    await answer(botany, card, {"Agree": 5, "Disagree": 5})
    await close(olga)
    [row] = await botany.read(select(instruments))
    await olga.press(await olga.call("checkin own"), "Take one away", row.id)

    assert "Five of the 10 who answered agree." in card_of(await olga.call("checkin results")).words


async def test_students_bring_none(botany: School, ana: Someone) -> None:
    assert "owner" in words(await ana.call("checkin import"))


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_or_complained_about(text: str) -> None:
    found = reading.read(text)

    assert found.items or found.wrong
    assert all(isinstance(error, UserError) for _, error in found.wrong)
    assert all(0 < len(item.text) <= reading.LONGEST_ITEM for item in found.items)
