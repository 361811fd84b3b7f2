"""A button does only what the bot sealed into it, and only in the Space it was sealed for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.errors import Forged
from bot.kernel.seals import VERSION, Seals
from tests.kernel.values import ACTIONS, ARGS

HERE, ELSEWHERE = "discord:8401", "discord:9999"
SEALS = Seals(b"a key for tests")
TOKEN = SEALS.seal(HERE, "icebreaker.tap", ("k3f9", "2"))


@given(ACTIONS, ARGS)
def test_what_was_sealed_is_what_comes_out(action: str, args: tuple[str, ...]) -> None:
    assert (action, args) == SEALS.open(HERE, SEALS.seal(HERE, action, args))


def test_the_longest_token_fits_beside_a_space_into_what_discord_carries() -> None:
    assert 81 == len(SEALS.seal(HERE, "x" * 70))


@pytest.mark.parametrize(
    "token",
    [
        "",
        ":",
        "nonsense",
        TOKEN[:-1],
        TOKEN[1:],
        TOKEN + "x",
        TOKEN.replace("k3f9", "k3f8"),
        TOKEN.replace(":2:", ":3:"),
        TOKEN.rpartition(":")[0],
        TOKEN.rpartition(":")[0] + ":",
        TOKEN.replace("icebreaker.tap", "course.pause"),
        TOKEN + "é",
        "\ud800" + TOKEN,
        Seals(b"another key").seal(HERE, "icebreaker.tap", ("k3f9", "2")),
        SEALS.seal(ELSEWHERE, "icebreaker.tap", ("k3f9", "2")),
    ],
)
def test_what_was_not_sealed_here_is_not_opened(token: str) -> None:
    with pytest.raises(Forged):
        SEALS.open(HERE, token)


@given(st.text(max_size=100))
def test_no_text_opens_by_luck(token: str) -> None:
    with pytest.raises(Forged):
        SEALS.open(HERE, token)


def test_a_token_of_another_version_is_too_old() -> None:
    body = TOKEN.rpartition(":")[0].replace(VERSION, "0", 1)
    old = f"{body}:{SEALS._mac(HERE, body)}"

    with pytest.raises(Forged):
        SEALS.open(HERE, old)


@given(st.text(), st.text())
def test_the_marker_of_a_delivery_is_its_own_and_fits_a_nonce(one: str, other: str) -> None:
    assert 25 == len(SEALS.marker(one))
    assert (one == other) == (SEALS.marker(one) == SEALS.marker(other))
