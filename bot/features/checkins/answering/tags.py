"""Who has answered what, as digests that nobody can make again once the check-in is closed.

A tag is HMAC-SHA256 of the item and the person, under a key that follows from the operator's secret and from the
check-in's own 32 bytes of chance. The database alone does not hold the first, and the second goes at close.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from bot.kernel.features import Bot
from bot.kernel.places import Person


@dataclass(frozen=True, slots=True, repr=False)
class Tagger:
    """Makes the tags of one person in one check-in."""

    key: bytes
    person: Person

    @classmethod
    def of(cls, bot: Bot, chance: str, person: Person) -> Tagger:
        """``chance``: the check-in's own key, as hex."""
        return cls(hmac.digest(bot.house.secret("checkins"), bytes.fromhex(chance), "sha256"), person)

    def tag(self, item: int) -> str:
        """64 hex digits for this item."""
        said = f"{item}\0{self.person.space}\0{self.person.id}"
        return hmac.digest(self.key, said.encode(errors="surrogatepass"), "sha256").hex()
