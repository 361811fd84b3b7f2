"""How words reach a group: in its room; privately to each where there is none, or where it can no longer be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.features.buddies import groups
from bot.features.buddies.model import Group
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot, Standing
from bot.kernel.places import Person
from bot.store import courses
from bot.store.columns import CARDS
from bot.store.tables import deliveries

STEP, ANSWERS, BUMP, OFFER = "buddy_step", "buddy_answers", "buddy_bump", "buddy_offer"
FEWER, MID, END = "buddy_fewer", "buddy_mid", "buddy_end"
CLOSE, QUIET, WAIT = "buddy_close", "buddy_quiet", "buddy_wait"
D = deliveries.c


def for_all(bot: Bot, group: Group) -> Bot:
    """In the group's course, and in its language: who acts may read another."""
    mine = bot.standing.course
    course = mine if mine and mine.id == group.course else courses.get(bot.db, group.course)
    return replace(bot, standing=Standing(course), locale=course.locale) if course else bot


def key_of(group: Group, *what: object) -> str:
    return "/".join(map(str, ("buddy", group.id, *what)))


def to_all(bot: Bot, group: Group, said: Delivery, but: Sequence[Person] = ()) -> list[Delivery]:
    """The Delivery as a post into the room; or as a private word to each, but for some."""
    if group.room:
        return [said]
    return privately(bot, said, [person for person in group.people if person not in but])


def word(group: Group, kind: str, key: str, card: Card, **more: Any) -> Delivery:
    """Something said in a group's room; ``to_all`` makes private words of it where there is none."""
    return Delivery(key, kind, "post", group.room, card, group.course, **more)


def stands_in(bot: Bot, key: str) -> str:
    """The key of the room that a word was said in: where somebody came or went they have had another since."""
    return bot.db.scalar(select(D.of).where(D.key == key)) or ""


def unsaid(group: Group, key: str, person: Person, new: str) -> Delivery:
    """Somebody's answer goes from where it was said."""
    name = key_of(group, "unsaid", new)
    return Delivery(name, ANSWERS, "delete", key, None, group.course, about=person)


def privately(bot: Bot, said: Delivery, people: Sequence[Person]) -> list[Delivery]:
    """In the day, and not counted as unasked: who takes part has asked for them."""
    common = {"op": "tell", "not_before": said.not_before or bot.now, "solicited": True}
    return [
        replace(said, key=f"{said.key}/to/{person.id}", target=person, **common)  # type: ignore[arg-type]
        for person in people
    ]


def on_unsaid(bot: Bot, key: str, gone: Sequence[Person]) -> Sequence[Delivery]:
    """The room cannot be written in any more: what was to be said there is said privately, as all that follows.

    A private word that cannot be said is not said another way: whoever asks for their buddy sees where they are.
    """
    group = groups.get(bot.db, key.split("/")[1])
    row = bot.db.execute(select(D.kind, D.op, D.card, D.of, D.prompt, D.person).where(D.key == key)).one()
    if group is None or group.state != "open" or row.op != "post" or row.card is None:
        return ()
    if group.room == row.of:
        groups.change(bot.db, group, room="")
    card = CARDS.validate_python(row.card)
    said = Delivery(key, row.kind, "post", "", card, group.course, expires=group.ends_at, prompt=row.prompt)
    return privately(bot, said, [person for person in group.people if person != row.person])


UNSAID = dict.fromkeys((STEP, ANSWERS, BUMP, FEWER, MID, END), on_unsaid)
