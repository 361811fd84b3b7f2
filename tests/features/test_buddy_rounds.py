"""A round puts everybody together, once, and everybody hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.features.buddies.tables import buddies, rounds, seats
from bot.kernel.cards import Channel
from bot.kernel.places import Place
from bot.store.address import Address
from bot.store.tables import errands, routines
from tests.features.pairing import (
    buddy,
    change,
    current,
    in_rooms,
    open_groups,
    opened,
    people_of,
    rooms,
    take_part,
    together,
    told,
)
from tests.world.drawing import faults
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, labels, open_course, whispered, words

SIX = ("ana", "bo", "cy", "di", "eli", "fay")
WHO = "Who is my buddy?"


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def test_everybody_is_in_one_group_and_hears_of_it_in_a_room(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)

    said = await olga.call("buddies now")
    await botany.settle()

    assert "I am working out a round." in whispered(said)
    assert sorted(SIX) == people_of(await together(botany))
    assert await together(botany) == rooms(botany)
    assert 3 == len(rooms(botany))
    for pair in await together(botany):
        assert any(all(name.title() in text for name in pair.split()) for text in in_rooms(botany))


async def test_an_odd_number_makes_a_trio_and_another_one_next_time(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX[:5])
    trios = []

    for _ in range(3):
        await olga.call("buddies now")
        await botany.settle()
        found = [group.people for group in await open_groups(botany) if (await current(botany)).id == group.round]  # type: ignore[union-attr]
        trios += [{person.id for person in people} for people in found if len(people) == 3]
        await botany.pass_time(weeks=3)

    assert 3 == len(trios)
    assert 5 == len(set.union(*trios))
    assert 9 == sum(row.in_trio for row in await botany.read(select(buddies.c.in_trio)))


async def test_six_people_meet_five_different_buddies_in_five_rounds(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    met: list[str] = []

    for _ in range(5):
        await olga.call("buddies now")
        await botany.settle()
        now = await current(botany)
        assert now is not None
        met += [" ".join(sorted(p.id for p in g.people)) for g in await open_groups(botany) if g.round == now.id]
        await botany.pass_time(weeks=1)

    assert [" ".join(pair) for pair in combinations(SIX, 2)] == sorted(met)


async def test_a_rhythm_makes_rounds_by_itself(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)

    said = await olga.call("buddies schedule", day="tue", every="3", at="10:00")
    await botany.pass_time(days=44)

    assert "every 3 weeks, Tue 10:00, peers. The first one: 2026-03-03T09:00" in words(said)
    made = [row.made_at for row in await botany.read(select(rounds.c.made_at).order_by(rounds.c.number))]
    assert [utc("2026-03-03T09:00"), utc("2026-03-24T09:00"), utc("2026-04-14T08:00")] == [
        at.replace(microsecond=0) for at in made
    ]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ({"day": "mon", "at": "9:00"}, "2026-03-09T08:00"),  # it is ten in Berlin already
        ({"day": "mon", "at": "11:00"}, "2026-03-02T10:00"),
        ({"day": "fri", "start": "2026-03-14"}, "2026-03-20T09:00"),
    ],
)
async def test_the_first_round_comes_on_the_first_such_day(
    botany: School, olga: Someone, options: dict[str, Any], first: str
) -> None:
    assert f"The first one: {first}" in words(await olga.call("buddies schedule", **options))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"day": "tue, thu"}, "name one day of the week"),
        ({"day": "someday"}, "name one day of the week"),
        ({"day": "tue", "every": "0"}, "1 to 12"),
        ({"day": "tue", "kind": "speed"}, "peers, mixer, mentors"),
        ({"day": "tue", "size": "9"}, "2 to 8"),
        ({"day": "tue", "until": "2026-03-02"}, "would end on 2026-03-02"),
    ],
)
async def test_what_cannot_be_scheduled_is_said_and_not_kept(
    botany: School, olga: Someone, options: dict[str, Any], sentence: str
) -> None:
    assert sentence in words(await olga.call("buddies schedule", **options))
    assert [] == await botany.read(select(routines))


async def test_another_rhythm_of_the_same_kind_takes_its_place(botany: School, olga: Someone) -> None:
    await olga.call("buddies schedule", day="tue")
    again = await olga.call("buddies schedule", day="wed", every="2")
    await olga.call("buddies schedule", day="thu", kind="mixer")

    assert "It takes the place of the rhythm" in words(again)
    found = [(row.rule[-13:], row.settings["kind"]) for row in await botany.read(select(routines))]
    assert [("WE;INTERVAL=2", "peers"), ("TH;INTERVAL=3", "mixer")] == sorted(found, reverse=True)


async def test_a_rhythm_rests_goes_on_and_stops(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    scheduled = await olga.call("buddies schedule", day="tue", every="1")

    assert "New rounds rest" in words(await olga.call("buddies pause"))
    await botany.pass_time(days=3)
    assert [] == await together(botany)
    assert "New rounds come again" in words(await olga.call("buddies resume"))
    await botany.pass_time(days=7)
    assert 3 == len(await together(botany))
    assert "Stopped." in words(await olga.press(scheduled, "Stop this rhythm"))
    assert "There is no rhythm" in words(await olga.press(scheduled, "Stop this rhythm"))
    assert "There is no rhythm" in words(await olga.call("buddies pause"))


async def test_an_exchange_is_no_longer_than_the_time_to_the_next(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await olga.call("buddies schedule", day="tue", every="2")

    await botany.pass_time(days=2)

    found = await current(botany)
    assert found is not None
    assert found.opened_at
    assert found.ends_at
    assert 14 == (found.ends_at - found.opened_at).days


async def test_a_new_round_ends_the_one_before_but_not_one_of_another_kind(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    for kind in ("peers", "mixer", "peers"):
        await olga.call("buddies now", kind=kind)
        await botany.settle()

    rows = await botany.read(select(rounds.c.state, rounds.c.settings).order_by(rounds.c.number))
    assert [("closed", "peers"), ("open", "mixer"), ("open", "peers")] == [(r.state, r.settings["kind"]) for r in rows]


async def test_when_its_time_is_over_a_round_is_closed(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await olga.call("buddies now")

    await botany.pass_time(days=22)

    assert ["closed"] == [row.state for row in await botany.read(select(rounds.c.state))]


async def test_two_rounds_at_once_are_one(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)

    replies = await asyncio.gather(*(olga.call("buddies now") for _ in range(5)))
    await botany.settle()

    assert 1 == sum("I am working out a round." in words(reply) for reply in replies)
    assert 4 == sum("A round is being worked out already." in words(reply) for reply in replies)
    assert 1 == len(await botany.read(select(rounds)))


async def test_those_who_rest_or_skip_are_not_in_it(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await change(botany, "ana", skips=True)
    await change(botany, "bo", state="left")
    await change(botany, "cy", state="resting")

    await olga.call("buddies now")
    await botany.settle()

    assert ["di eli fay"] == await together(botany)
    assert not (await buddy(botany, "ana")).skips


async def test_one_round_only_is_one_round(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await change(botany, "ana", pace=-1)

    await olga.call("buddies now")
    await botany.settle()

    assert "left" == (await buddy(botany, "ana")).state
    assert "ana" in people_of(await together(botany))


async def test_groups_may_be_larger(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX, "gus")
    await olga.call("buddies settings", size="4", odd="smaller")

    await olga.call("buddies now")
    await botany.settle()

    assert [3, 4] == sorted(len(group.people) for group in await open_groups(botany))
    assert 0 == (await buddy(botany, "ana")).in_trio


async def test_mentors_take_as_many_as_they_wish(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await change(botany, "ana", mentors=2)
    await change(botany, "bo", mentors=2)

    await olga.call("buddies now", kind="mentors")
    await botany.settle()

    found = [{person.id for person in group.people} for group in await open_groups(botany)]
    assert sorted(SIX) == sorted(name for group in found for name in group)
    assert all(len({"ana", "bo"} & group) == 1 for group in found)


async def test_by_post_everybody_asks_and_is_answered_alone(botany: School, olga: Someone, ana: Someone) -> None:
    await take_part(botany, *SIX)
    await olga.call("buddies settings", publish="post")
    await olga.call("buddies now")
    await botany.settle()
    [post] = botany.platform.standing(HOME)

    answer = await ana.press(post, WHO)

    [partner] = [text.replace("ana", "").strip() for text in await together(botany) if "ana" in text]
    assert partner.title() in whispered(answer)
    assert [] == rooms(botany)
    assert () == post.pings
    assert "You are not among those who take part." in whispered(await botany.someone("stranger").press(post, WHO))


async def test_a_room_opens_when_one_of_them_asks_for_it(botany: School, olga: Someone, ana: Someone) -> None:
    await take_part(botany, "ana", "bo")
    await olga.call("buddies settings", publish="post")
    await olga.call("buddies now")
    await botany.settle()
    [post] = botany.platform.standing(HOME)

    first = await ana.press(await ana.press(post, WHO), "Open our room")
    await botany.settle()
    bo = botany.someone("bo")
    answered = await bo.press(post, WHO)

    assert "is being opened" in whispered(first)
    assert ["ana bo"] == rooms(botany)
    [room] = map(Place.parse, botany.platform.rooms)
    assert Channel(room) in [part for line in card_of(answered).body if not isinstance(line, str) for part in line]
    assert "Open our room" not in labels(answered)


async def test_nobody_opens_the_room_of_others(botany: School, olga: Someone, ana: Someone) -> None:
    await take_part(botany, "ana", "bo")
    await olga.call("buddies settings", publish="post")
    await olga.call("buddies now")
    await botany.settle()
    [post] = botany.platform.standing(HOME)
    mine = await ana.press(post, WHO)

    for stranger in (botany.someone("cy"), botany.someone("ana", Place("fake:2", "general"))):
        assert "a group that you are not in any more" in words(await stranger.press(mine, "Open our room"))
        refused = words(await botany.someone("ana", Place("fake:2", "general")).press(post, WHO))
        assert "no longer here" in refused
    await botany.settle()

    assert [] == rooms(botany)


async def test_many_groups_are_published_by_one_post(botany: School, olga: Someone) -> None:
    await take_part(botany, *(f"p{n}" for n in range(302)))

    await olga.call("buddies now")
    await botany.settle()

    assert 151 == len(await together(botany))
    assert [] == rooms(botany)
    assert [WHO] == [labels(card)[0] for card in botany.platform.standing(HOME)]


async def test_settings_are_shown_and_changed(botany: School, olga: Someone) -> None:
    shown = words(await olga.call("buddies settings"))
    garden = Place("fake:1", "garden")

    changed = words(
        await olga.call(
            "buddies settings",
            size="3",
            approve="yes",
            weeks="2",
            sections="different",
            publish="rooms",
            channel=garden,
            video="https://meet.example.org/botany",
        )
    )

    assert "People in a group: 2" in shown
    assert "it is sent at once" in shown
    assert "#general" in shown
    for part in ("People in a group: 3", "you see it first", "2 weeks", "always different ones", "#garden", "meet.ex"):
        assert part in changed
    assert "Link to a video room: none" in words(await olga.call("buddies settings", video="none"))
    assert "People in a group: 3" in words(await olga.call("buddies settings"))


@pytest.mark.parametrize("link", ["http://x.org", "javascript:alert(1)", "https://", "https://a b.org", "hello"])
async def test_a_link_that_is_none_is_refused(botany: School, olga: Someone, link: str) -> None:
    assert "as a link" in words(await olga.call("buddies settings", video=link))


async def test_too_few_are_told_so(botany: School, olga: Someone) -> None:
    nobody = words(await olga.call("buddies now"))
    await take_part(botany, "ana")
    one = words(await olga.call("buddies now"))

    assert "Nobody takes part yet." in nobody
    assert "Only one person takes part so far." in one
    assert [] == await botany.read(select(rounds))


async def test_the_forecast_says_what_can_be_reached(botany: School, olga: Someone) -> None:
    said = words(await olga.call("buddies forecast", students="18", every="3"))

    assert "18 students, every 3 weeks: everybody has met everybody after round 17" in said
    assert "In trios it is after round 9 at best" in said
    assert "4 more rounds fit into this course." in said
    assert "at best" in words(await olga.call("buddies forecast", students="18", size="4"))
    assert "Nobody takes part yet." in words(await olga.call("buddies forecast"))


async def test_status_counts_roughly_and_names_nobody_for_not_answering(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await change(botany, "ana", ghosted=3, silent=2)
    empty = words(await olga.call("buddies status"))
    await olga.call("buddies schedule", day="tue")
    await olga.call("buddies now")
    await botany.settle()

    shown = words(await olga.call("buddies status"))

    assert "6 people take part." in shown
    assert "There is no rhythm" in empty
    assert "No round is open." in empty
    assert "3 groups" in shown
    assert "Rhythm: every 3 weeks, Tue 10:00, peers. The next round: 2026-03-03" in shown
    assert "Had a buddy who did not answer: fewer than 5" in shown
    assert "Ana" not in shown


async def test_those_who_are_kept_apart_by_staff_never_meet(botany: School, olga: Someone) -> None:
    await take_part(botany, "ana", "bo", "cy", "di")
    ana, bo = botany.someone("ana").person, botany.someone("bo").person

    assert "Neither of them is told." in words(await olga.call("buddies separate", one=bo, other=ana))
    for _ in range(4):
        await olga.call("buddies now")
        await botany.settle()
        await botany.pass_time(weeks=3)

    found = await botany.read(select(func.group_concat(seats.c.person)).group_by(seats.c.group))
    assert not [row for row in found if {"fake:1/@ana", "fake:1/@bo"} <= set(row[0].split(","))]
    assert "may be put together again" in words(await olga.call("buddies separate", one=ana, other=bo, undo="yes"))
    assert "two different people" in words(await olga.call("buddies separate", one=ana, other=ana))


async def test_what_is_not_for_students_is_refused(botany: School, olga: Someone, ana: Someone) -> None:
    for path in ("now", "preview", "approve", "drop", "settings", "status", "forecast", "pause", "resume"):
        assert "people with one of these roles" in words(await ana.call(f"buddies {path}")), path


async def test_no_errand_is_left_when_all_is_over(botany: School, olga: Someone) -> None:
    await take_part(botany, *SIX)
    await olga.call("buddies now")

    await botany.pass_time(days=30)

    assert [] == await botany.read(select(errands.c.key))
    assert [] == told(botany, "olga")


async def test_on_both_databases_a_round_is_made_looked_at_changed_sent_and_joined(address: Address) -> None:
    async with opened(address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *SIX)
        await olga.call("buddies settings", approve="yes")
        await asyncio.gather(*(olga.call("buddies now") for _ in range(3)))
        await school.settle()
        await olga.call("buddies lock", person=school.someone("ana").person)
        shown = await olga.call("buddies preview")
        await olga.press(shown, "Shuffle")
        await school.settle()
        await olga.call("buddies approve")
        await school.pass_time(minutes=1)
        await school.someone("eve").call("buddy join")
        await school.pass_time(minutes=1)

        assert sorted((*SIX, "eve")) == people_of(await together(school))
        assert "3 groups" in words(await olga.call("buddies status"))
        await school.pass_time(days=30)
        assert [] == [row.key for row in await school.read(select(errands.c.key)) if "publish" in row.key]
