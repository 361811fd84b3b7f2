"""Small mentors' rounds in which rules between students stand in the way: as many placed as can be, by trying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

TRIES = 20_000  # looks at most: some tenths of a second
NOBODY = -1


@dataclass(slots=True)
class Packing:
    """Students and mentors by number. ``wanted``: the mentors whom each student may have, the best first; ``foes``:
    with whom they may not share one, as bits; ``most``: how many students there may be beside them, and they
    themselves; ``rooms``: how many each mentor takes; ``fewest``: how many they have if they have any. ``least``: no
    fewer than these must stay without a mentor.
    """

    wanted: Sequence[Sequence[int]]
    foes: Sequence[int]
    most: Sequence[int]
    rooms: Sequence[int]
    least: int
    fewest: int = 1
    tries: int = TRIES
    having: list[int] = field(default_factory=list)
    mentor_of: list[int] = field(default_factory=list)

    def better(self, known: Sequence[int]) -> list[int]:
        """A mentor for each, NOBODY for who has none: the known way, or one that places more."""
        best, out = list(known), list(known).count(NOBODY)
        while out > self.least and self.tries > 0:
            self.having, self.mentor_of = [0] * len(self.rooms), [NOBODY] * len(known)
            if not self._placed(set(range(len(known))), out - 1):
                break
            best, out = list(self.mentor_of), self.mentor_of.count(NOBODY)
        return best

    def _placed(self, left: set[int], may_stay_out: int) -> bool:
        """Whoever has least choice comes first. True when no more stay out than may."""
        if self._wanting() > len(left):
            return False
        if not left:
            return True
        self.tries -= 1
        choice = {student: self._open(student) for student in sorted(left)}
        stuck = sum(not mentors for mentors in choice.values())
        if stuck > may_stay_out or self.tries < 0:
            return False
        student = min(choice, key=lambda one: (len(choice[one]) or len(self.rooms) + 1, one))
        for mentor in choice[student]:
            self.having[mentor] |= 1 << student
            self.mentor_of[student] = mentor
            if self._placed(left - {student}, may_stay_out):
                return True
            self.having[mentor] &= ~(1 << student)
        self.mentor_of[student] = NOBODY
        return may_stay_out > 0 and self._placed(left - {student}, may_stay_out - 1)

    def _wanting(self) -> int:
        """How many students are still to come to mentors who have fewer than they may."""
        counts = [having.bit_count() for having in self.having]
        return sum([self.fewest - count for count in counts if 0 < count < self.fewest])

    def _open(self, student: int) -> list[int]:
        return [mentor for mentor in self.wanted[student] if self._welcome(student, self.having[mentor], mentor)]

    def _welcome(self, student: int, others: int, mentor: int) -> bool:
        count = others.bit_count() + 1
        if self.foes[student] & others or count > min(self.rooms[mentor], self.most[student]):
            return False
        return all(count <= most for one, most in enumerate(self.most) if others >> one & 1)
