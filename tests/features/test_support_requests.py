"""Somebody asks that a person write to them: shown first, sent with consent, passed on when nobody answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.features.support.plan import working_day_after
from bot.features.support.tables import requests
from bot.kernel.courses import Break
from bot.kernel.places import Person
from bot.store.tables import deliveries, errands
from tests.world.people import SPACE, course
from tests.world.school import School, Someone, labels, name_contacts, words

SAM, MO = "Sam (student services)", "Mo (tutor)"


@pytest.fixture
async def ready(botany: School, olga: Someone) -> School:
    """Sam and Mo can be turned to, and have been told so."""
    await name_contacts(olga)
    await botany.settle()
    return botany


async def ask(who: Someone, whom: str = SAM) -> object:
    choice = await who.press(await who.call("support"), "Choose a person")
    sent = await who.press(await who.press(choice, whom), "Yes, tell them")
    await who.school.settle()
    return sent


def told(school: School, name: str) -> list[str]:
    """The private words to somebody, but for the one that named them."""
    cards = school.platform.told(Person(SPACE, name))
    return [card.words for card in cards if "safety contact" not in card.title]


async def states(school: School) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in await school.read(select(requests).order_by(requests.c.at))]


async def erase(school: School, name: str) -> None:
    def work(db: object) -> None:
        for kept in school.core.app.means.house.keeps:
            if kept.erase:
                kept.erase(db, Person(SPACE, name))  # type: ignore[arg-type]

    await school.core.store.write(work)


async def test_nothing_is_sent_before_they_have_read_it_and_said_yes(ready: School, ana: Someone) -> None:
    choice = await ana.press(await ana.call("support"), "Choose a person")
    consent = await ana.press(choice, SAM)
    await ready.settle()

    assert "will see only your name and this sentence: “would welcome a message”" in words(consent)
    assert [] == told(ready, "sam")
    assert [] == await states(ready)


async def test_the_contact_gets_the_name_and_one_sentence(ready: School, ana: Someone) -> None:
    sent = await ask(ana)

    [message] = told(ready, "sam")
    assert "Ana would welcome a message." in message
    assert "within one working day" in message
    assert "I am telling Sam (student services)" in words(sent)
    assert [] == told(ready, "mo")
    assert [("message", "consented")] == await states(ready)


async def test_when_the_contact_has_written_nobody_else_is_asked(ready: School, ana: Someone) -> None:
    await ask(ana)
    sam = ready.someone("sam")

    thanks = await sam.press(ready.platform.told(sam.person)[-1], "I’ve written to them")
    await ready.pass_time(days=7)

    assert "Thank you" in words(thanks)
    assert [("message", "acknowledged")] == await states(ready)
    assert [] == told(ready, "mo")
    assert [] == told(ready, "ana")


async def test_after_a_working_day_another_contact_is_asked_and_then_the_student_is_told(
    ready: School, ana: Someone
) -> None:
    await ask(ana)

    await ready.pass_time(hours=23)
    assert [] == told(ready, "mo")
    await ready.pass_time(hours=2)
    assert ["Ana would welcome a message." in one for one in told(ready, "mo")] == [True]
    assert [("message", "second")] == await states(ready)

    await ready.pass_time(hours=24)
    [honest] = told(ready, "ana")
    assert "Nobody has answered yet" in honest
    assert "findahelpline.com" in honest
    assert [("message", "closed")] == await states(ready)
    assert 1 == len(told(ready, "sam"))


async def test_the_second_contact_can_answer(ready: School, ana: Someone) -> None:
    await ask(ana)
    await ready.pass_time(hours=25)
    mo = ready.someone("mo")

    await mo.press(ready.platform.told(mo.person)[-1], "I’ve written to them")
    await ready.pass_time(days=5)

    assert [("message", "acknowledged")] == await states(ready)
    assert [] == told(ready, "ana")


async def test_no_third_contact_is_asked(ready: School, olga: Someone, ana: Someone) -> None:
    await olga.call("safety contacts add", person=Person(SPACE, "lou"), name="Lou")
    await ask(ana)

    await ready.pass_time(days=7)

    assert [] == told(ready, "lou")
    assert 1 == len(told(ready, "ana"))


async def test_a_weekend_is_no_working_day(ready: School, ana: Someone) -> None:
    await ready.pass_time(datetime(2026, 3, 6, 16, tzinfo=UTC))  # a Friday
    await ask(ana)

    await ready.pass_time(datetime(2026, 3, 9, 15, tzinfo=UTC))
    assert [] == told(ready, "mo")
    await ready.pass_time(hours=2)
    assert 1 == len(told(ready, "mo"))


@pytest.mark.parametrize(
    ("now", "breaks", "due"),
    [
        ("2026-03-03T10:00", (), "2026-03-04T10:00"),
        ("2026-03-06T10:00", (), "2026-03-09T10:00"),
        ("2026-03-07T10:00", (), "2026-03-09T10:00"),
        ("2026-03-03T10:00", (("2026-03-04", "2026-03-05"),), "2026-03-06T10:00"),
        ("2026-03-03T10:00", (("2026-03-04", "2027-03-05"),), "2026-03-17T10:00"),
        ("2026-03-27T10:00", (), "2026-03-30T09:00"),
    ],
)
def test_a_working_day_is_counted_in_the_courses_calendar(
    now: str, breaks: Sequence[tuple[str, str]], due: str
) -> None:
    """In Berlin, where on the 29th of March the clock goes forward."""
    off = tuple(
        Break(datetime.fromisoformat(first).date(), datetime.fromisoformat(last).date()) for first, last in breaks
    )
    where = course(zone="Europe/Berlin", breaks=off)

    assert at(due) == working_day_after(where, at(now))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_it_can_be_taken_back_before_it_is_delivered(ready: School, ana: Someone) -> None:
    choice = await ana.press(await ana.call("support"), "Choose a person")
    sent = await ana.press(await ana.press(choice, SAM), "Yes, tell them")

    back = await ana.press(sent, "Take it back")
    await ready.pass_time(days=5)

    assert "Nobody has seen it" in words(back)
    assert [("message", "withdrawn")] == await states(ready)
    assert [] == told(ready, "sam") + told(ready, "mo") + told(ready, "ana")


async def test_after_it_is_delivered_at_least_nobody_else_is_asked(ready: School, ana: Someone) -> None:
    sent = await ask(ana)

    back = await ana.press(sent, "Take it back")
    await ready.pass_time(days=5)

    assert "delivered already" in words(back)
    assert [] == told(ready, "mo") + told(ready, "ana")
    assert [("message", "closed")] == await states(ready)


async def test_asking_twice_is_one_request(ready: School, ana: Someone) -> None:
    await ask(ana)
    again = await ask(ana, MO)

    assert "asked for this already" in words(again)
    assert [("message", "consented")] == await states(ready)
    assert [] == told(ready, "mo")


async def test_who_cannot_be_written_to_is_passed_over_at_once(ready: School, ana: Someone) -> None:
    ready.platform.weather = lambda request: "unreachable" if request.where.endswith("@sam") else None

    await ask(ana)
    await ready.settle()

    assert 1 == len(told(ready, "mo"))
    assert [("message", "second")] == await states(ready)


async def test_whoever_is_asked_instead_has_a_whole_day_too(ready: School, olga: Someone, ana: Someone) -> None:
    await olga.call("safety contacts add", person=Person(SPACE, "lou"), name="Lou")
    ready.platform.weather = lambda request: "unreachable" if request.where.endswith("@sam") else None

    await ask(ana)
    await ready.pass_time(hours=25)
    assert 1 == len(told(ready, "mo")) == len(told(ready, "lou"))
    assert [] == told(ready, "ana")

    await ready.pass_time(hours=25)
    assert 1 == len(told(ready, "ana"))


async def test_when_the_first_of_two_is_erased_a_third_is_asked(ready: School, olga: Someone, ana: Someone) -> None:
    await olga.call("safety contacts add", person=Person(SPACE, "lou"), name="Lou")
    await ask(ana)
    await ready.pass_time(hours=25)

    await erase(ready, "sam")
    await ready.pass_time(hours=24)

    assert 1 == len(told(ready, "mo")) == len(told(ready, "lou"))


async def test_nobody_else_can_answer_or_take_back(ready: School, ana: Someone, bo: Someone) -> None:
    sent = await ask(ana)
    card = ready.platform.told(Person(SPACE, "sam"))[-1]

    for who, on, label in ((bo, sent, "Take it back"), (bo, card, "I’ve written to them")):
        assert "not yours to answer" in words(await who.press(on, label))
    assert [("message", "consented")] == await states(ready)


async def test_no_row_holds_what_it_is_about_and_all_go_after_ninety_days(ready: School, ana: Someone) -> None:
    await ask(ana)

    assert set(requests.c.keys()) == {"id", "course", "person", "name", "contact", "kind", "state", "at", "changed_at"}
    await ready.pass_time(days=89)
    assert 1 == len(await states(ready))
    await ready.pass_time(days=2)
    assert [] == await states(ready)


async def test_a_note_about_somebody_goes_with_ones_name(ready: School, ana: Someone) -> None:
    worried = await ana.press(await ana.call("support"), "I’m worried about someone")
    assert "Thank you for noticing" in words(worried)

    await ana.press(await ana.press(worried, f"Note to {SAM}"), "With my name")
    await ready.settle()

    [note] = told(ready, "sam")
    assert "Ana is worried about someone in this course" in note
    assert [("worried", "consented")] == await states(ready)


async def test_a_note_without_ones_name_is_kept_with_nobody(ready: School) -> None:
    dee = ready.someone("dee-9f8e", agreed=False)
    worried = await dee.press(await dee.call("support"), "I’m worried about someone")

    await dee.press(await dee.press(worried, f"Note to {SAM}"), "Without my name")
    await ready.settle()

    [note] = told(ready, "sam")
    assert "did not want to be named" in note
    assert "dee" not in note.lower()
    assert [] == await states(ready)
    for table in (deliveries, errands, requests):
        assert "dee-9f8e" not in str(await ready.read(select(table))).lower()


async def test_an_unnamed_note_goes_on_to_who_can_be_reached(ready: School, ana: Someone) -> None:
    ready.platform.weather = lambda request: "unreachable" if request.where.endswith("@sam") else None
    worried = await ana.press(await ana.call("support"), "I’m worried about someone")

    await ana.press(await ana.press(worried, f"Note to {SAM}"), "Without my name")
    await ready.settle()

    assert 1 == len(told(ready, "mo"))


async def test_who_is_erased_takes_their_name_along(ready: School, ana: Someone) -> None:
    await ask(ana)

    await erase(ready, "ana")
    await ready.pass_time(days=5)

    assert [] == await states(ready)
    rows = await ready.read(select(deliveries))
    assert "Ana would welcome" not in str(rows)
    assert [] == told(ready, "mo")


async def test_when_the_contact_is_erased_another_one_is_asked(ready: School, ana: Someone) -> None:
    await ask(ana)

    await erase(ready, "sam")
    await ready.pass_time(hours=25)

    assert 1 == len(told(ready, "mo"))
    assert "sam" not in str([row.contact.id for row in await ready.read(select(requests))])


async def test_when_all_contacts_are_erased_the_student_hears_the_truth(ready: School, ana: Someone) -> None:
    await ask(ana)

    await erase(ready, "sam")
    await erase(ready, "mo")
    await ready.pass_time(hours=25)

    [honest] = told(ready, "ana")
    assert "Nobody has answered yet" in honest


async def test_a_contact_who_is_none_any_more_is_not_chosen(ready: School, olga: Someone, ana: Someone) -> None:
    choice = await ana.press(await ana.call("support"), "Choose a person")
    consent = await ana.press(choice, SAM)
    await olga.call("safety contacts remove", person=Person(SPACE, "sam"))

    assert "can’t be chosen any more" in words(await ana.press(choice, SAM))
    assert "can’t be chosen any more" in words(await ana.press(consent, "Yes, tell them"))
    assert [] == await states(ready)


async def test_where_nobody_is_named_nobody_is_offered(botany: School, ana: Someone) -> None:
    assert "Choose a person" not in labels(await ana.call("support"))


async def test_nothing_is_said_to_staff_about_who_asked(ready: School, ana: Someone) -> None:
    await ask(ana)
    await ready.pass_time(hours=30)

    assert [] == told(ready, "olga")
