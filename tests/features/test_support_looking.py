"""Help within two taps, for everybody, in every place; and nobody can find out who looked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from structlog.testing import capture_logs

from bot.kernel.cards import Button
from bot.kernel.events import Call, Press
from bot.kernel.places import Person, Place
from bot.store.address import Address
from bot.store.tables import metadata
from tests.world.school import School, Someone, card_of, form_of, labels, name_contacts, open_course, words

SERVICES = "Counselling | 555 0100 | Mon–Fri 9–17 | https://help.example.org\nChaplain"
READS = (
    *("support.open", "support.more", "support.country", "support.worried", "support.tell"),
    *("support.heavy", "support.not-now", "support.mistake"),
)


async def fill_in(olga: Someone, **values: str) -> object:
    usual = {"services": SERVICES, "country": "germany", "institution": "Oak University"}
    more = {"policy": "https://oak.example.org/safe", "office_hours": "Tue 14–16"}
    return await olga.fill(await olga.call("safety card"), **{**usual, **more, **values})


async def everything(school: School) -> str:
    """Every row of every table."""

    def work(db: Connection) -> str:
        return str({name: db.execute(text(f'SELECT * FROM "{name}"')).all() for name in sorted(metadata.tables)})

    return await school.core.store.read(work)


async def test_support_is_there_at_once_the_courses_own_services_first(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await fill_in(olga)

    told = words(await ana.call("support"))

    assert "Counselling: 555 0100 · Mon–Fri 9–17 · https://help.example.org" in told
    assert "TelefonSeelsorge: call 0800 111 0 111" in told
    assert "call 112" in told
    assert told.index("Counselling") < told.index("TelefonSeelsorge") < told.index("findahelpline.com")
    assert "I don’t record that you opened it" in told


async def test_without_a_country_there_is_a_general_hint(botany: School, ana: Someone) -> None:
    told = words(await ana.call("support"))

    assert "findahelpline.com" in told
    assert "112 in Europe" in told
    assert "On your campus" not in told


async def test_it_works_where_there_is_no_course(school: School, ana: Someone) -> None:
    dee = school.someone("dee", Place("fake:9", "dm-dee"), private=True)

    for who in (ana, dee):
        shown = await who.call("support")
        assert "findahelpline.com" in words(shown)
        assert "Choose a person" not in labels(shown)
        for label in ("More places to turn to", "Not now"):
            assert card_of(await who.press(shown, label))


async def test_where_several_courses_share_a_space_a_private_place_reads_what_one_has_filled_in(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await fill_in(olga)
    await open_course(olga, name="Zoology", channel=Place("fake:1", "garden"))
    ana.place = Place("fake:1", "dm-ana")

    assert "Counselling" in words(await ana.call("support"))


async def test_a_second_tap_shows_other_countries(botany: School, olga: Someone, ana: Someone) -> None:
    await fill_in(olga)
    more = await ana.press(await ana.call("support"), "More places to turn to")

    there = words(await ana.press(more, "Where are you?", "NZ"))

    assert "1737" in there
    assert "Counselling" in there
    assert "TelefonSeelsorge" not in there
    assert "Tue 14–16" in words(more)
    assert "findahelpline.com" in words(await ana.press(more, "Where are you?", "nowhere"))


async def test_for_heavy_weeks_there_are_small_things_and_a_person_if_one_likes(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await fill_in(olga)
    alone = await ana.press(await ana.call("support"), "My weeks are heavy")
    await name_contacts(olga)
    offered = await ana.press(await ana.call("support"), "My weeks are heavy")

    assert "Many people in courses have weeks like this" in words(alone)
    assert "Tue 14–16" in words(alone)
    assert "Choose a person" not in labels(alone)
    assert ["Choose a person", "Show support", "Not now"] == labels(offered)


async def test_a_button_of_a_course_that_is_gone_still_helps(school: School, ana: Someone) -> None:
    assert "findahelpline.com" in words(await ana.press(Button("x", "support.open", ("gone",))))


async def test_looking_leaves_no_trace_in_any_table_file_or_log(
    botany: School, olga: Someone, sqlite_address: Address
) -> None:
    await name_contacts(olga)
    await fill_in(olga)
    dee = botany.someone("dee", agreed=False)
    file = sqlite_address.file
    assert file is not None
    before, rows = digests(file), await everything(botany)

    with capture_logs() as logs:
        shown = await dee.call("support", event="looked")
        more = await dee.press(shown, "More places to turn to", event="looked again")
        await dee.press(more, "Where are you?", "NZ")
        await dee.press(shown, "I’m worried about someone")
        await dee.press(shown, "My weeks are heavy")
        who = await dee.press(shown, "Choose a person")
        await dee.press(await dee.press(who, "Sam (student services)"), "Not now")
        await dee.press(shown, "Not now")

    assert [] == logs
    assert rows == await everything(botany)
    assert before == digests(file)
    assert "dee" not in rows


def digests(file: Path) -> dict[str, str]:
    """What the database's files hold, byte for byte; the index that processes share is not kept."""
    files = sorted(one for one in file.parent.glob(f"{file.name}*") if not one.name.endswith("-shm"))
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


@pytest.mark.parametrize("action", READS)
async def test_what_looks_cannot_write_even_by_mistake(school: School, action: str) -> None:
    assert school.core.app.presses[action].unlogged


async def test_it_is_the_same_on_postgres(postgres_address: Address) -> None:
    async with School.opened(postgres_address) as school:
        await open_course(school.someone("olga", manages=True))
        dee = school.someone("dee", agreed=False)
        before = await everything(school)

        assert "findahelpline.com" in words(await dee.call("support"))
        assert "no person is watching" in words(await dee.call("icebreaker suggest", question="I want to die"))
        assert before == await everything(school)


async def test_opening_it_twice_with_one_event_is_answered_twice(botany: School, ana: Someone) -> None:
    """Nothing remembers the first time."""
    first = await ana.call("support", event="e1")
    second = await ana.call("support", event="e1")

    assert words(first) == words(second)


async def test_two_contacts_and_their_course_are_offered_and_never_oneself(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await name_contacts(olga)
    await olga.call("safety contacts add", person=ana.person, name="Ana")

    choice = await ana.press(await ana.call("support"), "Choose a person")

    assert ["Sam (student services)", "Mo (tutor)", "Not now"] == labels(choice)


async def test_the_card_says_which_line_cannot_be_read(botany: School, olga: Someone) -> None:
    wrong = await fill_in(olga, services="a|b|c|d|e", country="Atlantis", policy="not a link")

    assert ["services", "country", "policy"] == [name for name, _ in wrong.errors]  # type: ignore[attr-defined]
    assert "a|b|c|d|e" == next(f.value for f in form_of(wrong).fields if f.name == "services")  # type: ignore[arg-type]
    assert "Counselling" not in words(await olga.call("support"))


async def test_the_form_shows_what_is_filled_in(botany: School, olga: Someone) -> None:
    await fill_in(olga)

    values = {f.name: f.value for f in form_of(await olga.call("safety card")).fields}

    assert SERVICES == values["services"]
    assert "DE" == values["country"]


async def test_a_press_carries_nobody(botany: School, ana: Someone) -> None:
    """The button of one person is the button of all."""
    shown = card_of(await ana.call("support"))

    assert not [control for control in shown.controls if any("ana" in arg for arg in control.args)]


async def test_a_call_without_an_id_is_answered(botany: School, ana: Someone) -> None:
    call = Call(id="", person=Person("fake:1", "x"), name="X", place=ana.place, path=("support",))
    press = Press(id="", person=call.person, name="X", place=ana.place, token=ana.seal("support.open", ("",)))

    for event in (call, press):
        assert "findahelpline.com" in words(await botany.core.app.handle(event))
