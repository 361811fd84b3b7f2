"""A round is published: some groups at a time, so that nobody who presses a button meanwhile has to wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from bot.features.buddies import groups
from bot.features.buddies.exchanges import tending
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import opening, placing, rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.introducing import introductions, post, room_key
from bot.features.buddies.pairing.opening import Some
from bot.features.buddies.pairing.settings import Settings
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import notices

PUBLISH: str = "buddies.publish"
OVER: str = "buddies.over"
BATCH = 100  # introductions take half a millisecond each
AT_ONCE = 500  # where nothing is rendered
A_SECOND = 10


def publish(bot: Bot, round_: Round) -> Round:
    """From now on the round is open; its groups hear of it one batch after the other."""
    wanted = chosen.parse(round_.settings)
    _end_earlier(bot, wanted)
    many = groups.count(bot.db, round_.id)
    decided = chosen.dump(replace(wanted, publish="post" if wanted.by_post(many) else "rooms"))
    ends = bot.now + timedelta(weeks=wanted.weeks)
    values = {"state": "open", "making": None, "settings": decided, "opened_at": bot.now, "ends_at": ends}
    opened = rounds.change(bot.db, round_, **values)
    bot.see_to(_batch(bot, opened, 1), Errand(f"over/{round_.id}", OVER, round_.course, round_.id, ends))
    return opened


def _batch(bot: Bot, round_: Round, first: int, what: str = "groups") -> Errand:
    subject = f"{round_.id}/{what}/{first}"
    return Errand(f"publish/{subject}", PUBLISH, round_.course, subject, bot.now)


def _end_earlier(bot: Bot, wanted: Settings) -> None:
    """A new round ends the one before it, if that was of the same kind: its groups are asked how it was."""
    for earlier in rounds.open_of_kind(bot.db, bot.course.id, wanted.kind):
        rounds.change(bot.db, earlier, state="closed")
        bot.see_to(_batch(bot, earlier, 1, "ended"))


def on_over(bot: Bot, round_id: str) -> Sequence[Delivery]:
    """Its time is over: who comes from now on waits for the next."""
    round_ = rounds.get(bot.db, round_id)
    if round_ and round_.state == "open":
        rounds.change(bot.db, round_, state="closed")
    return ()


def on_batch(bot: Bot, subject: str) -> Sequence[Delivery]:
    """Some groups are introduced, or come to their end; or some people hear that there is none for them."""
    round_id, what, first = subject.split("/")
    round_ = rounds.get(bot.db, round_id)
    return NEXT[what](bot, round_, int(first)) if round_ else ()


def _next_groups(bot: Bot, round_: Round, first: int) -> Sequence[Delivery]:
    if round_.state != "open":
        return ()
    if first > groups.highest(bot.db, round_.id):
        return _finish(bot, round_)
    many = AT_ONCE if chosen.parse(round_.settings).publish == "post" else BATCH
    _open(bot, round_, Some(round_.id, round_.course, first, first + many - 1))
    bot.see_to(_batch(bot, round_, first + many))
    return ()


def _next_ended(bot: Bot, round_: Round, first: int) -> Sequence[Delivery]:
    if first <= groups.highest(bot.db, round_.id):
        some = Some(round_.id, round_.course, first, first + AT_ONCE - 1)
        _tend(bot, opening.end_all(bot.db, some, bot.now), _one_by_one(first - 1))
        bot.see_to(_batch(bot, round_, first + AT_ONCE, "ended"))
    return ()


def _open(bot: Bot, round_: Round, some: Some) -> None:
    """What everybody's buddy is, from now on; in rooms they are introduced."""
    wanted = chosen.parse(round_.settings)
    _part(bot, round_, opening.unfit(bot.db, some, bot.course.today(bot.now)))
    opening.place(bot.db, some, wanted.size, bot.now, but=_meet_again(bot, some))
    pause = _pause(bot, some)
    if wanted.publish == "post":
        _tend(bot, opening.open_all(bot.db, some, bot.now, _ends(bot, round_)), pause)
    else:
        begin(bot, [opened(bot, round_, group, wanted) for group in opening.whole(bot.db, some)], wanted, pause)


def _meet_again(bot: Bot, some: Some) -> list[str]:
    """Who wished to meet again does. The groups of which all wished for that."""
    wished, chosen = frozenset(people.again(bot.db, some.course)), []
    for group in opening.whole(bot.db, some) if wished else ():
        pairs = frozenset(combinations(sorted(map(str, group.people)), 2))
        for pair in sorted(wished & pairs):
            people.forget_again(bot.db, some.course, *map(Person.parse, pair))
        if pairs <= wished and group.reason.get("fixed"):
            chosen.append(group.id)
    return chosen


def _pause(bot: Bot, some: Some) -> timedelta:
    """Of a large round, everybody is introduced before the first is asked anything: ten groups a second, at most."""
    many = groups.highest(bot.db, some.round)
    return _one_by_one(many + some.lowest - 1) if many > BATCH else timedelta()


def _one_by_one(groups_before: int) -> timedelta:
    return timedelta(seconds=groups_before / A_SECOND)


def _part(bot: Bot, round_: Round, unfit: Sequence[Group]) -> None:
    """Who has left since, or must not meet any more, is not introduced; whoever that leaves alone waits."""
    everybody = [person for group in unfit for person in group.people]
    here = rounds.ready(bot.db, round_.course, everybody, bot.course.today(bot.now))
    minors = people.minors(bot.db, round_.course, everybody)
    apart = people.apart(bot.db, round_.course) if unfit else frozenset()
    for group in unfit:
        staying = [seat for seat in group.seats if seat.person in here]
        names = sorted(str(seat.person) for seat in staying)
        parted = any((one, other) in apart for one in names for other in names)
        if placing.stands([seat.person for seat in staying], minors) and not parted:
            groups.unseat(bot.db, *(seat for seat in group.seats if seat not in staying))
            continue
        groups.remove(bot.db, group.id)
        for seat in staying:
            placing.wait(bot, seat.person)


def opened(bot: Bot, round_: Round, group: Group, wanted: Settings) -> Group:
    """The same group, open, with a room if the round is published so."""
    room = room_key(bot, group) if wanted.publish == "rooms" else ""
    return replace(group, state="open", room=room, opened_at=bot.now, ends_at=_ends(bot, round_))


def _ends(bot: Bot, round_: Round) -> datetime:
    return max(round_.ends_at or bot.now, bot.now + placing.SHORTEST)


def begin(bot: Bot, made: Sequence[Group], wanted: Settings, pause: timedelta = timedelta()) -> None:
    """These groups are open: they are introduced, and looked after from now on."""
    groups.change_all(bot.db, made, "state", "room", "opened_at", "ends_at")
    bot.say(*introductions(bot, [group for group in made if group.room], wanted.where(bot.course)))
    _tend(bot, [group.id for group in made], pause)


def _tend(bot: Bot, ids: Sequence[str], pause: timedelta) -> None:
    """They are looked after from now on; many of them one after the other."""
    each = _one_by_one(1) if pause or len(ids) > BATCH else timedelta()
    now, course = bot.now, bot.course.id
    bot.see_to(*(tending.look_at(course, id_, now, pause + each * number) for number, id_ in enumerate(ids)))


def _finish(bot: Bot, round_: Round) -> Sequence[Delivery]:
    """Every group has been introduced."""
    people.after_round(bot.db, round_.course, (), bot.now)
    left_out(bot, round_)
    by_post = chosen.parse(round_.settings).publish == "post" and groups.count(bot.db, round_.id)
    return (post(bot, round_),) if by_post else ()


def left_out(bot: Bot, round_: Round) -> None:
    """Staff hear whom the rules left without a group, and why; each of those hears it kindly.

    Of a round in which nobody has a group they have heard already.
    """
    if round_.unplaced:
        if groups.count(bot.db, round_.id):
            notices.tell_staff(bot, f"left-out/{round_.id}", rounds_cards.left_out(bot, round_))
        bot.see_to(_batch(bot, round_, 0, "left"))


def _next_left(bot: Bot, round_: Round, first: int) -> Sequence[Delivery]:
    """They wait from now on: whoever joins may be the one. Whoever has a group in a round of another kind has one."""
    some = [Person.parse(id_) for id_, _ in round_.unplaced[first : first + BATCH]]
    if not some:
        return ()
    ready = rounds.ready(bot.db, round_.course, some, bot.course.today(bot.now))
    here = sorted(ready - groups.seated_elsewhere(bot.db, round_, some))
    people.count(bot.db, round_.course, here, left_out=1)
    for person in here:
        placing.wait(bot, person)
    bot.see_to(_batch(bot, round_, first + BATCH, "left"))
    card, key, more = rounds_cards.waiting(bot), f"left-out/{round_.id}/to", {"not_before": bot.now, "solicited": True}
    return [Delivery(f"{key}/{p.id}", "buddy_wait", "tell", p, card, round_.course, **more) for p in here]  # type: ignore[arg-type]


NEXT: Mapping[str, Callable[[Bot, Round, int], Sequence[Delivery]]] = {
    "groups": _next_groups,
    "ended": _next_ended,
    "left": _next_left,
}
