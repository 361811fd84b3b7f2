"""Latecomers are placed at once: as a third, with another who waits; else with a volunteer; else staff are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from bot.features.buddies import groups
from bot.features.buddies.exchanges import drafts, steps, tending
from bot.features.buddies.model import Buddy, Group, Round, Seat
from bot.features.buddies.pairing import introducing, leaving, placing, publishing, rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.facts import kept_reason, problem, why
from bot.features.buddies.pairing.groundwork import group_of, known_of_some
from bot.features.buddies.tables import buddies, seats
from bot.features.buddies.tables import groups as table
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.matching import late
from bot.matching.checks import allowed
from bot.matching.people import Group as Found
from bot.matching.people import Problem, Reason
from bot.schedule import notices

GREETER_AFTER, STAFF_AFTER = timedelta(hours=12), timedelta(hours=20)
AT_ONCE = 24  # what is looked for together, so that nobody who presses a button meanwhile has to wait
NOBODY_FITS = timedelta(hours=1)
B = buddies.c


def waiting(bot: Bot, round_: Round) -> tuple[Person, ...]:
    """Who wants a group and has none, whoever waits longest first."""
    here = (B.course == round_.course, B.waits_since.is_not(None), B.person.not_in(_seated(round_)))
    back = (B.state != "resting") | (B.rest_until <= bot.course.today(bot.now))
    return tuple(bot.db.scalars(select(B.person).where(*here, back).order_by(B.waits_since, B.person)))


def _seated(round_: Round) -> Any:
    """Who has a group in this round; what is still to be published counts."""
    of_round = seats.join(table, table.c.id == seats.c.group)
    mine = (table.c.round == round_.id, table.c.state != "closed", seats.c.state == "here")
    return select(seats.c.person).select_from(of_round).where(*mine)


def place(bot: Bot, course: str) -> Sequence[Delivery]:
    """Find each who waits a group; whom nobody fits, the other ways, as time goes by."""
    round_ = rounds.current(bot.db, course)
    every = waiting(bot, round_) if round_ else ()
    if round_ is None or not every:
        return ()
    some = every if len(every) <= AT_ONCE else bot.rng.sample(every, AT_ONCE)
    who = [buddy for person in some if (buddy := people.get(bot.db, course, person))]
    _seek(bot, round_, {str(buddy.person): buddy for buddy in who})
    still = frozenset(waiting(bot, round_))
    for buddy in who:
        if buddy.person in still:
            _otherwise(bot, round_, buddy)
    if len(every) > AT_ONCE:
        placing.look(bot, course, bot.now + (timedelta() if len(still) < len(every) else NOBODY_FITS))
    return ()


def _seek(bot: Bot, round_: Round, who: Mapping[str, Buddy]) -> None:
    """Nobody who has a group is moved."""
    some = groups.with_room(bot.db, round_.id, chosen.parse(round_.settings).size)
    if any(buddy.minor for buddy in who.values()):
        some = tuple({group.id: group for group in (*some, *groups.of_minors(bot.db, round_.id))}.values())
    as_they_are = tuple(tuple(sorted(map(str, group.people))) for group in some)
    found = late.place(_problem(bot, round_, tuple(who.values()), some), late.Change(as_they_are, tuple(who)))
    for made in found.groups:
        if new := [who[id_] for id_ in made.members if id_ in who]:
            _place(bot, round_, made, new)


def _problem(bot: Bot, round_: Round, who: Sequence[Buddy], some: Sequence[Group]) -> Problem:
    """Those who wait and those whom they may join; nobody goes back to a group that they have left."""
    seated = [person for group in some for person in group.people]
    there = people.these(bot.db, round_.course, seated)
    facts = known_of_some(bot, round_, (*who, *there), [buddy.person for buddy in who])
    return problem(replace(facts, apart=facts.apart | _parted(bot, round_, [buddy.person for buddy in who])))


def _parted(bot: Bot, round_: Round, who: Sequence[Person]) -> frozenset[tuple[str, str]]:
    """Each who waits, and all whom they sat with in this round."""
    mine, theirs = seats.alias(), seats.alias()
    both = (mine.c.group == theirs.c.group) & (mine.c.person != theirs.c.person)
    query = select(mine.c.person, theirs.c.person).join(theirs, both).join(table, table.c.id == mine.c.group)
    rows = bot.db.execute(query.where(mine.c.person.in_(who), table.c.round == round_.id))
    return frozenset((min(pair), max(pair)) for pair in (tuple(map(str, row)) for row in rows))


def _place(bot: Bot, round_: Round, found: Found, new: Sequence[Buddy]) -> None:
    here = {str(buddy.person) for buddy in new}
    others = [Person.parse(id_) for id_ in found.members if id_ not in here]
    if others:
        mine = groups.open_of(bot.db, round_.course, others[0])
        _join(bot, next(group for group in mine if set(group.people) == set(others)), new, found.reason)
    else:
        _together(bot, round_, found)


def _join(bot: Bot, group: Group, new: Sequence[Buddy], reason: Reason) -> None:
    """They sit down with a group, and read what is answered from now on."""
    persons = [buddy.person for buddy in new]
    groups.sit(bot.db, *(Seat(group.id, buddy.person, group.course, buddy.name) for buddy in new))
    joined = steps.joined(bot.db, group, persons, bot.now)
    groups.change(bot.db, group, reason=kept_reason(reason), progress={**group.progress, "joined": joined})
    larger = drafts.hold(bot, leaving.welcome(bot, groups.whole(bot.db, group.id), persons))
    tending.start(bot, larger)
    people.count(bot.db, group.course, larger.people, in_trio=1)
    people.placed(bot.db, group.course, persons, bot.now)


def _together(bot: Bot, round_: Round, found: Found) -> None:
    """A new group of people who waited."""
    persons = [Person.parse(id_) for id_ in found.members]
    names = {str(person): name for person, name in people.names(bot.db, round_.course, persons).items()}
    planned = group_of(round_, groups.highest(bot.db, round_.id) + 1, found, names)
    groups.add(bot.db, (planned,))
    wanted = chosen.parse(round_.settings)
    opened = publishing.opened(bot, round_, planned, wanted)
    publishing.begin(bot, (opened,), wanted)
    if not opened.room:
        bot.say(*introducing.privately(bot, opened, bot.new_id()))
    people.placed(bot.db, round_.course, persons, bot.now)


def _otherwise(bot: Bot, round_: Round, buddy: Buddy) -> None:
    """Nobody was found yet. A volunteer comes next, then staff; meanwhile whoever comes may be the one."""
    since = buddy.waits_since or bot.now
    if bot.now < since + GREETER_AFTER:
        placing.look(bot, round_.course, since + GREETER_AFTER)
    elif (found := _with_greeter(bot, round_, buddy)) is not None:
        _together(bot, round_, found)
    elif bot.now < since + STAFF_AFTER:
        placing.look(bot, round_.course, since + STAFF_AFTER)
    else:
        key = f"waiting/{round_.id}/{bot.course.today(bot.now)}"
        notices.tell_staff(bot, key, rounds_cards.still_waiting(bot, names(bot, round_)))


def names(bot: Bot, round_: Round) -> tuple[str, ...]:
    """Of those who wait; of many, only the first have names."""
    persons = waiting(bot, round_)
    known = people.names(bot.db, round_.course, persons[: rounds_cards.MOST_NAMED])
    return tuple(known.get(person, "") for person in persons)


def _with_greeter(bot: Bot, round_: Round, buddy: Buddy) -> Found | None:
    """A pair with a volunteer who may meet them, one of those with the fewest groups. Minors are never two."""
    if buddy.minor:
        return None
    query = select(B.person).where(B.course == round_.course, B.greets, B.state != "left", B.person != buddy.person)
    found = [people.get(bot.db, round_.course, person) for person in bot.db.scalars(query.order_by(B.person))]
    today = bot.course.today(bot.now)
    here = [one for one in found if one and not people.rests(one, today)]
    facts = known_of_some(bot, round_, (buddy, *here), (buddy.person,))
    whole = problem(replace(facts, apart=facts.apart | _parted(bot, round_, (buddy.person,))))
    mine, *volunteers = whole.members
    fitting = [one for one in volunteers if allowed((mine, one), whole)]
    if not fitting:
        return None
    greeter = min(fitting, key=lambda one: _busy(bot, round_, Person.parse(one.id)))
    return Found(tuple(sorted((mine.id, greeter.id))), why((mine, greeter), whole))


def _busy(bot: Bot, round_: Round, person: Person) -> int:
    mine = (seats.c.course == round_.course) & (seats.c.person == person) & (seats.c.state == "here")
    return int(bot.db.scalar(select(func.count()).select_from(seats).where(mine)) or 0)
