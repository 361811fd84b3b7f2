"""One problem as arrays: what each two people would cost each other, computed for whole blocks at once.

    arrays = Arrays.of(problem)            # leaves out whoever is in a fixed group
    arrays.costs(rows, columns)            # int64 matrix, FORBIDDEN where the hard rules say so, and on the diagonal
    arrays.pair_costs(left, right)         # the same for pairs, as a vector; any shapes that broadcast
    arrays.costs_by_part(left, right)      # {"met": ..., "hours": ..., ...}: vectors, without FORBIDDEN

Members are numbered in an order that depends on their ids and the seed only. ``arrays.ids[number]`` leads back.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching import soft
from bot.matching.checks import standing
from bot.matching.overlay import Overlay
from bot.matching.people import Member, Problem
from bot.matching.weights import MOST_TURNS, RECENT, TURN, Weights

FORBIDDEN = 1 << 61
ROUGHLY_NEVER = 1 << 23  # more than any cost but history; with room for FINE in 32 bits

BLOCK = 128  # rows at once: what is in between stays near the processor

Numbers = NDArray[np.intp]
Costs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arrays:
    """``clan``: two of different clans may not share a group. ``unlike``: nor may two whose codes are the same;
    None without such a rule. ``turns``: how often somebody was left out or in a trio, from the least on.
    ``size``: the largest group that somebody wants, 8 for no wish."""

    members: tuple[Member, ...]
    soft: soft.Soft
    clan: NDArray[np.int32]
    unlike: NDArray[np.int32] | None
    turns: NDArray[np.int64]
    size: NDArray[np.int64]
    met: Overlay
    apart: Overlay
    weights: Weights

    @classmethod
    def of(cls, problem: Problem) -> Arrays:
        members = in_order(problem)
        index = {member.id: number for number, member in enumerate(members)}
        weights = Weights.of(len(members))
        rules = problem.rules
        turns = np.array([member.left_out + member.in_trio for member in members], np.int64)
        return cls(
            members=members,
            soft=soft.Soft.of(members, rules),
            clan=_codes(_clans(members, rules.within)),
            unlike=_codes([m.labels.get(rules.across, "") for m in members]) if rules.across else None,
            turns=np.minimum(turns - turns.min(), MOST_TURNS) if members else turns,
            size=np.array([m.size if m.size >= 2 else 8 for m in members], np.int64),
            met=Overlay.of_met(problem.met, index, weights.repeat, RECENT),
            apart=Overlay.of_apart(problem.apart, index),
            weights=weights,
        )

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(member.id for member in self.members)

    def __len__(self) -> int:
        return len(self.members)

    def costs(self, rows: Numbers, columns: Numbers) -> Costs:
        """A matrix; no number may come twice among the rows, nor among the columns."""
        found = np.empty((len(rows), len(columns)), np.int64)
        mirrored = rows is columns
        for start in range(0, len(rows), BLOCK):
            block, first, rest = slice(start, start + BLOCK), start * mirrored, start + BLOCK
            left, right = rows[block, None], columns[None, first:]
            part = found[block, first:]
            part[...] = self.soft.costs(left, right)
            if self._divided or not mirrored:
                np.putmask(part, self._against_rules(left, right), FORBIDDEN)
            if mirrored:
                found[rest:, block] = found[block, rest:].T
        if mirrored:
            found.ravel()[:: len(found) + 1] = FORBIDDEN
        self.met.add_to(found, rows, columns, FORBIDDEN)
        self.apart.put_in(found, rows, columns, FORBIDDEN)
        return found

    def pair_costs(self, left: Numbers, right: Numbers) -> Costs:
        found = self.soft.costs(left, right).astype(np.int64)
        found += self.met.values_of(left, right)
        found[self._against_rules(left, right) | (self.apart.values_of(left, right) > 0)] = FORBIDDEN
        return found

    def costs_by_part(self, left: Numbers, right: Numbers) -> dict[str, NDArray[np.integer[Any]]]:
        """Every part that is paid by two people, whether or not these two may meet."""
        return {"met": self.met.values_of(left, right), **dict(self.soft.parts(left, right))}

    def rough_costs(self, rows: Numbers, columns: Numbers) -> NDArray[np.int32]:
        """The same without history and without those kept apart, which few are: ROUGHLY_NEVER where rules forbid."""
        left, right = rows[:, None], columns[None, :]
        found = self.soft.costs(left, right)
        if self.unlike is not None:
            np.putmask(found, self.unlike[left] == self.unlike[right], ROUGHLY_NEVER)
        np.putmask(found, left == right, ROUGHLY_NEVER)
        return found

    def alone(self) -> Costs:
        """What it costs to leave each without a partner: in pairs this is who becomes the third, when somebody must.

        Dearer with each turn somebody had, and dearest for whoever wants no more than one partner.
        """
        return self.weights.unplaced * (1 + (self.size < 3)) + TURN * self.turns

    def may(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        return ~(self._against_rules(left, right) | (self.apart.values_of(left, right) > 0))

    @property
    def _divided(self) -> bool:
        """Some may not share a group, whether or not they were kept apart."""
        return self.unlike is not None or bool(self.clan.any())

    def _against_rules(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        against: NDArray[np.bool_] = left == right
        if self.clan.any():
            against |= self.clan[left] != self.clan[right]
        if self.unlike is not None:
            against |= self.unlike[left] == self.unlike[right]
        return against


def in_order(problem: Problem) -> tuple[Member, ...]:
    """Those who are still to be placed, in an order that chance chose and the input did not."""
    placed = {id_ for group in standing(problem) for id_ in group}
    left = [member for member in problem.members if member.id not in placed] if placed else problem.members
    members, chance = sorted(left, key=attrgetter("id")), Random(problem.seed)  # noqa: S311 - a fair order, not a secret
    places = [chance.random() for _ in members]
    return tuple([members[number] for number in sorted(range(len(members)), key=places.__getitem__)])


def _clans(members: Sequence[Member], within: str) -> Sequence[Hashable]:
    """What two must share to share a group."""
    ages = [(member.role == "staff") + 2 * member.minor for member in members]
    return [(age, member.labels.get(within, "")) for age, member in zip(ages, members, strict=True)] if within else ages


def _codes(keys: Sequence[Hashable]) -> NDArray[np.int32]:
    """The same small number for the same key; numbers come in the order of first sight."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    if len(numbers) < 2:
        return np.zeros(len(keys), np.int32)
    return np.array([numbers[key] for key in keys], np.int32)
