"""Staff see a round before anybody else does, change what they wish, and send it or drop it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from bot.features.buddies import groups
from bot.features.buddies.pairing import rounds_kept
from bot.features.buddies.tables import rounds
from bot.kernel.cards import Button, Card, Select
from bot.kernel.places import Person
from bot.store.address import Address
from bot.store.tables import deliveries
from tests.features.pairing import (
    FEATURES,
    being_made,
    change,
    keep_apart,
    opened,
    people_of,
    rooms,
    take_part,
    together,
    told,
)
from tests.world.drawing import faults
from tests.world.people import SPACE
from tests.world.school import School, Someone, card_of, labels, words

EIGHT = ("ana", "bo", "cy", "di", "eli", "fay", "gus", "hal")
TWELVE = (*EIGHT, "ida", "jon", "kim", "lee")
SEND, SHUFFLE, DROP = "Send it", "Shuffle", "Drop it"
LOCK, SWAP = "Lock a group, or unlock it", "Choose two people to change places"


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def preview_of(school: School, olga: Someone, *names: str) -> Card:
    """These take part, and a round of them waits."""
    await take_part(school, *names)
    await olga.call("buddies settings", approve="yes")
    await olga.call("buddies now")
    await school.settle()
    return latest(school)


def latest(school: School) -> Card:
    """What Olga was told last."""
    return school.platform.told(Person(SPACE, "olga"))[-1]


def shown(card: object) -> list[str]:
    """Who is together on this page: ``ana bo``."""
    found = re.findall(r"^\d+\. ([^:]*?)(?: \(locked\))?: ", card_of(card).words, re.MULTILINE)  # type: ignore[arg-type]
    return sorted(" ".join(sorted(name.lower() for name in line.split(", "))) for line in found)


async def all_shown(school: School) -> list[str]:
    found = await being_made(school)
    assert found is not None
    every = await school.core.store.read(lambda db: groups.page(db, found.id, 0, 100))
    return sorted(" ".join(sorted(person.id for person in group.people)) for group in every)


async def test_whoever_asked_sees_it_and_nobody_else(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)

    assert "Buddies, round 1: before it is sent" == card.title
    assert "8 people in 4 groups." in card.words
    assert "Nobody meets anybody twice." in card.words
    assert list(EIGHT) == people_of(shown(card))
    assert [] == rooms(botany)
    assert [] == await together(botany)
    assert {"buddy_preview"} == {row.kind for row in await botany.read(select(deliveries.c.kind))}


async def test_what_was_shown_is_what_is_sent(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)

    sent = await olga.press(card, SEND)
    await botany.settle()

    assert "Sent: 4 groups hear of it now" in words(sent)
    assert shown(card) == await together(botany) == rooms(botany)


async def test_approve_and_drop_may_be_typed(botany: School, olga: Someone) -> None:
    await preview_of(botany, olga, *EIGHT)
    assert "A round is waiting for you already" in words(await olga.call("buddies now"))

    dropped = await olga.call("buddies drop")
    await olga.call("buddies now")
    await botany.settle()
    sent = await olga.call("buddies approve")
    await botany.settle()

    assert "Dropped. Nobody heard of it." == words(dropped)
    assert "Sent: 4 groups" in words(sent)
    assert 4 == len(rooms(botany))
    assert [("dropped", 1), ("open", 1)] == sorted(
        (row.state, row.number) for row in await botany.read(select(rounds.c.state, rounds.c.number))
    )


async def test_without_a_round_there_is_nothing_to_do(botany: School, olga: Someone) -> None:
    for path in ("preview", "approve", "drop"):
        assert "No round is waiting for you." in words(await olga.call(f"buddies {path}"))


async def test_a_preview_that_is_out_of_date_says_so(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)
    await olga.press(card, SEND)

    for label in (SEND, SHUFFLE, DROP):
        assert "No round is waiting for you." in words(await olga.press(card, label)) or (
            "was sent or dropped already" in words(await olga.press(card, label))
        )
    await botany.settle()
    assert 4 == len(rooms(botany))


async def test_pages_show_every_group(botany: School, olga: Someone) -> None:
    first = await preview_of(botany, olga, *TWELVE)

    second = await olga.press(first, "Next page")
    back = await olga.press(second, "Page before")

    assert "Page 1 of 2" in first.words
    assert "Page 2 of 2" in words(second)
    assert list(TWELVE) == people_of([*shown(first), *shown(second)])
    assert shown(first) == shown(back)
    assert "Page before" not in labels(first)
    assert "Next page" not in labels(second)
    assert shown(second) == shown(await olga.call("buddies preview", page="2"))


async def test_shuffled_it_is_another_round_and_what_is_locked_stays(botany: School, olga: Someone) -> None:
    first = await preview_of(botany, olga, *TWELVE)
    menu = next(control for control in first.controls if isinstance(control, Select) and control.hint == LOCK)
    locked = await olga.press(first, LOCK, menu.options[0].value)
    before = await all_shown(botany)

    found = set()
    for _ in range(4):
        await olga.press(locked, SHUFFLE)
        await botany.settle()
        locked = latest(botany)
        found.add(tuple(await all_shown(botany)))

    assert "(locked): You are new to each other." in words(locked)
    assert 1 < len(found | {tuple(before)})
    [kept] = [line for line in shown(first) if all(line in made for made in found)]
    assert all(list(TWELVE) == people_of(made) for made in found)
    unlocked = await olga.call("buddies lock", person=Person(SPACE, kept.split()[0]))
    assert "(locked)" not in words(unlocked)


async def test_two_people_change_places(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)
    left, right = (line.split() for line in shown(card)[:2])

    swapped = await olga.press(card, SWAP, f"{SPACE}/@{left[0]}", f"{SPACE}/@{right[0]}")
    again = await olga.call("buddies swap", one=Person(SPACE, left[0]), other=Person(SPACE, left[1]))

    assert "No round could be better: this is proved." in words(card)
    assert "proved" not in words(swapped), "that was another round"
    assert {" ".join(sorted((right[0], left[1]))), " ".join(sorted((left[0], right[1])))} < set(shown(swapped))
    assert {" ".join(sorted((left[0], right[0]))), " ".join(sorted((left[1], right[1])))} & set(shown(again)) or (
        list(EIGHT) == people_of(shown(again))
    )
    await olga.press(again, SEND)
    await botany.settle()
    assert shown(again) == await together(botany)


async def test_a_swap_against_the_rules_is_refused_and_says_nothing_of_whose_wish_it_is(
    botany: School, olga: Someone
) -> None:
    card = await preview_of(botany, olga, *EIGHT)
    left, right = (line.split() for line in shown(card)[:2])
    await keep_apart(botany, (left[1], right[0]))

    refused = await olga.press(card, SWAP, f"{SPACE}/@{left[0]}", f"{SPACE}/@{right[0]}")

    assert "a rule of the course, or somebody’s own wish, is against it" in words(refused)
    assert shown(card) == await all_shown(botany)
    for values in ((f"{SPACE}/@{left[0]}",), (f"{SPACE}/@{left[0]}", f"{SPACE}/@{left[1]}")):
        assert "two people from two different groups" in words(await olga.press(card, SWAP, *values))
    strange = await olga.call("buddies swap", one=Person(SPACE, "zoe"), other=Person(SPACE, "ana"))
    assert "not in the round that is waiting" in words(strange)


async def test_who_left_or_blocked_meanwhile_is_not_put_together(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)
    gone, parted, *_ = (line.split() for line in shown(card))
    await change(botany, gone[0], state="left")
    await keep_apart(botany, (parted[0], parted[1]))

    await olga.press(card, SEND)
    await botany.pass_time(minutes=1)

    assert sorted(set(EIGHT) - {gone[0]}) == people_of(await together(botany))
    assert not [line for line in await together(botany) if set(parted) <= set(line.split())]


async def test_other_courses_and_spaces_cannot_touch_it(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)

    for label in (SEND, SHUFFLE, DROP):
        assert "people with one of these roles" in words(await botany.someone("ana").press(card, label))
    [own] = await botany.read(select(rounds.c.course))
    for what in ("approve", "drop", "shuffle"):
        elsewhere = Button("x", f"buddies.{what}", (own.course, "another"))
        assert "was sent or dropped already" in words(await olga.press(elsewhere))

    assert shown(card) == await all_shown(botany)


async def test_a_scheduled_round_is_shown_to_all_staff(botany: School, olga: Someone) -> None:
    await take_part(botany, *EIGHT)
    await olga.call("buddies settings", approve="yes")
    await olga.call("buddies schedule", day="tue", every="1")

    await botany.pass_time(days=9)

    assert ["Buddies, round 1: before it is sent"] == [
        text.splitlines()[0] for text in told(botany, "olga") if "before it is sent" in text
    ]
    assert 1 == sum("the one before it is still waiting for you" in text for text in told(botany, "olga"))
    assert [] == rooms(botany)


async def test_who_is_erased_is_no_longer_in_what_staff_were_shown(botany: School, olga: Someone) -> None:
    await take_part(botany, "zed", section="B")
    await olga.call("buddies settings", sections="same")
    card = await preview_of(botany, olga, *EIGHT)
    zed, ana = Person(SPACE, "zed"), Person(SPACE, "ana")
    assert "Zed: the rule about sections leaves nobody" in card.words

    def erase(db: Connection) -> list[str]:
        shown = [json.dumps(kept.export(db, zed), default=str) for kept in rounds_kept.KEPT if kept.export]
        for person in (zed, ana):
            for kept in (*FEATURES[1].keeps, *rounds_kept.KEPT):
                if kept.erase and kept.table.name.startswith("buddy_"):
                    kept.erase(db, person)
        return shown

    [asked, sat] = await botany.core.store.write(erase)

    assert '"asked": false' in asked
    assert "[]" == sat
    [row] = await botany.read(select(rounds.c.unplaced, rounds.c.asked_by))
    assert ([], olga.person) == tuple(row)
    assert [None] == [row.card for row in await botany.read(select(deliveries.c.card))]
    again = words(await olga.call("buddies preview"))
    assert "Zed" not in again
    assert "Ana" not in again


async def test_however_long_names_and_groups_are_a_page_can_be_shown(botany: School, olga: Someone) -> None:
    names = [f"{'extraordinarily-long-name-' * 3}{number:02}" for number in range(48)]
    await take_part(botany, *names, section="A", interests=tuple(f"interest number {n}, at length" for n in range(5)))
    await take_part(botany, *(f"{name}-alone" for name in names[:8]), size=2)
    await take_part(botany, f"{names[8]}-young", minor=True)
    await olga.call("buddies settings", size="8")

    card = await preview_of(botany, olga)

    assert "56 people in 10 groups." in card.words
    assert "One person has no group:" in card.words
    while "Next page" in labels(card):
        card = card_of(await olga.press(card, "Next page"))
    await olga.press(card, SEND)
    await botany.pass_time(days=1)
    assert words(await olga.call("buddies status", event="status"))


async def test_nobody_changes_places_with_a_locked_group_until_it_is_unlocked(botany: School, olga: Someone) -> None:
    card = await preview_of(botany, olga, *EIGHT)
    left, right = (line.split() for line in shown(card)[:2])
    await olga.call("buddies lock", person=Person(SPACE, left[0]))

    into = await olga.press(card, SWAP, f"{SPACE}/@{right[0]}", f"{SPACE}/@{left[0]}")
    out = await olga.call("buddies swap", one=Person(SPACE, left[0]), other=Person(SPACE, right[0]))

    for refused in (into, out):
        assert "is locked, so nobody in it changes places. Unlock it first" in words(refused)
        assert all(name.title() in words(refused) for name in left)
    assert shown(card) == await all_shown(botany)
    await olga.call("buddies lock", person=Person(SPACE, left[0]))
    await olga.call("buddies swap", one=Person(SPACE, left[0]), other=Person(SPACE, right[0]))
    assert shown(card) != await all_shown(botany)
