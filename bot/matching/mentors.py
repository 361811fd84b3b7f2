"""Students to mentors, up to each mentor's capacity: the cheapest assignment, and nobody out who could be placed.

assigned(problem, arrays)    # numbers of ``arrays``, the mentor first; whoever is in no group has no mentor
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN, Arrays, Costs
from bot.matching.company import Company
from bot.matching.packing import NOBODY, Packing
from bot.matching.people import Member, Problem
from bot.matching.places import cheapest
from bot.matching.sizes import NO_WISH
from bot.matching.weights import LEDGER, MOST_TURNS
from bot.matching.young import LEAST, eased, room

PATIENCE = 50_000  # times that somebody is asked whether a student may come: about half a second
SMALL = 24  # students: as many are placed as can be, whatever stands between them

Numbers = NDArray[np.intp]


def assigned(problem: Problem, arrays: Arrays) -> list[tuple[int, ...]]:
    """Costs between a mentor and a student count; the students of one mentor only have to be allowed together.

    Minors by themselves: a mentor who is one has two students or more, or none.
    """
    groups: list[tuple[int, ...]] = []
    for young in (False, True):
        circle = [number for number, member in enumerate(arrays.members) if member.minor == young]
        students = [number for number in circle if arrays.members[number].role == "student"]
        mentors = [number for number in circle if arrays.members[number].role == "mentor"]
        if students and mentors:
            fewest = LEAST - 1 if young else 1
            groups += _assigned(np.array(students, np.intp), np.array(mentors, np.intp), arrays, fewest)
    return groups


def _assigned(students: Numbers, mentors: Numbers, arrays: Arrays, fewest: int) -> list[tuple[int, ...]]:
    costs = arrays.costs(students, mentors)
    owed = np.array([min(arrays.members[student].left_out, MOST_TURNS) for student in students], np.int64)
    table = _Mentoring(students, mentors, costs, arrays)
    plan = list(cheapest(costs, np.array(table.rooms, np.int64), LEDGER * owed))
    for student, mentor in plan:
        table.sit(student, mentor)
    for student in range(len(students)):
        if student not in table.mentor_of:
            table.place(student)
    if fewest > 1:
        Company(table).seek()
    if len(table.mentor_of) < len(plan) and len(students) <= SMALL:
        table.pack(len(plan), fewest)
    return table.groups()


def _room(mentor: Member) -> int:
    """How many students they take; somebody who wants a small group is in it too."""
    taken, wish = room(mentor), eased(mentor).size
    return max(0, min(taken, wish - 1 if wish > 1 else taken))


class _Mentoring:
    """Rows are students, columns are mentors; what is here breaks no hard rule."""

    def __init__(self, students: Numbers, mentors: Numbers, costs: Costs, arrays: Arrays) -> None:
        self.students, self.mentors, self.costs, self.arrays = students, mentors, costs, arrays
        self.rooms = [_room(arrays.members[mentor]) for mentor in mentors]
        self.having: list[list[int]] = [[] for _ in mentors]
        self.mentor_of: dict[int, int] = {}
        self.dead: set[int] = set()
        self.asked = 0

    def groups(self) -> list[tuple[int, ...]]:
        return [
            (int(self.mentors[mentor]), *(int(self.students[student]) for student in sorted(having)))
            for mentor, having in enumerate(self.having)
            if having
        ]

    def sit(self, student: int, mentor: int) -> bool:
        if not self.welcome(student, mentor, self.having[mentor]):
            return False
        self.having[mentor].append(student)
        self.mentor_of[student] = mentor
        return True

    def welcome(self, student: int, mentor: int, others: list[int]) -> bool:
        self.asked += 1
        if self.costs[student, mentor] >= FORBIDDEN or len(others) >= self.rooms[mentor]:
            return False
        wishes = [eased(self.arrays.members[self.students[one]]).size for one in (student, *others)]
        if any(2 <= wish < len(others) + 2 for wish in wishes):
            return False
        one = np.array([self.students[student]])
        return bool(self.arrays.may(one, self.students[others]).all()) if others else True

    def place(self, standing: int) -> None:
        """Along the shortest chain in which each takes the place of a student who finds another mentor.

        Where no chain leads on from, none will later, but for rules between the students of one mentor: once many have
        been asked, nobody looks there twice.
        """
        came_by: dict[int, tuple[int, int]] = {}
        free = {mentor for mentor, having in enumerate(self.having) if len(having) < self.rooms[mentor]}
        queue, seen = deque([standing] if free else ()), {standing, *self.dead}
        while queue:
            student = queue.popleft()
            chain = self._chain(student, standing, came_by)
            wanted = [mentor for mentor in self._wanted(student) if mentor not in chain]
            for mentor in wanted:
                if mentor in free and self.sit(student, mentor):
                    self._follow(student, standing, came_by)
                    return
            for mentor in wanted:
                for other in [one for one in self.having[mentor] if one not in seen]:
                    if self.welcome(student, mentor, [one for one in self.having[mentor] if one != other]):
                        came_by[other] = (student, mentor)
                        seen.add(other)
                        queue.append(other)
        self.dead = seen if self.asked > PATIENCE else set()

    def pack(self, at_most: int, fewest: int) -> None:
        """All anew where that places more; ``at_most`` could be placed if there were no rules between students."""
        known = [self.mentor_of.get(student, NOBODY) for student in range(len(self.students))]
        wishes = [eased(self.arrays.members[student]).size for student in self.students]
        packing = Packing(
            wanted=[self._wanted(student) for student in range(len(known))],
            foes=[sum(1 << other for other in self._foes(student)) for student in range(len(known))],
            most=[wish - 1 if wish > 1 else NO_WISH for wish in wishes],
            rooms=self.rooms,
            least=len(known) - at_most,
            fewest=fewest,
        )
        found = packing.better(known)
        self.mentor_of = {student: mentor for student, mentor in enumerate(found) if mentor != NOBODY}
        self.having = [[one for one, mentor in self.mentor_of.items() if mentor == at] for at in range(len(self.rooms))]

    def _foes(self, student: int) -> list[int]:
        may = self.arrays.may(self.students[student : student + 1], self.students)
        return [int(other) for other in np.flatnonzero(~may) if other != student]

    def _chain(self, student: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> set[int]:
        """The mentors whose students have changed on the way to this one."""
        touched = set()
        while student != standing:
            student, mentor = came_by[student]
            touched.add(mentor)
        return touched

    def _wanted(self, student: int) -> list[int]:
        """Every mentor they may have, the best first."""
        costs = self.costs[student]
        order = np.argsort(costs, kind="stable")
        return [int(mentor) for mentor in order[costs[order] < FORBIDDEN]]

    def _follow(self, student: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> None:
        while student != standing:
            previous, mentor = came_by[student]
            having = self.having[mentor]
            having[having.index(student)] = previous
            self.mentor_of[previous] = mentor
            student = previous
