"""Who stays single whatever is done: some people who can meet only others who are fewer (Hall, 1935)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

Allowed = NDArray[np.bool_]


def crowd(may: Allowed) -> tuple[Allowed, Allowed]:
    """Those people, and all whom any of them may meet; the difference in number is as large as can be.

    ``may``: a symmetric matrix. Begun with who has no partner when everybody offers and takes a hand; all whom these
    may meet are taken by others then, who are of the crowd as well.
    """
    taker = maximum_bipartite_matching(csr_array(may), perm_type="column")
    giver = np.full(len(may), -1)
    giver[taker[taker >= 0]] = np.flatnonzero(taker >= 0)
    people, friends = taker < 0, np.zeros(len(may), bool)
    new = people
    while new.any():
        met = may[new].any(axis=0) & ~friends
        friends = friends | met
        new = np.zeros(len(may), bool)
        new[giver[met]] = True
        people = people | new
    return people, friends


def single_in_pairs(may: Allowed) -> int:
    """So many at least stay single in any round of pairs."""
    people, friends = crowd(may)
    return int(people.sum()) - int(friends.sum())


def standing_in_groups(may: Allowed) -> int:
    """So many at least have no place in any round of groups, where no two of that crowd may meet: in a group there can
    be only one of them then, and none without one of those others."""
    people, friends = crowd(may)
    return 0 if (people & friends).any() else int(people.sum()) - int(friends.sum())
