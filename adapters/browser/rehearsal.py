"""A world for simulations: whoever is written to lives there, however many they are."""

from __future__ import annotations

from adapters.browser.world import DIRECT, World


class Rehearsal(World):
    """A World that takes private words to anybody, and words in any room."""

    def members(self, room: str) -> frozenset[str]:
        if room.startswith(DIRECT):
            return frozenset({room.removeprefix(DIRECT)})
        return super().members(room) or frozenset(self.people)
