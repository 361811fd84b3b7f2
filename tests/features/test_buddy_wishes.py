"""Never with somebody, once more with somebody, somebody else: said once, confidential, without blame."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bot.features.buddies import tables as kept_in
from bot.features.buddies.model import ONCE, Buddy
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Mention
from bot.kernel.features import Kept
from bot.kernel.places import Person, Place
from bot.kernel.replies import Update, Whisper
from bot.store.address import Address
from bot.store.open import Store
from bot.store.tables import deliveries
from tests.features.befriending import again, apart, begin, buddy, button, course, due, meet, opened, sought, together
from tests.world.drawing import faults
from tests.world.people import SPACE, settle_in
from tests.world.people import course as a_course
from tests.world.school import School, Someone, card_of, labels, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


@pytest.fixture
async def class_(botany: School) -> School:
    """Ana, Bo, Cy and Di take part."""
    for name in ("ana", "bo", "cy", "di"):
        await botany.someone(name).call("buddy join")
    return botany


@pytest.fixture
def cy(school: School) -> Someone:
    return school.someone("cy")


async def waiting(*people_: Someone) -> list[bool]:
    found = [await buddy(who) for who in people_]
    return [bool(one and one.waits_since) for one in found]


async def test_one_word_of_one_of_them_keeps_two_apart(class_: School, ana: Someone, bo: Someone) -> None:
    said = await ana.call("buddy never-pair", person=bo.person)

    assert isinstance(said, Whisper)
    assert "Kept: you two will not be paired. Only you know." == words(said)
    assert {("ana", "bo")} == await apart(class_)


async def test_the_other_never_hears_of_it(class_: School, ana: Someone, bo: Someone) -> None:
    before = [words(await bo.call(path)) for path in ("buddy mine", "buddy preferences", "buddy never-pair")]

    await ana.call("buddy never-pair", person=bo.person)
    await class_.settle()

    after = [words(await bo.call(path)) for path in ("buddy mine", "buddy preferences", "buddy never-pair")]
    assert before == after
    assert [] == await class_.read(select(deliveries))


async def test_ones_own_list_shows_names_and_takes_back(class_: School, ana: Someone, bo: Someone) -> None:
    for name in ("bo", "cy", "stranger"):
        await ana.call("buddy never-pair", person=Person(SPACE, name))
    await bo.call("buddy never-pair", person=ana.person)

    listed = await ana.call("buddy never-pair")
    back = await ana.press(listed, "May be paired with me again …", str(bo.person))

    assert "These: Bo, Cy, stranger" in words(listed)
    [line, *_] = listed.card.body
    named = [part.person.id for part in line if isinstance(part, Mention)]
    assert ["bo", "cy", "stranger"] == named, "the platform knows the names of those who told none"
    assert "These: Cy, stranger" in words(back)
    assert {("ana", "bo"), ("ana", "cy"), ("ana", "stranger")} == await apart(class_)


async def test_somebody_is_chosen_from_a_menu(class_: School, ana: Someone, cy: Someone) -> None:
    listed = await ana.call("buddy never-pair")

    chosen = await ana.press(listed, "Never pair me with …", str(cy.person))

    assert "There is nobody on your list." in words(listed)
    assert isinstance(chosen, Update)
    assert {("ana", "cy")} == await apart(class_)


async def test_it_is_taken_back_where_it_was_said(class_: School, ana: Someone, bo: Someone) -> None:
    kept = await ana.call("buddy never-pair", person=bo.person)

    back = await ana.press(kept, "Take it back")

    assert "There is nobody on your list." in words(back)
    assert frozenset() == await apart(class_)


async def test_what_the_other_said_or_staff_said_stays(class_: School, ana: Someone, bo: Someone) -> None:
    id_ = (await course(class_)).id
    await class_.core.store.write(lambda db: people.keep_apart(db, id_, (ana.person, bo.person), "staff"))
    kept = await ana.call("buddy never-pair", person=bo.person)

    await ana.press(kept, "Take it back")

    assert {("ana", "bo")} == await apart(class_)
    assert "There is nobody on your list." in words(await ana.call("buddy never-pair"))


async def test_saying_it_twice_is_saying_it_once(class_: School, ana: Someone, bo: Someone) -> None:
    for _ in range(2):
        said = await ana.call("buddy never-pair", person=bo.person)

    assert "Kept:" in words(said)
    assert 1 == len(await class_.read(select(kept_in.apart)))


@pytest.mark.parametrize("whom", [Person(SPACE, "ana"), Person("fake:2", "bo")], ids=["oneself", "elsewhere"])
async def test_only_another_person_of_the_space_can_be_meant(class_: School, ana: Someone, whom: Person) -> None:
    assert "Please name another person of this space." == words(await ana.call("buddy never-pair", person=whom))
    listed = await ana.call("buddy never-pair")
    assert "Please name another person of this space." == words(
        await ana.press(listed, "Never pair me with …", str(whom))
    )
    assert frozenset() == await apart(class_)


@pytest.mark.parametrize("values", [(), ("",), ("bo",), ("fake:1/general",)], ids=repr)
async def test_a_menu_that_brings_nobody_means_nobody(class_: School, ana: Someone, values: tuple[str, ...]) -> None:
    listed = await ana.call("buddy never-pair")

    assert "Please name another person" in words(await ana.press(listed, "Never pair me with …", *values))


async def test_a_name_instead_of_a_person_says_what_was_expected(class_: School, ana: Someone) -> None:
    assert "Please name a person of this space, such as @ana, not “Bo”." == words(
        await ana.call("buddy never-pair", person="Bo")
    )


async def test_a_list_is_long_but_not_endless(class_: School, ana: Someone) -> None:
    id_ = (await course(class_)).id

    def work(db: Connection) -> None:
        for n in range(100):
            people.keep_apart(db, id_, (ana.person, Person(SPACE, f"p{n:03}" + "W" * 16)))

    await class_.core.store.write(work)

    assert "Your list holds 100 people already." in words(
        await ana.call("buddy never-pair", person=Person(SPACE, "bo"))
    )
    listed = await ana.call("buddy never-pair")
    assert "and 75 more" in words(listed)
    assert [] == faults(card_of(listed))


async def test_a_partner_of_now_can_be_left_at_once(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"))
    kept = await ana.call("buddy never-pair", person=bo.person)
    before = await together(class_)

    await ana.press(kept, "Leave now, and find me somebody else")

    assert "You are in a group together now; you can leave it at once." in words(kept)
    assert [["ana", "bo"]] == before
    assert [] == await together(class_)
    assert [True, True] == await waiting(ana, bo)


async def test_whoever_never_joined_may_keep_away_too(botany: School, ana: Someone, bo: Someone) -> None:
    """Their word holds from the moment they join."""
    await ana.call("buddy never-pair", person=bo.person)

    assert {("ana", "bo")} == await apart(botany)


async def test_two_meet_again_when_both_say_so(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"))

    said = await ana.call("buddy again")
    first = await again(class_)
    await bo.call("buddy again")

    assert "When both of you say so, you are together once more in the next round. Until then nobody is told." in words(
        said
    )
    assert [] == first
    assert [("ana", "bo")] == await again(class_)


async def test_nobody_learns_that_they_are_wished_for(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"))
    before = words(await bo.call("buddy mine"))
    await ana.call("buddy again")
    await class_.settle()

    assert before == words(await bo.call("buddy mine"))
    assert [] == await class_.read(select(deliveries))


async def test_without_a_name_the_latest_group_is_meant(class_: School, ana: Someone) -> None:
    await meet(class_, ("ana", "di"), state="closed", round_="r1")
    class_.clock.advance(days=21)
    await meet(class_, ("ana", "bo", "cy"), round_="r2")

    said = await ana.call("buddy again")

    assert "meet Bo, Cy again" in words(said)
    rows = await class_.read(select(kept_in.again.c.other).order_by(kept_in.again.c.other))
    assert ["bo", "cy"] == [row.other.id for row in rows]


async def test_somebody_of_an_earlier_round_can_be_named(class_: School, ana: Someone) -> None:
    await meet(class_, ("ana", "di"), state="closed", round_="r1")
    class_.clock.advance(days=21)
    await meet(class_, ("ana", "bo", "cy"), round_="r2")

    said = await ana.call("buddy again", person=Person(SPACE, "di"))

    assert "meet Di again" in words(said)
    assert 1 == len(await class_.read(select(kept_in.again)))


async def test_it_can_be_taken_back_whole_or_for_one(class_: School, ana: Someone) -> None:
    await meet(class_, ("ana", "bo", "cy"))
    both = await ana.call("buddy again")
    one = await ana.call("buddy again", person=Person(SPACE, "cy"))

    said = await ana.press(one, "Take it back")
    rows = await class_.read(select(kept_in.again.c.other))
    await ana.press(both, "Take it back")

    assert "Taken back. Nobody was told." == words(said)
    assert ["bo"] == [row.other.id for row in rows]
    assert [] == await class_.read(select(kept_in.again))


async def test_who_was_never_met_cannot_be_met_again(class_: School, ana: Someone) -> None:
    nobody = words(await ana.call("buddy again"))
    await meet(class_, ("ana", "bo"))

    assert "You have not had a buddy here yet." == nobody
    assert "You two have not been in a group here yet." == words(
        await ana.call("buddy again", person=Person(SPACE, "cy"))
    )


async def test_a_round_that_staff_still_look_at_is_no_secret_told(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"), state="planned")

    for options in ({}, {"person": bo.person}):
        assert "You have not had a buddy here yet." == words(await ana.call("buddy again", **options))
    assert "Bo" not in words(await ana.call("buddy mine"))


async def test_the_later_word_counts(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"))
    await bo.call("buddy again")
    await ana.call("buddy again")
    await ana.call("buddy never-pair", person=bo.person)
    never = (await apart(class_), await again(class_))

    await ana.call("buddy again")

    assert ({("ana", "bo")}, []) == never
    assert (frozenset(), [("ana", "bo")]) == (await apart(class_), await again(class_))


async def test_who_is_kept_apart_does_not_meet_again_whatever_both_said(
    class_: School, ana: Someone, bo: Someone
) -> None:
    await meet(class_, ("ana", "bo"))
    for who in (ana, bo):
        await who.call("buddy again")
    id_ = (await course(class_)).id

    await class_.core.store.write(lambda db: people.keep_apart(db, id_, (bo.person, ana.person), "staff"))

    assert [] == await again(class_)


async def test_another_buddy_without_blame(class_: School, ana: Someone, bo: Someone) -> None:
    await meet(class_, ("ana", "bo"), ("cy", "di"))

    asked = await ana.call("buddy rematch")
    before = await together(class_)
    done = await ana.press(asked, "Somebody else than Bo, please")

    assert "Nobody is asked or told why." in words(asked)
    assert [["ana", "bo"], ["cy", "di"]] == before
    assert "I am looking for somebody for you now" in words(done)
    assert [["cy", "di"]] == await together(class_)
    assert [True, True] == await waiting(ana, bo)
    assert 1 == await sought(class_)


async def test_of_three_two_go_on(class_: School, ana: Someone, bo: Someone, cy: Someone) -> None:
    await meet(class_, ("ana", "bo", "cy"))

    await ana.press(await ana.call("buddy rematch"), "Somebody else than Bo, Cy, please")

    assert [["bo", "cy"]] == await together(class_)
    assert [True, False, False] == await waiting(ana, bo, cy)


async def test_pressed_twice_it_is_done_once(class_: School, ana: Someone) -> None:
    await meet(class_, ("ana", "bo"))
    asked = await ana.call("buddy rematch")
    await ana.press(asked, "Somebody else than Bo, please")

    assert "a group that you are not in any more" in words(await ana.press(asked, "Somebody else than Bo, please"))
    assert 1 == await sought(class_)


async def test_nobody_goes_through_a_whole_class_in_one_round(class_: School, ana: Someone) -> None:
    await meet(class_, *(("ana", f"p{n}", f"q{n}") for n in range(5)))
    asked = await ana.call("buddy rematch")

    replies = [words(await ana.press(asked, label)) for label in labels(asked)[:4]]

    assert [True, True, True, False] == ["I am looking" in reply for reply in replies]
    assert "You have moved on 3 times in this round already." in replies[3]


async def test_leaving_and_joining_again_is_no_way_around_it(class_: School, ana: Someone) -> None:
    await meet(class_, *(("ana", f"p{n}", f"q{n}") for n in range(3)))
    await ana.call("buddy leave")

    joined = await ana.call("buddy join")

    assert [False] == await waiting(ana)
    assert "looking for a buddy" not in words(joined)
    assert "ana" in await due(class_)


async def test_without_a_group_in_an_open_round_one_is_looked_for(class_: School, ana: Someone) -> None:
    await meet(class_, ("bo", "cy"))

    assert "I am looking for a buddy for you now." in words(await ana.call("buddy rematch"))
    assert [True] == await waiting(ana)


async def test_without_a_round_there_is_nobody_else(class_: School, ana: Someone) -> None:
    assert "You have no buddy at the moment, and no round is open." in words(await ana.call("buddy rematch"))
    await meet(class_, ("ana", "bo"), state="closed")
    assert "You have no buddy at the moment" in words(await ana.call("buddy rematch"))
    assert [False] == await waiting(ana)


async def test_who_wanted_one_round_may_still_ask_for_somebody_else_in_it(class_: School, ana: Someone) -> None:
    await ana.call("buddy preferences", pace="once")
    await meet(class_, ("ana", "bo"))
    await begin(class_, "ana", "bo")

    await ana.press(await ana.call("buddy rematch"), "Somebody else than Bo, please")

    assert [True] == await waiting(ana)


async def test_strangers_can_neither_leave_nor_unsay_for_others(class_: School, ana: Someone, bo: Someone) -> None:
    [group] = await meet(class_, ("ana", "bo"))
    id_ = (await course(class_)).id
    for who in (ana, bo):
        await who.call("buddy again")
    await ana.call("buddy never-pair", person=Person(SPACE, "di"))
    mallory = class_.someone("mallory", manages=True)
    elsewhere = class_.someone("ana", Place("fake:2", "general"))

    for stranger in (mallory, elsewhere):
        for token in (
            button("buddy.rematch", group.id),
            button("buddy.unsay", id_, group.id),
            button("buddy.unsay", id_, group.id, "bo"),
            button("buddy.meet", id_, "di"),
            button("buddy.forget", id_),
        ):
            await stranger.press(token)

    assert [["ana", "bo"]] == await together(class_)
    assert [("ana", "bo")] == await again(class_)
    assert {("ana", "di")} == await apart(class_)
    assert await buddy(ana)


async def seen(db: Store, kept: Kept, who: Person) -> list[dict[str, object]]:
    assert kept.export
    export = kept.export
    return [dict(row) for row in await db.read(lambda connection: export(connection, who))]


def _erased(erase: Callable[[Connection, Person], None], who: Person, db: Connection) -> None:
    erase(db, who)


async def test_both_databases_keep_and_forget_alike(store: Store) -> None:
    """What is asked of the tables, in one go: pairs, paces, a round, an export, an erasure."""
    ana, bo, cy = (Person(SPACE, name) for name in ("ana", "bo", "cy"))
    began = datetime.fromisoformat("2026-03-02T09:00:00+00:00")

    def begin_(db: Connection) -> None:
        settle_in(db, began)
        for who in (ana, bo, cy):
            people.save(db, Buddy("c1", who, who.id, began, languages=("English",), pace=ONCE if who == cy else 2))
        people.save(db, Buddy("c1", bo, "Bo", began, skips=True, interests=("tea",)))
        people.ask_again(db, "c1", ana, (bo, cy))
        people.ask_again(db, "c1", bo, (ana,))
        people.keep_apart(db, "c1", (cy, ana))
        people.keep_apart(db, "c1", (bo, cy), "staff")

    await store.write(begin_)
    assert ["ana", "cy"] == [
        found.person.id for found in await store.read(lambda db: people.due(db, a_course(), began))
    ]
    assert ((str(ana), str(bo)),) == await store.read(lambda db: people.again(db, "c1"))
    assert {(str(ana), str(cy)), (str(bo), str(cy))} == await store.read(lambda db: people.apart(db, "c1"))

    await store.write(lambda db: people.after_round(db, "c1", [ana, bo, cy], began))
    found = await store.read(lambda db: people.find_all(db, "c1"))
    assert [("in", False, began), ("in", False, began), ("left", False, began)] == [
        (one.state, one.skips, one.last_round) for one in found
    ]
    assert ("Bo", ("tea",), ()) == (found[1].name, found[1].interests, found[1].languages)
    assert () == await store.read(lambda db: people.again(db, "c1"))
    assert (cy,) == await store.read(lambda db: people.asked_again(db, "c1", ana))

    profile, parted, wished = people.KEPT
    assert [{"course": "c1", "people": 1}] == await seen(store, wished, ana)
    assert [{"course": "c1", "people": 1}] == await seen(store, parted, cy)
    assert [] == await seen(store, parted, ana) == await seen(store, parted, bo)
    assert ["cy"] == [row["name"] for row in await seen(store, profile, cy)]

    for kept in people.KEPT:
        assert kept.erase
        erase = kept.erase
        await store.write(partial(_erased, erase, cy))
    assert frozenset() == await store.read(lambda db: people.apart(db, "c1"))
    assert () == await store.read(lambda db: people.asked_again(db, "c1", ana))
    assert [ana, bo] == [one.person for one in await store.read(lambda db: people.find_all(db, "c1"))]


async def test_again_without_a_name_does_not_mean_whom_they_never_want_to_meet(
    class_: School, ana: Someone, bo: Someone
) -> None:
    await meet(class_, ("ana", "bo", "cy"))
    await ana.call("buddy never-pair", person=bo.person)

    said = words(await ana.call("buddy again"))

    assert "meet Cy again" in said
    assert {("ana", "bo")} == await apart(class_)
