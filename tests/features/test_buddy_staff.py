"""Staff type what they mean in their own order, sometimes wrongly, and hear what follows before it does."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.address import Address
from tests.features.pairing import opened, take_part, together, told
from tests.world.drawing import faults
from tests.world.school import School, Someone, card_of, labels, words

FOUR = ("ana", "bo", "cy", "di")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def test_every_wrong_option_is_named(botany: School, olga: Someone) -> None:
    wrong = words(await olga.call("buddies settings", size="1", weeks="0", video="http://example.org", odd="smaller"))

    assert ["size: Please give", "weeks: Please give", "video: I can’t"] == [
        " ".join(line.split()[:3]) for line in wrong.splitlines()
    ]
    assert "a group has one more" in words(await olga.call("buddies settings")), "nothing was kept"


@pytest.mark.parametrize("day", ["tue, thu", "daily", "someday", "", "7"])
async def test_a_rhythm_has_one_day(botany: School, olga: Someone, day: str) -> None:
    assert f"Please name one day of the week, such as tue, not “{day}”." in words(
        await olga.call("buddies schedule", day=day)
    )


async def test_each_of_several_rhythms_is_stopped_by_its_own_button(botany: School, olga: Someone) -> None:
    await olga.call("buddies schedule", day="tuesday")
    one = await olga.call("buddies status")
    await olga.call("buddies schedule", day="thu", kind="mixer", every="2")
    two = await olga.call("buddies status")

    assert "Stop this rhythm" in labels(one)
    stops = [label for label in labels(two) if label.startswith("Stop")]
    assert [
        "Stop: every 3 weeks, Tue 10:00, peers",
        "Stop: every 2 weeks, Thu 10:00, a mixer across time zones",
    ] == stops
    await olga.press(two, stops[0])
    assert "Thu 10:00" in words(left := await olga.call("buddies status"))
    assert "Tue 10:00" not in words(left)


async def test_a_rhythm_that_rests_says_how_it_goes_on_and_one_that_is_over_does_not(
    botany: School, olga: Someone
) -> None:
    await olga.call("buddies schedule", day="tue", until="2026-03-04")
    await olga.call("buddies pause")
    resting = await olga.call("buddies status")
    await olga.press(resting, "Let rounds come again")
    active = await olga.call("buddies status")
    await botany.pass_time(days=5)
    over = await olga.call("buddies status")

    assert "It rests until you resume it." in words(resting)
    assert "The next round:" in words(active)
    assert "Let rounds come again" not in labels(active)
    assert "It is over." in words(over)


async def test_where_rounds_are_sent_at_once_nobody_is_led_to_make_one_for_a_preview(
    botany: School, olga: Someone
) -> None:
    at_once = words(await olga.call("buddies preview"))
    await olga.call("buddies settings", approve="yes")
    shown_first = words(await olga.call("buddies preview"))

    assert ("“buddies settings approve:yes”" in at_once, "buddies now" in at_once) == (True, False)
    assert "“buddies now” makes one" in shown_first


async def test_a_new_round_says_which_one_it_ends_before_it_is_sent(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    first = await olga.call("buddies now")
    await botany.settle()
    second = await olga.call("buddies now")
    await botany.settle()
    await olga.call("buddies settings", approve="yes")
    await olga.call("buddies now")
    await botany.settle()
    preview = await olga.call("buddies preview")

    assert "ends with it" not in words(first)
    assert "Round 1, which is open until" in words(second)
    assert "Round 2, which is open until" in words(preview)


async def test_without_mentors_or_newcomers_there_is_no_mentors_round(botany: School, olga: Someone) -> None:
    await take_part(botany, *FOUR)
    nobody = await olga.call("buddies now", kind="mentors")
    for name in FOUR:
        await botany.someone(name).call("buddy preferences", mentors="1")
    all_of_them = await olga.call("buddies now", kind="mentors")
    await botany.pass_time(hours=1)

    assert "Nobody who takes part mentors yet." in words(nobody)
    assert "Everybody who takes part mentors" in words(all_of_them)
    assert [[]] * 4 == [told(botany, name) for name in FOUR]


async def test_who_has_a_buddy_is_not_told_that_there_is_none_for_want_of_a_mentor(
    botany: School, olga: Someone
) -> None:
    await take_part(botany, *FOUR)
    await olga.call("buddies now")
    await botany.settle()
    await botany.someone("ana").call("buddy preferences", mentors="1")
    await take_part(botany, "eli")
    await olga.call("buddies now", kind="mentors")
    await botany.pass_time(minutes=1)

    left = [
        name
        for name in (*FOUR, "eli")
        if any("nobody whom I could put you together" in one for one in told(botany, name))
    ]
    assert left in (["eli"], []), "only Eli may be without anybody"
    assert 3 == len(await together(botany))
    card = card_of(await olga.call("buddies status", event="status"))
    assert "Without a group at least once: fewer than 5" in card.words
