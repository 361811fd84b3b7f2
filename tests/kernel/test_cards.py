"""What some platform would refuse cannot be built; what can be built comes out of the outbox as it went in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from bot.kernel.cards import (
    Button,
    Card,
    Channel,
    Field,
    Form,
    Image,
    Mention,
    Moment,
    Option,
    Select,
    Strong,
    TooLong,
    plain,
)
from bot.kernel.places import Person, Place
from bot.schedule.outbox import CARDS as CODEC
from bot.store.directory import FORMS as FORM_CODEC
from tests.kernel.values import CARDS, FORMS

ANA = Person("slack:T1", "U1")
ROW = tuple(Button("go", "a", (str(n),)) for n in range(5))


def button(**changes: Any) -> Button:
    return Button(**{"label": "go", "action": "do", **changes})


def menu(**changes: Any) -> Select:
    return Select(**{"action": "do", "hint": "choose", "options": (Option("a", "a"),), **changes})


def field(**changes: Any) -> Field:
    return Field(**{"name": "n", "label": "l", **changes})


def form(**changes: Any) -> Form:
    return Form(**{"title": "t", "action": "do", "fields": (field(),), **changes})


def rows(count: int, width: int = 1) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(Button("go", "a", (f"{r}-{w}",)) for w in range(width)) for r in range(count))


# What is built, how many of it fit on every platform, and whether none at all is refused too.
LIMITS: dict[str, tuple[Callable[[int], object], int, bool]] = {
    "a title": (lambda n: Card(title="x" * n, body=("y",)), 150, False),
    "a footer": (lambda n: Card(title="t", footer="x" * n), 300, False),
    "a card's words": (lambda n: Card(body=("x" * n,)), 3500, True),
    "words in several paragraphs": (lambda n: Card(body=("x" * (n - 3), ("y", Strong("z")))), 3500, False),
    "rows": (lambda n: Card("t", rows=rows(n)), 5, False),
    "buttons in a row": (lambda n: Card("t", rows=rows(1, n)), 5, True),
    "a button's label": (lambda n: button(label="x" * n), 75, True),
    "a button's action": (lambda n: button(action="x" * n), 70, True),
    "action and arguments together": (lambda n: button(action="do", args=("x" * (n - 3),)), 70, False),
    "an option's label": (lambda n: Option("x" * n, "v"), 75, True),
    "an option's value": (lambda n: Option("l", "x" * n), 100, True),
    "an option's description": (lambda n: Option("l", "v", "x" * n), 75, False),
    "a menu's hint": (lambda n: menu(hint="x" * n), 100, True),
    "a menu's options": (lambda n: menu(options=tuple(Option(str(i), str(i)) for i in range(n))), 25, True),
    "a picture's description": (lambda n: Image("https://example.org/x.png", "x" * n), 1000, True),
    "a field's label": (lambda n: field(label="x" * n), 45, True),
    "a field's hint": (lambda n: field(hint="x" * n), 100, False),
    "what a field takes": (lambda n: field(longest=n), 3000, True),
    "what stands in a field": (lambda n: field(value="x" * n, longest=40), 40, False),
    "a choice's options": (
        lambda n: field(kind="choice", options=tuple(Option(str(i), str(i)) for i in range(n))),
        25,
        True,
    ),
    "a form's title": (lambda n: form(title="x" * n), 24, True),
    "a form's submit label": (lambda n: form(submit="x" * n), 24, True),
    "a form's fields": (lambda n: form(fields=(field(),) * n), 5, True),
    "a form's fields under an introduction": (lambda n: form(fields=(field(),) * n, intro="hello"), 4, True),
}


@pytest.mark.parametrize("what", LIMITS)
def test_at_its_limit_it_is_built_and_one_over_it_is_not(what: str) -> None:
    build, most, needs_one = LIMITS[what]

    build(most)
    with pytest.raises(TooLong):
        build(most + 1)
    if needs_one:
        with pytest.raises(TooLong):
            build(0)


def test_two_buttons_of_one_card_never_do_the_same() -> None:
    twins = (Button("yes", "vote", ("1",)), Button("also yes", "vote", ("1",)))

    Card("t", rows=((Button("yes", "vote", ("1",)), Button("no", "vote", ("2",))),))
    with pytest.raises(TooLong, match="would do the same"):
        Card("t", rows=(twins,))
    with pytest.raises(TooLong, match="would do the same"):
        Card("t", rows=((twins[0],), menu(action="vote", args=("1",))))


@pytest.mark.parametrize("build", [button, menu, form])
@pytest.mark.parametrize("parts", [{"action": "do:it"}, {"args": ("1:2",)}])
def test_no_colon_can_hide_another_argument(build: Callable[..., object], parts: dict[str, Any]) -> None:
    with pytest.raises(TooLong, match="colon"):
        build(**parts)


@pytest.mark.parametrize("of", ["places", "people"])
def test_a_menu_of_places_or_people_lists_none_of_its_own(of: str) -> None:
    menu(of=of, options=())
    with pytest.raises(TooLong):
        menu(of=of)


def test_only_a_choice_has_options() -> None:
    with pytest.raises(TooLong):
        field(options=(Option("a", "a"),))


def test_the_words_of_a_card_leave_out_what_only_a_platform_can_draw() -> None:
    instant = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    text = ("At ", Moment(instant), " in ", Channel(Place("slack:T1", "C2")), ": ", Mention(ANA, "Ana"), Strong("!"))

    assert "At 2027-01-11T09:00+00:00 in #C2: Ana!" == plain(text)
    assert "t\na\nb\nf" == Card("t", ("a", ("b",)), footer="f").words


def test_a_card_alerts_only_those_whom_it_says_it_alerts() -> None:
    bo = Person("slack:T1", "U2")

    assert (bo,) == Card(body=((Mention(ANA, "Ana"), Mention(bo, "Bo", ping=True)), "@everyone <@U1>")).pings


@given(CARDS)
def test_any_card_comes_out_of_the_outbox_as_it_went_in(card: Card) -> None:
    assert card == through(CODEC, card)


@given(FORMS)
def test_any_form_comes_out_of_the_drafts_as_it_went_in(form: Form) -> None:
    assert form == through(FORM_CODEC, form)


def through(codec: TypeAdapter[Any], value: object) -> object:
    """Out of memory, into the JSON that a database keeps, and back."""
    return codec.validate_python(json.loads(json.dumps(codec.dump_python(value, mode="json"))))
