"""What taking part in buddies looks like, to somebody alone, and the invitation to all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.features.buddies.model import ONCE, Buddy, Group, Seat
from bot.features.buddies.taking_part import people
from bot.features.buddies.taking_part.people_forms import FORMS, pace
from bot.kernel.cards import LABEL, ROW, ROWS, Button, Card, Channel, Mention, Moment, Row, Select, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import outbox

HOURS_SHOWN = 600
NAMED = 25  # of a list; so many of the longest names fit into a card
PAUSES = ("1", "2", "4", "0")


def said(bot: Bot, key: str, *buttons: Button, **values: object) -> Card:
    return Card(body=(bot.rich(key, **values),), rows=(buttons,) if buttons else ())


def _command(bot: Bot, label: str, path: str, primary: bool = False) -> Button:
    """A button that does as a command of this course does."""
    args = (bot.course.id, *path.split())
    return Button(bot.t(label), "command", args, "primary" if primary else "plain")


def invitation(bot: Bot, following: datetime | None) -> Card:
    body = (bot.t("buddy-invitation"), bot.t("buddy-invitation-how"), _following(bot, following))
    buttons = (
        _command(bot, "buddy-join-button", "buddy join", primary=True),
        _command(bot, "buddy-preferences-button", "buddy preferences"),
    )
    return Card(bot.t("buddy-invitation-title"), body, (buttons,), footer=bot.t("buddy-invitation-footer"))


def _following(bot: Bot, following: datetime | None) -> Text | str:
    return bot.rich("buddy-next-round", when=Moment(following)) if following else bot.t("buddy-no-round-yet")


def joined(bot: Bot, buddy: Buddy, title: str, following: datetime | None) -> Card:
    """They are in: what comes next, and what would help."""
    waits = bot.t("buddy-waits") if buddy.waits_since else _following(bot, following)
    once = (bot.t("buddy-once"),) if buddy.pace == ONCE else ()
    zone = bot.rich("buddy-their-zone", zone=Strong(buddy.zone or bot.course.zone))
    body = (waits, *once, zone if buddy.hours else (*zone, " ", bot.t("buddy-tell-hours")))
    buttons = (
        _command(bot, "buddy-preferences-button", "buddy preferences", primary=True),
        _command(bot, "buddy-pause-button", "buddy pause"),
        _command(bot, "buddy-leave-button", "buddy leave"),
    )
    return Card(bot.t(title), body, (buttons,), footer=bot.t("buddy-joined-footer"))


def not_in(bot: Bot) -> Card:
    """Somebody who has never joined asks for what is theirs: the way in is a tap away."""
    return said(bot, "buddy-not-in", _command(bot, "buddy-join-button", "buddy join", primary=True))


def gone(bot: Bot) -> Card:
    buttons = (
        _command(bot, "buddy-back-button", "buddy join"),
        Button(bot.t("buddy-forget-button"), "buddy.forget", (bot.course.id,), "danger"),
    )
    return said(bot, "buddy-gone", *buttons)


def how_long(bot: Bot) -> Card:
    """For how long somebody would like to rest."""
    return said(bot, "buddy-how-long", *(_rest(bot, weeks) for weeks in PAUSES))


def _rest(bot: Bot, weeks: str) -> Button:
    label = bot.t("buddy-rest-weeks", weeks=int(weeks)) if int(weeks) else bot.t("buddy-rest-open")
    return Button(label, "buddy.rest", (bot.course.id, weeks))


def resting(bot: Bot, buddy: Buddy, under_way: Sequence[Group]) -> Card:
    return Card(body=(_rests(bot, buddy), *_goes_on(bot, under_way)), rows=_outs(bot, under_way, "buddy-resume-button"))


def _rests(bot: Bot, buddy: Buddy) -> str:
    return bot.t("buddy-rests-until", day=str(buddy.rest_until)) if buddy.rest_until else bot.t("buddy-rests")


def skipping(bot: Bot, under_way: Sequence[Group]) -> Card:
    body = (bot.t("buddy-skips"), *_goes_on(bot, under_way))
    return Card(body=body, rows=_outs(bot, under_way, "buddy-unskip-button"))


def _goes_on(bot: Bot, under_way: Sequence[Group]) -> tuple[str, ...]:
    return (bot.t("buddy-goes-on"),) if under_way else ()


def _outs(bot: Bot, under_way: Sequence[Group], back: str) -> tuple[Row, ...]:
    """Back again, and out of what is under way."""
    outs = tuple(Button(bot.t("buddy-out-button"), "buddy.out", (group.id,)) for group in under_way[: ROW - 1])
    return ((_command(bot, back, "buddy resume"), *outs),)


def mine(bot: Bot, buddy: Buddy, under_way: Sequence[Group], following: datetime | None) -> Card:
    """Somebody's buddies of this round, and how they take part."""
    together = tuple(_together(bot, buddy.person, group) for group in under_way)
    waits = (bot.t("buddy-waits"),) if buddy.waits_since and not under_way else ()
    body = (*together, *waits, *_taking_part(bot, buddy, following))
    return Card(bot.t("buddy-mine-title"), body, _mine_rows(bot, buddy, under_way), footer=bot.t("buddy-only-you"))


def _together(bot: Bot, person: Person, group: Group) -> Text:
    names = Strong(_names(bot, (seat.name for seat in group.others(person))))
    room = outbox.room_of(bot.db, group.room) if group.room else None
    if room:
        return bot.rich("buddy-together-in", names=names, room=Channel(room))
    return bot.rich("buddy-together", names=names)


def _names(bot: Bot, names: Iterable[str]) -> str:
    return ", ".join(names) or bot.t("buddy-nobody")


def _taking_part(bot: Bot, buddy: Buddy, following: datetime | None) -> tuple[Text | str, ...]:
    if buddy.state == "left":
        return (bot.t("buddy-out"),)
    if people.rests(buddy, bot.course.today(bot.now)):
        return (_rests(bot, buddy),)
    if buddy.skips:
        return (bot.t("buddy-skips"),)
    return (_following(bot, following),)


def _mine_rows(bot: Bot, buddy: Buddy, under_way: Sequence[Group]) -> tuple[Row, ...]:
    wishes = (
        _command(bot, "buddy-again-button", "buddy again"),
        _command(bot, "buddy-rematch-button", "buddy rematch"),
    )
    back = _command(bot, "buddy-back-button", "buddy join")
    ways = (
        _command(bot, "buddy-preferences-button", "buddy preferences"),
        *_passing(bot, buddy),
        _command(bot, "buddy-leave-button", "buddy leave"),
    )
    last: Row = (back,) if buddy.state == "left" else ways
    return (wishes, last) if under_way else (last,)


def _passing(bot: Bot, buddy: Buddy) -> tuple[Button, ...]:
    """The ways to let a round pass that are not taken yet, and back from the one that is."""
    skip = _command(bot, "buddy-skip-button", "buddy skip")
    pause = _command(bot, "buddy-pause-button", "buddy pause")
    if people.rests(buddy, bot.course.today(bot.now)):
        return (_command(bot, "buddy-resume-button", "buddy resume", primary=True), pause)
    return (_command(bot, "buddy-unskip-button", "buddy resume", primary=True), pause) if buddy.skips else (skip, pause)


def preferences(bot: Bot, buddy: Buddy) -> Card:
    """All that somebody told, who sees what of it, and the forms in which it is changed."""
    zone, hours = Strong(buddy.zone or bot.course.zone), buddy.hours or bot.t("buddy-unsaid")
    shown = hours if len(hours) <= HOURS_SHOWN else hours[: HOURS_SHOWN - 1] + "…"
    body: tuple[Text | str, ...] = (
        bot.rich("buddy-fact-hours", hours=Strong(shown), zone=zone),
        *(_fact(bot, name, bot.t(f"buddy-{name}-{getattr(buddy, name)}")) for name in ("mode", "mix")),
        _fact(bot, "pace", bot.t(f"buddy-pace-{pace(buddy)}")),
        _fact(bot, "hello", buddy.hello),
        _fact(bot, "languages", ", ".join(buddy.languages)),
        _fact(bot, "interests", ", ".join(buddy.interests)),
        _fact(bot, "section", buddy.section),
        _fact(bot, "size", bot.t("buddy-size", size=buddy.size) if buddy.size else bot.t("buddy-size-any")),
        *_yeses(bot, buddy),
    )
    buttons = tuple(Button(bot.t(f"buddy-form-{which}"), "buddy.prefer", (bot.course.id, which)) for which in FORMS)
    apart = _command(bot, "buddy-never-pair-button", "buddy never-pair")
    return Card(bot.t("buddy-preferences-title"), body, ((*buttons, apart),), footer=bot.t("buddy-preferences-footer"))


def _fact(bot: Bot, name: str, value: str) -> Text:
    return bot.rich(f"buddy-fact-{name}", value=Strong(value or bot.t("buddy-unsaid")))


def _yeses(bot: Bot, buddy: Buddy) -> tuple[str, ...]:
    said = tuple(bot.t(f"buddy-is-{name}") for name in ("greets", "deep", "minor") if getattr(buddy, name))
    alone = (bot.t("buddy-mentor-young"),) if buddy.minor else ()
    return (*said, bot.t("buddy-is-mentor", count=buddy.mentors), *alone) if buddy.mentors else said


def apart(bot: Bot, named: Sequence[tuple[Person, str]]) -> Card:
    """Whom somebody never wants to meet, and menus to say so of others, or to take it back.

    Who takes no part has told the bot no name: the platform knows everybody's.
    """
    mentions = [part for person, name in named[:NAMED] for part in (", ", Mention(person, name))][1:]
    more = (" ", bot.t("buddy-apart-more", count=len(named) - NAMED)) if len(named) > NAMED else ()
    body = ((bot.t("buddy-apart-list"), " ", *mentions, *more) if named else bot.t("buddy-apart-none"),)
    course = (bot.course.id,)
    menu = Select("buddy.apart", bot.t("buddy-apart-menu"), course, of="people")
    back = (Select("buddy.meet", bot.t("buddy-meet-menu"), course, of="people"),) if named else ()
    return Card(bot.t("buddy-apart-title"), body, (menu, *back), footer=bot.t("buddy-apart-footer"))


def rematch(bot: Bot, person: Person, under_way: Sequence[Group]) -> Card:
    """Before anybody is left: what will follow, for both."""
    rows = tuple((_rematch(bot, person, group),) for group in under_way[:ROWS])
    return Card(body=(bot.t("buddy-rematch-means"),), rows=rows)


def _rematch(bot: Bot, person: Person, group: Group) -> Button:
    names = _names(bot, (seat.name for seat in group.others(person)))
    return Button(bot.t("buddy-rematch-from", names=names)[:LABEL], "buddy.rematch", (group.id,), "primary")


def again(bot: Bot, found: Sequence[Seat], whom: tuple[str, ...]) -> Card:
    """It is kept; ``whom`` is what takes it back."""
    names = Strong(_names(bot, (seat.name for seat in found)))
    return said(bot, "buddy-again-kept", Button(bot.t("buddy-unsay-button"), "buddy.unsay", whom), names=names)
