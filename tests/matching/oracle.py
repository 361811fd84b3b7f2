"""What a round should be, in plain Python and by exhaustion: slow, short, and written without a look at the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import networkx as nx
from hypothesis import strategies as st

from bot.matching import weights as w
from bot.matching.checks import allowed, forbidden
from bot.matching.meetings import Meetings
from bot.matching.people import Member, Problem, Rules

NIGHT, WORK, EVENING = (0, 12), (16, 36), (36, 46)
WINDOWS = (NIGHT, WORK, EVENING)


def week(*windows: tuple[int, int], days: Sequence[int] = range(7)) -> int:
    """Bits of a week with the same windows, from one half hour of the day up to another."""
    return sum(1 << (48 * day + at) for day in days for first, last in windows for at in range(first, last))


def cost(one: Member, other: Member, problem: Problem) -> int:
    """What two people cost, as ``weights`` says."""
    return sum(by_part(one, other, problem).values())


def by_part(one: Member, other: Member, problem: Problem) -> dict[str, int]:
    here = problem.members
    limit = w.MOST_OWED
    owed = min(one.ghosted, limit) * min(other.silent, limit) + min(other.ghosted, limit) * min(one.silent, limit)
    labels = {member.labels.get(problem.rules.prefer, "") for member in (one, other)} if problem.rules.prefer else {""}
    return {
        "met": _met(one, other, problem),
        "ledger": w.LEDGER * owed,
        "hours": _hours(one, other) if any(member.hours and member.mode != "writing" for member in here) else 0,
        "mode": w.MODE * ({one.mode, other.mode} == {"live", "writing"}),
        "languages": w.LANGUAGE * bool(one.languages and other.languages and not one.languages & other.languages),
        "label": w.LABEL * (len(labels) == 2 and "" not in labels),
        "zones": _zones(one, other, problem.rules),
        "interests": _interests(one, other, here),
    }


def _met(one: Member, other: Member, problem: Problem) -> int:
    agos = [met.ago for met in problem.met if {met.one, met.other} == {one.id, other.id}]
    units = min(sum(map(w.recency, agos)), w.MOST_RECENT)
    return w.Weights.of(len(problem.members)).repeat + w.RECENT * units if agos else 0


def _hours(one: Member, other: Member) -> int:
    if not (one.hours and other.hours) or "writing" in (one.mode, other.mode):
        return w.A_HALF_HOUR * (w.MOST_SHARED - w.AS_IF_SHARED)
    both = one.hours & other.hours
    days = [(both >> (48 * day)) & ((1 << 48) - 1) for day in range(7)]
    shared = sum(min(day.bit_count(), w.ENOUGH_A_DAY) for day in days)
    return w.A_HALF_HOUR * (w.MOST_SHARED - shared) + w.NO_HOUR * (shared == 0)


def _zones(one: Member, other: Member, rules: Rules) -> int:
    gap = abs(one.offset - other.offset) // 30
    far = min(gap, 48 - gap)
    if rules.kind == "mixer":
        return w.FAR * (24 - far)
    wishes = [one.mix, other.mix].count("same") - [one.mix, other.mix].count("mixed")
    return w.ZONE * abs(wishes) * (far if wishes > 0 else 24 - far)


def _interests(one: Member, other: Member, here: Sequence[Member]) -> int:
    if not any(first.interests & second.interests for first, second in combinations(here, 2)):
        return 0  # nobody shares any: the same for every pair
    return w.INTEREST * max(0, w.ENOUGH_INTERESTS - len(one.interests & other.interests))


def graph(problem: Problem) -> nx.Graph[str]:
    """Everybody, and what each two who may meet would cost."""
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(member.id for member in problem.members)
    for one, other in combinations(problem.members, 2):
        if not forbidden(one, other, problem):
            made.add_edge(one.id, other.id, weight=cost(one, other, problem))
    return made


def best_pairs(problem: Problem) -> tuple[int, int]:
    """How many pairs there can be, and what that many cost at least: an independent exact solver."""
    made = graph(problem)
    found = nx.min_weight_matching(made)
    return len(found), sum(made.edges[pair]["weight"] for pair in found)


def fewest_repeats(problem: Problem) -> int:
    """How many pairs of a round must meet again when as many as possible are placed."""
    made = graph(problem)
    before = {frozenset((met.one, met.other)) for met in problem.met}
    for one, other in made.edges:
        made.edges[one, other]["weight"] = int(frozenset((one, other)) in before)
    return sum(made.edges[pair]["weight"] for pair in nx.min_weight_matching(made))


def most_placed(problem: Problem) -> int:
    """How many people can be in pairs and trios at most, by trying everything."""
    people = problem.members
    groups = [
        frozenset(chosen)
        for size in (2, 3, 4, 5)
        for chosen in combinations(range(len(people)), size)
        if size in ((3, 4, 5) if people[chosen[0]].minor else (2, 3))
        if allowed([people[number] for number in chosen], problem)
    ]

    @cache
    def best(left: frozenset[int]) -> int:
        if len(left) < 2:
            return 0
        first = min(left)
        ways = [len(group) + best(left - group) for group in groups if first in group and group <= left]
        return max([best(left - {first}), *ways])

    return best(frozenset(range(len(people))))


@st.composite
def problems(draw: st.DrawFn, most: int = 7, rules: st.SearchStrategy[Rules] | None = None) -> Problem:
    """Small problems with everything in them that may stand in the way."""
    people = draw(st.integers(0, most))
    members = tuple(draw(members_named(f"p{number}")) for number in range(people))
    pairs = list(_pairs(members))
    few = st.lists(st.sampled_from(pairs), max_size=2 * people) if pairs else st.just([])
    met = Meetings.of((*pair, draw(st.integers(1, 60))) for pair in draw(few))
    chosen = draw(st.builds(Rules, across=st.sampled_from(["", "", "team"])) if rules is None else rules)
    return Problem(members, met, frozenset(draw(few)), rules=chosen, seed=draw(st.integers(-5, 99)))


def _pairs(members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(members, 2):
        yield one.id, other.id
        yield other.id, one.id


@st.composite
def members_named(draw: st.DrawFn, name: str) -> Member:
    windows = draw(st.lists(st.sampled_from(WINDOWS), max_size=2, unique=True))
    team = draw(st.sampled_from(["", "a", "b", "c"]))
    return Member(
        id=name,
        hours=week(*windows, days=draw(st.sampled_from([range(7), range(2), range(5, 7)]))),
        languages=draw(st.frozensets(st.sampled_from(["en", "es", "hi"]), max_size=2)),
        interests=draw(st.frozensets(st.sampled_from("abcdef"), max_size=6)),
        labels={"team": team, "section": draw(st.sampled_from(["", "1", "2"]))} if team else {},
        role=draw(st.sampled_from(["student", "student", "student", "student", "mentor", "staff"])),
        minor=draw(st.sampled_from([False, False, False, True])),
        mode=draw(st.sampled_from(["either", "live", "writing"])),
        mix=draw(st.sampled_from(["any", "same", "mixed"])),
        offset=draw(st.sampled_from([-480, -300, 0, 60, 330, 720, 840])),
        size=draw(st.sampled_from([0, 0, 0, 2, 3])),
        left_out=draw(st.integers(0, 2)),
        in_trio=draw(st.integers(0, 2)),
        ghosted=draw(st.integers(0, 3)),
        silent=draw(st.integers(0, 3)),
    )
