"""Card and Form as the page gets them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

import pytest

from adapters.browser import render
from bot.kernel.cards import Button, Card, Channel, Field, Form, Image, Link, Mention, Moment, Option, Select, Strong
from bot.kernel.commands import command, form_of
from bot.kernel.places import Person, Place
from bot.kernel.replies import Mend, Reply, Whisper


def seal(action: str, args: tuple[str, ...]) -> str:
    return ":".join(("sealed", action, *args))


def test_every_part_of_a_text_is_data_and_no_markup() -> None:
    ama = Person("browser:demo", "ama")
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    text = ("<b>", Mention(ama, "Ama", ping=True), Channel(Place("browser:demo", "ideas")), Moment(noon), Strong("&"))
    drawn = render.card(Card("<i>", (text, "plain")), seal)
    assert "<i>" == drawn["title"]
    assert [
        "<b>",
        {"is": "person", "person": "ama", "text": "Ama", "ping": True},
        {"is": "room", "room": "ideas", "thread": ""},
        {"is": "moment", "at": "2026-03-02T12:00:00+00:00", "style": "both"},
        {"is": "strong", "text": "&"},
    ] == drawn["body"][0]
    assert ["plain"] == drawn["body"][1]


def test_a_link_to_a_page_of_the_bot_s_own_is_its_label_and_its_address() -> None:
    drawn = render.card(Card(body=((Link("The page", "http://127.0.0.1/x"),),)), seal)
    assert [{"is": "link", "url": "http://127.0.0.1/x", "text": "The page"}] == drawn["body"][0]


def test_buttons_and_menus_carry_sealed_tokens() -> None:
    menu = Select("fruit", "Which?", options=(Option("Apple", "a", "green"),), value="a", most=1)
    drawn = render.card(Card("x", rows=((Button("Go", "go", ("1",), "danger"),), menu)), seal)
    buttons, listed = drawn["rows"]
    assert [{"label": "Go", "style": "danger", "token": "sealed:go:1"}] == buttons["buttons"]
    assert ("sealed:fruit", [{"label": "Apple", "value": "a", "about": "green"}]) == (
        listed["token"],
        listed["options"],
    )


@pytest.mark.parametrize(
    ("address", "drawn"),
    [
        ("/charts/1.svg", "/charts/1.svg"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ("https://elsewhere.example/a.png", ""),
        ("//elsewhere.example/a.png", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,hello", ""),
    ],
)
def test_a_picture_from_elsewhere_is_only_described(address: str, drawn: str) -> None:
    picture = render.card(Card("x", image=Image(address, "A chart")), seal)["image"]
    assert {"url": drawn, "alt": "A chart"} == picture


def set_up(
    bot: Any,
    call: Any,
    name: Annotated[str, "What the course is called, in words that everybody understands"],
    start: Annotated[date, "The first day"],
    at: Annotated[time, "When"],
    weeks: Annotated[int, "How many weeks"] = 12,
) -> Reply:
    """Set up."""
    return Whisper(Card("x"))


COMMAND = command("course setup", set_up)


def natives(**given: object) -> list[str]:
    form = render.form(form_of(COMMAND, given, "Send"), seal, {COMMAND.path: COMMAND})
    return [field["native"] for field in form["fields"]]


def test_dates_times_and_numbers_of_a_command_are_the_browser_s_own_fields() -> None:
    assert ["", "date", "time", "number"] == natives()


def test_a_value_that_such_a_field_cannot_hold_stays_text() -> None:
    assert ["", "", "", "number"] == natives(start="tomorrow", at="9 pm")


def test_a_label_that_was_cut_short_gives_way_to_its_whole_sentence() -> None:
    field = render.form(form_of(COMMAND, {}, "Send"), seal, {COMMAND.path: COMMAND})["fields"][0]
    assert ("What the course is called, in words that everybody understands", "") == (field["label"], field["hint"])


def test_a_date_that_stands_in_a_field_makes_it_a_date_field() -> None:
    form = Form("A form", "toy", (Field("day", "Day", value="2026-03-02"), Field("word", "Word", value="2026")))
    assert ["date", ""] == [field["native"] for field in render.form(form, seal, {})["fields"]]


def test_a_form_that_came_back_says_what_is_wrong_where() -> None:
    form = Form("A form", "toy", (Field("day", "Day", value="x"),), args=("7",))
    wrong = render.mend(Mend(form, (("day", "Not a day."),), Card("Not quite")), seal, {})
    assert ({"day": "Not a day."}, "Not quite", "sealed:toy:7") == (wrong["errors"], wrong["sorry"], wrong["token"])
