"""People take part with one tap, rest, skip and stop as they like; nobody is asked why and nobody is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.features.buddies.model import ONCE, Buddy
from bot.features.buddies.tables import buddies
from bot.features.buddies.taking_part import people
from bot.kernel.places import Person, Place
from bot.kernel.replies import Update, Whisper
from bot.store.address import Address
from bot.store.tables import deliveries
from tests.features.befriending import (
    again,
    begin,
    buddy,
    button,
    course,
    due,
    join_from,
    meet,
    opened,
    sought,
    together,
)
from tests.world.drawing import faults
from tests.world.people import HOME, SPACE
from tests.world.people import course as a_course
from tests.world.school import School, Someone, card_of, labels, open_course, whispered, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


@pytest.fixture
async def invitation(botany: School, olga: Someone) -> object:
    """The invitation stands in the channel."""
    await olga.call("buddies invite")
    await botany.settle()
    [card] = botany.platform.standing(HOME)
    return card


async def test_staff_invite_the_class_and_one_tap_is_enough(botany: School, ana: Someone, invitation: object) -> None:
    reply = await ana.press(invitation, "Join")  # type: ignore[arg-type]

    assert "You are in" in whispered(reply)
    found = await buddy(ana)
    assert found is not None
    assert ("in", "Ana", "Europe/Berlin") == (found.state, found.name, found.zone)
    assert ["ana"] == await due(botany)


async def test_the_invitation_pings_nobody_and_promises_what_holds(botany: School, invitation: object) -> None:
    card = card_of(invitation)  # type: ignore[arg-type]

    assert () == card.pings
    assert "Only those who join take part. You can skip a round, pause or stop at any time" in card.words
    assert ["Join", "My preferences"] == labels(card)


async def test_the_invitation_goes_where_staff_say(botany: School, olga: Someone) -> None:
    garden = Place(SPACE, "garden")

    said = await olga.call("buddies invite", channel=garden)
    await botany.settle()

    assert "The invitation goes to #garden." == words(said)
    assert 1 == len(botany.platform.standing(garden))
    assert [] == botany.platform.standing(HOME)


async def test_only_staff_invite(botany: School, ana: Someone) -> None:
    assert "people with one of these roles" in words(await ana.call("buddies invite"))
    await botany.settle()
    assert [] == botany.platform.posts(HOME)


async def test_nothing_is_said_in_public_when_somebody_comes_or_goes(botany: School, ana: Someone) -> None:
    for path in ("buddy join", "buddy skip", "buddy pause", "buddy resume", "buddy mine", "buddy leave"):
        assert isinstance(await ana.call(path), Whisper)
    await botany.settle()

    assert [] == await botany.read(select(deliveries))


async def test_who_joins_twice_is_in_once_and_hears_so(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    assert "You are in already" in whispered(await ana.call("buddy join"))
    assert ["ana"] == await due(botany)


async def test_the_platform_may_know_the_zone(botany: School, ana: Someone) -> None:
    await join_from(ana, "asia/kolkata")

    found = await buddy(ana)
    assert found is not None
    assert "Asia/Kolkata" == found.zone


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
async def test_a_zone_that_is_none_is_the_courses(botany: School, ana: Someone, zone: str) -> None:
    joined = await join_from(ana, zone)

    assert "I take Europe/Berlin as your time zone." in words(joined)


async def test_who_has_no_course_here_has_nothing_to_join(school: School, ana: Someone) -> None:
    assert "There is no course here yet." in words(await ana.call("buddy join"))


async def test_a_course_that_is_over_has_no_more_rounds(botany: School, ana: Someone) -> None:
    await botany.pass_time(days=7 * 12)

    assert "This course is over" in words(await ana.call("buddy join"))
    assert None is await buddy(ana)


async def test_the_last_day_is_not_too_late(botany: School, ana: Someone) -> None:
    await botany.pass_time(days=7 * 12 - 1)

    assert "You are in" in words(await ana.call("buddy join"))


@pytest.mark.parametrize(
    ("pace", "weeks"), [("every-round", 0), ("weekly", 1), ("two-weeks", 2), ("three-weeks", 3), ("once", ONCE)]
)
async def test_a_pace_of_ones_own_may_be_named_at_once(botany: School, ana: Someone, pace: str, weeks: int) -> None:
    await ana.call("buddy join", pace=pace)

    found = await buddy(ana)
    assert found is not None
    assert weeks == found.pace


async def test_a_pace_that_is_none_is_answered_with_those_there_are(botany: School, ana: Someone) -> None:
    said = words(await ana.call("buddy join", pace="hourly"))

    assert "every-round, weekly, two-weeks, three-weeks, once – not “hourly”" in said
    assert None is await buddy(ana)


async def test_who_wanted_one_round_is_out_after_it(botany: School, ana: Someone, bo: Someone) -> None:
    said = words(await ana.call("buddy join", pace="once"))
    await bo.call("buddy join")

    await begin(botany, "ana", "bo")

    assert "You take part in one round." in said
    assert ["bo"] == await due(botany)
    assert "You do not take part in further rounds." in words(await ana.call("buddy mine"))
    await ana.call("buddy join")
    assert ["ana", "bo"] == await due(botany)


async def test_whoever_leaves_is_asked_nothing_and_may_come_back(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    await ana.call("buddy preferences", hello="I grow beans")

    left = await ana.call("buddy leave")
    before = await due(botany)
    await ana.press(left, "Join again")

    assert "nobody is asked or told why" in words(left)
    assert [] == before
    assert ["ana"] == await due(botany)
    found = await buddy(ana)
    assert found is not None
    assert "I grow beans" == found.hello


async def test_whoever_leaves_may_have_all_deleted(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    await ana.call("buddy never-pair", person=bo.person)
    left = await ana.call("buddy leave")

    gone = await ana.press(left, "Delete what I told you")

    assert isinstance(gone, Update)
    assert "Deleted: your preferences, and whom you would meet or not." == words(gone)
    assert None is await buddy(ana)
    assert await buddy(bo)


async def test_leaving_in_a_round_frees_the_partner_for_another(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    await meet(botany, ("ana", "bo"))

    await ana.call("buddy leave")

    assert [] == await together(botany)
    left, stays = await buddy(ana), await buddy(bo)
    assert left is not None
    assert stays is not None
    assert (None, botany.clock.now()) == (left.waits_since, stays.waits_since)
    assert 1 == await sought(botany)


async def test_a_pause_ends_by_itself_on_the_day_that_was_said(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    said = await ana.call("buddy pause", until="2026-03-05")
    days = []
    for _ in range(5):
        days.append(await due(botany))
        await botany.pass_time(days=1)

    assert "You rest until 2026-03-05." in words(said)
    assert [[], [], [], ["ana"], ["ana"]] == days


async def test_a_pause_of_weeks_ends_on_the_same_day_of_the_week(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    await ana.call("buddy pause", weeks="2")
    await botany.pass_time(days=13)
    before = await due(botany)
    await botany.pass_time(days=1)

    assert ([], ["ana"]) == (before, await due(botany))


async def test_the_day_of_a_pause_is_the_courses_day(botany: School, ana: Someone) -> None:
    """In Berlin it is 5 March already, in UTC still the 4th."""
    await ana.call("buddy join")
    await ana.call("buddy pause", until="2026-03-05")

    await botany.pass_time(until=datetime.fromisoformat("2026-03-04T23:30:00+00:00"))

    assert ["ana"] == await due(botany)


async def test_a_pause_without_an_end_asks_how_long(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    asked = await ana.call("buddy pause")
    still = await due(botany)
    rests = await ana.press(asked, "Until I say so")

    assert ["One week", "2 weeks", "4 weeks", "Until I say so"] == labels(asked)
    assert ["ana"] == still
    assert "You rest until you say that you are back." in words(rests)
    await botany.pass_time(days=70)
    assert [] == await due(botany)


async def test_a_pause_by_a_button_is_as_long_as_it_says(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    rests = await ana.press(await ana.call("buddy pause"), "4 weeks")

    assert "You rest until 2026-03-30." in words(rests)
    assert [] == await due(botany)


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-01", "2001-01-01"])
async def test_a_pause_until_a_day_that_is_over_is_no_pause(botany: School, ana: Someone, day: str) -> None:
    await ana.call("buddy join")

    assert f"a day that is still to come, not {day}" in words(await ana.call("buddy pause", until=day))
    assert ["ana"] == await due(botany)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"until": "soon"}, "a date as year-month-day, such as 2026-01-11".replace("2026", "2027")),
        ({"weeks": "0"}, "from 1 to 52"),
        ({"weeks": "-3"}, "from 1 to 52"),
        ({"weeks": "53"}, "from 1 to 52"),
        ({"weeks": "a few"}, "not “a few”"),
    ],
)
async def test_a_pause_that_cannot_be_read_says_what_was_expected(
    botany: School, ana: Someone, options: dict[str, str], sentence: str
) -> None:
    await ana.call("buddy join")

    assert sentence in words(await ana.call("buddy pause", **options))
    assert ["ana"] == await due(botany)


async def test_only_who_has_told_no_hours_is_asked_for_them(botany: School, ana: Someone) -> None:
    first = await ana.call("buddy join")
    await ana.call("buddy preferences", hours="daily 17-21")
    back = await ana.press(await ana.call("buddy pause", weeks="10"), "I am back")

    assert "If you tell me when you are usually free" in words(first)
    assert "If you tell me when you are usually free" not in words(back)


async def test_whoever_rests_is_back_when_they_say_so(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    rests = await ana.call("buddy pause", weeks="10")

    back = await ana.press(rests, "I am back")

    assert "Good to have you back" in words(back)
    assert ["ana"] == await due(botany)


async def test_a_skip_lasts_for_one_round(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")

    said = await ana.call("buddy skip")
    first = await due(botany)
    await begin(botany, "bo")

    assert "You skip the next round. After it you are with us again." in words(said)
    assert ["bo"] == first
    assert ["ana", "bo"] == await due(botany)


async def test_a_skip_can_be_taken_back(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    skips = await ana.call("buddy skip")

    await ana.press(skips, "Do not skip")

    assert ["ana"] == await due(botany)


async def test_who_comes_late_into_an_open_round_is_not_kept_from_skipping_the_next(
    botany: School, ana: Someone, bo: Someone
) -> None:
    """Placing somebody late is no new round."""
    for who in (ana, bo):
        await who.call("buddy join")
    await ana.call("buddy skip")
    id_, now = (await course(botany)).id, botany.clock.now()

    await botany.core.store.write(lambda db: people.placed(db, id_, [bo.person], now))

    assert ["bo"] == await due(botany)


@pytest.mark.parametrize("path", ["buddy pause", "buddy skip"])
async def test_what_is_under_way_goes_on_and_may_be_stepped_out_of(
    botany: School, ana: Someone, bo: Someone, path: str
) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    await meet(botany, ("ana", "bo", "cy"))
    said = await ana.call(path, **({"weeks": "1"} if path == "buddy pause" else {}))
    before = await together(botany)

    out = await ana.press(said, "Step out of this round")

    assert "The round that you are in goes on." in words(said)
    assert [["ana", "bo", "cy"]] == before
    assert "You are out of this round." in words(out)
    assert [["bo", "cy"]] == await together(botany)
    found = await buddy(ana)
    assert found is not None
    assert found.waits_since is None


async def test_where_nothing_is_under_way_there_is_nothing_to_step_out_of(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")

    assert ["Do not skip"] == labels(await ana.call("buddy skip"))


async def test_nobody_steps_out_of_the_group_of_others(
    botany: School, olga: Someone, ana: Someone, bo: Someone
) -> None:
    await bo.call("buddy join")
    [group, *_] = await meet(botany, ("ana", "bo"))
    elsewhere = botany.someone("ana", Place("fake:2", "general"))

    for stranger in (olga, botany.someone("cy"), elsewhere):
        for action in ("buddy.out", "buddy.rematch"):
            assert "a group that you are not in any more" in words(await stranger.press(button(action, group.id)))
    assert "a group that you are not in any more" in words(await ana.press(button("buddy.out", "nowhere")))
    assert [["ana", "bo"]] == await together(botany)


async def test_buttons_of_one_space_do_nothing_in_another(botany: School) -> None:
    id_ = (await course(botany)).id
    mallory = botany.someone("mallory", Place("fake:2", "general"), manages=True)
    tokens = (
        button("buddy.rest", id_, "1"),
        button("buddy.forget", id_),
        button("buddy.prefer", id_, "times"),
        button("buddy.apart", id_),
        button("buddy.meet", id_, "ana"),
        button("buddy.unsay", id_, "g"),
    )

    for token in tokens:
        assert "a course that is no longer here" in words(await mallory.press(token))


async def test_a_late_joiner_is_placed_at_once_while_a_round_is_open(botany: School, ana: Someone) -> None:
    await meet(botany, ("bo", "cy"))

    joined = await ana.call("buddy join")

    found = await buddy(ana)
    assert found is not None
    assert botany.clock.now() == found.waits_since
    assert 1 == await sought(botany)
    assert "I am looking for a buddy for you now." in words(joined)
    assert "I am looking for a buddy for you now." in words(await ana.call("buddy mine"))


async def test_who_joins_while_staff_look_at_a_round_waits_for_it(botany: School, ana: Someone) -> None:
    await meet(botany, ("bo", "cy"), state="planned")

    joined = await ana.call("buddy join")

    found = await buddy(ana)
    assert found is not None
    assert botany.clock.now() == found.waits_since
    assert "I am looking for a buddy for you now." in words(joined)


async def test_whoever_found_a_group_waits_no_more(botany: School, ana: Someone) -> None:
    await meet(botany, ("bo", "cy"))
    await ana.call("buddy join")
    await meet(botany, ("ana", "di"), round_="r2")

    await begin(botany, "ana")

    found = await buddy(ana)
    assert found is not None
    assert (None, botany.clock.now()) == (found.waits_since, found.last_round)


async def test_between_rounds_a_joiner_waits_for_the_next(botany: School, ana: Someone) -> None:
    await meet(botany, ("bo", "cy"), state="closed")

    joined = await ana.call("buddy join")

    assert 0 == await sought(botany)
    assert "The next round is not planned yet." in words(joined)


async def test_who_has_a_group_is_not_placed_again_by_joining_twice(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    await meet(botany, ("ana", "bo"))

    await ana.call("buddy join")
    await ana.call("buddy skip")
    await ana.call("buddy resume")

    assert 0 == await sought(botany)


async def test_coming_back_before_ones_pace_is_due_places_nobody(botany: School, ana: Someone) -> None:
    await ana.call("buddy join", pace="three-weeks")
    await begin(botany, "ana")
    await meet(botany, ("bo", "cy"))
    await ana.call("buddy pause", weeks="1")

    await ana.call("buddy resume")

    assert 0 == await sought(botany)


async def test_mine_shows_ones_buddies_and_all_that_one_may_do(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    await meet(botany, ("ana", "bo", "cy"))

    mine = await ana.call("buddy mine")

    assert "In this round you are with Bo, Cy." in words(mine)
    first = ["Meet again", "Somebody else, please", "My preferences", "Skip the next round", "Pause", "Stop"]
    assert first == labels(mine)


async def test_mine_says_where_one_stands(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    usual = words(await ana.call("buddy mine"))
    await ana.call("buddy skip")
    skips = words(await ana.call("buddy mine"))
    await ana.call("buddy pause", until="2026-04-01")
    rests = words(await ana.call("buddy mine"))
    await ana.call("buddy leave")
    out = await ana.call("buddy mine")

    assert "The next round is not planned yet." in usual
    assert "You skip the next round." in skips
    assert "You rest until 2026-04-01." in rests
    assert "You do not take part in further rounds." in words(out)
    assert ["Join again"] == labels(out)


@pytest.mark.parametrize(
    "path", ["leave", "pause", "resume", "skip", "mine", "preferences", "rematch"], ids=lambda path: f"buddy {path}"
)
async def test_who_never_joined_hears_how_to(botany: School, ana: Someone, path: str) -> None:
    assert "You do not take part in buddies here yet. “buddy join” is all it takes." == words(
        await ana.call(f"buddy {path}")
    )


@pytest.mark.parametrize("path", ["pause", "resume", "skip"])
async def test_who_has_left_hears_how_to_come_back(botany: School, ana: Someone, path: str) -> None:
    await ana.call("buddy join")
    await ana.call("buddy leave")

    assert "“buddy join” is all it takes." in words(await ana.call(f"buddy {path}"))


async def test_a_longer_name_than_anybody_has_is_cut(botany: School, ana: Someone) -> None:
    ana.name = "A" * 500
    await ana.call("buddy join")
    await ana.call("buddy skip")

    found = await buddy(ana)
    assert found is not None
    assert "A" * 80 == found.name


async def test_a_new_name_is_used_from_the_next_act_on(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    ana.name = "Anna"
    await ana.call("buddy skip")

    found = await buddy(ana)
    assert found is not None
    assert "Anna" == found.name


async def test_courses_of_one_space_have_their_own_people(botany: School, olga: Someone, ana: Someone) -> None:
    garden = Place(SPACE, "garden")
    await ana.call("buddy join")
    await open_course(olga, name="Zoology", channel=garden)

    there = botany.someone("ana", garden)

    assert "You do not take part in buddies here yet." in words(await there.call("buddy mine"))
    await there.call("buddy join")
    assert 2 == len(await botany.read(select(buddies)))


BEGAN = datetime.fromisoformat("2026-03-02T09:00:00+00:00")


def somebody(**more: object) -> Buddy:
    return Buddy("c1", Person(SPACE, "ana"), "Ana", BEGAN, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pace", "days", "is_due"),
    [
        (0, 1, True),
        (1, 3, False),
        (1, 4, True),
        (1, 7, True),
        (2, 7, False),
        (2, 10, False),
        (2, 14, True),
        (3, 14, False),
        (3, 21, True),
        (ONCE, 1, True),
    ],
)
def test_a_pace_is_weeks_between_two_rounds_give_or_take_days(pace: int, days: int, is_due: bool) -> None:
    now = BEGAN.replace(day=2 + days)

    assert is_due == people.is_due(somebody(pace=pace, last_round=BEGAN), a_course(), now)


def test_who_never_had_a_round_is_due_whatever_their_pace() -> None:
    assert people.is_due(somebody(pace=3), a_course(), BEGAN)


def test_a_pause_covers_the_days_before_its_end() -> None:
    rests = somebody(state="resting", rest_until=date(2026, 3, 5))

    assert [True, True, False] == [people.rests(rests, date(2026, 3, day)) for day in (3, 4, 5)]
    assert people.rests(somebody(state="resting"), date(2036, 3, 5))
    assert not people.rests(somebody(rest_until=date(2036, 3, 5)), date(2026, 3, 5))


async def test_the_ledger_counts_and_nobody_is_shown_it(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    id_ = (await course(botany)).id

    def work(db: object) -> None:
        people.count(db, id_, [ana.person, bo.person], left_out=1)  # type: ignore[arg-type]
        people.count(db, id_, [ana.person], left_out=1, in_trio=1)  # type: ignore[arg-type]
        people.count(db, id_, [], ghosted=1)  # type: ignore[arg-type]

    await botany.core.store.write(work)
    before = await buddy(ana)
    await ana.call("buddy preferences", hello="Hi", pace="weekly")

    for who, expected in ((ana, (2, 1, 0)), (bo, (1, 0, 0))):
        found = await buddy(who)
        assert found is not None
        assert expected == (found.left_out, found.in_trio, found.ghosted)
    assert before is not None
    [kept] = [kept for kept in people.KEPT if kept.table is buddies]
    assert kept.export
    export = kept.export
    [shown] = await botany.core.store.read(lambda db: export(db, ana.person))
    assert {"left_out", "in_trio", "ghosted", "silent"}.isdisjoint(shown)
    assert "Hi" == shown["hello"]


async def test_a_round_spends_what_both_asked_for(botany: School, ana: Someone, bo: Someone) -> None:
    for who in (ana, bo):
        await who.call("buddy join")
    await meet(botany, ("ana", "bo"))
    for who in (ana, bo):
        await who.call("buddy again")
    before = await again(botany)

    await begin(botany, "ana", "cy")
    unspent = await again(botany)
    await begin(botany, "ana", "bo")

    assert [("ana", "bo")] == before
    assert [("ana", "bo")] == unspent
    assert [] == await again(botany)


@pytest.mark.parametrize("path", ["mine", "preferences"])
async def test_the_way_in_is_a_tap_away_for_whoever_never_joined(botany: School, ana: Someone, path: str) -> None:
    way = await ana.call(f"buddy {path}")

    assert "You are in" in words(await ana.press(way, "Join"))


async def test_only_what_still_changes_something_is_offered(botany: School, ana: Someone) -> None:
    await ana.call("buddy join")
    usual = labels(await ana.call("buddy mine"))
    await ana.call("buddy skip")
    skipping = labels(await ana.call("buddy mine"))
    await ana.call("buddy pause", weeks="2")
    resting = labels(await ana.call("buddy mine"))

    assert ["My preferences", "Skip the next round", "Pause", "Stop"] == usual
    assert ["My preferences", "Do not skip", "Pause", "Stop"] == skipping
    assert ["My preferences", "I am back", "Pause", "Stop"] == resting
