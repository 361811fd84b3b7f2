"""What each thing costs, as whole numbers: the documented weights of a round.

Costs are added up over every two people of a group, and the round with the least sum is the best.
Three levels are strict, because each unit of one outweighs all that a whole round could gain below it:
somebody without a place, then two who meet again, then the rest. In the rest the order is that of ``PARTS``, and
the range of each part (but for zones, see below) exceeds the ranges of all that follow it together.
"""

from __future__ import annotations

from dataclasses import dataclass

PARTS = ("unplaced", "met", "ledger", "hours", "mode", "languages", "label", "zones", "interests")

DAYS, HALF_HOURS_A_DAY = 7, 48
ENOUGH_A_DAY = 12  # half hours: more than six shared hours a day are no better than six
MOST_SHARED = DAYS * ENOUGH_A_DAY

A_HALF_HOUR = 24  # for each half hour a week that is missing to MOST_SHARED
NO_HOUR = 4_000  # on top of that where no common half hour is known: these two will write
AS_IF_SHARED = 14  # half hours: who said nothing about their week counts as sharing an hour a day with everybody
MODE = 960  # one wants to talk, the other to write
LANGUAGE = 480  # both named their languages, and there is none in common
LABEL = 180  # the label that is better shared is not
ZONE = 2  # for each half hour between the zones that goes against somebody's wish; at most 24, for each of the two
FAR = 400  # the same in a mixer, for each half hour short of 12 hours: there it comes before the hours
HALF_A_TURN_ROUND = 24  # half hours: zones cannot be further apart than this
INTEREST = 20  # for each shared interest short of four
ENOUGH_INTERESTS = 4

LEDGER = 1 << 15  # for each unit of what is owed; more than all that follows can cost two people (17,316)
MOST_OWED = 2  # times somebody was ghosted, and silent rounds, beyond which more make no difference
MOST_TURNS = 15  # the same for turns in a trio or left out, counted from the member who had fewest

RECENT = 1 << 19  # for each unit of ``recency``; more than ledger and rest can cost two people
MOST_RECENT = 255
TURN = 16 * RECENT  # for each turn that somebody in a trio had: trios go round, if need be by meeting again sooner


def recency(ago: int) -> int:
    """How much a meeting so many rounds ago still counts, in units of ``RECENT``: 64 for the last round, never 0."""
    return max(1, 128 // (1 + max(ago, 1)))


@dataclass(frozen=True, slots=True)
class Weights:
    """The two weights that depend on how many take part.

    ``repeat`` is paid for every two who met before, whenever it was, beside the recency; fewest repeats always win.
    """

    repeat: int
    unplaced: int

    @classmethod
    def of(cls, people: int) -> Weights:
        pair = RECENT * (MOST_RECENT + 1)
        return cls(repeat=(people + 8) * pair, unplaced=(people + 8) ** 2 * pair)


def worst(part: str, mixer: bool) -> int:
    """The most that two people can pay for a part of those that are about what they have in common."""
    return {
        "hours": A_HALF_HOUR * MOST_SHARED + NO_HOUR,
        "mode": MODE,
        "languages": LANGUAGE,
        "label": LABEL,
        "zones": HALF_A_TURN_ROUND * (FAR if mixer else 2 * ZONE),
        "interests": INTEREST * ENOUGH_INTERESTS,
    }.get(part, 0)
