"""What staff do: fill the support card in, name the people to turn to, see what is missing."""

from __future__ import annotations

from typing import Annotated

from bot.features.support import cards, staff_cards, store
from bot.features.support.card import SupportCard, read_country, read_link, read_services
from bot.kernel import forms
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import Kind
from bot.kernel.places import Person
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.text import clean
from bot.store import courses, safety

LONGEST_NAME, LONGEST = 60, 200


def _name(raw: object) -> str:
    name = clean(str(raw))
    if not 1 <= len(name) <= LONGEST_NAME:
        raise UserError("safety-expected-name", most=LONGEST_NAME)
    return name


NAME = Kind("name", "text", _name)


def fill_in(bot: Bot, call: Call) -> Reply:
    """Fill in what help there is: your services, your country, your policy, your office hours."""
    return Ask(staff_cards.form(bot, store.card_of(bot.db, bot.course.id)))


def on_filled(bot: Bot, submission: Submission, course: str) -> Reply:
    countries = bot.library.safety.countries
    kinds = {
        "services": Kind("services", "text", read_services),
        "country": Kind("country", "text", lambda raw: read_country(countries, raw)),
        "institution": Kind("institution", "text", lambda raw: clean(str(raw))[:LONGEST]),
        "policy": Kind("link", "text", read_link),
        "office_hours": Kind("hours", "text", lambda raw: clean(str(raw))[:LONGEST]),
    }
    values, errors = forms.read(bot, kinds, submission.values)
    if errors:
        form = staff_cards.form(bot, store.card_of(bot.db, course))
        return Mend(forms.typed(form, submission.values), errors)
    store.keep_card(bot.db, course, SupportCard(**values))
    return Update(_standing(bot))


def _standing(bot: Bot) -> Card:
    course = bot.course.id
    roles = {row.person: row.role for row in courses.team(bot.db, course)}
    return staff_cards.standing(bot, store.card_of(bot.db, course), safety.contacts(bot.db, course), roles)


def show(bot: Bot, call: Call) -> Reply:
    """Show what help is set up here, what is missing, and what stays off until then."""
    return Whisper(_standing(bot))


def add(
    bot: Bot,
    call: Call,
    person: Annotated[Person, "Whom students can turn to"],
    name: Annotated[str, "What students read, such as Maria Lopez (student services)", NAME],
) -> Reply:
    """Name somebody whom students can turn to; two at least, four at most, and not only instructors."""
    before = safety.contacts(bot.db, bot.course.id)
    known = person in [one.person for one in before]
    if len(before) >= safety.MOST and not known:
        raise UserError("safety-enough", most=safety.MOST)
    safety.name(bot.db, bot.course.id, person, name)
    if not known:
        key, card = f"safety-named/{bot.course.id}/{bot.new_id()}", cards.named(bot.speaking(bot.course.locale))
        bot.say(Delivery(key, "safety_named", "tell", person, card, bot.course.id, bot.now, solicited=True))
    return Whisper(_standing(bot))


def remove(bot: Bot, call: Call, person: Annotated[Person, "Who is no longer to be turned to"]) -> Reply:
    """Let somebody be a safety contact no longer."""
    if not safety.drop(bot.db, bot.course.id, person):
        raise UserError("safety-no-contact")
    return Whisper(_standing(bot))


def on_decline(bot: Bot, press: Press, course: str) -> Reply:
    """A contact would rather not be one."""
    safety.drop(bot.db, course, press.person)
    return Update(cards.said(bot, "safety-declined"))
