"""A feature that does everything a feature can, and can be made to fail at any point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.kernel import forms
from bot.kernel.cards import Button, Card, Field, Form, Option
from bot.kernel.commands import command
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Joined, Press, Submission
from bot.kernel.features import Act, Bot, Feature
from bot.kernel.options import WEEKDAYS, Kind, from_source, whole
from bot.kernel.places import Person, Place
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.roles import OWNERS, STAFF

AGE, DAYS = whole(1, 99), WEEKDAYS


def _said(bot: Bot, words: str, place: Place) -> None:
    bot.say(Delivery(f"toy/{bot.new_id()}", "toy", "post", place, Card(body=(words,))))


def shout(bot: Bot, call: Call, words: Annotated[str, "What to shout"]) -> Reply:
    """Say something in public."""
    _said(bot, f"{call.name} shouts {words}", call.place)
    return Whisper(Card(body=("Shouted.",), rows=((Button("Again", "toy.again"),),)))


def note(
    bot: Bot,
    call: Call,
    age: Annotated[int, "How old", AGE],
    days: Annotated[tuple[int, ...], "Which days", DAYS],
    mood: Annotated[str, "Which mood", from_source("mood")] = "calm",
    where: Annotated[Place | None, "Where"] = None,
    who: Annotated[Person | None, "For whom"] = None,
) -> Reply:
    """Note something down."""
    return Whisper(Card(body=(f"{bot.course.name}: {age} {days} {mood} {where} {who}",)))


def rest(bot: Bot, call: Call) -> Reply:
    """Rest."""
    return Whisper(Card(body=("Resting.",)))


def burn(bot: Bot, call: Call) -> Reply:
    """Burn everything down."""
    _said(bot, "about to burn", call.place)
    raise RuntimeError(f"{call.name} told a secret")


def refuse(bot: Bot, call: Call) -> Reply:
    """Refuse."""
    _said(bot, "about to refuse", call.place)
    raise UserError("expected-text")


def on_again(bot: Bot, press: Press) -> Reply:
    _said(bot, f"{press.name} again", press.place)
    return Update(Card(body=("Again.",)))


def on_rest(bot: Bot, press: Press, course: str) -> Reply:
    return Update(Card(body=(f"{bot.course.name} rests.",)))


def _form(bot: Bot) -> Form:
    fields = (
        Field("age", "How old", value="7"),
        Field("days", "Which days", value="mon"),
        Field("mood", "Which mood", "choice", value="calm", options=(Option("Calm", "calm"), Option("Merry", "merry"))),
    )
    return Form("Toy", "toy.form", fields, (bot.course.id,))


def on_open(bot: Bot, press: Press, course: str) -> Reply:
    return Ask(_form(bot))


def on_form(bot: Bot, submission: Submission, course: str) -> Reply:
    kinds: dict[str, Kind] = {"age": AGE, "days": DAYS}
    values, errors = forms.read(bot, kinds, submission.values)
    if errors:
        return Mend(forms.typed(_form(bot), submission.values), errors)
    return Update(Card(body=(f"{bot.course.name}: {values}",)))


def greet(bot: Bot, joined: Joined) -> Sequence[Delivery]:
    return (Delivery(f"hello/{joined.place.space}", "toy", "post", joined.place, Card(body=("Hello!",))),)


def moods(bot: Bot, typed: str) -> Sequence[Option]:
    if typed == "burn":
        raise RuntimeError("no moods left")
    if typed == "refuse":
        raise UserError("expected-text")
    return [Option(mood, mood) for mood in ("calm", "merry") if mood.startswith(typed)]


FEATURE = Feature(
    name="toy",
    commands=(
        command("toy shout", shout),
        command("toy note", note, may=STAFF),
        command("toy rest", rest, may=OWNERS),
        command("toy burn", burn),
        command("toy refuse", refuse),
    ),
    presses={"toy.again": Act(on_again), "toy.rest": Act(on_rest, STAFF), "toy.open": Act(on_open, STAFF)},
    forms={"toy.form": Act(on_form, STAFF)},
    sources={"mood": moods},
    greet=greet,
)
