"""Between two rounds: whoever comes late or loses a partner is placed at once, and nobody else is moved.

In plain Python, so that the bot itself may ask: ``place(problem, change)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from random import Random

from bot.matching.checks import allowed, forbidden
from bot.matching.people import Group, Member, Outcome, Problem, Unplaced, Why
from bot.matching.plain import cost, meetings, of_meeting
from bot.matching.reasons import reason
from bot.matching.sizes import sizes
from bot.matching.young import LEAST, eased, room, rules_for_minors, unmentored

ENOUGH = 300  # groups that somebody may choose from: comparing all of a very large course's would take too long


@dataclass(frozen=True, slots=True)
class Change:
    """The groups as they were, who came, and who went. ``problem.members`` has everybody who is here now."""

    groups: tuple[tuple[str, ...], ...]
    newcomers: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()


def place(problem: Problem, change: Change) -> Outcome:
    """The groups that are new or have changed, and who found no place. All others stay as they are.

    Those who stand get together, or join a group as one more, where nobody meets again; else where somebody does.
    Minors by themselves, never two: when a group of three loses one, the two others look for another group.
    """
    table = _Table(problem, change)
    for young in (False, True):
        least = table.least(young)
        size = max(problem.rules.size, least)
        for again in (False, True):
            table.get_together(table.enough(young), again, young)
            table.join(size + 1, again, young)
        table.get_together([least] * len(table.standing), again=True, young=young)
        table.join(size + 2, again=True, young=young)
    return table.outcome(change)


class _Table:
    """Who sits together, and who stands."""

    def __init__(self, problem: Problem, change: Change) -> None:
        self.problem, self.rules = problem, problem.rules
        self.mentoring = problem.rules.kind == "mentors"
        self.members = {member.id: eased(member) for member in problem.members if member.id not in change.gone}
        here = [[self.members[id_] for id_ in group if id_ in self.members] for group in change.groups]
        self.groups = [group for group in here if self._goes_on(group)]
        Random(problem.seed).shuffle(self.groups)  # noqa: S311 - a fair order, not a secret
        seated = {member.id for group in self.groups for member in group}
        left = {member.id for group in here for member in group}
        self.standing = [self.members[id_] for id_ in sorted({*left, *change.newcomers} & {*self.members} - seated)]
        self.units = meetings(problem, [member.id for member in self.standing])

    def _goes_on(self, group: Sequence[Member]) -> bool:
        mentored = not self.mentoring or any(member.role == "mentor" for member in group)
        return mentored and len(group) >= self.least(any(member.minor for member in group))

    def least(self, young: bool) -> int:
        return LEAST if young else 2

    def circle(self, young: bool) -> list[Member]:
        """Those who stand, by age."""
        return [member for member in self.standing if member.minor == young]

    def met(self, one: Member, other: Member) -> int:
        return self.units.get(frozenset((one.id, other.id)), 0)

    def costs(self, one: Member, group: Sequence[Member]) -> int:
        people = len(self.problem.members)
        return sum(cost(one, other, self.rules) + of_meeting(self.met(one, other), people) for other in group)

    def fits(self, one: Member, group: Sequence[Member], again: bool) -> bool:
        if not again and any(self.met(one, other) for other in group):
            return False
        if self.mentoring and not _has_room(one, group):
            return False
        return allowed([*group, one], self.problem)

    def enough(self, young: bool) -> Sequence[int]:
        """How large the groups are that those who stand could make; none when they are too few."""
        count, size = len(self.circle(young)), self.rules.size
        if self.mentoring:
            return self._mentored(self.circle(young), self.least(young) - 1)
        if young:
            return sizes(count, rules_for_minors(self.rules), LEAST)
        if size == 2:
            return [2] * (count // 2)
        return sizes(count, self.rules) if count >= size - (self.rules.odd == "smaller") else ()

    def _mentored(self, circle: Sequence[Member], fewest: int) -> Sequence[int]:
        """How large mentors' groups would be, the roomiest first; nobody who comes last is left without others."""
        rooms = sorted((room(one) for one in circle if one.role == "mentor"), reverse=True)
        waiting, made = sum(one.role == "student" for one in circle), list[int]()
        for mentor, following in zip(rooms, (*rooms, 0)[1:], strict=True):
            having = min(mentor, waiting)
            spare = having > fewest <= following and 0 < waiting - having < fewest
            made.append(having - spare + 1)
            waiting -= having - spare
        return [size for size in made if size > fewest]

    def get_together(self, made: Sequence[int], again: bool, young: bool) -> None:
        """Those who stand, among themselves; whoever has least choice comes first."""
        choice = {one.id: self._choice(one, again) for one in self.circle(young)}
        for size in made:
            firsts = sorted(self.circle(young), key=lambda member: (-self._holds(member), choice[member.id], member.id))
            enough = self.least(young) if self.mentoring else size
            able = (one for one in firsts if not self.mentoring or one.role == "mentor")
            found = (self._around(one, size, again, enough) for one in able)
            group = next((group for group in found if len(group) >= enough), None)
            if group:
                self.groups.append(group)
                self.standing = [one for one in self.standing if one not in group]

    def _holds(self, one: Member) -> int:
        """How many students a minor mentors, who must not have too few; of all others the choice decides."""
        return room(one) if self.mentoring and one.minor and one.role == "mentor" else 0

    def _choice(self, one: Member, again: bool) -> int:
        return sum(self.fits(other, [one], again) for other in self.standing if other is not one)

    def _around(self, one: Member, size: int, again: bool, enough: int) -> list[Member]:
        """The cheapest company for one, added one by one; minors, who need two others, try each other one first."""
        group = self._grown([one], size, again)
        if len(group) >= enough or not one.minor:
            return group
        seconds = (self._grown([one, other], size, again) for other in self._able([one], again))
        return next((grown for grown in seconds if len(grown) >= enough), group)

    def _grown(self, group: list[Member], size: int, again: bool) -> list[Member]:
        while len(group) < size and (able := self._able(group, again)):
            group = [*group, able[0]]
        return group

    def _able(self, group: Sequence[Member], again: bool) -> list[Member]:
        """Who may come to these, the cheapest first."""
        able = [other for other in self.standing if other not in group and self.fits(other, group, again)]
        return sorted(able, key=lambda other: (self.costs(other, group), other.id))

    def join(self, most: int, again: bool, young: bool) -> None:
        """One by one into the group where it costs least; none gets larger than ``most``."""
        for one in self.circle(young):
            open_ = (group for group in self.groups if self._open(group, most) and self.fits(one, group, again))
            able = list(islice(open_, ENOUGH))
            if able:
                min(able, key=lambda group: (len(group), self.costs(one, group), group[0].id)).append(one)
                self.standing.remove(one)

    def _open(self, group: Sequence[Member], most: int) -> bool:
        return self.mentoring or len(group) < most

    def outcome(self, change: Change) -> Outcome:
        before = {frozenset(group) for group in change.groups}
        changed = [group for group in self.groups if frozenset(member.id for member in group) not in before]
        concerned = {member.id for group in changed for member in group}
        met = (frozenset((met.one, met.other)) for met in self.problem.met if {met.one, met.other} <= concerned)
        times = Counter(met)
        return Outcome(
            groups=tuple(sorted((self._explained(group, times) for group in changed), key=lambda group: group.members)),
            unplaced=tuple(Unplaced(member.id, self._why(member)) for member in self.standing),
        )

    def _explained(self, group: Sequence[Member], times: Mapping[frozenset[str], int]) -> Group:
        """In a mentors' round the mentor comes first."""
        first = [member.id for member in group if self.mentoring and member.role == "mentor"]
        ids = (*first, *sorted(member.id for member in group if member.id not in first))
        before = sum(times.get(frozenset(two), 0) for two in combinations(ids, 2))
        return Group(ids, reason([self.members[id_] for id_ in ids], self.rules, before))

    def _why(self, one: Member) -> Why:
        """The rule that stands in their way most often; ``full`` where only sizes do."""
        others = [member for member in self.members.values() if member.id != one.id]
        whys = Counter(forbidden(one, other, self.problem) for other in others)
        reasons = [(count, why) for why, count in whys.items() if why]
        if not others:
            return "alone"
        if self.mentoring:
            return unmentored(one, self.problem, {member.id for member in self.standing})
        return max(reasons)[1] if reasons else "ages" if one.minor else "full"


def _has_room(one: Member, group: Sequence[Member]) -> bool:
    """A student, with the one mentor of this group."""
    mentors = [member for member in group if member.role == "mentor"]
    return one.role != "mentor" and len(mentors) == 1 and len(group) <= room(mentors[0])
