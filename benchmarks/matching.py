"""Who meets whom, beside what other bots do: `python -m benchmarks.matching [--quick] [--long]`.

People are made up: 17 zones weighted like an online course, free for 2 to 8 hours of each day, 3 to 8 of 40 interests.
All are judged by the same costs (`bot/matching/weights.py`); quality is what the pairs have in common, history aside,
as a share of the best that is known: the optimum up to 2,000, a certified bound that no round can pass above.

- shuffle (icebreaker bots), sequential greedy (chat-roulette), networkx on the full graph (beans, n-donuts),
  rustworkx on the full graph, and ours: seconds, memory, quality, repeats, pairs sharing less than 7 hours a week.
  History is 10 weeks; 50 for 10,000. Goals: 1,000 in 0.15 s; 10,000 in 1.0 s and 100 MiB at 99.8 %;
  50,000 in 5 s at 97 % of the bound; growth exponent 1.3.
- Rounds of one size in which somebody else's exact solver, rustworkx, sees every pair: as good as ours?
- 1,000 courses of 100 (goal: 2 s), in one process: from people to reasons, and from people to pairs that are proved
  best, which is what the others above do; and as a bot has them done whose courses all pair at nine: by the solver's
  processes, with all that is written and read. A course of 30 (goal: 1 ms), from people to reasons.
- Whole courses: how many pairs meet again, against the least possible, and the mean hours they share.

Takes about three minutes; `--quick` half a minute; `--long` lets rustworkx see all pairs of 1,000 and 2,000, too,
which takes a few more minutes.
"""

from __future__ import annotations

import asyncio
import gc
import math
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from statistics import median

import networkx as nx
import numpy as np
import rustworkx as rx

from benchmarks.tables import table
from bot.matching import bounds, hybrid
from bot.matching.arrays import FORBIDDEN, Arrays, Numbers
from bot.matching.certificate import least_cost
from bot.matching.meetings import Meetings
from bot.matching.people import WEEK, Member, Outcome, Problem
from bot.matching.rounds import match
from bot.matching.twos import paired
from bot.solver import Solver

ZONES = (-480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 240, 330, 420, 480, 540, 600, 720)
WEIGHTS = (9, 3, 6, 10, 2, 4, 7, 10, 8, 4, 3, 12, 4, 7, 5, 2, 1)
ZIPF = [1 / (rank + 1) for rank in range(40)]
PARTS = ("hours", "mode", "languages", "label", "zones", "interests")
AN_HOUR_A_DAY = 14
Pairs = list[tuple[str, str]]


def somebody(number: int, rng: Random) -> Member:
    zone = rng.choices(ZONES, WEIGHTS)[0]
    begin, length = rng.randrange(14, 44) - zone // 30, rng.randrange(4, 17)
    free = {(48 * day + begin + at) % WEEK for day in range(7) for at in range(length)}
    hours = sum(1 << at for at in free)
    things = {rng.choices(range(40), ZIPF)[0] for _ in range(rng.randrange(3, 9))}
    return Member(f"m{number:06}", hours, interests=frozenset(map(str, things)), offset=zone)


def population(count: int, weeks: int = 10, seed: int = 1) -> Problem:
    """People with some weeks behind them in which chance put them together."""
    rng = Random(seed)
    members = tuple(somebody(number, rng) for number in range(count))
    ids = [member.id for member in members]
    met = list[tuple[str, str, int]]()
    for ago in range(1, weeks + 1):
        rng.shuffle(ids)
        met += [(one, other, ago) for one, other in zip(ids[::2], ids[1::2], strict=False)]
    return Problem(members, Meetings.of(met), seed=seed)


def shuffle(problem: Problem) -> Pairs:
    ids = [member.id for member in problem.members]
    Random(problem.seed).shuffle(ids)
    return list(zip(ids[::2], ids[1::2], strict=False))


def greedy(problem: Problem) -> Pairs:
    """One after the other takes the best who is left."""
    arrays = Arrays.of(problem)
    left = np.arange(len(arrays))
    pairs = []
    while len(left) > 1:
        best = 1 + int(arrays.pair_costs(left[:1], left[1:]).argmin())
        pairs.append((arrays.ids[left[0]], arrays.ids[left[best]]))
        left = np.delete(left, [0, best])
    return pairs


def full_networkx(problem: Problem) -> Pairs:
    arrays, costs = _whole(problem)
    graph = nx.Graph()
    rows, columns = np.triu_indices(len(arrays), 1)
    graph.add_weighted_edges_from(zip(rows.tolist(), columns.tolist(), costs[rows, columns].tolist(), strict=True))
    return [(arrays.ids[one], arrays.ids[other]) for one, other in nx.min_weight_matching(graph)]


def full_rustworkx(problem: Problem) -> Pairs:
    arrays, costs = _whole(problem)
    rows, columns = np.triu_indices(len(arrays), 1)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(arrays)))
    worth = int(costs[rows, columns].max()) + 1 - costs[rows, columns]
    graph.add_edges_from(list(zip(rows.tolist(), columns.tolist(), worth.tolist(), strict=True)))
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return [(arrays.ids[one], arrays.ids[other]) for one, other in found]


def ours(problem: Problem) -> Pairs:
    return [(group.members[0], group.members[1]) for group in match(problem).groups]


def _whole(problem: Problem) -> tuple[Arrays, Numbers]:
    arrays = Arrays.of(problem)
    everybody = np.arange(len(arrays))
    return arrays, arrays.costs(everybody, everybody)


Algorithm = Callable[[Problem], Pairs]
RACE: tuple[tuple[str, Algorithm, int], ...] = (
    ("shuffle", shuffle, 50_000),
    ("sequential greedy", greedy, 10_000),
    ("networkx, full graph", full_networkx, 100),
    ("rustworkx, full graph", full_rustworkx, 300),
    ("Homeroom", ours, 50_000),
)


def judged(arrays: Arrays, pairs: Pairs) -> tuple[int, int, int]:
    """What the pairs have in common, how many met before, how many share less than an hour a day."""
    number = {id_: at for at, id_ in enumerate(arrays.ids)}
    left, right = np.array([(number[one], number[other]) for one, other in pairs]).T
    parts = arrays.costs_by_part(left, right)
    worst = sum(arrays.soft.worst(part) * len(pairs) for part in PARTS)
    gain = worst - sum(int(parts[part].sum()) for part in PARTS if part in parts)
    few = arrays.soft.shared(left, right) < AN_HOUR_A_DAY
    return gain, int((arrays.met.times_of(left, right) > 0).sum()), int(few.sum())


def most(arrays: Arrays) -> float:
    """What no round can pass: the prices of an assignment, put right where any pair contradicts them."""
    everybody = np.arange(len(arrays))
    _, _, price = hybrid._matched(arrays, everybody)  # noqa: SLF001 - the prices are not for sale elsewhere
    worst = sum(arrays.soft.worst(part) for part in PARTS) * (len(arrays) // 2)
    return worst - least_cost(arrays, everybody, price)


def seconds(act: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return median(spent)


def mebibytes(act: Callable[[], object]) -> float:
    tracemalloc.start()
    act()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def race(count: int) -> Iterator[tuple[object, ...]]:
    """Lines for one size. The solver's own process collects no garbage, and neither does this."""
    problem = population(count, 50 if count == 10_000 else 10)
    arrays = Arrays.of(problem)
    exact = count <= 2_000
    best: float = judged(arrays, ours(problem))[0] if exact else most(arrays)
    for name, algorithm, largest in RACE:
        if count > largest:
            continue
        found = algorithm(problem)
        gain, repeats, few = judged(arrays, found)
        time_ = seconds(lambda algorithm=algorithm: algorithm(problem), 5 if count <= 10_000 and gain else 3)
        memory = mebibytes(lambda algorithm=algorithm: algorithm(problem)) if count >= 1_000 else 0.0
        of = "" if exact else " of the bound"
        yield f"{count:,}", name, f"{time_:.4f}", f"{memory:.0f}", f"{100 * gain / best:.2f} %{of}", repeats, few


def races(sizes: Sequence[int]) -> None:
    rows = []
    gc.disable()
    for count in sizes:
        rows += list(race(count))
    gc.enable()
    heads = ("people", "algorithm", "s, median", "MiB", "quality", "repeats", "under 7 h a week")
    table(heads, *rows)
    points = [(int(row[0].replace(",", "")), float(row[2])) for row in rows if row[1] == "Homeroom"]
    large = [point for point in points if point[0] >= 1_000]
    growth = [math.log(b[1] / a[1]) / math.log(b[0] / a[0]) for a, b in pairwise(large)]
    told = [f"{a[0]:,} to {b[0]:,}: {g:.2f}" for (a, b), g in zip(pairwise(large), growth, strict=True)]
    print("growth exponents:", ", ".join(told))


def checked(sizes: Sequence[int]) -> None:
    """What the prices of our rounds prove, and whether a solver that sees all pairs agrees."""
    rows = []
    for count in sizes:
        problem = population(count)
        outcome = match(problem)
        begun = time.perf_counter()
        same = "yes" if _same(problem, outcome) else "NO"
        rows.append((f"{count:,}", outcome.bound, same, f"{time.perf_counter() - begun:.1f}"))
    table(("people", "proved share of the best", "as good as rustworkx on all pairs", "s, rustworkx"), *rows)


def many(courses: int) -> None:
    hundred = [population(100, 10, seed) for seed in range(courses)]
    thirty = population(30, 10)
    gc.disable()
    begun, busy = time.perf_counter(), time.process_time()
    outcomes = [match(problem) for problem in hundred]
    spent, busy = time.perf_counter() - begun, time.process_time() - busy
    begun = time.perf_counter()
    for problem in hundred:
        paired(Arrays.of(problem))
    bare = time.perf_counter() - begun
    small = sorted(_clocked(thirty) for _ in range(400))
    gc.enable()
    begun = time.perf_counter()
    asked = asyncio.run(_asked(hundred))
    through = time.perf_counter() - begun
    proved = sum(outcome.bound == 1 for outcome in outcomes)
    right = sum(_same(problem, outcome) for problem, outcome in zip(hundred[:20], outcomes, strict=False))
    figures = f"{spent:.2f}", f"{busy:.2f}", f"{bare:.2f}", f"{through:.2f}", proved, f"{right} of {len(hundred[:20])}"
    heads = (
        "",
        "s",
        "processor s",
        "s, pairs alone",
        "s, by the solver's processes",
        "proved best",
        "as rustworkx finds",
    )
    table(heads, (f"{courses:,} courses of 100", *figures))
    print("the solver's processes answer the same:", "yes" if asked == outcomes else "NO")
    print(
        f"a course of 30, 400 times: {1000 * small[200]:.2f} ms in the median, {1000 * small[40]:.2f} in the best tenth"
    )


async def _asked(problems: Sequence[Problem]) -> list[Outcome]:
    """All at once, with the start of the processes."""
    solver = Solver()
    return list(await asyncio.gather(*map(solver.match, problems)))


def _clocked(problem: Problem) -> float:
    begun = time.perf_counter()
    match(problem)
    return time.perf_counter() - begun


def _same(problem: Problem, outcome: Outcome) -> bool:
    arrays, costs = _whole(problem)
    number = {id_: at for at, id_ in enumerate(arrays.ids)}
    best = sum(int(costs[number[one], number[other]]) for one, other in full_rustworkx(problem))
    assert best < FORBIDDEN
    return best == sum(outcome.cost.values())


def course(count: int, weeks: int, algorithm: Algorithm, seed: int) -> tuple[int, int, float]:
    """Pairs who meet again, the first week in which any do (0: none), and the mean hours a week that pairs share."""
    problem = population(count, 0, seed)
    hours = {member.id: member.hours for member in problem.members}
    met: list[tuple[int, str, str]] = []
    before: set[frozenset[str]] = set()
    repeats = first = minutes = 0
    for week in range(1, weeks + 1):
        history = Meetings.of((one, other, week - when) for when, one, other in met)
        pairs = algorithm(replace(problem, met=history, seed=1000 * seed + week))
        again = sum(frozenset(pair) in before for pair in pairs)
        first = first or week * bool(again)
        repeats += again
        minutes += sum(30 * (hours[one] & hours[other]).bit_count() for one, other in pairs)
        met += [(week, one, other) for one, other in pairs]
        before |= {frozenset(pair) for pair in pairs}
    return repeats, first, minutes / 60 / weeks / (count // 2)


def circle(problem: Problem) -> Pairs:
    """The fixed schedule that never repeats before it must, and asks nobody when they are free."""
    ids = [member.id for member in problem.members]
    week = problem.seed % 1000 - 1
    turning = ids[1:]
    turn = week % len(turning)
    ring = [ids[0], *turning[turn:], *turning[:turn]]
    return [(ring[at], ring[-1 - at]) for at in range(len(ids) // 2)]


def whole_courses(quick: bool) -> None:
    rows = []
    for count in (10, 20, 50) if quick else (10, 20, 50, 100):
        for weeks in sorted({count - 1, 25, 50}):
            least = sum(count // 2 for week in range(weeks) if week >= count - 1)
            for name, algorithm in (("shuffle", shuffle), ("greedy", greedy), ("circle", circle), ("Homeroom", ours)):
                found = [course(count, weeks, algorithm, seed) for seed in ((1,) if quick or count > 50 else (1, 2, 3))]
                repeats, firsts = median(each[0] for each in found), min(each[1] or weeks + 1 for each in found)
                when = f"week {firsts}" if firsts <= weeks else "none"
                shared = sum(each[2] for each in found) / len(found)
                rows.append((f"{count}", weeks, name, f"{repeats:g}", least, when, f"{shared:.1f}"))
    table(("people", "weeks", "algorithm", "repeats", "least possible", "first repeat", "shared hours a week"), *rows)


def main(quick: bool, long: bool) -> None:
    bounds.priced(np.full((2, 2), 1) + np.eye(2, dtype=np.int64) * bounds.NEVER)  # imports done, nothing measured
    races((100, 1_000) if quick else (100, 300, 1_000, 2_000, 10_000, 50_000))
    checked((500, 1_000, 2_000) if long else (500,))
    many(100 if quick else 1_000)
    whole_courses(quick)


if __name__ == "__main__":
    main("--quick" in sys.argv, "--long" in sys.argv)
