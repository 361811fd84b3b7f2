"""What icebreakers look like."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.icebreakers.plan import FEWEST_SHOWN, Tally, shown
from bot.features.icebreakers.shelf import Coming
from bot.features.icebreakers.store import Answer, Post
from bot.features.icebreakers.suggestions import Suggestion
from bot.kernel.cards import Button, Card, Channel, Field, Form, Mention, Moment, Option, Row, Select, Strong, Text
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot
from bot.kernel.places import Person

ANSWER = 200
MILESTONES = (5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 2000, 5000)


def said(bot: Bot, key: str, **values: object) -> Card:
    return Card(body=(bot.rich(key, **values),))


def question(bot: Bot, post: Post, title: str = "icebreaker-title", answered: int = 0) -> Card:
    """The question and its rungs; one that needs a note shows only that until somebody opens it."""
    asked = post.question
    footer = bot.t("answered-so-far", count=answered) if answered else bot.t("icebreaker-footer")
    if asked.note and title != "opened-title":
        opening = Button(bot.t("open-question"), "icebreaker.open", (post.id,), "primary")
        note = bot.rich("content-note", note=Strong(asked.note))
        return Card(bot.t(title), (note,), ((opening, *_passes(bot, post)),), footer=footer)
    taps = tuple(Button(label, "icebreaker.tap", (post.id, str(i))) for i, label in enumerate(asked.labels))
    writing = (
        Button(bot.t("finish-button", stem=asked.stem), "icebreaker.finish", (post.id,), "primary"),
        Button(bot.t("line-button"), "icebreaker.line", (post.id,), "primary"),
    )
    rows: tuple[Row, ...] = (taps, (*writing, *_passes(bot, post))) if taps else ((*writing, *_passes(bot, post)),)
    return Card(bot.t(title), ((Strong(asked.text),),), rows, footer=footer)


def _passes(bot: Bot, post: Post) -> tuple[Button, ...]:
    return (
        Button(bot.t("later-button"), "icebreaker.later", (post.id,)),
        Button(bot.t("skip-button"), "icebreaker.skip", (post.id,)),
        Button(bot.t("not-for-me-button"), "icebreaker.not", (post.id,)),
    )


def milestone(count: int) -> int:
    """The number that the post may name: people are counted in steps."""
    return max((step for step in MILESTONES if step <= count), default=0)


def yours(bot: Bot, post: Post, answer: Answer) -> Card:
    """A person's own answer, and all that they can do with it."""
    where = "answer-shown" if answer.said else "answer-counted"
    switch = ("hide-button", "icebreaker.hide") if answer.said else ("show-button", "icebreaker.show")
    buttons = (
        Button(bot.t(switch[0]), switch[1], (post.id,), "plain" if answer.said else "primary"),
        Button(bot.t("edit-button"), "icebreaker.edit", (post.id,)),
        Button(bot.t("delete-button"), "icebreaker.delete", (post.id,), "danger"),
    )
    return Card(body=(bot.rich("your-answer", text=Strong(answer.text)), bot.t(where)), rows=(buttons,))


def in_thread(person: Person, name: str, answer: Answer) -> Card:
    """An answer as everybody sees it: who, and what; it alerts nobody."""
    return Card(body=((Mention(person, name), ": ", answer.text),))


def writing(bot: Bot, post: Post, rung: str, answer: Answer | None) -> Form:
    """The form in which a sentence is finished, or a line written."""
    label = post.question.stem if rung == "finish" else bot.t("line-label")
    mine = answer.text[:ANSWER] if answer and rung == "line" else ""
    ways = (Option(bot.t("how-thread"), "thread"), Option(bot.t("how-count"), "count"))
    kept = "count" if answer and not answer.said else "thread"
    fields = (
        Field("text", label[:45], "paragraph", bot.t("line-hint"), mine, longest=ANSWER),
        Field("how", bot.t("how-label"), "choice", value=kept, options=ways),
    )
    return Form(bot.t("answer-title"), "icebreaker.written", fields, (post.id, rung), submit=bot.t("form-submit"))


def scheduled(bot: Bot, routine: Routine, first: Slot) -> Card:
    rhythm, when = Strong(rhythm_name(bot, routine)), Moment(first.instant)
    body = bot.rich("icebreakers-scheduled", rhythm=rhythm, place=Channel(routine.place), when=when)
    buttons = (
        Button(bot.t("preview-next"), "command", (bot.course.id, "icebreaker", "preview"), "primary"),
        Button(bot.t("stop-rhythm"), "icebreaker.stop", (bot.course.id, routine.id)),
    )
    return Card(body=(body,), rows=(buttons,))


def rhythm_name(bot: Bot, routine: Routine) -> str:
    """A rhythm in words: “Tue, Thu 10:00”."""
    days = routine.rule.partition("BYDAY=")[2].split(",")
    return f"{', '.join(bot.t(f'day-{day.lower()}') for day in days)} {routine.at:%H:%M}"


def ahead(bot: Bot, turns: Sequence[Coming]) -> Card:
    """Exactly what the next ones will be."""
    if not turns:
        path = (bot.course.id, "icebreaker", "schedule")
        schedule = Button(bot.t("schedule-icebreakers"), "command", path, "primary")
        rests = "course-rests" if bot.course.state == "paused" else "no-icebreakers"
        return Card(body=(bot.t(rests),), rows=((schedule,),))
    body = tuple(line for turn in turns for line in _turn(bot, turn))
    standing = next((turn for turn in turns if not turn.skipped), turns[0])
    buttons = (
        Button(bot.t("swap-next"), "icebreaker.swap", _which(bot, turns[0])),
        Button(bot.t("skip-next"), "icebreaker.drop", _which(bot, standing)),
    )
    return Card(bot.t("preview-icebreakers"), body, (buttons,), footer=bot.t("preview-promise"))


def _which(bot: Bot, turn: Coming) -> tuple[str, str, str]:
    return bot.course.id, turn.routine.id, turn.slot.name


def _turn(bot: Bot, turn: Coming) -> tuple[Text, ...]:
    when, place = Moment(turn.slot.instant), Channel(turn.routine.place)
    if turn.question is None:
        return (bot.rich("turn-skipped" if turn.skipped else "turn-empty", when=when, place=place),)
    labels = " · ".join(turn.question.labels)
    return (bot.rich("turn-ahead", when=when, place=place, text=Strong(turn.question.text), labels=labels),)


def themes(bot: Bot, all_themes: Sequence[str]) -> Card:
    """The themes of the library: which this course leaves out, and a menu to change that."""
    blocked = [theme for theme in all_themes if theme in bot.course.blocked]
    options = tuple(Option(_theme(bot, name), name) for name in all_themes[:25])
    body = (
        bot.t("themes-body", themes=", ".join(all_themes)),
        bot.rich("themes-blocked", themes=Strong(", ".join(blocked))) if blocked else bot.t("themes-none-blocked"),
    )
    menu = Select("icebreaker.theme", bot.t("themes-menu"), (bot.course.id,), options)
    return Card(bot.t("themes-title"), body, (menu,))


def _theme(bot: Bot, name: str) -> str:
    return bot.t("theme-allow" if name in bot.course.blocked else "theme-block", theme=name)


def suggested(bot: Bot, suggestion: Suggestion, author: str) -> Card:
    """A suggestion as staff see it."""
    args = (bot.course.id, suggestion.id)
    body = (
        bot.rich("suggestion-from", who=Mention(suggestion.person, author)),
        (Strong(suggestion.text),),
        " · ".join(suggestion.labels) or bot.t("no-labels"),
    )
    buttons = (
        Button(bot.t("approve"), "icebreaker.approve", args, "primary"),
        Button(bot.t("decline"), "icebreaker.decline", args),
    )
    return Card(bot.t("suggestion-title"), body, (buttons,))


def report(bot: Bot, rows: Sequence[tuple[str, Tally]]) -> Card:
    """How the last questions were answered; numbers too small to show are not shown."""
    lines: list[Text | str] = []
    for text, tally in rows:
        lines.append((Strong(text if len(text) <= 80 else text[:79] + "…"),))
        lines.append(_tally(bot, tally))
    return Card(bot.t("report-title"), tuple(lines), footer=bot.t("report-footer", fewest=FEWEST_SHOWN))


def _tally(bot: Bot, tally: Tally) -> str:
    answered = shown(tally.answered)
    if answered is None:
        return bot.t("answered-few", fewest=FEWEST_SHOWN)
    parts = [bot.t("answered-count", count=answered)]
    if all(map(shown, tally.rungs.values())):  # one that is left out could be counted from the others
        parts += [bot.t(f"rung-{rung}", count=count) for rung, count in sorted(tally.rungs.items())]
    parts += [bot.t(f"pass-{kind}", count=count) for kind, count in sorted(tally.passes.items()) if shown(count)]
    return " · ".join(parts)
