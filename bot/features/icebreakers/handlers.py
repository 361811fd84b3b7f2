"""What staff do: schedule, ask now, preview, skip, swap, pause; and students: suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated

from bot.features.icebreakers import cards, shelf, store
from bot.features.icebreakers.plan import choose
from bot.features.icebreakers.questions import Question
from bot.features.icebreakers.store import Post
from bot.kernel.cards import LABEL, Channel, Option
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import WEEKDAYS, from_source, several, suggest, whole
from bot.kernel.places import Place
from bot.kernel.replies import Reply, Update, Whisper
from bot.schedule import routines
from bot.schedule.aftermath import unbar
from bot.schedule.calendar import weekly

KIND, LATE = shelf.KIND, shelf.LATE
RHYTHM = from_source("rhythm")
THEMES = several("theme")


def schedule(
    bot: Bot,
    call: Call,
    days: Annotated[tuple[int, ...], "Days of the week, such as tue, thu", WEEKDAYS],
    at: Annotated[time, "The time of day in the course's zone, such as 10:00"],
    channel: Annotated[Place | None, "Where to ask; the home channel if you name none"] = None,
    themes: Annotated[tuple[str, ...], "Only questions about these themes, parted by commas", THEMES] = (),
    until: Annotated[date | None, "The last day of this rhythm, as 2027-03-31"] = None,
) -> Reply:
    """Ask the class an icebreaker on these days, every week."""
    course = bot.course
    place, last = (channel or course.home).outside, min(until or course.last, course.last)
    _known(bot, themes)
    settings = {"themes": list(themes)}
    name = bot.new_id()
    made = Routine(name, course.id, KIND, weekly(days), at, course.zone, place, course.start, last, settings=settings)
    first = routines.save(bot.db, made, course.breaks, bot.now)
    if first is None:
        raise UserError("rhythm-is-over", last=last.isoformat())
    routines.rearm(bot.db, course, bot.now)
    return Whisper(cards.scheduled(bot, made, first))


def _known(bot: Bot, themes: Sequence[str]) -> None:
    if strange := [theme for theme in themes if theme not in bot.library.themes]:
        raise UserError("unknown-theme", theme=strange[0][:40], themes=", ".join(bot.library.themes))


def plan_turn(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    """One turn of a rhythm: the question that was promised, or the one that fits best."""
    question = shelf.for_turn(bot, routine, slot)
    return () if question is None else (_ask(bot, question, routine.place, routine.id),)


def _ask(bot: Bot, question: Question, place: Place, routine: str = "") -> Delivery:
    post = Post(bot.new_id(), bot.course.id, place, question)
    store.add_post(bot.db, post, routine, bot.now)
    card = cards.question(bot, post)
    return Delivery(post.key, KIND, "post", place, card, post.course, expires=bot.now + LATE, prompt=question.id)


def post_now(
    bot: Bot, call: Call, theme: Annotated[str, "Only a question about this", from_source("theme")] = ""
) -> Reply:
    """Ask the home channel one question right now."""
    themes = frozenset({theme.lower()} if theme else ())
    _known(bot, tuple(themes))
    question = shelf.next_question(bot, bot.now, shelf.asked(bot), themes, bot.rng)
    if question is None:
        raise UserError("nothing-to-ask")
    unbar(bot.db, bot.course.home)
    bot.say(_ask(bot.speaking(bot.course.locale), question, bot.course.home))
    return Whisper(cards.said(bot, "asked-in", place=Channel(bot.course.home)))


def preview(bot: Bot, call: Call, count: Annotated[int, "How many", whole(1, 8)] = 3) -> Reply:
    """Show exactly what the next questions will be."""
    return Whisper(cards.ahead(bot, shelf.coming(bot, count)))


def _next(bot: Bot, rhythm: str) -> tuple[Routine, str, datetime]:
    """The next turn that is not skipped already, of one rhythm or of any."""
    for slot, routine in shelf.turns(bot):
        if rhythm in ("", routine.id) and store.pick(bot.db, routine.id, slot.name) != "":
            return routine, slot.name, slot.instant
    raise UserError("nothing-ahead")


def skip(
    bot: Bot, call: Call, rhythm: Annotated[str, "Which rhythm; the soonest if you name none", RHYTHM] = ""
) -> Reply:
    """Leave out the next icebreaker."""
    routine, slot, due = _next(bot, _rhythm_id(bot, rhythm))
    store.keep_pick(bot.db, routine.id, (slot, due), bot.course.id, "")
    return Whisper(cards.ahead(bot, shelf.coming(bot, 3)))


def swap(
    bot: Bot, call: Call, rhythm: Annotated[str, "Which rhythm; the soonest if you name none", RHYTHM] = ""
) -> Reply:
    """Take another question for the next icebreaker."""
    routine, slot, due = _next(bot, _rhythm_id(bot, rhythm))
    _swap(bot, routine, slot, due)
    return Whisper(cards.ahead(bot, shelf.coming(bot, 3)))


def _swap(bot: Bot, routine: Routine, slot: str, due: datetime) -> None:
    """Another question than the one that was promised, which is free again."""
    promised = store.pick(bot.db, routine.id, slot) or ""
    others = [(question, timely) for question, timely in shelf.shelf(bot, due) if question.id != promised]
    question = choose(others, shelf.asked(bot), shelf.themes_of(routine), bot.rng)
    if question is None:
        raise UserError("nothing-else")
    store.keep_pick(bot.db, routine.id, (slot, due), bot.course.id, question.id)


def on_swap(bot: Bot, press: Press, course: str, routine: str, slot: str) -> Reply:
    found, due = _turn(bot, routine, slot)
    _swap(bot, found, slot, due)
    return Update(cards.ahead(bot, shelf.coming(bot, 3)))


def on_drop(bot: Bot, press: Press, course: str, routine: str, slot: str) -> Reply:
    found, due = _turn(bot, routine, slot)
    store.keep_pick(bot.db, found.id, (slot, due), bot.course.id, "")
    return Update(cards.ahead(bot, shelf.coming(bot, 3)))


def _turn(bot: Bot, routine: str, slot: str) -> tuple[Routine, datetime]:
    for ahead, found in shelf.turns(bot):
        if (found.id, ahead.name) == (routine, slot):
            return found, ahead.instant
    raise UserError("turn-is-over")


def pause(bot: Bot, call: Call, rhythm: Annotated[str, "Which rhythm; all if you name none", RHYTHM] = "") -> Reply:
    """Let icebreakers rest until you resume them."""
    return _set_state(bot, _rhythm_id(bot, rhythm), "paused")


def resume(bot: Bot, call: Call, rhythm: Annotated[str, "Which rhythm; all if you name none", RHYTHM] = "") -> Reply:
    """Let icebreakers go on."""
    return _set_state(bot, _rhythm_id(bot, rhythm), "active")


def _set_state(bot: Bot, rhythm: str, state: str) -> Reply:
    mine = [r for r in routines.of_course(bot.db, bot.course.id, KIND) if rhythm in ("", r.id)]
    if not mine:
        raise UserError("nothing-ahead")
    for routine in mine:
        changed = replace(routine, state="paused" if state == "paused" else "active")
        routines.save(bot.db, changed, bot.course.breaks, bot.now)
    routines.rearm(bot.db, bot.course, bot.now)
    return Whisper(cards.said(bot, f"icebreakers-{state}", count=len(mine)))


def stop(bot: Bot, call: Call, rhythm: Annotated[str, "Which rhythm", RHYTHM]) -> Reply:
    """End one rhythm for good."""
    return _stop(bot, _rhythm_id(bot, rhythm))


def on_stop(bot: Bot, press: Press, course: str, routine: str) -> Reply:
    return _stop(bot, _rhythm_id(bot, routine))


def _stop(bot: Bot, routine: str) -> Reply:
    routines.remove(bot.db, routine)
    return Update(cards.said(bot, "rhythm-stopped"))


def _rhythm_id(bot: Bot, typed: str) -> str:
    """The rhythm that was named: by its id, or by its words."""
    if not typed:
        return ""
    for routine in routines.of_course(bot.db, bot.course.id, KIND):
        if typed.lower() in (routine.id, cards.rhythm_name(bot, routine).lower()):
            return routine.id
    raise UserError("no-such-rhythm", got=typed[:40])


def complete_rhythm(bot: Bot, typed: str) -> Sequence[Option]:
    if bot.standing.course is None:
        return ()
    found = [(cards.rhythm_name(bot, r), r.id) for r in routines.of_course(bot.db, bot.course.id, KIND)]
    return [Option(name, id_) for name, id_ in found if typed.lower() in name.lower()][:25]


def complete_theme(bot: Bot, typed: str) -> Sequence[Option]:
    """Of a list parted by commas, the last word is completed."""
    before, comma, last = typed.rpartition(",")
    head = f"{before}{comma}"
    found = suggest(last, bot.library.themes)
    return [Option(head + o.label, head + o.value) for o in found if len(head + o.value) <= LABEL]
