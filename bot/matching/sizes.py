"""How large the groups of a round are when people do not divide evenly, or wish for small ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.matching.people import Rules

NO_WISH = 99


def sizes(count: int, rules: Rules, least: int = 2) -> tuple[int, ...]:
    """As many sizes as there will be groups, largest first, none under ``least``; () when there are fewer people.

    The policy decides, unless it goes further than one from the size that was asked for and the other
    does not: seven in fours are a four and a three, never one group of seven.
    """
    if count < least:
        return ()
    fewer, more = max(1, count // rules.size), min(count // least, -(-count // rules.size))
    groups = fewer if rules.odd == "bigger" else more
    if _off(count, groups, rules.size) > 1:
        groups = min(more, fewer, key=lambda made: _off(count, made, rules.size))
    return shared_out(count, groups)


def _off(count: int, groups: int, size: int) -> int:
    """How far the worst group is from the size that was asked for."""
    return max(abs(made - size) for made in shared_out(count, groups))


def shared_out(count: int, groups: int) -> tuple[int, ...]:
    each, over = divmod(count, groups)
    return (each + 1,) * over + (each,) * (groups - over)


def wished(caps: Sequence[int], rules: Rules, least: int = 2) -> tuple[int, ...]:
    """The same, where each person has the largest size that they want (NO_WISH without one).

    Whoever wants small groups is served first, with others to fill them. The sum may be short of the people, by less
    than ``least``.
    """
    left, small = len(caps), list[int]()
    for cap, people in sorted(Counter(cap for cap in caps if cap < rules.size).items()):
        groups = min(-(-people // cap), left // least)
        seats = min(max(people, least * groups), groups * cap, left)
        small += shared_out(seats, groups) if groups else ()
        left -= seats
    ways = [*_with_last(small, least)] if left == 1 else [[*small, *rest] for rest in _ways(left, rules, least)]
    return tuple(sorted(next((way for way in ways if _fit(way, caps)), small), reverse=True))


def _ways(people: int, rules: Rules, least: int) -> Iterator[tuple[int, ...]]:
    yield sizes(people, rules, least)
    yield sizes(people, replace(rules, odd="smaller"), least)
    if people >= least:
        yield shared_out(people, min(people // least, -(-people // rules.size)))


def _with_last(made: list[int], least: int) -> Iterator[list[int]]:
    """One more person: in the smallest group, or with somebody out of the largest."""
    for size in sorted(set(made)):
        rest = list(made)
        rest.remove(size)
        yield [*rest, size + 1]
        if size > 2 == least:
            yield [*rest, size - 1, 2]


def _fit(made: Sequence[int], caps: Sequence[int]) -> bool:
    """Whether everybody can sit in a group no larger than they wish."""
    seats = sorted(size for size in made for _ in range(size))
    return len(seats) == len(caps) and all(size <= cap for size, cap in zip(seats, sorted(caps), strict=True))
