"""Everybody can see all that they may do, however much that is."""

from __future__ import annotations

import pytest

from bot.features.all import FEATURES
from bot.kernel.cards import TEXT
from bot.kernel.places import Place
from bot.kernel.roles import EVERYBODY
from tests.world.school import School, Someone, words

ALL = [command for feature in FEATURES for command in feature.commands]


@pytest.mark.parametrize("space", ["fake:1", "slack:T1"])
async def test_whoever_may_do_everything_sees_every_first_word(school: School, space: str) -> None:
    shown = words(await school.someone("olga", Place(space, "general"), manages=True).call("help"))

    slash = "/homeroom " if space.startswith("slack") else "/"
    assert len(shown) <= TEXT
    assert all(f"{slash}{command.path[0]} – " in shown for command in ALL)
    assert f"“{slash}help about:buddy”" in shown


@pytest.mark.parametrize("word", ["buddies", "/Buddies", "buddies schedule"])
async def test_of_one_word_each_command_is_explained(botany: School, olga: Someone, word: str) -> None:
    shown = words(await olga.call("help", about=word))

    assert all(f"/{command.name} – {command.help}" in shown for command in ALL if command.path[0] == "buddies")
    assert "/course" not in shown


async def test_nobody_reads_of_what_they_may_not_do(botany: School, ana: Someone) -> None:
    shown = words(await ana.call("help"))

    assert "/me – See what is kept about you" in shown
    assert not [command.name for command in ALL if command.may != EVERYBODY and f"/{command.name} – " in shown]


async def test_of_what_is_for_others_it_is_said_so(botany: School, ana: Someone) -> None:
    assert "What begins with “buddies” is for the staff of the course." in words(
        await ana.call("help", about="buddies")
    )


async def test_a_word_that_begins_nothing_is_said_to(botany: School, olga: Someone) -> None:
    assert "“nothing”" in words(await olga.call("help", about="nothing"))
