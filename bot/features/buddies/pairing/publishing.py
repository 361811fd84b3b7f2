"""A round is published: some groups at a time, so that nobody who presses a button meanwhile has to wait."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.features.buddies import groups
from bot.features.buddies.exchanges import tending
from bot.features.buddies.model import Group, Round
from bot.features.buddies.pairing import placing, rounds, rounds_cards
from bot.features.buddies.pairing import settings as chosen
from bot.features.buddies.pairing.introducing import introductions, post, room_key
from bot.features.buddies.pairing.settings import Settings
from bot.features.buddies.taking_part import people
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import notices

PUBLISH: str = "buddies.publish"
OVER: str = "buddies.over"
BATCH = 100  # introductions take a millisecond each
BY_POST = 500
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
    for earlier in rounds.open_of(bot.db, bot.course.id):
        if chosen.parse(earlier.settings).kind == wanted.kind:
            rounds.change(bot.db, earlier, state="closed")
            ended = [group for group in groups.of_round(bot.db, earlier.id) if group.state == "open"]
            groups.change_all(bot.db, [replace(group, ends_at=bot.now) for group in ended], "ends_at")
            _tend(bot, ended, timedelta())


def on_over(bot: Bot, round_id: str) -> Sequence[Delivery]:
    """Its time is over: who comes from now on waits for the next."""
    round_ = rounds.get(bot.db, round_id)
    if round_ and round_.state == "open":
        rounds.change(bot.db, round_, state="closed")
    return ()


def on_batch(bot: Bot, subject: str) -> Sequence[Delivery]:
    """Some groups are introduced; or some people hear that there is none for them."""
    round_id, what, first = subject.split("/")
    round_ = rounds.get(bot.db, round_id)
    if round_ is None:
        return ()
    return _next_left(bot, round_, int(first)) if what == "left" else _next_groups(bot, round_, int(first))


def _next_groups(bot: Bot, round_: Round, first: int) -> Sequence[Delivery]:
    if round_.state != "open":
        return ()
    many = BY_POST if chosen.parse(round_.settings).publish == "post" else BATCH
    some = groups.between(bot.db, round_.id, first, first + many - 1)
    if not some:
        return _finish(bot, round_)
    _open(bot, round_, [group for group in some if group.state == "planned"])
    bot.see_to(_batch(bot, round_, first + many))
    return ()


def _open(bot: Bot, round_: Round, planned: Sequence[Group]) -> None:
    """Who has left since, or must not meet any more, is not introduced; whoever that leaves alone waits."""
    everybody = [person for group in planned for person in group.people]
    here = rounds.ready(bot.db, round_.course, everybody, bot.course.today(bot.now))
    apart = people.apart(bot.db, round_.course)
    wanted = chosen.parse(round_.settings)
    minors = people.minors(bot.db, round_.course, everybody)
    still = [group for group in (_still(bot, group, here, apart, minors) for group in planned) if group]
    made = [opened(bot, round_, group, wanted) for group in still]
    larger = [person for group in made if len(group.seats) > wanted.size for person in group.people]
    people.count(bot.db, round_.course, larger, in_trio=1)
    begin(bot, made, wanted, _pause(bot, round_))
    _have_a_group(bot, made)


def _have_a_group(bot: Bot, made: Sequence[Group]) -> None:
    """They wait no more; and who wished to meet again does."""
    people.placed(bot.db, bot.course.id, [person for group in made for person in group.people], bot.now)
    together = [frozenset(map(str, group.people)) for group in made]
    for pair in people.again(bot.db, bot.course.id):
        if any(here.issuperset(pair) for here in together):
            people.forget_again(bot.db, bot.course.id, *map(Person.parse, pair))


def _pause(bot: Bot, round_: Round) -> timedelta:
    """Of a large round, everybody is introduced before the first is asked anything: ten groups a second, at most."""
    many = groups.count(bot.db, round_.id)
    return timedelta(seconds=many / A_SECOND) if many > BATCH else timedelta()


def _still(
    bot: Bot, group: Group, here: Collection[Person], apart: Collection[tuple[str, str]], minors: Collection[Person]
) -> Group | None:
    staying = tuple(seat for seat in group.seats if seat.person in here)
    names = sorted(str(seat.person) for seat in staying)
    parted = any((one, other) in apart for one in names for other in names)
    if placing.stands([seat.person for seat in staying], minors) and not parted:
        groups.unseat(bot.db, *(seat for seat in group.seats if seat not in staying))
        return replace(group, seats=staying)
    groups.remove(bot.db, group.id)
    for seat in staying:
        placing.wait(bot, seat.person)
    return None


def opened(bot: Bot, round_: Round, group: Group, wanted: Settings) -> Group:
    """The same group, open, with a room if the round is published so."""
    ends = max(round_.ends_at or bot.now, bot.now + placing.SHORTEST)
    room = room_key(bot, group) if wanted.publish == "rooms" else ""
    return replace(group, state="open", room=room, opened_at=bot.now, ends_at=ends)


def begin(bot: Bot, made: Sequence[Group], wanted: Settings, pause: timedelta = timedelta()) -> None:
    """These groups are open: they are introduced, and looked after from now on."""
    groups.change_all(bot.db, made, "state", "room", "opened_at", "ends_at")
    bot.say(*introductions(bot, [group for group in made if group.room], wanted.where(bot.course)))
    _tend(bot, made, pause)


def _tend(bot: Bot, some: Sequence[Group], pause: timedelta) -> None:
    """They are looked after from now on; many of them one after the other."""
    each = timedelta(seconds=1) / A_SECOND if pause or len(some) > BATCH else timedelta()
    errands = enumerate(tending.start_all(bot, some))
    bot.see_to(*(replace(errand, at=errand.at + pause + each * number) for number, errand in errands))


def _finish(bot: Bot, round_: Round) -> Sequence[Delivery]:
    """Every group has been introduced."""
    people.after_round(bot.db, round_.course, (), bot.now)
    left_out(bot, round_)
    return (post(bot, round_),) if chosen.parse(round_.settings).publish == "post" else ()


def left_out(bot: Bot, round_: Round) -> None:
    """Staff hear whom the rules left without a group, and why; each of those hears it kindly."""
    if round_.unplaced:
        notices.tell_staff(bot, f"left-out/{round_.id}", rounds_cards.left_out(bot, round_))
        bot.see_to(_batch(bot, round_, 0, "left"))


def _next_left(bot: Bot, round_: Round, first: int) -> Sequence[Delivery]:
    """They wait from now on: whoever joins may be the one."""
    some = [Person.parse(id_) for id_, _ in round_.unplaced[first : first + BATCH]]
    if not some:
        return ()
    here = sorted(rounds.ready(bot.db, round_.course, some, bot.course.today(bot.now)))
    people.count(bot.db, round_.course, here, left_out=1)
    for person in here:
        placing.wait(bot, person)
    bot.see_to(_batch(bot, round_, first + BATCH, "left"))
    card, key, more = rounds_cards.waiting(bot), f"left-out/{round_.id}/to", {"not_before": bot.now, "solicited": True}
    return [Delivery(f"{key}/{p.id}", "buddy_wait", "tell", p, card, round_.course, **more) for p in here]  # type: ignore[arg-type]
