"""How it went, and what next: met or not, once more or not, somebody else, staying or stopping. All without blame."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.features.buddies import groups
from bot.features.buddies.exchanges import exchange_cards, tending
from bot.features.buddies.exchanges.exchange import sit
from bot.features.buddies.exchanges.exchange_cards import OUTCOMES
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.pairing import leaving, placing
from bot.features.buddies.taking_part import members, people, people_cards
from bot.kernel.cards import Button
from bot.kernel.errors import UserError
from bot.kernel.events import Event, Press
from bot.kernel.features import Bot
from bot.kernel.replies import Reply, Update, Whisper

A_WHILE = timedelta(weeks=4)


def _was(bot: Bot, event: Event, group_id: str) -> tuple[Bot, Group, Seat]:
    """A group in which somebody sits or sat; it may be closed by now."""
    group = groups.get(bot.db, group_id)
    seats = group.seats if group and group.state != "planned" else ()
    seat = next((seat for seat in seats if seat.person == event.person), None)
    if group is None or seat is None:
        raise UserError("buddy-not-your-group")
    return members.within(bot, event, group.course), group, seat


def on_went(bot: Bot, press: Press, group_id: str, code: str) -> Reply:
    """Met, wrote, not yet, not this time; the last word counts."""
    bot, group, seat = _was(bot, press, group_id)
    groups.change_seat(bot.db, seat, outcome=OUTCOMES[code], seen_at=bot.now)
    return Whisper(exchange_cards.said(bot, f"exchange-thanks-{code}", *_next(bot, group, code)))


def _next(bot: Bot, group: Group, code: str) -> tuple[Button, ...]:
    """What may help now, while there is time."""
    if group.state != "open":
        return ()
    free = Button(bot.t("exchange-free"), "buddy.free", (group.id,))
    other = Button(bot.t("exchange-else"), "buddy.else", (group.id,))
    return {"not-yet": (free, other), "not-this-time": (other,)}.get(code, ())


def on_wish(bot: Bot, press: Press, group_id: str, wish: str) -> Reply:
    """Keep each other if both say so; meet somebody new; or rest for a round. The last word counts."""
    bot, group, seat = _was(bot, press, group_id)
    course, here = group.course, group.others(press.person)
    if wish == "keep":
        people.ask_again(bot.db, course, press.person, [one.person for one in here])
    else:
        people.take_back_again(bot.db, course, press.person, [one.person for one in group.seats])
    if "rest" in (wish, seat.wish):
        people.change(bot.db, course, press.person, skips=wish == "rest")
    groups.change_seat(bot.db, seat, wish=wish, seen_at=bot.now)
    said = {"names": exchange_cards.names(here), "count": len(here)}
    return Whisper(exchange_cards.said(bot, f"exchange-wished-{wish}", **said))


def on_else(bot: Bot, press: Press, group_id: str) -> Reply:
    """Somebody else, please: they are asked once whether they mean it, and never why."""
    bot, group, _ = sit(bot, press, group_id)
    return Whisper(people_cards.rematch(bot, press.person, (group,)))


def on_fresh(bot: Bot, press: Press, group_id: str) -> Reply:
    """Somebody waited long enough: those who were silent move on without a word, and another is looked for."""
    bot, group, _ = sit(bot, press, group_id)
    facts = tending.facts_of(bot, group)
    silent = [seat for seat in group.others(press.person) if seat.person in facts.missing]
    if len(silent) < len(group.others(press.person)) or press.person not in facts.answered:
        return Update(exchange_cards.said(bot, "exchange-wrote-meanwhile", _look(bot, group)))
    for seat in silent:
        groups.change_seat(bot.db, seat, state="gone")
    people.count(bot.db, group.course, [seat.person for seat in silent], silent=1)
    people.count(bot.db, group.course, [press.person], ghosted=1)
    placing.put_away(bot, group)
    placing.wait(bot, press.person, group.course)
    return Update(exchange_cards.said(bot, "exchange-searching"))


def on_patience(bot: Bot, press: Press, group_id: str) -> Reply:
    """They would rather wait."""
    bot, group, _ = sit(bot, press, group_id)
    return Update(exchange_cards.said(bot, "exchange-waiting-on", _look(bot, group)))


def _look(bot: Bot, group: Group) -> Button:
    return Button(bot.t("exchange-open"), "buddy.open", (group.id,))


def on_stay(bot: Bot, press: Press, group_id: str, way: str) -> Reply:
    """After some silent rounds: stay, rest for a while, or stop. Each is fine."""
    bot, group, _ = _was(bot, press, group_id)
    members.known(bot, press)
    until = bot.course.today(bot.now) + A_WHILE
    values: dict[str, dict[str, Any]] = {
        "stay": {"state": "in", "rest_until": None},
        "later": {"state": "resting", "rest_until": until, "waits_since": None},
        "stop": {"state": "left", "rest_until": None, "waits_since": None},
    }
    if way == "stop":
        leaving.step_out(bot, press.person)
    people.change(bot.db, group.course, press.person, silent=0, **values[way])
    return Update(exchange_cards.said(bot, f"exchange-chosen-{way}", until=str(until)))
