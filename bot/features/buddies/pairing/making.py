"""A round is made: begun, worked out by the solver, shown to staff if they wish so, and handed to publishing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.features.buddies import groups
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import preview_cards, publishing, rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.facts import problem
from bot.features.buddies.pairing.groundwork import group_of, known
from bot.features.buddies.pairing.settings import Settings
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.matching import wire
from bot.matching.people import Group as Found
from bot.matching.people import Outcome
from bot.schedule import notices

MATCH: str = "buddies.match"


def begin(bot: Bot, wanted: Settings, asked_by: Person | None = None) -> Round | None:
    """Have a new round worked out; None when another is being made."""
    course = bot.course.id
    number, seed = rounds.next_number(bot.db, course), bot.rng.getrandbits(31)
    kept = chosen.dump(wanted)
    made = Round(bot.new_id(), course, number, "asked", kept, seed, bot.now, asked_by, making=course)
    if not rounds.begin(bot.db, made):
        return None
    _see_to(bot, made)
    return made


def shuffle(bot: Bot, round_: Round, asked_by: Person) -> Round:
    """The same round with another seed; locked groups stay."""
    fresh = {"state": "asked", "seed": bot.rng.getrandbits(31), "made_at": bot.now, "asked_by": asked_by}
    changed = rounds.change(bot.db, round_, **fresh)
    _see_to(bot, changed)
    return changed


def _see_to(bot: Bot, round_: Round) -> None:
    bot.see_to(Errand(f"match/{round_.id}/{round_.seed}", MATCH, round_.course, round_.id, bot.now))


def drop(bot: Bot, round_: Round) -> None:
    """Nothing comes of it; nobody was told."""
    groups.remove(bot.db, *(group.id for group in groups.of_round(bot.db, round_.id)))
    rounds.change(bot.db, round_, state="dropped", making=None)


def ask(bot: Bot, round_id: str) -> wire.Asked | None:
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return None
    return wire.Asked(problem(known(bot, round_, people.due(bot.db, bot.course, bot.now))))


def act(bot: Bot, round_id: str, outcome: Outcome) -> Sequence[Delivery]:
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return ()
    names = rounds.names(bot.db, round_.course)
    before = groups.of_round(bot.db, round_.id)
    groups.remove(bot.db, *(group.id for group in before))
    locked = {frozenset(map(str, group.people)) for group in before if group.locked}
    groups.add(bot.db, _groups(round_, outcome.groups, names, locked))
    unplaced = tuple((one.id, one.why) for one in outcome.unplaced if one.id in names)
    found = {"cost": dict(outcome.cost), "bound": outcome.bound, "unplaced": unplaced}
    round_ = rounds.change(bot.db, round_, state="preview", **found)
    if not outcome.groups:
        return _nothing(bot, round_)
    if not chosen.parse(round_.settings).approve:
        publishing.publish(bot, round_)
        return ()
    return tell(bot, round_, f"preview/{round_.id}/{round_.seed}", preview_cards.preview(bot, round_))


def _groups(
    round_: Round, made: Sequence[Found], names: Mapping[str, str], locked: Collection[frozenset[str]]
) -> list[Group]:
    """Whoever had all of theirs erased while it was worked out sits nowhere."""
    here = [replace(found, members=tuple(one for one in found.members if one in names)) for found in made]
    return [
        replace(group_of(round_, number, found, names), locked=frozenset(found.members) in locked)
        for number, found in enumerate((found for found in here if found.members), 1)
    ]


def _nothing(bot: Bot, round_: Round) -> Sequence[Delivery]:
    """There was nobody to put together: whoever took part waits, and hears so."""
    drop(bot, round_)
    publishing.left_out(bot, round_)
    return tell(bot, round_, f"nobody/{round_.id}", rounds_cards.nobody(bot, round_))


def give_up(bot: Bot, round_id: str) -> Sequence[Delivery]:
    """It could not be worked out."""
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return ()
    drop(bot, round_)
    return tell(bot, round_, f"gave-up/{round_.id}/{round_.seed}", rounds_cards.said(bot, "round-failed"))


def tell(bot: Bot, round_: Round, key: str, card: Card) -> Sequence[Delivery]:
    """A private word to whoever asked for the round, else to everybody on the staff."""
    if round_.asked_by is None:
        notices.tell_staff(bot, key, card)
        return ()
    return (Delivery(key, "buddy_preview", "tell", round_.asked_by, card, round_.course, solicited=True),)
