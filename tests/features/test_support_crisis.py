"""Words such as people write in need, sent to the bot itself: help comes at once, and nothing else happens."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, func, select, text
from structlog.testing import capture_logs

from bot.features.all import FEATURES
from bot.kernel.cards import Card
from bot.kernel.replies import Whisper
from bot.store.address import Address
from bot.store.tables import metadata
from tests.features.asking import label
from tests.features.test_support_looking import digests, fill_in
from tests.features.together import Together, meet
from tests.world.school import School, Someone, form_of, labels, name_contacts, open_course, words

IN_NEED = "Some days I think I want to die"
TITLE = "You deserve to talk with someone now"


@pytest.fixture
async def ready(botany: School, olga: Someone) -> School:
    await name_contacts(olga)
    await fill_in(olga)
    await botany.settle()
    return botany


@pytest.fixture
async def buddies(sqlite_address: Address) -> AsyncIterator[Together]:
    """Ana and Bo have been asked their first question."""
    async with School.opened(sqlite_address, FEATURES) as school:
        await open_course(school.someone("olga", manages=True))
        yield await meet(school, "ana", "bo")


async def rows(school: School) -> str:
    def work(db: Connection) -> str:
        return str({name: db.execute(text(f'SELECT * FROM "{name}"')).all() for name in sorted(metadata.tables)})

    return await school.core.store.read(work)


async def test_an_answer_that_sounds_like_need_is_met_with_help_and_posted_nowhere(
    ready: School, olga: Someone, ana: Someone
) -> None:
    await olga.call("icebreaker now", theme="play")
    await ready.settle()
    question = ready.platform.posts()[-1]
    card = ready.platform.cards[question.id]
    form = await ana.press(card, label(card, "line"))

    reply = await ana.fill(form, text=IN_NEED, how="thread")
    await ready.pass_time(hours=3)

    assert isinstance(reply, Whisper)
    assert TITLE in words(reply)
    assert "call 112" in words(reply)
    assert "0800 111 0 111" in words(reply)
    assert "Counselling" in words(reply)
    assert "I have not posted, shared or kept what you wrote" in words(reply)
    assert [] == ready.platform.standing(question.thread)
    assert "want to die" not in await rows(ready)


async def test_it_leaves_no_trace_not_even_that_it_was_so(ready: School, ana: Someone, sqlite_address: Address) -> None:
    assert sqlite_address.file is not None
    await ana.call("support")
    before, kept = digests(sqlite_address.file), await rows(ready)

    with capture_logs() as logs:
        await ana.call("icebreaker suggest", event="e1", question=IN_NEED, labels="a, b, c")
        await ana.call("icebreaker suggest", event="e1", question=IN_NEED)

    assert [] == logs
    assert kept == await rows(ready)
    assert before == digests(sqlite_address.file)


async def test_the_same_in_other_words_is_done(ready: School, ana: Someone) -> None:
    first = await ana.call("icebreaker suggest", event="e1", question=IN_NEED, labels="a, b, c")
    fine = await ana.press(first, "I’m okay, this was a mistake")
    again = await ana.call("icebreaker suggest", event="e1", question="Which tree would you be?", labels="a, b, c")

    assert "write it again in other words" in words(fine)
    assert TITLE not in words(again)
    assert "Which tree" in await rows(ready)


async def test_one_may_go_on_to_a_person(ready: School, ana: Someone) -> None:
    shown = await ana.call("icebreaker suggest", question=IN_NEED)

    assert ["Choose a person", "I’m okay, this was a mistake", "More places to turn to"] == labels(shown)
    assert "Sam (student services)" in labels(await ana.press(shown, "Choose a person"))


async def test_no_draft_of_the_words_is_kept(ready: School, ana: Someone) -> None:
    """A form that came back wrong would be."""
    await ana.call("icebreaker suggest", question=IN_NEED, labels="x" * 300)

    assert 0 == (await ready.read(select(func.count()).select_from(metadata.tables["drafts"])))[0][0]


async def test_a_buddy_does_not_read_it_either(buddies: Together) -> None:
    ana, bo = buddies.people

    reply = await buddies.answer(ana, IN_NEED)
    await buddies.answer(bo, "Rain on the window")

    assert TITLE in words(reply)
    assert not [said for said in await buddies.said() if "want to die" in said]
    assert "want to die" not in await rows(buddies.school)


async def test_every_question_to_buddies_offers_support(buddies: Together) -> None:
    ana, _ = buddies.people
    step = await buddies.step()

    assert "Support" in labels(step)
    assert "findahelpline.com" in words(await ana.press(step, "Support"))


async def test_what_only_staff_may_do_is_not_listened_to(ready: School, olga: Someone) -> None:
    """A course may be called as it likes, and the topic of its week may be what it is."""
    shown = await olga.fill(await olga.press(await olga.call("course settings"), "Topics"), topics="Abused me: a novel")

    assert TITLE not in words(shown)
    assert "Abused me" in await rows(ready)


async def test_without_a_course_it_still_helps(school: School, ana: Someone) -> None:
    shown = words(await ana.call("icebreaker suggest", question=IN_NEED))

    assert TITLE in shown
    assert "findahelpline.com" in shown


async def test_what_is_harmless_goes_its_way(question: Card, botany: School, ana: Someone) -> None:
    form = await ana.press(question, label(question, "line"))
    assert form_of(form)

    reply = await ana.fill(form, text="This deadline is killing me, I could murder a coffee", how="thread")

    assert TITLE not in words(reply)


async def test_nobody_on_the_staff_hears_of_it(ready: School, olga: Someone, ana: Someone) -> None:
    await ana.call("icebreaker suggest", question=IN_NEED)
    await ready.pass_time(days=2)

    assert not [card for card in ready.platform.told(olga.person) if "Ana" in card.words]
