"""What is better and what is worse between two people, by part; hard rules and history are not in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.matching import weights as w
from bot.matching.people import Member, Rules

Numbers = NDArray[np.intp]
Cost = NDArray[np.int32]
Words = NDArray[np.uint64]
MODES = {"either": 0, "live": 1, "writing": 2}
_UNKNOWN = w.A_HALF_HOUR * (w.MOST_SHARED - w.AS_IF_SHARED)
WISHES = {"any": 0, "same": 1, "mixed": -1}
AT_ONCE = 2_000  # of so few twos all days are compared at once; of more, what is in between stays near the processor


@dataclass(frozen=True, slots=True)
class Soft:
    """``hours``: a row for each day of 48 bits each. ``languages`` and ``interests``: rows of 64 bits each, as many
    as it takes. What nobody has is empty, and costs no time."""

    people: int
    hours: Words
    known: NDArray[np.bool_]
    languages: Words
    interests: Words
    speaks: NDArray[np.bool_]
    label: NDArray[np.int32]
    mode: NDArray[np.int8]
    wish: NDArray[np.int32]
    offset: NDArray[np.int32]
    ghosted: NDArray[np.int32]
    silent: NDArray[np.int32]
    mixer: bool

    @classmethod
    def of(cls, members: Sequence[Member], rules: Rules) -> Soft:
        labels: dict[str, int] = {"": -1}
        named = [member.labels.get(rules.prefer, "") for member in members] if rules.prefer else []
        return cls(
            people=len(members),
            hours=_hours([member.hours for member in members]),
            known=np.array([member.hours > 0 and member.mode != "writing" for member in members], bool),
            languages=_bits([member.languages for member in members]),
            interests=_bits([member.interests for member in members]),
            speaks=np.array([bool(member.languages) for member in members], bool),
            label=_some([labels.setdefault(name, len(labels)) for name in named], -1),
            mode=np.array([MODES[member.mode] for member in members], np.int8),
            wish=_some([WISHES[member.mix] for member in members], 0),
            offset=np.array([member.offset // 30 for member in members], np.int32),
            ghosted=_some([min(member.ghosted, w.MOST_OWED) for member in members], 0),
            silent=_some([min(member.silent, w.MOST_OWED) for member in members], 0),
            mixer=rules.kind == "mixer",
        )

    def costs(self, left: Numbers, right: Numbers) -> Cost:
        total = np.zeros(np.broadcast_shapes(left.shape, right.shape), np.int32)
        for _, cost in self.parts(left, right):
            total += cost
        return total

    def parts(self, left: Numbers, right: Numbers) -> Iterator[tuple[str, Cost]]:
        """The parts that anybody here has to do with, in the order of ``weights.PARTS``."""
        for name, applies, part in PARTS:
            if applies(self):
                yield name, part(self, left, right)

    def worst(self, part: str) -> int:
        """The most that two people here can pay for what they don't have in common."""
        plays = any(name == part and applies(self) for name, applies, _ in PARTS)
        return w.worst(part, self.mixer) if plays else 0

    def shared(self, left: Numbers, right: Numbers) -> NDArray[np.uint8]:
        """Half hours a week that both are usually free, no more than six hours of a day; 0 where one said nothing."""
        total = np.zeros(np.broadcast_shapes(left.shape, right.shape), np.uint8)
        few = total.size < AT_ONCE and left.ndim == right.ndim
        for days in [self.hours] if few else self.hours[:, None]:
            common = np.bitwise_count(days[:, left] & days[:, right])
            np.minimum(common, w.ENOUGH_A_DAY, out=common)
            total += common.sum(axis=0, dtype=np.uint8)
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
    shared = soft.shared(left, right)
    cost: Cost = shared.astype(np.int32) * -w.A_HALF_HOUR
    cost += w.A_HALF_HOUR * w.MOST_SHARED
    cost += (shared == 0) * np.int16(w.NO_HOUR)
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
        common |= ~(soft.speaks[left] & soft.speaks[right])
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
    common = np.zeros(np.broadcast_shapes(left.shape, right.shape), np.uint8)
    for word in soft.interests:
        common += np.bitwise_count(word[left] & word[right])
    np.minimum(common, w.ENOUGH_INTERESTS, out=common)
    return (w.ENOUGH_INTERESTS - common).astype(np.int32) * w.INTEREST


Part = Callable[[Soft, Numbers, Numbers], Cost]
PARTS: tuple[tuple[str, Callable[[Soft], bool], Part], ...] = (
    ("ledger", lambda soft: bool(len(soft.ghosted) and len(soft.silent)), _ledger),
    ("hours", lambda soft: bool(soft.known.any()), _meeting),
    ("mode", lambda soft: bool(soft.mode.any()), _mode),
    ("languages", lambda soft: bool(soft.speaks.any()), _language),
    ("label", lambda soft: bool(len(soft.label)), _label),
    ("zones", lambda soft: soft.mixer or bool(len(soft.wish)), _zones),
    ("interests", lambda soft: bool(len(soft.interests)), _interests),
)


def _some(values: Sequence[int], nothing: int) -> NDArray[np.int32]:
    """Empty when nobody has anything."""
    return np.array(values if values.count(nothing) < len(values) else (), np.int32)


def _hours(hours: Sequence[int]) -> Words:
    """48 bits of each day in a word; a row for each day."""
    packed = np.frombuffer(b"".join([one.to_bytes(42, "little") for one in hours]), np.uint8)
    words = np.zeros((len(hours), w.DAYS, 8), np.uint8)
    words[:, :, :6] = packed.reshape(len(hours), w.DAYS, 6)
    return np.ascontiguousarray(words.view("<u8")[:, :, 0].T)


def _bits(sets: Sequence[frozenset[str]]) -> Words:
    """A bit for each thing that at least two have; a row for each 64 things."""
    seen = Counter(chain.from_iterable(sets))
    if not seen:
        return np.empty((0, len(sets)), np.uint64)
    shared = sorted([thing for thing, times in seen.items() if times > 1])
    bit = dict.fromkeys(seen, 0) | {thing: 1 << number for number, thing in enumerate(shared)}
    width = -(-len(shared) // 64) * 8
    packed = b"".join([sum(map(bit.__getitem__, things)).to_bytes(width, "little") for things in sets])
    return np.ascontiguousarray(np.frombuffer(packed, "<u8").reshape(len(sets), width // 8).T)
