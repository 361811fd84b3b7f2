"""The three small forms in which people say what they wish of their buddies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.features.buddies.model import ONCE, Buddy
from bot.kernel.cards import Field, Form, Option
from bot.kernel.features import Bot

HELLO, LIST, HOURS_TEXT = 200, 600, 2100
PACES = {0: "every-round", 1: "weekly", 2: "two-weeks", 3: "three-weeks", ONCE: "once"}


def times(bot: Bot, buddy: Buddy) -> Form:
    hours = Field(
        "hours",
        bot.t("buddy-label-hours"),
        "paragraph",
        bot.t("buddy-hint-hours"),
        buddy.hours,
        required=False,
        longest=HOURS_TEXT,
    )
    zone = Field("zone", bot.t("buddy-label-zone"), value=buddy.zone or bot.course.zone, complete="zone")
    mode = _choice(bot, "mode", buddy.mode, ("either", "live", "writing"))
    mix = _choice(bot, "mix", buddy.mix, ("any", "same", "mixed"))
    return _form(bot, "times", (hours, zone, mode, mix, _choice(bot, "pace", pace(buddy), PACES.values())))


def pace(buddy: Buddy) -> str:
    return PACES.get(buddy.pace, "every-round")


def about(bot: Bot, buddy: Buddy) -> Form:
    hello = Field(
        "hello",
        bot.t("buddy-label-hello"),
        "paragraph",
        bot.t("buddy-hint-hello"),
        buddy.hello,
        required=False,
        longest=HELLO,
    )
    languages = _list(bot, "languages", buddy.languages, complete="language")
    interests = _list(bot, "interests", buddy.interests)
    section = Field("section", bot.t("buddy-label-section"), value=buddy.section, required=False, longest=40)
    return _form(bot, "about", (hello, languages, interests, section))


def ways(bot: Bot, buddy: Buddy) -> Form:
    """How somebody takes part."""
    sizes = (
        Option(bot.t("buddy-size-any"), "any"),
        *(Option(bot.t("buddy-size", size=n), str(n)) for n in range(2, 9)),
    )
    counts = (
        Option(bot.t("buddy-no"), "0"),
        *(Option(bot.t("buddy-mentees", count=n), str(n)) for n in range(1, 6)),
    )
    fields = (
        Field("size", bot.t("buddy-label-size"), "choice", value=str(buddy.size or "any"), options=sizes),
        _yes_no(bot, "greets", buddy.greets),
        Field("mentors", bot.t("buddy-label-mentors"), "choice", value=str(buddy.mentors), options=counts),
        _yes_no(bot, "deep", buddy.deep),
        _yes_no(bot, "minor", buddy.minor),
    )
    return _form(bot, "ways", fields)


def _form(bot: Bot, which: str, fields: tuple[Field, ...]) -> Form:
    args, submit = (bot.course.id, which), bot.t("form-submit")
    return Form(bot.t(f"buddy-form-{which}"), "buddy.preferred", fields, args, submit=submit)


def _list(bot: Bot, name: str, words: Iterable[str], complete: str = "") -> Field:
    value = ", ".join(words)
    label, hint = bot.t(f"buddy-label-{name}"), bot.t("buddy-hint-list")
    return Field(name, label, hint=hint, value=value, required=False, longest=LIST, complete=complete)


def _choice(bot: Bot, name: str, value: str, values: Iterable[str]) -> Field:
    options = tuple(Option(bot.t(f"buddy-{name}-{value}"), value) for value in values)
    return Field(name, bot.t(f"buddy-label-{name}"), "choice", value=value, options=options)


def _yes_no(bot: Bot, name: str, value: bool) -> Field:
    options = (Option(bot.t("buddy-no"), "no"), Option(bot.t(f"buddy-yes-{name}"), "yes"))
    return Field(name, bot.t(f"buddy-label-{name}"), "choice", value="yes" if value else "no", options=options)


FORMS: Mapping[str, Callable[[Bot, Buddy], Form]] = {"times": times, "about": about, "ways": ways}
