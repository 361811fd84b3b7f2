"""What staff set up, what stays off until they have, and that they are told why."""

from __future__ import annotations

from bot.kernel.places import Person
from bot.store import safety
from tests.features.befriending import course
from tests.world.people import SPACE
from tests.world.school import School, Someone, labels, name_contacts, words

OFF = "Until then these stay off: free text in check-ins, the pulse, and questions of depth 3"
WAITS = "wait for two safety contacts: /safety contacts add"


async def is_ready(school: School) -> bool:
    id_ = (await course(school)).id
    return await school.core.store.read(lambda db: safety.ready(db, id_))


async def test_without_contacts_they_are_told_what_stays_off(botany: School, olga: Someone) -> None:
    shown = words(await olga.call("safety show"))

    assert "Nobody to turn to is named yet; 2 are needed" in shown
    assert OFF in shown
    assert "not been reviewed by local services" in shown
    for path in ("course status", "buddies status"):
        assert WAITS in words(await olga.call(path))


async def test_two_contacts_are_enough(botany: School, olga: Someone) -> None:
    await olga.call("safety contacts add", person=Person(SPACE, "sam"), name="Sam")
    assert not await is_ready(botany)

    await olga.call("safety contacts add", person=Person(SPACE, "mo"), name="Mo")
    assert await is_ready(botany)
    assert OFF not in words(await olga.call("safety show"))
    for path in ("course status", "buddies status"):
        assert WAITS not in words(await olga.call(path))

    after = await olga.call("safety contacts remove", person=Person(SPACE, "mo"))
    assert OFF in words(after)
    assert not await is_ready(botany)


async def test_the_same_person_twice_is_one_contact_with_the_later_name(botany: School, olga: Someone) -> None:
    for name in ("Sam", "Samira (services)"):
        shown = await olga.call("safety contacts add", person=Person(SPACE, "sam"), name=name)
    await botany.settle()

    assert "Samira (services)" in words(shown)
    assert "1 " in words(shown) or "One person" in words(shown)
    assert 1 == len(botany.platform.told(Person(SPACE, "sam")))


async def test_a_fifth_contact_is_one_too_many(botany: School, olga: Someone) -> None:
    for n in range(4):
        await olga.call("safety contacts add", person=Person(SPACE, f"sam{n}"), name=f"Sam {n}")

    assert "There are 4 safety contacts already" in words(
        await olga.call("safety contacts add", person=Person(SPACE, "mo"), name="Mo")
    )


async def test_they_are_asked_for_somebody_who_is_no_instructor(botany: School, olga: Someone) -> None:
    for name in ("sam", "mo"):
        await olga.call("course staff add", person=Person(SPACE, name), role="instructor")
    await name_contacts(olga)

    assert "All of them are instructors" in words(await olga.call("safety show"))
    await olga.call("course staff add", person=Person(SPACE, "mo"), role="moderator")
    assert "All of them are instructors" not in words(await olga.call("safety show"))


async def test_a_contact_is_told_and_may_say_no(botany: School, olga: Someone) -> None:
    await name_contacts(olga)
    await botany.settle()
    sam = botany.someone("sam")
    [card] = botany.platform.told(sam.person)
    assert "You are a safety contact of Botany 101" in words(card)

    await sam.press(card, "I’d rather not")

    assert not await is_ready(botany)


async def test_a_name_that_is_no_name_is_refused(botany: School, olga: Someone) -> None:
    told = words(await olga.call("safety contacts add", person=Person(SPACE, "sam"), name="x" * 61))

    assert "with 1 to 60 characters" in told
    assert not await is_ready(botany)


async def test_they_can_look_at_what_students_see(botany: School, olga: Someone) -> None:
    shown = await olga.call("safety show")

    assert ["Fill in the card", "Name a contact", "See what students see"] == labels(shown)
    assert "findahelpline.com" in words(await olga.press(shown, "See what students see"))


async def test_countries_are_suggested(botany: School, olga: Someone) -> None:
    assert ["DE"] == await olga.suggestions("safety card", "country", "germ")
