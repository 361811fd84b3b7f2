"""The rounds so far of a few people, as a matrix: who met in which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Numbers
from bot.matching.fitting import Colours
from bot.matching.meetings import Meetings
from bot.matching.overlay import numbered

MOST = 100  # rounds


class History:
    """``ids``: of those who have a number. Costs no time before it is asked."""

    def __init__(self, met: Meetings, ids: Sequence[str]) -> None:
        self.met, self.ids = met, ids

    @cached_property
    def _meetings(self) -> NDArray[np.int64]:
        """A row for each meeting, ordered by the first: the numbers of both, and how many rounds ago."""
        index = {id_: number for number, id_ in enumerate(self.ids)}
        one, other, ago = numbered(self.met, index)
        known = np.flatnonzero((one >= 0) & (other >= 0))
        return np.stack((one, other, ago), axis=1)[known[np.argsort(one[known], kind="stable")]]

    def among(self, people: Numbers) -> Colours | None:
        """The round in which each two of them met, from 1 for their first; 0 for none, -1 on the diagonal.

        None when two met more than once, or after more rounds than any plan has.
        """
        one, other, ago = self._between(people).T
        agos = np.unique(ago)
        if len(agos) > MOST or len(np.unique(np.minimum(one, other) * len(people) + np.maximum(one, other))) < len(one):
            return None
        found = np.zeros((len(people), len(people)), np.int8)
        found[one, other] = found[other, one] = len(agos) - np.searchsorted(agos, ago)
        np.fill_diagonal(found, -1)
        return found

    def _between(self, people: Numbers) -> NDArray[np.int64]:
        """The meetings of these people with one another, numbered as they come here."""
        place = np.full(len(self.ids), -1)
        place[people] = np.arange(len(people))
        first = self._meetings[:, 0]
        spans = zip(np.searchsorted(first, people), np.searchsorted(first, people, "right"), strict=True)
        mine: NDArray[np.int64] = self._meetings[np.concatenate([np.arange(*span) for span in spans])]
        mine[:, :2] = place[mine[:, :2]]
        return mine[mine[:, 1] >= 0]
