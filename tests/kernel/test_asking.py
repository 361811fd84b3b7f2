"""What is missing or wrong is asked for again, every field at once, as it was typed."""

from __future__ import annotations

from sqlalchemy import select
from structlog.testing import capture_logs

from bot.kernel.cards import Button
from bot.kernel.places import Person
from bot.kernel.replies import Mend
from bot.store.tables import drafts
from tests.world.people import HOME
from tests.world.school import School, Someone, form_of, whispered, words


async def test_an_unknown_command_offers_help(ana: Someone) -> None:
    reply = await ana.call("toy dance")

    assert "There is no command “toy dance”." in whispered(reply)
    assert "toy shout" in words(await ana.press(reply, "Show what I can do here"))


async def test_wrong_input_gets_a_sentence_that_says_what_was_expected(ines: Someone) -> None:
    reply = await ines.call("toy note", age="old", days="mon")

    assert "age: Please give a whole number from 1 to 99, not “old”." == whispered(reply)


async def test_what_is_missing_is_asked_for_with_what_was_given_filled_in(ines: Someone) -> None:
    asked = await ines.call("toy note", mood="merry")

    assert {"age": "", "days": "", "mood": "merry", "where": "", "who": ""} == {
        field.name: field.value for field in form_of(asked).fields
    }
    done = await ines.fill(asked, age="7", days="tue")
    assert "Botany 101: 7 (1,) merry None None" == words(done)


async def test_a_form_takes_places_and_people(ines: Someone) -> None:
    asked = await ines.call("toy note")
    person = Person("fake:1", "ana")

    done = await ines.fill(asked, age="7", days="tue", where=HOME, who=person)

    assert "Botany 101: 7 (1,) calm fake:1/general fake:1/@ana" == words(done)


async def test_every_wrong_field_is_named_at_once_and_the_form_opens_again_as_it_was(ines: Someone) -> None:
    asked = await ines.call("toy note")

    wrong = await ines.fill(asked, age="old", days="never", mood="merry")

    assert isinstance(wrong, Mend)
    assert ["age", "days"] == [name for name, _ in wrong.errors]
    assert "How old: Please give a whole number from 1 to 99, not “old”." in words(wrong)
    assert "Which days: Please give days of the week" in words(wrong)
    again = await ines.press(wrong, "Try again")
    assert {"age": "old", "days": "never", "mood": "merry"} == {
        f.name: f.value for f in form_of(again).fields if f.value
    }
    assert "Botany 101: 9 (0,) merry None None" == words(await ines.fill(again, age="9", days="mon"))


async def test_a_required_field_left_empty_is_asked_for_again(ines: Someone) -> None:
    asked = await ines.call("toy note")

    wrong = await ines.fill(asked, age="", days="mon")

    assert isinstance(wrong, Mend)
    assert (("age", "Please write at least one word."),) == wrong.errors


async def test_a_features_own_form_comes_back_as_it_was_too(ines: Someone) -> None:
    opened = await ines.press(Button("open", "toy.open", ("c1",)))

    wrong = await ines.fill(opened, age="0", days="x", mood="merry")
    again = await ines.press(wrong, "Try again")

    assert ["age", "days"] == [name for name, _ in wrong.errors]
    assert ["0", "x", "merry"] == [field.value for field in form_of(again).fields]
    assert "Botany 101: {'age': 8, 'days': (2,)}" == words(await ines.fill(again, age="8", days="wed"))


async def test_what_a_form_does_not_ask_for_is_not_read(ines: Someone) -> None:
    opened = await ines.press(Button("open", "toy.open", ("c1",)))

    reply = await ines.fill(opened, strange="{0.__class__}")

    assert "Botany 101: {'age': 7, 'days': (0,)}" == words(reply)


async def test_a_form_that_was_swept_away_says_so(school: School, ines: Someone) -> None:
    wrong = await ines.fill(await ines.press(Button("open", "toy.open", ("c1",))), age="0")
    await school.pass_time(days=3)

    assert "That form is more than a day old. Please start again." == words(await ines.press(wrong, "Try again"))
    assert [] == await school.read(select(drafts))


async def test_suggestions_come_from_the_kind_or_from_the_feature(ines: Someone) -> None:
    assert ["merry"] == await ines.suggestions("toy note", "mood", "m")
    assert "Europe/Berlin" == (await ines.suggestions("course setup", "zone", "berl"))[0]
    assert ["mentor"] == await ines.suggestions("course staff add", "role", "men")
    assert ["merry"] == await ines.suggestions("", "mood", "m")


async def test_suggestions_are_never_an_error(ines: Someone) -> None:
    with capture_logs():
        assert [] == await ines.suggestions("toy note", "mood", "burn")
    assert [] == await ines.suggestions("toy note", "mood", "refuse")
    assert [] == await ines.suggestions("no such command", "nothing", "x")
    assert [] == await ines.suggestions("toy note", "where", "x" * 5000)
