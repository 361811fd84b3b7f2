"""Words for what tests of taking part in buddies do and look at again and again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.features.buddies import groups, tables
from bot.features.buddies.model import Buddy, Group, Seat
from bot.features.buddies.taking_part import joining, people, preferences, wishes
from bot.features.courses import FEATURE as COURSES
from bot.kernel.cards import Button, Field, Form
from bot.kernel.commands import command
from bot.kernel.courses import Course
from bot.kernel.events import Call
from bot.kernel.features import Act, Feature
from bot.kernel.places import Person
from bot.kernel.replies import Reply
from bot.kernel.roles import STAFF
from bot.store import courses
from bot.store.address import Address
from bot.store.tables import errands
from tests.world.people import SPACE
from tests.world.school import School, Someone

TAKING_PART = Feature(
    name="buddies",
    commands=(
        command("buddy join", joining.join),
        command("buddy leave", joining.leave),
        command("buddy pause", joining.pause),
        command("buddy resume", joining.resume),
        command("buddy skip", joining.skip),
        command("buddy mine", joining.show_mine),
        command("buddy preferences", preferences.prefer),
        command("buddy never-pair", wishes.never_pair),
        command("buddy again", wishes.again),
        command("buddy rematch", wishes.rematch),
        command("buddies invite", joining.invite, may=STAFF),
    ),
    presses={
        "buddy.rest": Act(joining.on_rest),
        "buddy.out": Act(joining.on_out),
        "buddy.forget": Act(joining.on_forget),
        "buddy.prefer": Act(preferences.on_prefer),
        "buddy.apart": Act(wishes.on_apart),
        "buddy.meet": Act(wishes.on_meet),
        "buddy.unsay": Act(wishes.on_unsay),
        "buddy.rematch": Act(wishes.on_rematch),
    },
    forms={"buddy.preferred": Act(preferences.on_preferred)},
    sources={"language": preferences.complete_language},
    keeps=people.KEPT,
)


@asynccontextmanager
async def opened(address: Address) -> AsyncIterator[School]:
    """A school that only invites, and pairs nobody by itself."""
    async with School.opened(address, (COURSES, TAKING_PART)) as school:
        yield school


async def course(school: School) -> Course:
    """The only course there is."""
    [found] = await school.core.store.read(courses.every)
    return found


async def buddy(who: Someone) -> Buddy | None:
    id_ = (await course(who.school)).id
    return await who.school.core.store.read(lambda db: people.get(db, id_, who.person))


async def due(school: School) -> list[str]:
    """Who would be in a round that is made now."""
    of, now = await course(school), school.clock.now()
    return [found.person.id for found in await school.core.store.read(lambda db: people.due(db, of, now))]


async def apart(school: School) -> frozenset[tuple[str, str]]:
    id_ = (await course(school)).id
    pairs = await school.core.store.read(lambda db: people.apart(db, id_))
    return frozenset((_id(one), _id(other)) for one, other in pairs)


async def again(school: School) -> list[tuple[str, str]]:
    id_ = (await course(school)).id
    pairs = await school.core.store.read(lambda db: people.again(db, id_))
    return [(_id(one), _id(other)) for one, other in pairs]


def _id(printed: str) -> str:
    return Person.parse(printed).id


async def meet(school: School, *people_: Sequence[str], state: Any = "open", round_: str = "r1") -> list[Group]:
    """A round in which these sit together; while it is planned, only staff know of it."""
    of, now = await course(school), school.clock.now()
    made = [_group(of, f"{round_}g{n}", names, state) for n, names in enumerate(people_, 1)]
    made = [Group(**{**_fields(group), "round": round_, "number": n, "opened_at": now}) for n, group in enumerate(made)]

    def work(db: Connection) -> None:
        row = {"id": round_, "course": of.id, "number": 1, "settings": {}, "seed": 1, "cost": {}, "unplaced": []}
        shown = {"state": "preview", "making": of.id} if state == "planned" else {"state": state, "opened_at": now}
        db.execute(insert(tables.rounds).values(**row, **shown, made_at=now))
        groups.add(db, made)

    await school.core.store.write(work)
    return made


def _fields(group: Group) -> dict[str, Any]:
    return {name: getattr(group, name) for name in Group.__dataclass_fields__}


def _group(of: Course, id_: str, names: Sequence[str], state: Any) -> Group:
    seats = tuple(Seat(id_, Person(SPACE, name), of.id, name.title()) for name in sorted(names))
    return Group(id_, "", of.id, 0, state, seats, {})


async def begin(school: School, *names: str) -> None:
    """What a round does to those who are in it."""
    id_, now = (await course(school)).id, school.clock.now()
    here = [Person(SPACE, name) for name in names]
    await school.core.store.write(lambda db: people.after_round(db, id_, here, now))


async def together(school: School) -> list[list[str]]:
    """Who sits with whom in open groups."""
    id_ = (await course(school)).id
    found = await school.core.store.read(lambda db: groups.open_in(db, id_))
    return [[person.id for person in group.people] for group in found]


async def sought(school: School) -> int:
    """How many errands look for a place for somebody."""
    return len(await school.read(select(errands).where(errands.c.kind == "buddies.place")))


async def join_from(who: Someone, zone: str) -> Reply | None:
    """Join on a platform that tells one's zone."""
    call = Call(id=f"from {zone}", person=who.person, name=who.name, place=who.place, zone=zone, path=("buddy", "join"))
    return await who.school.core.app.handle(call)


def button(action: str, *args: str) -> Button:
    return Button("x", action, args)


def form(action: str, *args: str) -> Form:
    return Form("x", action, (Field("x", "x"),), args)
