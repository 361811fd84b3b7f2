"""What support looks like to somebody who looks for help, and to the contacts whom they ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.support.card import SupportCard, values
from bot.features.support.store import Request
from bot.kernel.cards import Button, Card, Mention, Moment, Option, Row, Select, Strong, Text
from bot.kernel.courses import Course
from bot.kernel.features import Bot
from bot.library.safety import Country, Wording
from bot.store.safety import Contact


def said(bot: Bot, key: str, *buttons: Button, **more: object) -> Card:
    return Card(body=(bot.rich(key, **more),), rows=(buttons,) if buttons else ())


def _worded(bot: Bot, wording: Wording, card: SupportCard, rows: tuple[Row, ...] = (), name: str = "") -> Card:
    """A wording of the library with this course's words in it; what is about danger stands out."""
    lines = wording.filled({**values(bot, card), "name": name})
    body: tuple[Text | str, ...] = tuple((Strong(line),) if urgent else line for line, urgent in lines)
    return Card(wording.title, body, rows)


def _button(bot: Bot, what: str, course: str) -> Button:
    return Button(bot.t(f"support-{what}-button"), f"support.{what}", (course,))


def support(bot: Bot, card: SupportCard, course: str, contacts: Sequence[Contact]) -> Card:
    """Card A: everything at once."""
    first = ("tell", "worried") if contacts else ()
    row = tuple(_button(bot, what, course) for what in (*first, "heavy", "more", "not-now"))
    return _offering(bot, _worded(bot, bot.library.safety.cards.support, card, (row,)), contacts)


def _offering(bot: Bot, shown: Card, contacts: Sequence[Contact]) -> Card:
    """Where somebody can be told, with the question whether they would like that."""
    return replace(shown, body=(*shown.body, bot.t("support-would-you"))) if contacts else shown


def heavy(bot: Bot, card: SupportCard, course: str, contacts: Sequence[Contact]) -> Card:
    """Card B: for somebody whose weeks are heavy."""
    row = tuple(_button(bot, what, course) for what in (*(("tell",) if contacts else ()), "open", "not-now"))
    return _offering(bot, _worded(bot, bot.library.safety.cards.heavy, card, (row,)), contacts)


def more(bot: Bot, card: SupportCard, course: str) -> Card:
    """Other countries, and what else the course has told."""
    known = bot.library.safety.countries.countries[:25]
    menu = Select("support.country", bot.t("support-country-hint"), (course,), tuple(map(_option, known)))
    body = [bot.t("support-elsewhere")]
    body += [bot.t("support-office-hours", hours=card.office_hours)] if card.office_hours else []
    body += [bot.t("support-policy", policy=card.policy)] if card.policy else []
    return Card(bot.t("support-more-title"), tuple(body), (menu, (_button(bot, "open", course),)))


def _option(country: Country) -> Option:
    return Option(country.name.removeprefix("the "), country.code)


def crisis(bot: Bot, card: SupportCard, course: str, contacts: Sequence[Contact]) -> Card:
    """Card C: in place of what was to be done with the words."""
    choose = (Button(bot.t("support-choose-button"), "support.tell", (course,), "primary"),) if contacts else ()
    rest = (_button(bot, "mistake", course), _button(bot, "more", course))
    return _worded(bot, bot.library.safety.cards.crisis, card, ((*choose, *rest),))


def worried(bot: Bot, card: SupportCard, course: str, contacts: Sequence[Contact]) -> Card:
    """Card D: for somebody who has noticed."""
    notes = tuple(
        Button(bot.t("support-note-to", name=one.name), "support.note", (course, one.person.id)) for one in contacts
    )
    return _worded(bot, bot.library.safety.cards.worried, card, ((*notes, _button(bot, "open", course)),))


def choose(bot: Bot, course: str, contacts: Sequence[Contact]) -> Card:
    people = tuple(Button(one.name, "support.ask", (course, one.person.id)) for one in contacts)
    return Card(
        bot.t("support-choose-title"), (bot.t("support-choose"),), ((*people, _button(bot, "not-now", course)),)
    )


def consent(bot: Bot, course: str, contact: Contact) -> Card:
    """What they will see, word for word, before anything is sent."""
    yes = Button(bot.t("support-yes-button"), "support.send", (course, contact.person.id), "primary")
    body = (bot.rich("support-consent", name=Strong(contact.name)), bot.t("support-no-promise"))
    return Card(bot.t("support-consent-title"), body, ((yes, _button(bot, "not-now", course)),))


def note(bot: Bot, course: str, contact: Contact) -> Card:
    args = (course, contact.person.id)
    ways = (
        Button(bot.t("support-with-name-button"), "support.named", args, "primary"),
        Button(bot.t("support-without-name-button"), "support.unnamed", args),
        _button(bot, "not-now", course),
    )
    return Card(bot.t("support-note-title"), (bot.rich("support-note", name=Strong(contact.name)),), (ways,))


def sent(bot: Bot, request: Request, contact: str, again: bool = False) -> Card:
    """It is on its way, or was already; and the way to take it back."""
    key = "support-sent-already" if again else "support-sent"
    undo = Button(bot.t("support-withdraw-button"), "support.withdraw", (request.id,))
    return said(bot, key, undo, name=Strong(contact), when=Moment(request.at))


def for_contact(bot: Bot, card: SupportCard, request: Request) -> Card:
    """The name and one sentence; and how to say that it is in hand."""
    wordings = bot.library.safety.cards
    wording = wordings.note if request.kind == "worried" else wordings.staff
    written = Button(bot.t("support-written-button"), "support.written", (request.id,), "primary")
    shown = _worded(bot, wording, card, ((written,),), request.name)
    who: Text = (Mention(request.person, request.name, ping=True),)
    return Card(shown.title, (who, *shown.body), shown.rows, footer=bot.course.name)


def unnamed_note(bot: Bot, card: SupportCard) -> Card:
    return _worded(bot, bot.library.safety.cards.unnamed, card)


def nobody_answered(bot: Bot, card: SupportCard, course: str) -> Card:
    """Card A once more, for somebody who has waited."""
    shown = support(bot, card, course, ())
    return Card(bot.t("support-nobody-title"), (bot.t("support-nobody"), *shown.body[1:]), shown.rows)


def agreement(bot: Bot, card: SupportCard, course: Course, agree: Button) -> Card:
    """What the bot is not, who sees what, how to stop."""
    buttons = (agree, _button(bot, "not-now", course.id), Button(bot.t("support-button"), "support.open", (course.id,)))
    return _worded(bot, bot.library.safety.cards.agreement, card, (buttons,))


def named(bot: Bot) -> Card:
    """For somebody whom staff have made a safety contact: what that is, and a way out."""
    out = Button(bot.t("safety-decline-button"), "safety.decline", (bot.course.id,))
    title = bot.t("safety-named-title", course=bot.course.name)
    return Card(title, (bot.t("safety-named"), bot.t("safety-named-more")), ((out,),))
