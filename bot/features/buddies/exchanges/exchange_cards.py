"""What the exchange of a group looks like: the introduction, the steps, what people answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.features.buddies import earlier
from bot.features.buddies.exchanges import asking, readers
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group, Seat
from bot.features.buddies.pairing import settings
from bot.features.buddies.pairing.facts import reason_of
from bot.features.buddies.taking_part import people
from bot.kernel.cards import Button, Card, Field, Form, Mention, Moment, Part, Strong, Text
from bot.kernel.features import Bot
from bot.kernel.places import Person, platform_of
from bot.kernel.reasons import Say, sentence
from bot.kernel.support import support_button
from bot.library.ladders import STEPS

NAME, NAMES, LONGEST, ALL_TOGETHER = 40, 120, 600, 2400


def said(bot: Bot, key: str, *buttons: Button, **values: object) -> Card:
    return Card(body=(bot.rich(key, **values),), rows=(buttons,) if buttons else ())


def name_of(seat: Seat) -> str:
    return (seat.name or seat.person.id)[:NAME]


def mention(seat: Seat, ping: bool = False) -> Mention:
    return Mention(seat.person, name_of(seat), ping)


def here(group: Group) -> tuple[Seat, ...]:
    return tuple(seat for seat in group.seats if seat.state == "here")


def listed(seats: Sequence[Seat], ping: bool = False) -> Text:
    """Names, one after the other; with ``ping`` they alert."""
    parts: list[Part] = [part for seat in seats for part in (" · ", mention(seat, ping))]
    return tuple(parts[1:])


def names(seats: Sequence[Seat]) -> str:
    """The same as plain words, cut where it would be long."""
    found = " & ".join(map(name_of, seats))
    return found if len(found) <= NAMES else found[: NAMES - 1] + "…"


@dataclass(frozen=True, slots=True)
class Told:
    """What an introduction tells besides the group: people's lines, the course's video room, who meet once more.

    ``t`` says a sentence of the bot's, and remembers it: in a large round the same few are said again and again.
    """

    hellos: Mapping[Person, str]
    video: str
    again: frozenset[str]
    t: Say


def told(bot: Bot, made: Sequence[Group]) -> Told:
    """For some groups of the bot's course, read at once."""
    everybody = [person for group in made for person in group.people]
    course = bot.course.id
    video, again = settings.get(bot.db, course).video, earlier.met_before(bot.db, made)
    return Told(people.hellos(bot.db, course, everybody), video, again, cache(bot.t))


def introduction(bot: Bot, group: Group, facts: Told | None = None, meet: str = "") -> Card:
    """Who they are, why they are together, what they said of themselves, how it goes on."""
    seats = here(group)
    facts = facts or told(bot, (group,))
    t, again = facts.t, group.id in facts.again
    body: list[Text | str] = [
        listed(seats, ping=True),
        meet or t("exchange-meet-again" if again else "exchange-meet", count=len(seats)),
        sentence(reason_of(group.reason), t, begins=not meet),
        *((mention(seat), ": ", facts.hellos[seat.person]) for seat in seats if seat.person in facts.hellos),
        t("exchange-how", steps=STEPS, count=len(seats)),
        *((t("exchange-video", link=facts.video),) if facts.video else ()),
        t("exchange-staff-help"),
    ]
    if group.room and platform_of(bot.course.space) == "discord":
        body.append(t("exchange-moderators-see"))
    buttons = (
        Button(t("exchange-open"), "buddy.open", (group.id,), "primary"),
        Button(t("exchange-free"), "buddy.free", (group.id,)),
        Button(t("exchange-tell-staff"), "buddy.staff", (group.id,)),
        Button(t("exchange-else"), "buddy.else", (group.id,)),
    )
    return Card(t("exchange-title", names=names(seats)), tuple(body), (buttons,), footer=t("exchange-light"))


def step(bot: Bot, group: Group, asked: Step, person: Person | None = None) -> Card:
    """The question of a step, for all of them or as it is for one; and every way not to answer it."""
    id_ = asking.own_question(group, asked, person) if person else asked.question
    found = asking.question(bot, id_)
    body: list[Text | str] = [(Strong(text_of(bot, asked, id_)),)]
    if found and found.skill_line:
        body.append(found.skill_line)
    first = next((seat for seat in here(group) if seat.person == group.first), None)
    if asked.step == 1 and first and not asked.shown_at:
        body.append(bot.rich("exchange-first", name=mention(first)))
    footer = bot.t("exchange-reveal", count=len(group.people))
    return Card(title(bot, asked), tuple(body), (_ways(bot, group, asked),), footer=footer)


def text_of(bot: Bot, asked: Step, id_: str) -> str:
    return asking.words(bot, bot.course, id_, asked.asked_at) or bot.t("exchange-question-gone")


def question_of(bot: Bot, group: Group, asked: Step, person: Person) -> str:
    """What somebody was asked, in words."""
    return text_of(bot, asked, asking.own_question(group, asked, person))


def title(bot: Bot, asked: Step) -> str:
    return bot.t("exchange-step", number=asked.step, steps=STEPS)


def _ways(bot: Bot, group: Group, asked: Step) -> tuple[Button, ...]:
    args = (group.id, str(asked.step))
    return (
        Button(bot.t("exchange-answer"), "buddy.answer", args, "primary"),
        Button(bot.t("exchange-another"), "buddy.another", args),
        Button(bot.t("exchange-later"), "buddy.later", args),
        Button(bot.t("exchange-freeze"), "buddy.freeze", args),
        support_button(bot, group.course),
    )


def longest(group: Group) -> int:
    """How much of an answer there is room for."""
    return min(LONGEST, ALL_TOGETHER // max(1, len(group.people)))


def writing(bot: Bot, group: Group, asked: Step, writer: Person, before: str) -> Form:
    """Who will read it stands above: somebody may have joined, or gone, since they looked last."""
    most, id_, others = longest(group), asking.own_question(group, asked, writer), _readers(group, asked, writer)
    intro = text_of(bot, asked, id_)
    if others:
        intro = f"{intro}\n{bot.t('exchange-answer-readers', names=names(others), count=len(others))}"
    label, hint = bot.t("exchange-answer-label"), bot.t("exchange-answer-hint", most=most)
    field = Field("text", label, "paragraph", hint, before[:most], longest=most)
    args = (group.id, str(asked.step), id_, readers.came(group, asked.step))
    heading, submit = bot.t("exchange-answer-title"), bot.t("form-submit")
    return Form(heading, "buddy.answered", (field,), args, intro, submit)


def _readers(group: Group, asked: Step, writer: Person) -> tuple[Seat, ...]:
    """The others who read what is answered to a step."""
    apart = readers.strangers(group, asked.step)
    return tuple(seat for seat in group.others(writer) if seat.person not in apart)


def answer(bot: Bot, group: Group, asked: Step, given: tuple[Seat, str], lead: bool) -> Card:
    """What one of them answered, as all of them read it; with the question, if it leads or is not the others'."""
    seat, text = given
    line: Text = (mention(seat), ": ", text)
    id_ = asking.own_question(group, asked, seat.person)
    if not lead and id_ == asked.question:
        return Card(body=(line,))
    return Card(bot.t("exchange-answered-title", number=asked.step), (text_of(bot, asked, id_), line))


def bump(bot: Bot, group: Group, asked: Step, silent: Sequence[Seat]) -> Card:
    """A reminder without blame, which alerts only those whom it is for."""
    body = (listed(silent, ping=True), bot.t("exchange-bump"), (Strong(text_of(bot, asked, asked.question)),))
    return Card(body=body, rows=(_ways(bot, group, asked),), footer=bot.t("exchange-light"))


def fewer(bot: Bot, group: Group) -> Card:
    """Somebody has moved on, and those who stay hear what that means for them."""
    return said(bot, "exchange-fewer", count=len(group.people))


def offer(bot: Bot, group: Group) -> Card:
    """Somebody else, or waiting on: for one who wrote and has had no answer."""
    buttons = (
        Button(bot.t("exchange-fresh"), "buddy.fresh", (group.id,), "primary"),
        Button(bot.t("exchange-patience"), "buddy.patience", (group.id,)),
    )
    return Card(bot.t("exchange-offer-title"), (bot.t("exchange-offer"),), (buttons,))


OUTCOMES = {"met": "met", "wrote": "wrote", "not-yet": "not yet", "not-this-time": "not this time"}
WISHES = ("keep", "rotate", "rest")
STAYING = ("stay", "later", "stop")


def middle(bot: Bot, group: Group) -> Card:
    """Half the time is over: did they meet?"""
    body = (listed(here(group)), bot.t("exchange-middle"))
    return Card(bot.t("exchange-middle-title"), body, (_outcomes(bot, group),), footer=bot.t("exchange-only-you"))


def ending(bot: Bot, group: Group, closes: datetime) -> Card:
    """How was it, and would they like to go on?"""
    last = "exchange-ending-room" if group.room else "exchange-ending-alone"
    next_ = bot.t("exchange-ending", count=len(group.people))
    body = (listed(here(group)), next_, bot.rich(last, when=Moment(closes, "date")))
    rows = (_outcomes(bot, group), wishes(bot, group))
    return Card(bot.t("exchange-ending-title"), body, rows, footer=bot.t("exchange-only-you"))


def over(bot: Bot, group: Group) -> Card:
    """The last word of an exchange; where the same people go on in the same room, it says which one it means."""
    return said(bot, "exchange-over", when=Moment(group.opened_at or bot.now, "date"))


def room_finished(bot: Bot) -> Card:
    """The last word in a room that they have left for another one."""
    return said(bot, "exchange-room-finished")


def _outcomes(bot: Bot, group: Group) -> tuple[Button, ...]:
    return tuple(Button(bot.t(f"exchange-went-{code}"), "buddy.went", (group.id, code)) for code in OUTCOMES)


def wishes(bot: Bot, group: Group) -> tuple[Button, ...]:
    return tuple(Button(bot.t(f"exchange-wish-{wish}"), "buddy.wish", (group.id, wish)) for wish in WISHES)


def quiet(bot: Bot, group: Group) -> Card:
    """Some rounds have passed without a word: which is fine, and may mean anything."""
    buttons = tuple(Button(bot.t(f"exchange-{way}"), "buddy.stay", (group.id, way)) for way in STAYING)
    return Card(bot.t("exchange-quiet-title"), (bot.t("exchange-quiet"),), (buttons,))
