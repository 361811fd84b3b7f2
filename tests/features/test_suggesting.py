"""Students suggest questions; a person of the staff reads each, and its author hears of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.features.icebreakers import cards
from bot.features.icebreakers.questions import question_of
from bot.features.icebreakers.store import Post
from bot.features.icebreakers.tables import suggestions
from bot.kernel.cards import Button, Card
from bot.kernel.features import Bot, Means
from bot.kernel.places import Place
from bot.kernel.replies import Ask, Update
from bot.library.load import Library
from tests.world.drawing import faults
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, open_course, words

QUESTION = "Which plant would you like to be?"


async def suggest(who: Someone, question: str = QUESTION, **more: str) -> str:
    reply = await who.call("icebreaker suggest", question=question, **more)
    await who.school.settle()
    return words(reply)


def noticed(school: School, olga: Someone) -> Card:
    """What staff were told last."""
    return school.platform.told(olga.person)[-1]


async def states(school: School) -> list[tuple[str, str]]:
    rows = await school.read(select(suggestions.c.text, suggestions.c.state).order_by(suggestions.c.at))
    return [(row.text, row.state) for row in rows]


async def test_a_suggestion_reaches_the_staff_with_its_authors_name(
    botany: School, olga: Someone, ana: Someone
) -> None:
    said = await suggest(ana, labels="A fern, An Oak, moss", stem="I would be …")

    assert "Thank you. Somebody of the staff will read it, and you will hear from me." == said
    card = noticed(botany, olga)
    assert f"A question was suggested\nFrom Ana:\n{QUESTION}\nA fern · An Oak · moss" == card.words
    assert ["Approve", "Decline"] == labels(card)
    assert () == card.pings
    assert [] == botany.platform.posts(HOME)


async def test_without_short_answers_it_is_a_suggestion_too(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana)

    assert "(no short answers to tap)" in noticed(botany, olga).words


async def test_approved_it_is_asked_and_its_author_hears(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana, labels="A fern, An Oak, moss", stem="I would be …")

    done = await olga.press(noticed(botany, olga), "Approve")
    await botany.settle()
    for _ in range(80):
        await olga.call("icebreaker now")
    await botany.settle()

    assert f"Approved, and its author will hear of it: {QUESTION}" == words(done)
    assert [f"Your question will be asked: {QUESTION}"] == [card.words for card in botany.platform.told(ana.person)]
    [mine] = [card for card in botany.platform.standing(HOME) if QUESTION in card.words]
    assert ["A fern", "An Oak", "moss", "I would be …"] == labels(mine)[:4]


async def test_without_labels_it_is_asked_with_the_other_rungs(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana)
    await olga.press(noticed(botany, olga), "Approve")
    while not (mine := [card for card in botany.platform.standing(HOME) if QUESTION in card.words]):
        await olga.call("icebreaker now")
        await botany.settle()

    assert ["I would say …", "Write a line", "Later", "Skip", "Not for me"] == labels(mine[0])


async def test_declining_takes_a_word_and_the_author_reads_it(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana)
    form = await olga.press(noticed(botany, olga), "Decline")

    done = await olga.fill(form, word="Lovely, but { $x } too {0.__class__} botanical")
    await botany.settle()

    assert isinstance(form, Ask)
    assert "Declined. Its author will read your words." == words(done)
    [told] = botany.platform.told(ana.person)
    assert f"this time: {QUESTION} The staff writes: Lovely, but {{ $x }} too {{0.__class__}} botanical" in told.words
    assert [(QUESTION, "declined")] == await states(botany)


async def test_a_suggestion_is_decided_once(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana)
    card = noticed(botany, olga)
    form = await olga.press(card, "Decline")
    await olga.press(card, "Approve")

    for late in (await olga.press(card, "Approve"), await olga.press(card, "Decline"), await olga.fill(form, word="x")):
        assert "Somebody has decided this already." == words(late)
    await botany.settle()
    assert 1 == len(botany.platform.told(ana.person))


async def test_only_the_staff_of_its_own_course_decide(botany: School, olga: Someone, ana: Someone) -> None:
    garden = botany.someone("gardener", Place("fake:1", "garden"))
    await open_course(olga, name="Zoology", channel=garden.place)
    zoology = botany.someone("olga", garden.place, manages=True)
    await zoology.call("course staff add", person=garden.person, role="instructor")
    await suggest(ana)
    card = noticed(botany, olga)
    [approve] = [c for c in card.controls if isinstance(c, Button) and c.action == "icebreaker.approve"]
    [other] = {c.args[0] for c in (await garden.call("icebreaker themes")).card.controls}  # type: ignore[union-attr]
    across = Button("approve", approve.action, (other, approve.args[1]))

    assert "people with one of these roles" in words(await garden.press(card, "Approve"))
    assert "people with one of these roles" in words(await ana.press(card, "Approve"))
    assert "Somebody has decided this already." == words(await garden.press(across))
    assert [(QUESTION, "waiting")] == await states(botany)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"question": "x" * 201}, "within 200 characters"),
        ({"stem": "x" * 41}, "each label within 40"),
        ({"labels": f"a, b, {'x' * 41}"}, "each label within 40"),
        ({"labels": "a, b"}, "3 to 5 short answers, or none"),
        ({"labels": "a, b, c, d, e, f"}, "3 to 5 short answers, or none"),
        ({"labels": "a, a, b"}, "3 to 5 short answers, or none"),
        ({"question": " "}, "at least one word"),
    ],
)
async def test_what_does_not_fit_is_said(botany: School, ana: Someone, options: dict[str, str], sentence: str) -> None:
    assert sentence in await suggest(ana, **{"question": QUESTION, **options})
    assert [] == await states(botany)


async def test_five_may_wait_at_once(botany: School, olga: Someone, ana: Someone) -> None:
    for n in range(5):
        await suggest(ana, f"{QUESTION} {n}")

    assert "You have 5 suggestions waiting already." in await suggest(ana)
    await olga.press(noticed(botany, olga), "Approve")
    assert "Thank you." in await suggest(ana)


async def test_it_can_be_suggested_by_a_form(botany: School, olga: Someone, ana: Someone) -> None:
    asked = await ana.call("icebreaker suggest")

    await ana.fill(asked, question=QUESTION)
    await botany.settle()

    assert QUESTION in noticed(botany, olga).words


async def test_where_there_is_no_course_there_is_nothing_to_suggest_to(ana: Someone) -> None:
    assert "There is no course here yet." in await suggest(ana)


async def test_the_longest_suggestion_fits_wherever_it_is_shown(botany: School, olga: Someone, ana: Someone) -> None:
    await suggest(ana, "W" * 200, labels=", ".join(f"{n}" + "W" * 39 for n in range(5)), stem="W" * 39 + "…")
    await olga.press(noticed(botany, olga), "Approve")
    while not (mine := [card for card in botany.platform.standing(HOME) if "W" * 200 in card.words]):
        await olga.call("icebreaker now")
        await botany.settle()

    written = await ana.fill(await ana.press(mine[0], "W" * 39 + "…"), text="W" * 200, how="thread")
    await botany.settle()
    assert isinstance(written, Update)
    assert [] == [fault for seen in botany.seen() for fault in faults(seen)]


def test_every_question_of_the_library_fits_both_platforms(library: Library, means: Means) -> None:
    bot = Bot(None, None, means.rng, library, means.outbox)  # type: ignore[arg-type]
    topic = "W" * 60
    for prompt in library.offered:
        post = Post("abcdefgh", "abcdefgh", HOME, question_of(prompt, topic))
        for shown in (cards.question(bot, post), cards.question(bot, post, "opened-title", 5000)):
            assert [] == faults(shown), prompt.id
        for rung in ("finish", "line"):
            assert [] == faults(cards.writing(bot, post, rung, None)), prompt.id
