"""People say what they wish of their buddies, in a line or in three small forms; what cannot be read is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.buddies.model import ONCE, Buddy
from bot.features.buddies.taking_part import people_cards, people_forms, tongues
from bot.features.buddies.taking_part.people_forms import HOURS_TEXT
from bot.features.buddies.taking_part.preferences import HOURS, KINDS, LANGUAGES, SECTION, WORDS
from bot.kernel import hours
from bot.kernel.errors import UserError
from bot.kernel.features import Bot, Means, Standing
from bot.kernel.options import Kind
from bot.kernel.places import Person
from bot.kernel.replies import Mend, Update
from bot.kernel.text import t
from bot.store.address import Address
from tests.features.befriending import buddy, course, form, meet, opened, together
from tests.world.drawing import faults
from tests.world.people import SPACE
from tests.world.people import course as a_course
from tests.world.school import School, Someone, form_of, labels, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


@pytest.fixture
async def member(botany: School, ana: Someone) -> Someone:
    """Ana takes part."""
    await ana.call("buddy join")
    return ana


async def kept(who: Someone) -> Buddy:
    found = await buddy(who)
    assert found is not None
    return found


async def opened_form(who: Someone, label: str) -> Any:
    return await who.press(await who.call("buddy preferences"), label)


async def test_whoever_said_nothing_sees_what_is_taken_for_granted(member: Someone) -> None:
    card = await member.call("buddy preferences")

    assert "Usually free: not told (Europe/Berlin)" in words(card)
    assert "How often: In every round of the course" in words(card)
    assert "under 18" not in words(card)
    assert ["Hours and ways", "About me", "How I take part", "Not with …"] == labels(card)


async def test_hours_and_ways_are_told_in_a_form(member: Someone) -> None:
    asked = await opened_form(member, "Hours and ways")

    shown = await member.fill(
        asked, hours="weekdays 6pm-9pm\nSat 9-12", zone="europe/lisbon", mode="writing", mix="mixed", pace="two-weeks"
    )

    assert isinstance(shown, Update)
    assert "Usually free: Mon-Fri 18:00-21:00; Sat 09:00-12:00 (Europe/Lisbon)" in words(shown)
    assert "Talk or write: I would rather write" in words(shown)
    assert "How often: Every two weeks at most" in words(shown)
    now = await kept(member)
    assert ("Europe/Lisbon", "writing", "mixed", 2) == (now.zone, now.mode, now.mix, now.pace)
    assert hours.parse("Mon-Fri 18-21; Sat 9-12") == hours.parse(now.hours)


async def test_a_person_is_told_of_in_a_form(member: Someone) -> None:
    asked = await opened_form(member, "About me")

    shown = await member.fill(
        asked, hello="I grow\n beans", languages="english, German", interests="Jazz, trains, jazz", section="b2"
    )

    assert "Hello: I grow beans\nLanguages: English, Deutsch\nInterests: jazz, trains\nSection: B2" in words(shown)
    now = await kept(member)
    assert ("I grow beans", ("English", "Deutsch"), ("jazz", "trains"), "B2") == (
        now.hello,
        now.languages,
        now.interests,
        now.section,
    )


async def test_ways_to_take_part_are_told_in_a_form(member: Someone) -> None:
    asked = await opened_form(member, "How I take part")

    shown = await member.fill(asked, size="3", greets="yes", mentors="2", deep="yes", minor="yes")

    said = words(shown)
    assert "Group: Up to 3" in said
    assert "You would meet whoever is left without a buddy." in said
    assert "up to 2 newcomers" in said
    assert "You are under 18: you meet only others who are." in said
    now = await kept(member)
    assert (3, True, 2, True, True) == (now.size, now.greets, now.mentors, now.deep, now.minor)


async def test_a_form_starts_from_what_was_told(member: Someone) -> None:
    told = {"hello": "Hi", "languages": "French", "interests": "tea", "section": "A", "hours": "Mon 9-10"}
    await member.call("buddy preferences", **told, mentors="1", pace="once", size="4", minor=True)

    about = [f.value for f in form_of(await opened_form(member, "About me")).fields]
    times = [f.value for f in form_of(await opened_form(member, "Hours and ways")).fields]
    ways = [f.value for f in form_of(await opened_form(member, "How I take part")).fields]

    assert ["Hi", "français", "tea", "A"] == about
    assert ["Mon 09:00-10:00", "Europe/Berlin", "either", "any", "once"] == times
    assert ["4", "no", "1", "no", "yes"] == ways


async def test_a_form_sent_as_it_stands_changes_nothing(member: Someone) -> None:
    told = {"hello": "Hi", "languages": "French, Klingon", "interests": "tea", "section": "A", "hours": "Mon 9-10"}
    await member.call("buddy preferences", **told, mode="live", mix="same", pace="once", size="4", minor=True)
    before = await kept(member)

    for label in ("Hours and ways", "About me", "How I take part"):
        await member.fill(await opened_form(member, label))

    assert before == await kept(member)


async def test_what_is_emptied_is_forgotten(member: Someone) -> None:
    await member.call(
        "buddy preferences", hello="Hi", languages="French", interests="tea", section="A", hours="Mon 9-10"
    )

    await member.fill(await opened_form(member, "About me"), hello="", languages=" ", interests="", section="")
    await member.fill(await opened_form(member, "Hours and ways"), hours="")

    now = await kept(member)
    assert ("", (), (), "", "") == (now.hello, now.languages, now.interests, now.section, now.hours)


async def test_in_a_command_a_word_for_nothing_is_nothing(member: Someone) -> None:
    told = ("hello", "languages", "interests", "section", "hours")
    await member.call(
        "buddy preferences", hello="Hi", languages="French", interests="tea", section="A", hours="Mon 9-10"
    )

    await member.call("buddy preferences", **dict.fromkeys(told, "none"))

    now = await kept(member)
    assert ["", (), (), "", ""] == [getattr(now, name) for name in told]


async def test_one_line_of_a_command_changes_only_what_it_names(member: Someone) -> None:
    await member.call("buddy preferences", hello="Hi", greets=True)

    await member.call("buddy preferences", mode="live", greets=False)

    now = await kept(member)
    assert ("Hi", "live", False) == (now.hello, now.mode, now.greets)


async def test_every_wrong_field_is_said_at_once_and_nothing_is_kept(member: Someone) -> None:
    asked = await opened_form(member, "Hours and ways")

    wrong = await member.fill(asked, hours="Mon-Fri evenings", zone="Berlin Mitte", mode="live")

    assert isinstance(wrong, Mend)
    assert ["hours", "zone"] == [name for name, _ in wrong.errors]
    assert "Mon-Fri 18:00-21:00" in words(wrong)
    assert "There is no time zone “Berlin Mitte”" in words(wrong)
    assert "either" == (await kept(member)).mode
    again = form_of(await member.press(wrong, "Try again"))
    assert ["Mon-Fri evenings", "Berlin Mitte", "live"] == [f.value for f in again.fields][:3]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"hours": "whenever"}, "Mon-Fri 18:00-21:00; Sat 09-12"),
        ({"hours": "Mon 18:10-19"}, "must be full or half hours"),
        ({"zone": "Gondor"}, "There is no time zone “Gondor”"),
        ({"mode": "shouting"}, "either, live, writing – not “shouting”"),
        ({"mix": "both"}, "any, same, mixed – not “both”"),
        ({"size": "1"}, "any, 2, 3, 4, 5, 6, 7, 8 – not “1”"),
        ({"size": "900"}, "not “900”"),
        ({"mentors": "-1"}, "0, 1, 2, 3, 4, 5 – not “-1”"),
        ({"greets": "perhaps"}, "Please answer yes or no"),
        ({"minor": "17"}, "Please answer yes or no"),
        ({"hello": "x" * 201}, "Please say it in up to 200 characters: this has 201."),
        ({"languages": ", ".join(map(str, range(9)))}, "Please name up to 8: these are 9."),
        ({"interests": ", ".join(map(str, range(13)))}, "Please name up to 12: these are 13."),
    ],
)
async def test_what_cannot_be_read_says_what_was_expected(
    member: Someone, options: dict[str, str], sentence: str
) -> None:
    before = await kept(member)

    assert sentence in words(await member.call("buddy preferences", **options))
    assert before == await kept(member)


async def test_text_that_turns_around_or_is_too_long_is_tamed(member: Someone) -> None:
    await member.call(
        "buddy preferences",
        hello="\u202ehello @everyone " + "x" * 184,
        languages=", ".join(f"tongue {n}" + "y" * 90 for n in range(8)),
        interests=", ".join(f"{n}" + "z" * 90 for n in range(12)),
        section="s" * 200,
    )

    now = await kept(member)
    assert now.hello.startswith("hello @everyone xxx")
    assert (200, 8, 12, 40) == (len(now.hello), len(now.languages), len(now.interests), len(now.section))
    assert max(map(len, (*now.languages, *now.interests))) <= 40
    for label in ("Hours and ways", "About me", "How I take part"):
        await member.fill(await opened_form(member, label))
    assert now == await kept(member)


@pytest.mark.parametrize("letter", ["ß", "İ", "ŉ", "\U0001f9d1\u200d\U0001f33e"])
async def test_letters_that_grow_with_their_case_still_fit(member: Someone, letter: str) -> None:
    await member.call("buddy preferences", section=letter * 40, interests=",".join(letter * n for n in range(20, 40)))

    await member.fill(await opened_form(member, "About me"))

    now = await kept(member)
    assert max(map(len, (now.section, *now.interests))) <= 40


async def test_the_busiest_week_still_fits_a_card_and_a_form(member: Someone) -> None:
    every_other = "; ".join(f"{day} 0-0:30,2-2:30,4-4:30,6-6:30,8-8:30" for day in ("mo", "tu", "we", "th", "fr"))
    staggered = every_other + "; sa 1-1:30,3-3:30,5-5:30; su 2-3,5-5:30"

    await member.call("buddy preferences", hours=staggered)

    now = await kept(member)
    assert hours.parse(staggered) == hours.parse(now.hours)
    await member.fill(await opened_form(member, "Hours and ways"))
    assert now == await kept(member)


def test_the_fullest_answers_fit_both_platforms(means: Means) -> None:
    """Every half hour apart from the next, on each day otherwise."""
    bits = sum(1 << k for k in range(336) if (k + k // 48) % 2)
    fullest = Buddy(
        "abcdefgh",
        Person(SPACE, "1" * 20),
        "W" * 80,
        None,  # type: ignore[arg-type]
        zone="America/Argentina/ComodRivadavia",
        hours=str(hours.Hours(bits)),
        languages=tuple(f"{n}" + "W" * 39 for n in range(8)),
        interests=tuple(f"{n:02}" + "W" * 38 for n in range(12)),
        section="W" * 40,
        size=8,
        hello="W" * 200,
        minor=True,
        greets=True,
        mentors=5,
        deep=True,
    )
    bot = Bot(None, None, means.rng, means.library, means.outbox, standing=Standing(a_course("abcdefgh")))  # type: ignore[arg-type]

    assert [] == faults(people_cards.preferences(bot, fullest))
    for made in people_forms.FORMS.values():
        assert [] == faults(made(bot, fullest))
    assert len(fullest.hours) <= HOURS_TEXT


@given(st.integers(min_value=0, max_value=(1 << 336) - 1))
def test_whatever_the_hours_they_fit_their_field_and_are_read_back(bits: int) -> None:
    said = str(hours.Hours(bits))

    assert len(said) <= HOURS_TEXT
    assert said == HOURS.read(said)


def read_or_refused(kind: Kind, typed: str) -> object:
    try:
        return kind.read(typed)
    except UserError as refused:
        return refused


@settings(deadline=None)  # the first sentence reads the texts
@given(st.text())
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    for kind in (kind for kinds in KINDS.values() for kind in kinds.values()):
        answer = read_or_refused(kind, typed)
        assert not isinstance(answer, UserError) or 0 < len(t(answer.key, "en", **answer.values)) < 400
        assert answer is not None


@given(st.text())
def test_what_was_read_once_reads_the_same_again(typed: str) -> None:
    for kind in (LANGUAGES, WORDS):
        once = read_or_refused(kind, typed)
        assert isinstance(once, UserError) or once == kind.read(", ".join(once))  # type: ignore[call-overload]
    assert SECTION.read(typed) == SECTION.read(SECTION.read(typed))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("English, french", ("English", "français")),
        ("Deutsch; german / GERMAN", ("Deutsch",)),
        ("Espanol, Español, Spanish, es", ("español",)),
        ("Portuguese, pt-BR, Brazilian Portuguese", ("português",)),
        ("Mandarin, Chinese, zh, Traditional Chinese", ("中文",)),
        ("हिन्दी, Hindi", ("हिन्दी",)),
        ("Norwegian, norsk, Norwegian Bokmål", ("norsk",)),
        ("Quenya", ("Quenya",)),
        ("American Sign Language, ase", ("American Sign Language",)),
        ("", ()),
        (" , ,", ()),
    ],
)
def test_a_language_is_the_same_however_it_is_written(typed: str, read: tuple[str, ...]) -> None:
    assert read == tongues.read(typed)


def test_every_language_that_is_offered_is_known_by_its_own_name() -> None:
    for name in tongues.offered():
        assert tongues.read(name)[0] in tongues.OWN.values()


async def test_languages_are_completed_one_after_the_other(member: Someone) -> None:
    assert "German" in await member.suggestions("buddy preferences", "languages", "ger")
    second = await member.suggestions("buddy preferences", "languages", "English,germ")
    assert ["English,German", "English,Swiss German"] == second


async def test_a_minor_and_a_grown_up_share_no_group_from_then_on(botany: School, member: Someone, bo: Someone) -> None:
    await bo.call("buddy join")
    await meet(botany, ("ana", "bo"))

    await member.fill(await opened_form(member, "How I take part"), minor="yes")

    assert [] == await together(botany)
    assert botany.clock.now() == (await kept(member)).waits_since == (await kept(bo)).waits_since


async def test_minors_among_themselves_stay_together(botany: School, member: Someone, bo: Someone) -> None:
    await bo.call("buddy join")
    await bo.call("buddy preferences", minor=True)
    await meet(botany, ("ana", "bo"))

    await member.call("buddy preferences", minor=True)

    assert [["ana", "bo"]] == await together(botany)


async def test_who_has_left_keeps_their_preferences(member: Someone) -> None:
    await member.call("buddy preferences", hello="Hi")
    await member.call("buddy leave")

    assert "Hello: Hi" in words(await member.call("buddy preferences"))


async def test_a_form_after_all_was_deleted_keeps_nothing(botany: School, member: Someone) -> None:
    asked = await opened_form(member, "About me")
    await member.press(await member.call("buddy leave"), "Delete what I told you")

    assert "You do not take part in buddies here yet." in words(await member.fill(asked, hello="Hi"))
    assert None is await buddy(member)


async def test_a_form_changes_whoever_sends_it_and_nobody_else(botany: School, member: Someone, bo: Someone) -> None:
    id_ = (await course(botany)).id
    await bo.call("buddy join")

    await bo.fill(form("buddy.preferred", id_, "about"), hello="I am Bo")

    assert ("", "I am Bo") == ((await kept(member)).hello, (await kept(bo)).hello)


async def test_preferences_outlive_a_rest_a_skip_and_a_round(botany: School, member: Someone) -> None:
    await member.call("buddy preferences", hello="Hi", pace="once")
    before = await kept(member)

    for path in ("buddy skip", "buddy resume", "buddy leave", "buddy join"):
        await member.call(path)

    assert replace(before, pace=ONCE) == await kept(member)
