"""What is better and what is worse between two people, by part; hard rules and history are not in here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import prod

import numpy as np
from numpy.typing import NDArray

from bot.matching import weights as w
from bot.matching.people import Member, Rules

Numbers = NDArray[np.intp]
Cost = NDArray[np.int32]
Codes = NDArray[np.int32]
Words = NDArray[np.uint64]
MODES = {"either": 0, "live": 1, "writing": 2}
_UNKNOWN = w.A_HALF_HOUR * (w.MOST_SHARED - w.AS_IF_SHARED)
WISHES = {"any": 0, "same": 1, "mixed": -1}
WORD = 64
AT_ONCE = 4_000  # of so few twos all days are compared at once; of more, what is in between stays near the processor
_APART = w.A_HALF_HOUR * (w.MOST_SHARED - np.arange(w.MOST_SHARED + 1, dtype=np.int32))  # what so few hours cost
_APART[0] += w.NO_HOUR
_FEWER = w.INTEREST * np.arange(w.ENOUGH_INTERESTS, -1, -1, dtype=np.int32)  # what so few common interests cost


@dataclass(frozen=True, slots=True)
class Soft:
    """``hours``: a row for each day of 48 bits each. ``languages`` and ``interests``: rows of 64 bits each, as many
    as it takes. What nobody has is empty, and costs no time. ``plays``: the parts that anybody has to do with."""

    people: int
    hours: Words
    known: NDArray[np.bool_]
    languages: Words
    interests: Words
    speaks: Codes
    label: Codes
    mode: Codes
    wish: Codes
    offset: Codes
    ghosted: Codes
    silent: Codes
    mixer: bool
    plays: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plays", tuple([name for name, (applies, _) in PARTS.items() if applies(self)]))

    @classmethod
    def of(cls, members: Sequence[Member], rules: Rules) -> Soft:
        hours, modes = [one.hours for one in members], [one.mode for one in members]
        languages, interests = [one.languages for one in members], [one.interests for one in members]
        return cls(
            people=len(members),
            hours=_hours(hours),
            known=np.array([free > 0 and mode != "writing" for free, mode in zip(hours, modes, strict=True)], bool),
            languages=_bits(languages),
            interests=_bits(interests),
            speaks=_some([len(one) > 0 for one in languages]),
            label=_names([one.labels.get(rules.prefer, "") for one in members] if rules.prefer else []),
            mode=_some([MODES[mode] for mode in modes]),
            wish=_some([WISHES[one.mix] for one in members]),
            offset=np.array([one.offset for one in members], np.int32) // 30,
            ghosted=np.minimum(_some([one.ghosted for one in members]), w.MOST_OWED),
            silent=np.minimum(_some([one.silent for one in members]), w.MOST_OWED),
            mixer=rules.kind == "mixer",
        )

    def costs(self, left: Numbers, right: Numbers) -> Cost:
        total = None
        for _, cost in self.parts(left, right):
            total = cost if total is None else np.add(total, cost, out=total)
        return np.zeros(np.broadcast_shapes(left.shape, right.shape), np.int32) if total is None else total

    def parts(self, left: Numbers, right: Numbers) -> Iterator[tuple[str, Cost]]:
        """The parts that anybody here has to do with, in the order of ``weights.PARTS``."""
        for name in self.plays:
            yield name, PARTS[name][1](self, left, right)

    def worst(self, part: str) -> int:
        """The most that two people here can pay for what they don't have in common."""
        return w.worst(part, self.mixer) if part in self.plays else 0

    def shared(self, left: Numbers, right: Numbers) -> NDArray[np.uint8]:
        """Half hours a week that both are usually free, no more than six hours of a day; 0 where one said nothing."""
        one, other = self.hours.take(left, axis=1), self.hours.take(right, axis=1)
        shape = np.broadcast_shapes(left.shape, right.shape)
        if prod(shape) < AT_ONCE and left.ndim == right.ndim:
            days = np.minimum(np.bitwise_count(one & other), np.uint8(w.ENOUGH_A_DAY))
            all_: NDArray[np.uint8] = days.sum(axis=0, dtype=np.uint8)
            return all_
        total, most = np.zeros(shape, np.uint8), np.full(shape, w.ENOUGH_A_DAY, np.uint8)
        both, common = np.empty(shape, np.uint64), np.empty(shape, np.uint8)
        for day in range(w.DAYS):
            np.bitwise_and(one[day], other[day], out=both)
            np.minimum(np.bitwise_count(both, out=common), most, out=common)  # a single number takes far longer
            total += common
        return total

    def far(self, left: Numbers, right: Numbers) -> Cost:
        """Half hours between the zones, the shorter way round."""
        gap = np.abs(self.offset[left] - self.offset[right])
        shorter: Cost = np.minimum(gap, np.abs(2 * w.HALF_A_TURN_ROUND - gap))
        return shorter


def _ledger(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    owed = soft.ghosted[left] * soft.silent[right] + soft.ghosted[right] * soft.silent[left]
    return (w.LEDGER * owed).astype(np.int32)


def _meeting(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    cost = _APART.take(soft.shared(left, right), mode="clip")
    if not soft.known.all():
        np.putmask(cost, ~(soft.known[left] & soft.known[right]), _UNKNOWN)
    return cost


def _mode(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    cost: Cost = (soft.mode[left] + soft.mode[right] == 3).astype(np.int32) * w.MODE
    return cost


def _language(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    common = np.zeros(np.broadcast_shapes(left.shape, right.shape), bool)
    for word in soft.languages:
        common |= (word[left] & word[right]) > 0
    if not soft.speaks.all():
        common |= (soft.speaks[left] & soft.speaks[right]) == 0
    cost: Cost = (~common).astype(np.int32) * w.LANGUAGE
    return cost


def _label(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    one, other = soft.label[left], soft.label[right]
    cost: Cost = ((one != other) & (one >= 0) & (other >= 0)).astype(np.int32) * w.LABEL
    return cost


def _zones(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    far = soft.far(left, right)
    if soft.mixer:
        return (w.FAR * (w.HALF_A_TURN_ROUND - far)).astype(np.int32)
    wishes: Cost = soft.wish[left] + soft.wish[right]
    against = np.where(wishes > 0, far, w.HALF_A_TURN_ROUND - far)
    cost: Cost = (w.ZONE * np.abs(wishes) * against).astype(np.int32)
    return cost


def _interests(soft: Soft, left: Numbers, right: Numbers) -> Cost:
    first, *others = soft.interests
    common = np.bitwise_count(first[left] & first[right])
    for word in others:
        common += np.bitwise_count(word[left] & word[right])
    cost: Cost = _FEWER.take(common, mode="clip")
    return cost


Part = Callable[[Soft, Numbers, Numbers], Cost]
PARTS: Mapping[str, tuple[Callable[[Soft], bool], Part]] = {
    "ledger": (lambda soft: bool(len(soft.ghosted) and len(soft.silent)), _ledger),
    "hours": (lambda soft: bool(soft.known.any()), _meeting),
    "mode": (lambda soft: len(soft.mode) > 0, _mode),
    "languages": (lambda soft: len(soft.speaks) > 0, _language),
    "label": (lambda soft: len(soft.label) > 0, _label),
    "zones": (lambda soft: soft.mixer or len(soft.wish) > 0, _zones),
    "interests": (lambda soft: len(soft.interests) > 0, _interests),
}


def _some(codes: Sequence[int]) -> Codes:
    """Empty when nobody has anything."""
    return np.array(codes if any(codes) else (), np.int32)


def _names(names: Sequence[str]) -> Codes:
    """A number for each name, -1 for none; empty when there are none."""
    numbers: dict[str, int] = {"": -1}
    codes = [numbers.setdefault(name, len(numbers)) for name in names]
    return np.array(codes if len(numbers) > 1 else (), np.int32)


def _hours(hours: Sequence[int]) -> Words:
    """48 bits of each day in a word; a row for each day."""
    packed = np.frombuffer(b"".join([one.to_bytes(42, "little") for one in hours]), np.uint8)
    words = np.zeros((len(hours), w.DAYS, 8), np.uint8)
    words[:, :, :6] = packed.reshape(len(hours), w.DAYS, 6)
    return np.ascontiguousarray(words.view("<u8")[:, :, 0].T)


def _bits(sets: Sequence[frozenset[str]]) -> Words:
    """A bit for each thing, if there are few of them, or for each that at least two have; a row for each 64 things."""
    things: Collection[str] = frozenset().union(*sets)
    if len(things) == sum(map(len, sets)):
        return np.empty((0, len(sets)), np.uint64)
    if len(things) > WORD:
        things = [thing for thing, times in Counter(chain.from_iterable(sets)).items() if times > 1]
    bit = defaultdict(int, {thing: 1 << number for number, thing in enumerate(things)}).__getitem__
    codes = [sum(map(bit, its)) for its in sets]
    if len(things) <= WORD:
        return np.array([codes], np.uint64)
    width = -(-len(things) // WORD) * 8
    packed = np.frombuffer(b"".join([code.to_bytes(width, "little") for code in codes]), "<u8")
    return np.ascontiguousarray(packed.reshape(len(sets), width // 8).T)
