"""Charts and files: on every platform alike, and the words stand whatever becomes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.drawing import drawer
from bot.features.all import FEATURES
from bot.store.address import Address
from tests.contract.conftest import LOOK_UP, MONDAY, PLATFORMS, Stage
from tests.world.clock import VirtualClock
from tests.world.pictures import ALT, FILE, PICTURES

KEPT = dict.fromkeys(("two people.ics", "two_people.ics"), FILE.content)


@pytest.fixture(params=PLATFORMS)
async def gallery(request: pytest.FixtureRequest, sqlite_address: Address) -> AsyncIterator[Stage]:
    made = Stage(request.param, sqlite_address, VirtualClock(MONDAY), (*FEATURES, PICTURES))
    await made.start()
    yield made
    await made.stop()


async def test_a_chart_that_is_posted_is_seen_by_everybody(gallery: Stage) -> None:
    await gallery.far.command("owner", "picture post")
    await gallery.settle()

    (said,) = gallery.far.said(gallery.far.home)
    assert "11 of the 15 who answered agree." in said.text
    assert ALT == await gallery.far.chart("ana", said)


async def test_a_chart_can_be_whispered(gallery: Stage) -> None:
    whispered = await gallery.far.command("ana", "picture show")

    assert "Three words." in whispered.text
    if gallery.name == "slack":  # in signs, for nobody would hear if Slack refused its own kind there
        assert "▇▇▇▇▇▇▇▇▇ 46\N{NO-BREAK SPACE}%" in whispered.text
    else:
        assert ALT == await gallery.far.chart("ana", whispered)


async def test_a_chart_can_take_the_place_of_another(gallery: Stage) -> None:
    whispered = await gallery.far.command("ana", "picture show")
    turned = await gallery.far.press("ana", whispered, "Turn")

    assert ("update", True) == (turned.kind, "The same again." in turned.text)


@pytest.mark.parametrize("command", ["picture give", "picture send"])
async def test_a_file_reaches_whoever_it_is_for(gallery: Stage, command: str) -> None:
    answered = await gallery.far.command("ana", command)
    await gallery.settle()

    shown = answered if command == "picture give" else gallery.far.said(gallery.far.home)[-1]
    files = await gallery.far.files("ana", shown)
    assert [FILE.content] == list(files.values())
    assert files.items() <= KEPT.items()


async def test_a_chart_that_cannot_be_drawn_leaves_its_words(gallery: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawer, "NEEDED", "not_installed_anywhere")
    gallery.far.forbid_pictures()

    await gallery.far.command("owner", "picture post")
    await gallery.settle()

    (said,) = gallery.far.said(gallery.far.home)
    assert "" == await gallery.far.chart("ana", said)
    assert "11 of the 15 who answered agree." in said.text
    assert "46" in said.text


@pytest.mark.parametrize("command", ["picture post", "picture send"])
async def test_who_may_say_only_words_says_those(gallery: Stage, command: str) -> None:
    gallery.far.forbid_pictures()

    await gallery.far.command("owner", command)
    await gallery.settle()
    await gallery.settle(LOOK_UP)

    (said,) = gallery.far.said(gallery.far.home)
    assert ("11 of the 15" if command == "picture post" else "On Friday.") in said.text


@pytest.mark.parametrize("command", ["picture post", "picture send"])
@pytest.mark.parametrize("how", ["lost", "applied"])
async def test_a_broken_line_neither_loses_nor_doubles(gallery: Stage, how: str, command: str) -> None:
    gallery.far.break_next(how)  # type: ignore[arg-type]

    await gallery.far.command("owner", command)
    await gallery.settle()
    await gallery.settle(LOOK_UP)
    await gallery.settle(LOOK_UP)

    assert 1 == len(gallery.far.said(gallery.far.home))
