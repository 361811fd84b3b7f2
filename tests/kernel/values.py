"""Hypothesis strategies: every value that a card can be made of, within its limits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from bot.kernel.cards import (
    Button,
    Card,
    Channel,
    Field,
    Form,
    Image,
    Link,
    Mention,
    Moment,
    Option,
    Select,
    Strong,
)
from bot.kernel.places import Message, Person, Place

IDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", min_size=1, max_size=12)
SPACES = st.builds("{}:{}".format, st.sampled_from(("discord", "slack", "browser", "fake")), IDS)
PLACES = st.builds(Place, SPACES, IDS, st.one_of(st.just(""), IDS))
PEOPLE = st.builds(Person, SPACES, IDS)
MESSAGES = st.builds(Message, PLACES, IDS)

CHARACTERS = st.characters(codec="utf-8")
INSTANTS = st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def words(most: int, least: int = 1) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, min_size=least, max_size=most)


PARTS = st.one_of(
    words(40),
    st.builds(Mention, PEOPLE, words(20), st.booleans()),
    st.builds(Channel, PLACES),
    st.builds(Moment, INSTANTS, st.sampled_from(("date", "time", "both", "relative"))),
    st.builds(Strong, words(40)),
    st.builds(Link, words(40), st.just("https://homeroom.example/insights/open/a_b-c.d")),
)
TEXTS = st.one_of(words(60), st.lists(PARTS, min_size=1, max_size=4).map(tuple))
ACTIONS = st.text("abcdefghij.", min_size=1, max_size=20)
ARGS = st.lists(st.text("abcdef0123", min_size=1, max_size=8), max_size=3).map(tuple)
BUTTONS = st.builds(Button, words(75), ACTIONS, ARGS, st.sampled_from(("plain", "primary", "danger")))
OPTIONS = st.builds(Option, words(75), words(100), words(75, 0))
MENUS = st.one_of(
    st.builds(Select, ACTIONS, words(100), ARGS, st.lists(OPTIONS, min_size=1, max_size=25).map(tuple)),
    st.builds(Select, ACTIONS, words(100), ARGS, of=st.sampled_from(("places", "people")), value=words(30, 0)),
)
ROWS = st.one_of(st.lists(BUTTONS, min_size=1, max_size=5).map(tuple), MENUS)


def _alone(rows: Any) -> bool:
    tokens = [(c.action, c.args) for row in rows for c in (row if isinstance(row, tuple) else (row,))]
    return len(tokens) == len(set(tokens))


CARDS = st.builds(
    Card,
    words(150),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.lists(ROWS, max_size=5).map(tuple).filter(_alone),
    st.one_of(st.none(), st.builds(Image, words(60), words(60))),
    words(100, 0),
)
FIELDS = st.one_of(
    st.builds(Field, IDS, words(45), st.sampled_from(("text", "paragraph", "place", "person")), words(100, 0)),
    st.builds(Field, IDS, words(45), st.just("choice"), options=st.lists(OPTIONS, min_size=1, max_size=25).map(tuple)),
)
FORMS = st.builds(Form, words(24), ACTIONS, st.lists(FIELDS, min_size=1, max_size=5).map(tuple), ARGS)
