"""Staff look at a round before anybody else: page, shuffle, lock, swap; then it is sent, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.features.buddies import groups
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import making, preview_cards, publishing, rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.facts import kept_reason, member, problem, why
from bot.features.buddies.pairing.groundwork import known_of_some
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Card
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import whole
from bot.kernel.places import Person
from bot.kernel.replies import Reply, Update, Whisper
from bot.matching.checks import allowed

PAGE = whole(1, 10_000)


def looked_at(bot: Bot, id_: str = "") -> Round:
    """The round that staff look at; UserError when there is none, or that one is no longer it."""
    found = rounds.being_made(bot.db, bot.course.id)
    if found and found.state == "asked":
        raise UserError("round-being-made")
    if found is None or (id_ and found.id != id_):
        raise UserError("round-preview-gone" if id_ else _why_none(bot))
    return found


def _why_none(bot: Bot) -> str:
    """Where rounds are sent at once, making one is no way to a preview."""
    return "round-no-preview" if chosen.get(bot.db, bot.course.id).approve else "round-no-previews"


def show(bot: Bot, call: Call, page: Annotated[int, "Which page of the groups", PAGE] = 1) -> Reply:
    """Show the round that waits for you, before anybody else hears of it."""
    return Whisper(preview_cards.preview(bot, looked_at(bot), page))


def on_page(bot: Bot, press: Press, course: str, round_: str, page: str) -> Reply:
    return Update(preview_cards.preview(bot, looked_at(bot, round_), int(page)))


def approve(bot: Bot, call: Call) -> Reply:
    """Send the round that waits for you: everybody hears who their buddy is."""
    return Whisper(_send(bot, looked_at(bot)))


def on_approve(bot: Bot, press: Press, course: str, round_: str) -> Reply:
    return Update(_send(bot, looked_at(bot, round_)))


def _send(bot: Bot, round_: Round) -> Card:
    publishing.publish(bot.speaking(bot.course.locale), round_)
    return rounds_cards.said(bot, "round-sent", count=groups.count(bot.db, round_.id))


def drop(bot: Bot, call: Call) -> Reply:
    """Forget the round that waits for you; nobody hears of it."""
    return Whisper(_drop(bot, looked_at(bot)))


def on_drop(bot: Bot, press: Press, course: str, round_: str) -> Reply:
    return Update(_drop(bot, looked_at(bot, round_)))


def _drop(bot: Bot, round_: Round) -> Card:
    making.drop(bot, round_)
    return rounds_cards.said(bot, "round-dropped")


def on_shuffle(bot: Bot, press: Press, course: str, round_: str) -> Reply:
    """Another chance gives another round, just as good; what is locked stays."""
    making.shuffle(bot, looked_at(bot, round_), press.person)
    return Update(rounds_cards.said(bot, "round-shuffling"))


def lock(bot: Bot, call: Call, person: Annotated[Person, "Somebody in the group"]) -> Reply:
    """Keep a group of the preview as it is when you shuffle, or no longer."""
    round_ = looked_at(bot)
    return Whisper(_lock(bot, round_, _group_of(bot, round_, person)))


def on_lock(bot: Bot, press: Press, course: str, round_: str, page: str) -> Reply:
    found = looked_at(bot, round_)
    group = groups.get(bot.db, press.values[0]) if press.values else None
    if group is None or group.round != found.id:
        raise UserError("round-preview-gone")
    return Update(_lock(bot, found, group, int(page)))


def _lock(bot: Bot, round_: Round, group: Group, page: int = 0) -> Card:
    groups.change(bot.db, group, locked=not group.locked)
    return preview_cards.preview(bot, round_, page or preview_cards.page_of(group))


def swap(
    bot: Bot,
    call: Call,
    one: Annotated[Person, "Somebody in the preview"],
    other: Annotated[Person, "Somebody in another group of it"],
) -> Reply:
    """Let two people of the preview change places."""
    round_ = looked_at(bot)
    swapped, group = _swap(bot, round_, one, other)
    return Whisper(preview_cards.preview(bot, swapped, preview_cards.page_of(group)))


def on_swap(bot: Bot, press: Press, course: str, round_: str, page: str) -> Reply:
    found = looked_at(bot, round_)
    if len(set(press.values)) != 2:
        raise UserError("round-swap-two")
    one, other = map(Person.parse, press.values)
    swapped, _ = _swap(bot, found, one, other)
    return Update(preview_cards.preview(bot, swapped, int(page)))


def _group_of(bot: Bot, round_: Round, person: Person) -> Group:
    found = groups.with_person(bot.db, round_.id, person)
    if found is None:
        raise UserError("round-not-in-preview")
    return found


def _swap(bot: Bot, round_: Round, one: Person, other: Person) -> tuple[Round, Group]:
    """Both groups as they are then keep every hard rule; which one would not is nobody's business.

    What was proved of the round was proved of another one.
    """
    left, right = _group_of(bot, round_, one), _group_of(bot, round_, other)
    _let_swap(left, right)
    made = _explained(bot, round_, (_with(left, one, right, other), _with(right, other, left, one)))
    for before, after in zip((left, right), made, strict=True):
        groups.unseat(bot.db, *(seat for seat in before.seats if seat not in after.seats))
        groups.sit(bot.db, *(seat for seat in after.seats if seat not in before.seats))
        groups.change(bot.db, after, reason=after.reason)
    return rounds.change(bot.db, round_, bound=None), made[0]


def _let_swap(left: Group, right: Group) -> None:
    """UserError where they are one group, or where staff have locked one of them."""
    if left.id == right.id:
        raise UserError("round-swap-two")
    if locked := next((group for group in (left, right) if group.locked), None):
        raise UserError("round-swap-locked", number=locked.number, names=preview_cards.names(locked))


def _with(group: Group, gone: Person, other: Group, new: Person) -> Group:
    """The group without the one and with the other."""
    arriving = tuple(replace(seat, group=group.id) for seat in other.seats if seat.person == new)
    return replace(group, seats=(*(seat for seat in group.seats if seat.person != gone), *arriving))


def _explained(bot: Bot, round_: Round, made: Sequence[Group]) -> list[Group]:
    """The same groups with why they are together; UserError where a hard rule forbids one of them."""
    persons = [person for group in made for person in group.people]
    buddies = people.these(bot.db, round_.course, persons)
    facts = known_of_some(bot, round_, buddies, persons)
    members, whole = {str(buddy.person): member(facts, buddy) for buddy in buddies}, problem(facts)
    explained = []
    for group in made:
        here = [members[name] for name in map(str, group.people) if name in members]
        if len(here) != len(group.people) or not allowed(here, whole):
            raise UserError("round-swap-forbidden")
        explained.append(replace(group, reason=kept_reason(why(here, whole))))
    return explained
