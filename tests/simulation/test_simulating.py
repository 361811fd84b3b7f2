"""A whole course in a second: the same seed gives the same bytes, on every platform."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.kernel.places import Person
from bot.library.load import Library
from bot.simulation.classmates import Actor, invent
from bot.simulation.run import SPACES, START, Wanted, simulate
from tests.platforms.discord import rules
from tests.platforms.slack import blocks

Line = dict[str, Any]
KEYS = ["at", "local", "op", "place", "people", "kind", "key", "prompt", "text"]
BUDDIES = {f"buddy_{what}" for what in ("invite", "intro", "step", "answers", "bump", "offer", "mid", "end", "close")}
CHECKS = {"checkin", "checkin result", "checkin answer"}
STAFF = {"staff notice", "safety_named", "insights_note"}
KINDS = {"icebreaker", "answer", "reminder", "buddy_wait", *BUDDIES, *CHECKS, *STAFF}
PLATFORMS = sorted(SPACES)
COURSE = Wanted(students=14, weeks=3, seed=5)
LIVED: dict[Wanted, str] = {}


async def written(wanted: Wanted) -> str:
    log = io.StringIO()
    await simulate(wanted, log)
    return log.getvalue()


def lines(log: str) -> list[Line]:
    return [json.loads(line) for line in log.splitlines()]


def asked(log: list[Line]) -> list[Line]:
    return [line for line in log if (line["op"], line["kind"]) == ("post", "icebreaker")]


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def on(platform: str, **changes: Any) -> str:
    """What was written about a small course; the same one is lived once."""
    wanted = replace(COURSE, platform=platform, **changes)
    if wanted not in LIVED:
        LIVED[wanted] = await written(wanted)
    return LIVED[wanted]


async def test_the_same_seed_writes_the_same_bytes(platform: str) -> None:
    assert await on(platform) == await written(replace(COURSE, platform=platform))


async def test_another_seed_is_another_course(platform: str) -> None:
    one, other = lines(await on(platform)), lines(await on(platform, seed=6))

    assert [line["prompt"] for line in asked(one)] != [line["prompt"] for line in asked(other)]


async def test_every_line_says_what_the_platform_saw(platform: str, library: Library) -> None:
    found = lines(await on(platform))

    assert len(found) > 20
    for line in found:
        assert KEYS == list(line)[: len(KEYS)]
        assert set(line) - set(KEYS) == (set() if platform == "browser" else {"request"})
        at = datetime.fromisoformat(line["at"])
        assert UTC.utcoffset(at) == at.utcoffset()
        assert line["local"] == at.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None).isoformat()
        assert line["place"].startswith(f"{platform}:")
        assert all(person.startswith(f"{platform}:") for person in line["people"])
        assert line["kind"] in KINDS
        assert line["key"] or line["op"] == "close"
        assert (line["prompt"] in library.by_id) == (line["kind"] in {"icebreaker", "answer", "reminder"})
        assert bool(line["text"]) == (line["op"] not in {"delete", "close"})
    assert [line["at"] for line in found] == sorted(line["at"] for line in found)


async def test_two_questions_a_week_are_asked_at_ten_and_answered(platform: str) -> None:
    found = lines(await on(platform))

    posts = asked(found)
    assert 6 == len(posts) == len({line["prompt"] for line in posts}) == len({line["key"] for line in posts})
    assert {"10:00:00"} == {line["local"][11:] for line in posts}
    assert {1, 3} == {datetime.fromisoformat(line["local"]).weekday() for line in posts}
    answers = [line for line in found if line["kind"] == "answer"]
    assert len(answers) > 6
    assert all(1 == len(line["people"]) for line in answers)


async def test_what_is_said_once_is_said_once(platform: str) -> None:
    said = Counter(line["key"] for line in lines(await on(platform)) if line["op"] in {"post", "tell"})

    assert {1} == set(said.values())


async def test_an_answer_is_one_of_the_question_it_stands_under(platform: str) -> None:
    found = lines(await on(platform))
    at = {line["prompt"]: line["at"] for line in asked(found)}

    for line in (line for line in found if line["kind"] == "answer" and line["op"] == "post"):
        assert at[line["prompt"]] < line["at"]
        assert line["text"].startswith("Classmate ")


async def test_buddies_are_introduced_and_write_to_each_other(platform: str) -> None:
    found = lines(await on(platform))

    introduced = [line for line in found if line["kind"] == "buddy_intro"]
    assert len(introduced) > 4
    assert all(2 <= len(line["people"]) == len(set(line["people"])) for line in introduced)
    assert {"gather"} == {line["op"] for line in introduced}
    rooms = {line["place"] for line in introduced}
    written = [line for line in found if line["kind"] in {"buddy_step", "buddy_answers"} and line["op"] == "post"]
    assert len(written) > 20
    assert {line["place"] for line in written} <= rooms
    assert any(line["op"] == "close" for line in found)


async def test_checks_come_close_and_are_followed_by_an_answer() -> None:
    """The connection check of week 1 is open for seven days; each pulse for three."""
    found = [line for line in lines(await on("browser", students=30)) if line["kind"] in CHECKS]

    opened = [line for line in found if line["op"] == "post" and line["kind"] == "checkin" and "closes" in line["text"]]
    assert {"15:00:00"} == {line["local"][11:] for line in opened}
    assert len(opened) >= 3
    results = [line["text"] for line in found if line["kind"] == "checkin result"]
    assert any("who answered" in text and "of the 30 in the class took part" in text for text in results)
    said = [line["text"] for line in found if line["kind"] == "checkin answer"]
    assert any("you said, we did" in text for text in said)


async def test_no_line_says_who_answered_a_check() -> None:
    found = lines(await on("browser", students=30))

    assert all([] == line["people"] for line in found if line["kind"] in {"checkin", "checkin result"})


async def test_when_the_clocks_change_ten_o_clock_stays_ten_o_clock() -> None:
    """New York, 14 March 2027: an hour is skipped in the tenth week."""
    found = asked(lines(await on("browser", students=3, weeks=12, zone="America/New_York")))

    assert 24 == len(found)
    assert {"10:00:00"} == {line["local"][11:] for line in found}
    assert {"15:00:00", "14:00:00"} == {line["at"][11:19] for line in found}


async def test_no_question_comes_twice_and_none_comes_too_early(library: Library) -> None:
    found = asked(lines(await on("browser", students=3, weeks=12)))

    depths = [library.by_id[line["prompt"]].depth for line in found]
    assert len(found) == len({line["prompt"] for line in found})
    assert {1} == set(depths[:2])
    assert max(depths[:6]) <= 2
    assert 3 == max(depths)
    kinds = [library.by_id[line["prompt"]].course_link for line in found]
    assert 8 <= sum(kinds) <= 16


async def test_nobody_acts_outside_their_time_in_the_course() -> None:
    """The same seed invents the same class: who comes late and who leaves is known beforehand."""
    zone = ZoneInfo("Europe/Berlin")
    begin = datetime.combine(START, datetime.min.time().replace(hour=8), zone).astimezone(UTC) - timedelta(days=3)
    end = begin + timedelta(weeks=5, days=5)
    space, _, person_id = SPACES["browser"]
    people = [Actor(Person(space, person_id.format(9000 + n)), f"Classmate {n}") for n in range(1, 41)]
    invented = {str(one.actor.person): one for one in invent(people, begin, end, 3)}

    found = [line for line in lines(await on("browser", students=40, weeks=5, seed=3)) if line["kind"] == "answer"]

    late = {name for name, one in invented.items() if one.joins > begin or one.leaves < end}
    assert late & {line["people"][0] for line in found}
    for line in found:
        one = invented[line["people"][0]]
        assert one.joins <= datetime.fromisoformat(line["at"]) < one.leaves


async def test_on_discord_and_slack_it_is_down_to_the_request() -> None:
    for line in lines(await on("discord")):
        method, args = line["request"]["method"], line["request"]["args"]
        if line["op"] in {"post", "edit"} and "components" in args:
            assert [] == rules.faults_of_message(args, args["flags"], []), method
    for line in lines(await on("slack")):
        method, args = line["request"]["method"], line["request"]["args"]
        assert method.startswith(("chat.", "conversations."))
        assert [] == blocks.check(args.get("blocks", []))


async def test_progress_is_told_from_nothing_to_all() -> None:
    heard: list[float] = []

    await simulate(COURSE, io.StringIO(), heard.append)

    assert heard == sorted(heard)
    assert 0 <= heard[0] < 0.3
    assert 0.7 < heard[-1] <= 1
