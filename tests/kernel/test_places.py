"""Addresses print, and what was printed is read again."""

from __future__ import annotations

from hypothesis import given

from bot.kernel.places import Message, Person, Place
from tests.kernel.values import MESSAGES, PEOPLE, PLACES


def test_addresses_look_as_documented() -> None:
    place = Place("discord:8401", "8402", "8403")

    assert "discord:8401/8402" == str(place.outside)
    assert "discord:8401/8402/8403" == str(place)
    assert "discord:8401/@77" == str(Person("discord:8401", "77"))
    assert "discord:8401/8402#991" == str(Message(place.outside, "991"))
    assert "discord" == place.platform


@given(PLACES)
def test_a_place_is_read_as_it_was_printed(place: Place) -> None:
    assert place == Place.parse(str(place))


@given(PEOPLE)
def test_a_person_is_read_as_they_were_printed(person: Person) -> None:
    assert person == Person.parse(str(person))


@given(MESSAGES)
def test_a_message_is_read_as_it_was_printed(message: Message) -> None:
    assert message == Message.parse(str(message))


def test_answers_go_to_the_thread_that_a_message_is_in_or_starts() -> None:
    outside, inside = Place("slack:T01", "C02"), Place("slack:T01", "C02", "17.5")

    assert Place("slack:T01", "C02", "18.1") == Message(outside, "18.1").thread
    assert inside == Message(inside, "18.1").thread
