"""Those who all would like to stay together do, two or more of them, as long as every rule is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.kernel.cards import Card
from bot.kernel.places import Place
from bot.store.address import Address
from tests.features.pairing import buddy, change, in_rooms, opened, take_part, together
from tests.world.drawing import faults
from tests.world.school import School, Someone

TRIO = ("ana", "bo", "cy")
OTHERS = ("di", "ed", "fi", "gil")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def keep(school: School, olga: Someone, *keeping: str, of: tuple[str, ...] = TRIO, **facts: object) -> None:
    """These have had a group together, and some would like to stay."""
    await take_part(school, *of, **facts)
    await olga.call("buddies now")
    await school.pass_time(days=20, hours=2)
    card = next(card for card in cards(school) if "coming to its end" in card.title)
    for name in keeping:
        await school.someone(name).press(card, "Keep")


def cards(school: School) -> list[Card]:
    return [card for room in school.platform.rooms for card in school.platform.standing(Place.parse(room))]


async def next_round(school: School, olga: Someone, *more: str, **facts: object) -> list[str]:
    await take_part(school, *more, **facts)
    await school.pass_time(days=3)
    await olga.call("buddies now")
    await school.pass_time(minutes=2)
    return await together(school)


async def test_three_who_all_keep_each_other_stay_three(botany: School, olga: Someone) -> None:
    await keep(botany, olga, *TRIO)

    groups = await next_round(botany, olga, *OTHERS)

    assert "ana bo cy" in groups
    assert [2, 2, 3] == sorted(len(group.split()) for group in groups)
    assert any("You stay together." in text and "have been buddies before" in text for text in in_rooms(botany))


async def test_they_stay_for_one_round_and_choose_anew(botany: School, olga: Someone) -> None:
    await keep(botany, olga, *TRIO)
    await next_round(botany, olga, *OTHERS)

    await botany.pass_time(days=23)

    assert "ana bo cy" not in await next_round(botany, olga)


async def test_three_who_choose_to_stay_three_have_no_other_turn_in_a_trio_for_it(
    botany: School, olga: Someone
) -> None:
    await keep(botany, olga, *TRIO)

    groups = await next_round(botany, olga, *OTHERS, "hal")

    assert "ana bo cy" in groups
    assert [1, 1, 1] == [(await buddy(botany, name)).in_trio for name in TRIO]
    assert 3 == sum([(await buddy(botany, name)).in_trio for name in (*OTHERS, "hal")]), "an odd one made a trio"


async def test_two_of_three_who_keep_each_other_stay_two(botany: School, olga: Someone) -> None:
    await keep(botany, olga, "ana", "bo")

    groups = await next_round(botany, olga, *OTHERS[:3])

    assert "ana bo" in groups


async def test_four_stay_four(botany: School, olga: Someone) -> None:
    four = (*TRIO, "di")
    await olga.call("buddies settings", size=4)
    await keep(botany, olga, *four, of=four)
    await olga.call("buddies settings", size=2)

    assert "ana bo cy di" in await next_round(botany, olga, "ed", "fi")


async def test_minors_stay_three_and_not_two(botany: School, olga: Someone) -> None:
    await keep(botany, olga, *TRIO, minor=True)

    assert "ana bo cy" in await next_round(botany, olga, "di", "ed", "fi", minor=True)


@pytest.mark.parametrize("state", ["resting", "left"])
async def test_where_one_of_them_rests_or_has_left_the_two_others_stay(
    botany: School, olga: Someone, state: str
) -> None:
    await keep(botany, olga, *TRIO)
    await change(botany, "cy", state=state)

    assert "ana bo" in await next_round(botany, olga, *OTHERS)


@pytest.mark.parametrize("who", ["themselves", "staff"])
async def test_whom_somebody_keeps_apart_does_not_stay(botany: School, olga: Someone, who: str) -> None:
    await keep(botany, olga, *TRIO)
    ana, bo = botany.someone("ana"), botany.someone("bo")
    if who == "staff":
        await olga.call("buddies separate", one=ana.person, other=bo.person)
    else:
        await ana.call("buddy never-pair", person=bo.person)

    groups = await next_round(botany, olga, *OTHERS)

    assert not any({"ana", "bo"} <= {*group.split()} for group in groups)


async def test_three_pairs_of_three_rounds_are_no_group_of_three(botany: School, olga: Someone) -> None:
    """They wish to meet once more by twos; no three of them were ever together."""
    await take_part(botany, *TRIO, "di")
    for _ in range(3):
        await olga.call("buddies now")
        await botany.pass_time(days=23)
    for one in TRIO:
        for other in TRIO:
            if one != other:
                await botany.someone(one).call("buddy again", person=botany.someone(other).person)

    groups = await next_round(botany, olga)

    assert [2, 2] == [len(group.split()) for group in groups]


async def test_in_a_mixer_everybody_meets_others(botany: School, olga: Someone) -> None:
    await keep(botany, olga, *TRIO)
    await take_part(botany, *OTHERS)
    await botany.pass_time(days=3)
    await olga.call("buddies now", kind="mixer")
    await botany.pass_time(minutes=2)

    assert "ana bo cy" not in await together(botany)
