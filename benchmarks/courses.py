"""Random courses of 52 weeks with churn, and what went wrong: `python -m benchmarks.courses [COUNT [MINUTES [FIRST]]]`.

People come late, rest, go for good, block one another, and want small groups; most courses have rounds of pairs, the
others groups of three or four, or pairs across sections. Every round is checked by plain Python that knows nothing of
the solver:

- blocked: two who may not meet, by any hard rule, share a group, or somebody is in two groups or in none, unmentioned;
- left out: fewer people have a place than could have (exact: pairs by networkx, and trios one by one);
- repeats: more pairs met again than must (exact for rounds of pairs alone; where there are trios, one round in
  TRIOS_CHECKED is compared with every possible trio);
- seed: the same round, asked for again in another order, is another (one round in TWICE).

Two processes, a line on the way each half minute. 10,000 courses take about half an hour.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from itertools import combinations
from random import Random

import networkx as nx
import rustworkx as rx

from benchmarks.tables import table
from bot.matching.checks import allowed, forbidden
from bot.matching.meetings import Meetings, Met
from bot.matching.people import Member, Outcome, Problem, Rules
from bot.matching.rounds import match
from tests.matching.courses import anyhow

WEEKS = 52
MOST = 24
TRIOS_CHECKED = 100
TWICE = 13
CHUNK = 10
IMPOSSIBLE = 10**6
RULES = (Rules(), Rules(), Rules(), Rules(across="section"), Rules(size=3), Rules(size=4, odd="smaller"))
Edges = list[tuple[str, str, int]]


def rounds(seed: int) -> Iterator[tuple[Problem, Outcome]]:
    """One course: everybody has a first and a last week, and rests now and then."""
    rng = Random(seed)
    course = anyhow(rng, MOST)
    course.rules = rng.choice(RULES)
    everybody = [(*sorted((rng.choice((0, rng.randrange(WEEKS))), rng.choice((WEEKS, rng.randrange(WEEKS))))), one)
                 for one in course.people]  # fmt: skip
    resting = rng.choice((0.0, 0.1, 0.3))
    for week in range(WEEKS):
        course.people = [one for first, last, one in everybody if first <= week < last]
        yield from course.weeks(1, rng, resting)


def faults(seed: int) -> Iterator[tuple[str, int]]:
    """What went wrong in which week; and what was looked at, as 'checked: ...'."""
    chance = Random(seed + 1)
    for week, (problem, outcome) in enumerate(rounds(seed)):
        yield "checked: rounds", week
        yield from ((fault, week) for fault in _breaches(problem, outcome))
        if outcome.unplaced:
            yield "checked: rounds with somebody unplaced", week
            if _placed(outcome) < most_placed(problem):
                yield "left out", week
        yield from ((fault, week) for fault in _repeats(problem, outcome, chance))
        if week % TWICE == 0:
            yield "checked: rounds made twice", week
            if outcome != match(_turned(problem, chance)):
                yield "seed", week


def _breaches(problem: Problem, outcome: Outcome) -> Iterator[str]:
    known = {member.id: member for member in problem.members}
    placed = [id_ for group in outcome.groups for id_ in group.members]
    if sorted(known) != sorted([*placed, *(one.id for one in outcome.unplaced)]):
        yield "blocked"
    if not all(allowed([known[id_] for id_ in group.members], problem) for group in outcome.groups):
        yield "blocked"


def _placed(outcome: Outcome) -> int:
    return sum(len(group.members) for group in outcome.groups)


def _may(problem: Problem) -> list[tuple[Member, Member]]:
    return [two for two in combinations(problem.members, 2) if not forbidden(*two, problem)]


def most_placed(problem: Problem) -> int:
    """Any group falls into pairs and trios, so these decide; a trio pays when the others lose only one pair by it.

    Taking such trios as they come is exact: which circles of odd size stay over can be exchanged freely
    (Cornuéjols, Hartvigsen, Pulleyblank 1982, "Packing subgraphs in a graph").
    """
    graph: nx.Graph[str] = nx.Graph((one.id, other.id) for one, other in _may(problem))
    patient = sorted(one.id for one in problem.members if one.id in graph and not 2 <= one.size < 3)
    found, pairs = 0, len(nx.max_weight_matching(graph, maxcardinality=True))
    for trio in combinations(patient, 3):
        if 2 * pairs < len(graph) and all(graph.has_edge(*two) for two in combinations(trio, 2)):
            rest = graph.copy()
            rest.remove_nodes_from(trio)
            if len(nx.max_weight_matching(rest, maxcardinality=True)) == pairs - 1:
                graph, found, pairs = rest, found + 3, pairs - 1
    return found + 2 * pairs


def _repeats(problem: Problem, outcome: Outcome, chance: Random) -> Iterator[str]:
    before = {frozenset((met.one, met.other)) for met in problem.met}
    again = sum(frozenset(two) in before for group in outcome.groups for two in combinations(group.members, 2))
    trios = [group for group in outcome.groups if len(group.members) > 2]
    if not again or problem.rules.size > 2 or len(trios) > 1 or outcome.unplaced:
        return
    edges = [(one.id, other.id, int(frozenset((one.id, other.id)) in before)) for one, other in _may(problem)]
    if not trios:
        yield "checked: rounds of pairs with repeats"
        if _fewest(edges, len(problem.members)) < again:
            yield "repeats"
    elif chance.random() < 1 / TRIOS_CHECKED:
        yield "checked: rounds of pairs and a trio with repeats"
        if _with_a_trio(edges, problem.members, again) < again:
            yield "repeats, with a trio"


def _fewest(edges: Edges, people: int) -> int:
    """Of all rounds of pairs that place as many as that: how many must meet again. IMPOSSIBLE when there is none."""
    graph: rx.PyGraph[str, int] = rx.PyGraph(multigraph=False)
    index = {id_: graph.add_node(id_) for id_ in sorted({id_ for one, other, _ in edges for id_ in (one, other)})}
    graph.add_edges_from([(index[one], index[other], 1 - again) for one, other, again in edges])
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    if 2 * len(found) < people:
        return IMPOSSIBLE
    return sum(1 - graph.get_edge_data(*two) for two in found)


def _with_a_trio(edges: Edges, members: Sequence[Member], enough: int) -> int:
    known = {frozenset(two): again for *two, again in edges}
    best = enough
    for trio in combinations([one.id for one in members if not 2 <= one.size < 3], 3):
        twos = [frozenset(two) for two in combinations(trio, 2)]
        own = sum(known.get(two, enough) for two in twos)
        if own < best:
            rest = [edge for edge in edges if edge[0] not in trio and edge[1] not in trio]
            best = min(best, own + _fewest(rest, len(members) - 3))
    return best


def _turned(problem: Problem, chance: Random) -> Problem:
    """The same, told in another order."""
    members, met = list(problem.members), [Met(met.other, met.one, met.ago) for met in problem.met]
    chance.shuffle(members)
    chance.shuffle(met)
    return replace(
        problem, members=tuple(members), met=Meetings.of(met), apart=frozenset((two, one) for one, two in problem.apart)
    )


def some(seeds: Iterable[int]) -> tuple[Counter[str], list[str]]:
    count: Counter[str] = Counter()
    examples = []
    for seed in seeds:
        count["checked: courses"] += 1
        for fault, week in faults(seed):
            count[fault] += 1
            if not fault.startswith("checked"):
                examples.append(f"{fault}: seed {seed}, week {week}")
    return count, examples


def run(courses: int, minutes: float, first: int) -> None:
    end, shown = time.monotonic() + 60 * minutes, time.monotonic()
    count: Counter[str] = Counter()
    examples: list[str] = []
    starts = iter(range(first, first + courses, CHUNK))
    with ProcessPoolExecutor(2) as pool:
        waiting = {
            pool.submit(some, range(at, min(at + CHUNK, first + courses)))
            for _, at in zip(range(4), starts, strict=False)
        }
        while waiting:
            done = next(as_completed(waiting))
            waiting.remove(done)
            found, wrong = done.result()
            count += found
            examples += wrong
            at = next(starts, None) if time.monotonic() < end else None
            if at is not None:
                waiting.add(pool.submit(some, range(at, min(at + CHUNK, first + courses))))
            if time.monotonic() > shown + 30:
                shown = time.monotonic()
                print(f"{count['checked: courses']} courses, {len(examples)} faults", flush=True)
    report(count, examples)


def report(count: Counter[str], examples: Sequence[str]) -> None:
    kinds = ("blocked", "left out", "repeats", "repeats, with a trio", "seed")
    table(
        ("52-week courses", "count"),
        *sorted((name.removeprefix("checked: "), many) for name, many in count.items() if name.startswith("checked")),
        *((f"faults: {kind}", count[kind]) for kind in kinds),
    )
    print(*examples[:40], sep="\n")


if __name__ == "__main__":
    asked = [float(word) for word in sys.argv[1:]]
    courses, minutes, first = (*asked, *(10_000, 600, 0)[len(asked) :])
    run(int(courses), minutes, int(first))
