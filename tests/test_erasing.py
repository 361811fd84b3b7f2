"""Law 11, proved by living: what is kept of a person can be shown to them, and is gone when they ask."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection, text

from bot.features.all import FEATURES
from bot.kernel.cards import Button
from bot.kernel.places import Person
from bot.store.address import Address
from bot.store.tables import metadata
from tests.world.busy import ANA, BO, CY, INES, OLGA, WORDS, live_a_little
from tests.world.people import SPACE
from tests.world.school import School

KEPT = [kept for feature in FEATURES for kept in feature.keeps]
PEOPLE = (ANA, BO, CY, INES, OLGA)


@pytest.fixture
def school(busy: School) -> School:
    return busy


async def mentions(school: School, name: str) -> dict[str, int]:
    """How many rows of each table hold this id, in any column, as the database keeps them."""

    def work(db: Connection) -> dict[str, int]:
        found = {table: db.execute(text(f'SELECT * FROM "{table}"')).all() for table in metadata.tables}
        return {table: sum(name in str(tuple(row)) for row in rows) for table, rows in found.items()}

    return {table: count for table, count in (await school.core.store.read(work)).items() if count}


async def erase(school: School, name: str) -> None:
    await school.someone(name).press(Button("x", "me.erase-now"))


async def export(school: School, name: str) -> dict[str, str]:
    def work(db: Connection) -> dict[str, str]:
        shown = {kept.table.name: kept.export(db, Person(SPACE, name)) for kept in KEPT if kept.export}
        return {table: json.dumps([dict(row) for row in rows], default=str) for table, rows in shown.items()}

    return await school.core.store.read(work)


async def test_everything_has_happened(school: School) -> None:
    """What follows proves nothing about a table that nobody ever wrote to."""

    def work(db: Connection) -> set[str]:
        return {table for table in metadata.tables if not db.scalar(text(f'SELECT count(*) FROM "{table}"'))}

    assert {"settings"} == await school.core.store.read(work)
    assert {"icebreaker_answers", "icebreaker_passes", "icebreaker_suggestions", "deliveries", "barred"} <= set(
        await mentions(school, ANA)
    )
    assert {"staff", "deliveries"} <= set(await mentions(school, INES))


@pytest.mark.parametrize("name", PEOPLE)
async def test_only_tables_that_can_erase_name_anybody(school: School, name: str) -> None:
    answering = {kept.table.name for kept in KEPT if kept.erase}

    assert set(await mentions(school, name)) <= answering


@pytest.mark.parametrize("name", PEOPLE)
async def test_who_is_erased_is_in_no_row_of_any_table(school: School, name: str) -> None:
    """Once they are out of the rooms that they were in: until then, whom to take out must be known."""
    others = {other: await mentions(school, other) for other in PEOPLE if other != name}

    await erase(school, name)
    left = await mentions(school, name)
    await school.settle()

    assert set(left) <= {"deliveries"}
    assert {} == await mentions(school, name)
    for other, before in others.items():
        lost = {table: count for table, count in before.items() if (await mentions(school, other)).get(table) != count}
        shared = {"deliveries", "buddy_apart", "buddy_again", "support_requests"}
        assert set(lost) <= shared, f"{other} lost {lost} with {name}"


async def test_who_is_erased_leaves_no_words_but_what_the_course_was_asked(school: School) -> None:
    before = await mentions(school, WORDS["line"])

    await erase(school, ANA)

    assert {"icebreaker_answers", "deliveries"} == set(before)
    assert {} == await mentions(school, WORDS["line"])
    assert set(await mentions(school, WORDS["question"])) <= {"icebreaker_posts", "deliveries"}


async def test_after_erasing_the_course_goes_on(school: School) -> None:
    for name in PEOPLE:
        await erase(school, name)
    before = len(school.platform.posts())

    await school.pass_time(days=3)

    assert len(school.platform.posts()) > before


async def test_what_is_exported_is_what_somebody_said_and_did(school: School) -> None:
    shown = await export(school, ANA)

    assert WORDS["line"] in shown["icebreaker_answers"]
    assert '"kind": "not"' in shown["icebreaker_passes"] or '"kind": "later"' in shown["icebreaker_passes"]
    assert 3 == shown["icebreaker_suggestions"].count(WORDS["question"])
    assert WORDS["line"] in shown["deliveries"]
    assert "[]" == shown["staff"]
    assert "instructor" in (await export(school, INES))["staff"]


async def test_nobody_is_shown_what_others_said(school: School) -> None:
    """Not even whom they named themselves: a file may end up anywhere."""
    for table, shown in (await export(school, CY)).items():
        assert not [name for name in (ANA, BO, OLGA) if name in shown], table


async def test_postgres_forgets_as_well(postgres_address: Address) -> None:
    async with School.opened(postgres_address) as school:
        await live_a_little(school)
        for name in (ANA, INES):
            assert await mentions(school, name)
            await erase(school, name)
            await school.settle()
            assert {} == await mentions(school, name)
        await school.settle()
