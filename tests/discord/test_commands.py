"""The command table as Discord's slash commands."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.discord import commands, manifest
from adapters.discord.rehearsal import Rehearsal
from bot.kernel.commands import command
from bot.kernel.features import Bot
from bot.kernel.replies import Reply
from tests.discord import toy
from tests.platforms.discord import spec
from tests.world.clock import VirtualClock

TABLE = {one.path: one for one in toy.FEATURE.commands}


class Noted(dict[str, str]):
    """Notes for as long as a test lasts."""

    async def get(self, name: str) -> str:  # type: ignore[override]
        return super().get(name, "")

    async def put(self, name: str, value: str) -> None:
        self[name] = value


def test_the_commands(snapshot: SnapshotAssertion) -> None:
    assert snapshot == commands.native(TABLE.values())


def test_discord_takes_them() -> None:
    if not spec.available():
        pytest.skip("the shared description of Discord's API is not beside this repository")
    native = commands.native(TABLE.values())
    assert [] == spec.faults_of_body("PUT", "/applications/{application_id}/commands", native)


def test_a_word_is_a_command_or_has_others_below_it() -> None:
    def alone(bot: Bot, call: object) -> Reply:
        """Stand alone."""
        raise NotImplementedError

    with pytest.raises(ValueError, match="/toy cannot be a command"):
        commands.native((*TABLE.values(), command("toy", alone)))


async def test_they_are_registered_only_when_they_have_changed() -> None:
    written: list[str] = []
    wire, notes = Rehearsal(VirtualClock(), lambda request, body: written.append(request)), Noted()
    told = [await commands.sync(wire, "8400", TABLE, notes) for _ in range(2)]
    fewer = {("toy", "hello"): TABLE["toy", "hello"]}
    assert [True, False, True] == [*told, await commands.sync(wire, "8400", fewer, notes)]
    assert ["PUT /applications/8400/commands"] * 2 == written


def test_the_invitation_asks_for_what_is_explained_and_nothing_else() -> None:
    asked = int(manifest.invite("8400").rpartition("permissions=")[2])
    assert sum(permission.bit for permission in manifest.PERMISSIONS) == asked
    assert 0 == asked & manifest.ADMINISTRATOR
    assert all(permission.why for permission in manifest.PERMISSIONS)
