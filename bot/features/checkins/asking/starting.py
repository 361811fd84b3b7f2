"""What staff do with check-ins that are ready, and with whatever is open: start it, and close it before its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.features.checkins import store
from bot.features.checkins.asking import opening
from bot.features.checkins.asking.rehearsing import CHECKIN
from bot.features.checkins.closing import ending
from bot.features.checkins.model import KINDS, Checkin, Kind
from bot.kernel.cards import Card, Channel, Moment, Option
from bot.kernel.errors import UserError
from bot.kernel.events import Call
from bot.kernel.features import Bot
from bot.kernel.options import from_source
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Whisper
from bot.schedule.aftermath import unbar

POLL: tuple[Kind, ...] = ("poll",)
CHECKINS = tuple(kind for kind in KINDS if kind not in POLL)


def start(
    bot: Bot,
    call: Call,
    kind: Annotated[str, "Which: pulse, connection, exit, or one of your own", CHECKIN],
    channel: Annotated[Place | None, "Where to ask; the home channel if you name none"] = None,
) -> Reply:
    """Ask the class a check-in now."""
    place = (channel or bot.course.home).outside
    asked = opening.wanted(bot, kind)
    unbar(bot.db, place)
    bot.say(opening.open_up(bot, asked, place))
    newest = store.open_ones(bot.db, bot.course.id, asked.kind)[0]
    return Whisper(said(bot, newest))


def said(bot: Bot, checkin: Checkin) -> Card:
    """What staff read once something has been asked."""
    return Card(body=(bot.rich("checkin-asked", place=Channel(checkin.place), when=Moment(checkin.closes_at)),))


def close_poll(
    bot: Bot, call: Call, poll: Annotated[str, "Which; the one that is open if you name none", from_source("poll")] = ""
) -> Reply:
    """Close a poll before its time; the result is published at once."""
    return _close(bot, poll, POLL)


def close_checkin(
    bot: Bot,
    call: Call,
    checkin: Annotated[str, "Which; the one that is open if you name none", from_source("open checkin")] = "",
) -> Reply:
    """Close a check-in before its time; the result is published at once."""
    return _close(bot, checkin, CHECKINS)


def _close(bot: Bot, typed: str, kinds: Sequence[Kind]) -> Reply:
    found = [one for one in store.open_ones(bot.db, bot.course.id, *kinds) if _is_meant(one, typed)]
    if not found:
        raise UserError("checkin-none-open")
    if len(found) > 1:
        raise UserError("checkin-which", titles=", ".join(one.title for one in found))
    bot.say(*ending.close(bot.speaking(bot.course.locale), found[0]))
    return Whisper(Card(body=(bot.rich("checkin-closed", place=Channel(found[0].place)),)))


def _is_meant(checkin: Checkin, typed: str) -> bool:
    return typed.strip().lower() in ("", checkin.id, checkin.kind, checkin.title.lower())


def complete_checkin(bot: Bot, typed: str) -> Sequence[Option]:
    """What can be started."""
    if bot.standing.course is None:
        return ()
    return _options([(one.title, one.id) for one in opening.choices(bot)], typed)


def complete_poll(bot: Bot, typed: str) -> Sequence[Option]:
    return _open(bot, typed, POLL)


def complete_open(bot: Bot, typed: str) -> Sequence[Option]:
    return _open(bot, typed, CHECKINS)


def _open(bot: Bot, typed: str, kinds: Sequence[Kind]) -> Sequence[Option]:
    if bot.standing.course is None or not bot.is_staff:
        return ()
    return _options([(one.title, one.id) for one in store.open_ones(bot.db, bot.course.id, *kinds)], typed)


def _options(found: Sequence[tuple[str, str]], typed: str) -> list[Option]:
    return [Option(title[:75], id_) for title, id_ in found if typed.strip().lower() in title.lower()][:25]
