"""Everybody sees what is kept about them, in words and as a file, and nothing of anybody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.features.all import FEATURES
from bot.features.courses.setup import LARGEST
from bot.features.people import cards, record
from bot.features.people.record import Shelf
from bot.kernel.cards import Button
from bot.kernel.features import Bot, Kept
from bot.kernel.places import Person, Place
from bot.kernel.replies import Whisper
from bot.kernel.text import locales, t
from tests.world.busy import ANA, BO, CY, INES, OLGA, WORDS
from tests.world.people import SPACE
from tests.world.school import School, Someone, card_of, labels, open_course, words

SHOWING = [kept for feature in FEATURES for kept in feature.keeps if kept.export]
PEOPLE = (ANA, BO, CY, INES, OLGA)


async def file_of(who: Someone) -> dict[str, Any]:
    file = card_of(await who.press(Button("x", "me.file"))).file
    assert file is not None
    assert file.name.startswith("homeroom-2026-")
    assert "application/json" == file.media
    found: dict[str, Any] = json.loads(file.content)
    return found


async def test_of_a_stranger_nothing_is_kept(botany: School) -> None:
    reply = await botany.someone("zoe", agreed=False).call("me")

    assert isinstance(reply, Whisper)
    assert "I keep nothing about you here." in words(reply)
    assert [] == labels(reply)


async def test_what_is_kept_is_named_counted_and_dated(question: Any, botany: School, ana: Someone) -> None:
    await ana.fill(await ana.press(question, "Write a line"), text="I like rain", how="thread")

    shown = words(await ana.call("me"))

    assert "Botany 101: messages (1), that you agreed (1), answers to icebreakers (1)" in shown
    assert "Kept until you delete them: answers to icebreakers" in shown
    assert "Kept with words for 30 days, without them for as long as the database: messages" in shown
    assert "anonymous check-ins is not in here" in shown


async def test_the_entries_themselves_can_be_looked_at(question: Any, botany: School, ana: Someone) -> None:
    await ana.fill(await ana.press(question, "Write a line"), text="I like rain", how="thread")
    hub = await ana.call("me")

    entries = await ana.press(hub, "Look at the entries", "icebreaker_answers")

    assert "course: Botany 101" in words(entries)
    assert "words: I like rain" in words(entries)
    assert "when: 2026-03-02 09:0" in words(entries)
    assert words(hub) == words(await ana.press(entries, "Back"))


@pytest.mark.parametrize("table", ["settings", "courses", "no_such_table", ""])
async def test_only_tables_that_show_people_can_be_looked_at(botany: School, ana: Someone, table: str) -> None:
    menu = cards.hub(anybody(), (Shelf("staff", "", ({"role": "mentor"},)),)).controls[0]

    assert "There is nothing here any more." in words(await ana.press(menu, "", table))


def anybody() -> Bot:
    class Words:
        db = None

        @staticmethod
        def t(key: str, **values: object) -> str:
            return t(key, "en", **values)

        @staticmethod
        def rich(key: str, **values: object) -> tuple[str, ...]:
            return (t(key, "en", **values),)

    return Words()  # type: ignore[return-value]  # a card needs no more of a Bot than its words


async def test_a_private_conversation_will_do(question: Any, botany: School, ana: Someone) -> None:
    await ana.press(question, "Skip")
    ana.place, ana.private = Place(SPACE, "dm-ana"), True

    assert "icebreakers you let pass (1)" in words(await ana.call("me"))


async def test_another_space_knows_nothing_of_them(question: Any, botany: School, ana: Someone) -> None:
    await ana.press(question, "Skip")

    assert "I keep nothing" in words(await botany.someone("ana", Place("fake:2", "general")).call("me"))


async def test_staff_see_their_role(botany: School, olga: Someone) -> None:
    assert "Botany 101: your role (1)" in words(await olga.call("me"))


async def test_the_file_says_what_it_is_and_holds_what_they_said_and_did(busy: School) -> None:
    file = await file_of(busy.someone(ANA))
    tables = {table["what"]: table for course in file["kept"] for table in course["tables"]}

    assert "Everything that Homeroom keeps about one person" in file["about"]
    assert str(Person(SPACE, ANA)) == file["account"]
    assert {"Botany 101"} <= {course["course"] for course in file["kept"]}
    assert WORDS["line"] in str(tables["answers to icebreakers"]["rows"])
    assert 3 == str(tables["questions you suggested"]["rows"]).count(WORDS["question"])
    assert "until you delete them" == tables["answers to icebreakers"]["how_long"]
    assert "ferns" in str(tables["taking part in buddies"]["rows"])


async def test_the_file_and_the_page_count_alike(busy: School) -> None:
    for name in PEOPLE:
        who = busy.someone(name)
        shown, file = words(await who.call("me")), await file_of(who)
        for course in file["kept"]:
            for table in course["tables"]:
                assert f"{table['what']} ({len(table['rows'])})" in shown


@pytest.mark.parametrize("name", PEOPLE)
async def test_nobody_else_is_in_the_file_by_account_name_or_word(busy: School, name: str) -> None:
    words_of_others = {ANA: [WORDS["line"], WORDS["question"]]}
    file = json.dumps(await file_of(busy.someone(name)), ensure_ascii=False)

    for other in PEOPLE:
        if other != name:
            assert other not in file
            assert other.title() not in file
            assert not [said for said in words_of_others.get(other, ()) if said in file]


async def test_every_entry_of_everybody_can_be_shown(busy: School) -> None:
    """A table or a column without a name of its own would be an error here."""
    for name in PEOPLE:
        who = busy.someone(name)
        hub = await who.call("me")
        menu = card_of(hub).controls[0]
        for option in menu.options:  # type: ignore[union-attr]
            shown = await who.press(menu, "", option.value)
            assert option.label == card_of(shown).title
            assert len(card_of(shown).body) >= 1


@pytest.mark.parametrize("kept", SHOWING, ids=lambda kept: kept.table.name)
def test_every_table_has_a_name_and_a_time(kept: Kept) -> None:
    for locale in locales():
        assert t(f"kept-{kept.table.name}", locale)
        assert t(f"lasts-{kept.table.name}", locale)


def test_much_of_much_still_fits_on_a_card() -> None:
    many = tuple(Shelf(kept.table.name, "", ({"text": "x" * 400},) * 900) for kept in SHOWING)

    assert "more" in cards.shelf(anybody(), many[0].table, many).words
    assert cards.hub(anybody(), many).words
    assert cards.warning(anybody(), many, ["Botany"] * 99).words


async def test_in_a_hundred_courses_the_rest_is_in_the_file(botany: School, olga: Someone) -> None:
    for number in range(60):
        place = Place(SPACE, f"channel-{number}")
        await open_course(olga, name=f"A course with a rather long name, number {number}", channel=place)

    shown = words(await olga.call("me"))

    assert "more; they are in the file" in shown
    assert 61 == len((await file_of(olga))["kept"])


async def test_the_shelves_of_a_course_stand_together(busy: School) -> None:
    def work(db: Connection) -> list[str]:
        bot = busy.core.app.means.bot(db, busy.clock.now())
        return [shelf.course for shelf in record.read(bot, Person(SPACE, CY))]

    found = await busy.core.store.read(work)
    assert len({*found}) == len([a for a, b in zip(found, [None, *found], strict=False) if a != b])


@pytest.mark.parametrize(("given", "shown"), [("25", "Students: 25"), (1, "Students: one"), ("0", "how many")])
async def test_staff_say_how_many_students_there_are(botany: School, olga: Someone, given: object, shown: str) -> None:
    await olga.call("course size", students=7)

    assert shown in words(await olga.call("course size", students=given))
    assert shown in words(await olga.call("course settings"))
    assert shown in words(await olga.call("course status"))


@pytest.mark.parametrize("given", ["-1", "many", str(LARGEST + 1), "3.5"])
async def test_a_size_that_is_none_changes_nothing(botany: School, olga: Someone, given: str) -> None:
    await olga.call("course size", students="12")

    assert "whole number from 0 to 100000" in words(await olga.call("course size", students=given))
    assert "Students: 12" in words(await olga.call("course settings"))


async def test_the_size_is_asked_for_by_a_form_and_may_be_unknown(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Students")

    assert "Students: 31" in words(await olga.fill(form, students="31"))
    assert "nobody has said how many" in words(await olga.fill(form, students="unknown"))


async def test_the_preview_of_a_course_mentions_its_size(school: School, olga: Someone) -> None:
    preview = await olga.call("course setup", name="Botany", zone="UTC", start="2026-03-02")

    assert "“course size” tells me" in words(preview)
