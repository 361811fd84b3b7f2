"""What is due to a group when: decided from its facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.features.buddies.exchanges.outlook import Facts, Plan, decide
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.kernel.courses import Break
from bot.kernel.places import Person
from tests.world.people import SPACE, course

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANA, BO, CY = (Person(SPACE, name) for name in ("ana", "bo", "cy"))
SEATS = tuple(Seat("g", person, "c1", person.id) for person in (ANA, BO, CY))
GROUP = Group(
    "g", "r", "c1", 1, "open", SEATS[:2], {}, room="buddy/g/room", opened_at=OPENED, ends_at=OPENED + timedelta(weeks=3)
)
ASKED = replace(GROUP, step=1, progress={"room": GROUP.room, "mid": "x"})
STEP = Step("g", 1, "l-01-1", 1, OPENED)
HOUR = timedelta(hours=1)


def facts(group: Group = ASKED, after: timedelta = timedelta(), step: Step | None = STEP, **more: Any) -> Facts:
    return Facts(group, course(), OPENED + after, step, **more)


def test_the_first_question_comes_at_once() -> None:
    assert "step" == decide(facts(GROUP, step=None)).say


def test_nobody_is_disturbed_while_they_take_their_time() -> None:
    assert Plan(None, OPENED + 24 * HOUR) == decide(facts(after=HOUR))


def test_after_a_day_of_silence_there_is_one_reminder() -> None:
    assert "bump" == decide(facts(after=24 * HOUR)).say
    reminded = replace(ASKED, progress={**ASKED.progress, "bump": "x"})
    assert None is decide(facts(reminded, 24 * HOUR)).say


def test_who_did_anything_meanwhile_is_not_silent() -> None:
    seen = replace(ASKED, seats=tuple(replace(seat, seen_at=OPENED + 20 * HOUR) for seat in ASKED.seats))

    assert Plan(None, OPENED + 47 * HOUR) == decide(facts(seen, 24 * HOUR)), "at eight it is still 43 hours: 44 hours"


def test_after_three_days_whoever_wrote_is_offered_somebody_else() -> None:
    waited = replace(ASKED, progress={**ASKED.progress, "bump": "x"})

    assert None is decide(facts(waited, 71 * HOUR, answered=frozenset({ANA}))).say
    assert "offer" == decide(facts(waited, 72 * HOUR, answered=frozenset({ANA}))).say
    assert None is decide(facts(waited, 72 * HOUR)).say, "nobody wrote, nobody waits"
    offered = replace(waited, progress={**waited.progress, "offer": 1})
    assert None is decide(facts(offered, 72 * HOUR, answered=frozenset({ANA}))).say


def test_two_of_three_go_on_when_the_third_is_silent_for_three_days() -> None:
    trio = replace(ASKED, seats=SEATS, progress={**ASKED.progress, "bump": "x"})
    two = frozenset({ANA, BO})

    assert None is decide(facts(trio, 71 * HOUR, answered=two)).say
    assert "show" == decide(facts(trio, 72 * HOUR, answered=two)).say


def test_a_step_waits_no_longer_for_who_was_left_behind() -> None:
    trio = replace(ASKED, seats=SEATS, progress={**ASKED.progress, "away": [str(CY)]})

    assert "show" == decide(facts(trio, HOUR, answered=frozenset({ANA, BO}))).say


def test_answers_are_shown_when_the_one_whose_answer_is_missing_has_left() -> None:
    gone = replace(ASKED, seats=(SEATS[0], SEATS[1], replace(SEATS[2], state="gone")))

    assert "show" == decide(facts(gone, HOUR, answered=frozenset({ANA, BO}))).say


def test_one_who_is_left_alone_is_placed_again() -> None:
    alone = replace(GROUP, seats=(SEATS[0], replace(SEATS[1], state="gone")))

    assert "alone" == decide(facts(alone, step=None)).say


def test_what_was_due_at_night_waits_for_the_morning() -> None:
    night = timedelta(hours=14)  # eleven in the evening

    assert Plan(None, OPENED + timedelta(hours=23)) == decide(facts(GROUP, night, step=None))


def test_what_was_due_on_a_day_off_waits_for_its_end() -> None:
    resting = course(breaks=(Break(date(2026, 3, 1), date(2026, 3, 4)),))
    found = decide(Facts(GROUP, resting, OPENED))

    assert Plan(None, datetime(2026, 3, 5, 8, tzinfo=UTC)) == found


def test_after_a_long_sleep_one_word_is_said_and_the_others_follow_with_air_between() -> None:
    first = decide(facts(replace(ASKED, progress={"room": GROUP.room}), timedelta(days=12)))

    assert Plan("mid", OPENED + timedelta(days=12, hours=3)) == first


def test_before_it_ends_they_are_asked_how_it_was_and_then_the_room_is_put_away() -> None:
    ending = decide(facts(after=timedelta(days=20)))
    asked = replace(ASKED, progress={"end": (OPENED + timedelta(days=20)).isoformat()})

    assert "end" == ending.say
    assert Plan(None, OPENED + timedelta(weeks=3)) == decide(facts(asked, timedelta(days=20)))
    assert "close" == decide(facts(asked, timedelta(weeks=3))).say


def test_one_that_a_new_round_has_ended_is_still_asked_how_it_was() -> None:
    ended = replace(ASKED, ends_at=OPENED + timedelta(days=7))

    assert "end" == decide(facts(ended, timedelta(days=7))).say
    asked = replace(ended, progress={"end": (OPENED + timedelta(days=7)).isoformat()})
    assert Plan(None, OPENED + timedelta(days=8)) == decide(facts(asked, timedelta(days=7)))


def test_who_joined_while_a_question_was_open_is_waited_for_as_long_as_anybody() -> None:
    came = OPENED + timedelta(days=4)
    trio = replace(
        ASKED, seats=SEATS, progress={**ASKED.progress, "bump": "said", "joined": {"1/cy": came.isoformat()}}
    )
    two = frozenset(seat.person for seat in SEATS[:2])

    assert decide(facts(trio, timedelta(days=5), answered=two)).say != "show"
    assert "show" == decide(facts(trio, timedelta(days=7), answered=two)).say
