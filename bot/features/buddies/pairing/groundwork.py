"""What the matcher is told, gathered from the tables; and what it found, as groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.features.buddies import earlier, groups
from bot.features.buddies.model import Buddy, Group, Round, Seat
from bot.features.buddies.pairing import rounds
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.facts import Facts, kept_reason
from bot.features.buddies.taking_part import people
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.matching.people import Group as Found
from bot.store import courses


def known(bot: Bot, round_: Round, buddies: Sequence[Buddy]) -> Facts:
    """For a whole round: everybody who ever met, who asked for whom, which groups are locked."""
    here = {str(buddy.person) for buddy in buddies}
    pairs = people.again(bot.db, round_.course)
    locked = [tuple(sorted(map(str, group.people))) for group in groups.locked_of(bot.db, round_.id)]
    return Facts(
        bot.course,
        bot.now,
        buddies,
        {row.person: row.role for row in courses.team(bot.db, round_.course)},
        chosen.parse(round_.settings),
        round_.seed,
        rounds.met(bot.db, round_.course, round_.number),
        people.apart(bot.db, round_.course),
        (*earlier.kept_whole(bot.db, round_.course, pairs), *pairs),
        tuple(group for group in locked if here.issuperset(group)),
    )


def known_of_some(bot: Bot, round_: Round, buddies: Sequence[Buddy], among: Collection[Person]) -> Facts:
    """For a few who are placed late: only what concerns them, this round's meetings included."""
    return Facts(
        bot.course,
        bot.now,
        buddies,
        {row.person: row.role for row in courses.team(bot.db, round_.course)},
        chosen.parse(round_.settings),
        round_.seed,
        rounds.met(bot.db, round_.course, round_.number + 1, among),
        people.apart(bot.db, round_.course),
    )


def group_of(round_: Round, number: int, found: Found, names: Mapping[str, str]) -> Group:
    """A group as the matcher found it. Its id says where it belongs, so that it is nobody else's."""
    id_ = f"{round_.id}-{number}"
    seats = tuple(Seat(id_, Person.parse(one), round_.course, names.get(one, "")) for one in found.members)
    return Group(id_, round_.id, round_.course, number, "planned", seats, kept_reason(found.reason))
