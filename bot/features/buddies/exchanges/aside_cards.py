"""What it looks like when buddies ask for common hours, or for the staff."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.buddies.exchanges import exchange_cards, overlap
from bot.features.buddies.exchanges.overlap import Stretch
from bot.features.buddies.model import Group, Seat
from bot.kernel.cards import Button, Card, Field, Form, Moment, Part, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.hours import Window
from bot.kernel.pictures import File

LONGEST = 1000


def free(bot: Bot, group: Group, unknown: Sequence[Seat], found: Sequence[Stretch]) -> Card:
    """When all are free, by everybody's clock; or what is missing for that."""
    title = bot.t("exchange-free-title", count=len(group.people))
    if unknown:
        tell = Button(bot.t("exchange-tell-hours"), "command", (group.course, "buddy", "preferences"))
        return Card(title, (bot.t("exchange-free-unknown", names=exchange_cards.names(unknown)),), ((tell,),))
    if not found:
        return Card(title, (bot.t("exchange-free-none"),))
    file = Button(bot.t("exchange-calendar"), "buddy.calendar", (group.id,))
    return Card(title, tuple(_stretch(bot, one) for one in found), ((file,),), footer=bot.t("exchange-free-usually"))


def _stretch(bot: Bot, stretch: Stretch) -> Text:
    """“Tue 18:00–20:00 for Ana, Tue 09:00–11:00 for Bo; next: …”"""
    clocks = [bot.t("exchange-clock", when=_when(bot, window), name=name) for name, window in stretch.clocks]
    start, _ = overlap.next_talk(stretch, bot.now)
    parts: list[Part] = [Strong(", ".join(clocks)), " "]
    return (*parts, *bot.rich("exchange-next", when=Moment(start)))


def _when(bot: Bot, window: Window) -> str:
    day = bot.t(f"day-{('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su')[window.day]}")
    return f"{day} {window.start:%H:%M}–{window.end:%H:%M}"


def calendar(bot: Bot, made: str) -> Card:
    """A calendar file (RFC 5545) to keep."""
    file = File("buddies.ics", "text/calendar", made, bot.locale)
    return Card(bot.t("exchange-calendar-title"), (bot.t("exchange-calendar-how"),), file=file)


def to_staff(bot: Bot, group: Group) -> Form:
    field = Field("text", bot.t("exchange-staff-label"), "paragraph", bot.t("exchange-staff-hint"), longest=LONGEST)
    title, submit = bot.t("exchange-staff-title"), bot.t("form-submit")
    return Form(title, "buddy.told", (field,), (group.id,), bot.t("exchange-staff-intro"), submit)


def for_staff(bot: Bot, group: Group, seat: Seat, text: str) -> Card:
    """Who wrote, about which group, and what."""
    with_whom = exchange_cards.names(group.others(seat.person))
    who = bot.rich("exchange-staff-from", who=exchange_cards.mention(seat, ping=True), names=with_whom)
    return Card(bot.t("exchange-staff-card"), (who, text))
