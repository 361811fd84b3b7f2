"""A world for simulations: whoever is written to lives there, however many they are."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.browser.world import DIRECT, World
from bot.kernel.places import Person


class Rehearsal(World):
    """A World that takes private words to anybody, words in any room, and anybody into a room."""

    def members(self, room: str) -> frozenset[str]:
        if room.startswith(DIRECT):
            return frozenset({room.removeprefix(DIRECT)})
        return super().members(room) or frozenset(self.people)

    def strangers(self, people: Iterable[Person]) -> tuple[Person, ...]:
        return ()
