"""Why some people were put together, in a few short sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.matching.people import Reason

MOST_NAMED = 3
FAR = 180  # minutes between clocks: worth a word

Say = Callable[..., str]


def sentence(reason: Reason, t: Say, language: Callable[[str], str] = str, begins: bool = True) -> str:
    """``t(key, **values)`` says a text in the reader's language; ``language`` names a language in it.

    ``begins``: whether they begin with one another now, so that it is worth a word who has met before.
    """
    return " ".join(_sentences(reason, t, language, begins))


def _sentences(reason: Reason, t: Say, language: Callable[[str], str], begins: bool) -> Iterator[str]:
    if begins:
        yield _history(reason, t)
    if reason.third:
        yield t("why-three")
    yield t("why-writing") if reason.writing else t("why-hours", hours=_hours(reason.minutes))
    if reason.languages:
        yield t("why-languages", count=len(reason.languages), names=_some(map(language, reason.languages)))
    if reason.label:
        yield t("why-label", label=reason.label)
    if reason.interests:
        yield t("why-interests", count=len(reason.interests), names=_some(reason.interests))
    if reason.apart >= FAR:
        yield t("why-apart", hours=_hours(reason.apart))


def _history(reason: Reason, t: Say) -> str:
    """Who is locked into a group by staff may be new to the others."""
    if not reason.times:
        return t("why-new")
    return t("why-kept") if reason.fixed else t("why-met", times=reason.times)


def _hours(minutes: int) -> float:
    """Whole, halves and quarters, without a point where none is needed."""
    hours = minutes / 60
    return int(hours) if hours == int(hours) else hours


def _some(names: Iterable[str]) -> str:
    return ", ".join(list(names)[:MOST_NAMED])
