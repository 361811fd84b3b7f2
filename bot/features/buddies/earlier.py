"""Groups of before: who was one already, and who would like to stay one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from sqlalchemy import Connection, bindparam, func, select

from bot.features.buddies.groups import G, S, Wanted
from bot.features.buddies.model import Group
from bot.features.buddies.tables import again, seats
from bot.kernel.places import Person

TOLD = G.state.in_(("open", "closed"))
_ANY = select(S.group).where(S.person.in_(bindparam("who", expanding=True)))
_WITH_ANY = Wanted.where(TOLD, G.id.in_(_ANY), G.id.not_in(bindparam("but", expanding=True)))
THREE = 3 * 2  # wishes of three for each other
_ONE, _OTHER, _A = seats.alias(), seats.alias(), again.c
_WISHED = (
    select(_ONE.c.group)
    .join(again, (_A.course == _ONE.c.course) & (_A.person == _ONE.c.person))
    .join(_OTHER, (_OTHER.c.group == _ONE.c.group) & (_OTHER.c.person == _A.other))
    .where(_ONE.c.course == bindparam("in_course"), _ONE.c.state == "here", _OTHER.c.state == "here")
    .group_by(_ONE.c.group)
    .having(func.count() >= THREE)
)
_OF_WISHES = Wanted.where(TOLD, G.id.in_(_WISHED), order=(G.opened_at.desc(), G.id))


def met_before(db: Connection, made: Sequence[Group]) -> frozenset[str]:
    """The ids of those of these groups whose very people were a group before."""
    perhaps = [group for group in made if group.reason.get("times") or group.reason.get("fixed")]
    if not perhaps:
        return frozenset()
    who = {person for group in perhaps for person in group.people}
    before = _WITH_ANY.all(db, who=list(who), but=[group.id for group in made])
    known = {people for group in before for people in _companies(group)}
    return frozenset(group.id for group in perhaps if frozenset(group.people) in known)


def _companies(group: Group) -> Iterator[frozenset[Person]]:
    """All who ever sat in it, and those who stayed: each company may have had a room."""
    yield frozenset(seat.person for seat in group.seats)
    yield frozenset(group.people)


def kept_whole(db: Connection, course: str, pairs: Collection[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of three and more of whom all asked for all others once more, the latest first.

    ``pairs``: who asked for one another, both of them.
    """
    wished = frozenset(pairs)
    groups = _OF_WISHES.all(db, in_course=course) if wished else ()
    found = (tuple(sorted(map(str, group.people))) for group in groups)
    return tuple(dict.fromkeys(one for one in found if len(one) > 2 and wished.issuperset(combinations(one, 2))))
