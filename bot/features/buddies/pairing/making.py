"""A round is made: begun, worked out by the solver, shown to staff if they wish so, and handed to publishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

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
AT_ONCE = 250  # groups, so that nobody who presses a button meanwhile has to wait


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
    groups.clear(bot.db, round_.id)
    rounds.change(bot.db, round_, state="dropped", making=None)


def ask(bot: Bot, round_id: str) -> wire.Asked | None:
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return None
    return wire.Asked(problem(known(bot, round_, people.due(bot.db, bot.course, bot.now))))


def keep(bot: Bot, round_id: str, outcome: Outcome, number: int) -> bool:
    """What staff had locked, in place of all that they saw before; then the other groups, some at a time.

    If everything stops in the middle, what was locked still is.
    """
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return False
    locked = [frozenset(map(str, group.people)) for group in groups.locked_of(bot.db, round_.id)]
    settled = frozenset(chain.from_iterable(locked))
    if number == 0:
        numbered = enumerate(outcome.groups, 1)
        again = [one for one in numbered if not settled.isdisjoint(one[1].members)] if settled else []
        made = [group for group in _groups(bot, round_, again) if frozenset(map(str, group.people)) in locked]
        groups.clear(bot.db, round_.id)
        groups.add(bot.db, [replace(group, locked=True) for group in made])
    else:
        first = (number - 1) * AT_ONCE
        some = enumerate(outcome.groups[first : first + AT_ONCE], first + 1)
        groups.add(bot.db, _groups(bot, round_, [one for one in some if settled.isdisjoint(one[1].members)]))
    return number * AT_ONCE < len(outcome.groups)


def _groups(bot: Bot, round_: Round, found: Sequence[tuple[int, Found]]) -> list[Group]:
    """Whoever had all of theirs erased while it was worked out sits nowhere."""
    names = rounds.names(bot.db, round_.course, [id_ for _, one in found for id_ in one.members])
    here = [(number, one._replace(members=tuple(id_ for id_ in one.members if id_ in names))) for number, one in found]
    return [group_of(round_, number, one, names) for number, one in here if one.members]


def act(bot: Bot, round_id: str, outcome: Outcome) -> Sequence[Delivery]:
    """The groups are there; from now on they are a round."""
    round_ = rounds.get(bot.db, round_id)
    if round_ is None or round_.state != "asked":
        return ()
    names = rounds.names(bot.db, round_.course, [one.id for one in outcome.unplaced])
    unplaced = tuple((one.id, one.why) for one in outcome.unplaced if one.id in names)
    found = {"cost": dict(outcome.cost), "bound": outcome.bound, "unplaced": unplaced}
    round_ = rounds.change(bot.db, round_, state="preview", **found)
    if not outcome.groups:
        return _nothing(bot, round_)
    if not chosen.parse(round_.settings).approve:
        publishing.publish(bot, round_)
        return ()
    return tell(bot, round_, f"preview/{round_.id}/{round_.seed}", preview_cards.preview(bot, round_))


def _nothing(bot: Bot, round_: Round) -> Sequence[Delivery]:
    """There was nobody to put together: whoever took part waits, and hears so.

    Where no round is open this one is, without a group yet, so that whoever joins is put together with who waits.
    """
    card = rounds_cards.nobody(bot, round_)
    if not round_.unplaced or chosen.parse(round_.settings).kind != "peers":
        drop(bot, round_)
    elif rounds.current(bot.db, round_.course):
        drop(bot, round_)
        publishing.left_out(bot, round_)
    else:
        publishing.publish(bot, round_)
    return tell(bot, round_, f"nobody/{round_.id}", card)


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
