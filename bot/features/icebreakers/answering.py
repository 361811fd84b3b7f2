"""What students do with a question: tap, finish, write, show, change, delete; or pass, in three ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.features.icebreakers import cards, store
from bot.features.icebreakers.store import Answer, Post
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.errors import UserError
from bot.kernel.events import Event, Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import TEXT
from bot.kernel.replies import Ask, Reply, Update, Whisper
from bot.schedule.calendar import awake
from bot.store import courses

SOON = timedelta(minutes=1)
TOMORROW = timedelta(hours=20)


def _post(bot: Bot, event: Event, post_id: str) -> Post:
    """The post that a button belongs to; late answers are welcome, so none is ever closed."""
    post = store.post(bot.db, post_id)
    if post is None or post.place.space != event.person.space:
        raise UserError("post-gone")
    return post


def _answer(bot: Bot, event: Event, post: Post) -> Answer:
    answer = store.answer_of(bot.db, post.id, event.person)
    if answer is None:
        raise UserError("no-answer-yet")
    return answer


def on_tap(bot: Bot, press: Press, post_id: str, index: str) -> Reply:
    post = _post(bot, press, post_id)
    return Whisper(_keep(bot, press, post, ("tap", post.question.labels[int(index)]), None))


def on_open(bot: Bot, press: Press, post_id: str) -> Reply:
    return Whisper(cards.question(bot, _post(bot, press, post_id), "opened-title"))


def on_finish(bot: Bot, press: Press, post_id: str) -> Reply:
    return _write(bot, press, post_id, "finish")


def on_line(bot: Bot, press: Press, post_id: str) -> Reply:
    return _write(bot, press, post_id, "line")


def on_edit(bot: Bot, press: Press, post_id: str) -> Reply:
    return _write(bot, press, post_id, "line")


def _write(bot: Bot, press: Press, post_id: str, rung: str) -> Reply:
    post = _post(bot, press, post_id)
    return Ask(cards.writing(bot, post, rung, store.answer_of(bot.db, post.id, press.person)))


def on_written(bot: Bot, submission: Submission, post_id: str, rung: str) -> Reply:
    post = _post(bot, submission, post_id)
    text = str(TEXT.read(submission.values.get("text", "")))[: cards.ANSWER]
    words = _finished(post.question.stem, text) if rung == "finish" else text
    shown = submission.values.get("how", "count") == "thread"
    return Update(_keep(bot, submission, post, (rung, words), shown))


def _finished(stem: str, text: str) -> str:
    """The whole sentence: the stem's gap filled, or the words after it."""
    if text.lower().startswith(stem.partition("…")[0].strip().lower()):
        return text
    return stem.replace("…", text, 1) if "…" in stem else f"{stem} {text}"


def _keep(bot: Bot, event: Event, post: Post, words: tuple[str, str], shown: bool | None) -> Card:
    """Keep an answer, in the thread or only counted; ``shown`` None leaves that as it was."""
    before = store.answer_of(bot.db, post.id, event.person)
    answer = Answer(*words, before.said if before else "", before.revision + 1 if before else 1)
    answer = _place(bot, event, post, answer, bool(answer.said) if shown is None else shown)
    store.keep_answer(bot.db, post.id, event.person, answer, bot.now)
    if before is None:
        _count(bot, post)
    return cards.yours(bot, post, answer)


def _place(bot: Bot, event: Event, post: Post, answer: Answer, shown: bool) -> Answer:
    """Say the answer in the thread, change what was said, or take it back; its key is never one from before."""
    key = f"answer/{post.id}/{bot.new_id()}"
    card = cards.in_thread(event.person, event.name, answer)
    common = {"kind": "answer", "course": post.course, "about": event.person, "prompt": post.question.id}
    if shown and answer.said:
        bot.say(Delivery(key=key, op="edit", target=answer.said, card=card, **common))  # type: ignore[arg-type]
    elif shown:
        bot.say(Delivery(key=key, op="post", target=post.key, card=card, **common))  # type: ignore[arg-type]
        return replace(answer, said=key)
    elif answer.said:
        bot.say(Delivery(key=key, op="delete", target=answer.said, card=None, **common))  # type: ignore[arg-type]
        return replace(answer, said="")
    return answer


def _count(bot: Bot, post: Post) -> None:
    """The post names how many have answered, in steps, and a minute late: no single answer shows."""
    reached = store.count_answers(bot.db, post.id)
    if reached == cards.milestone(reached):
        card = cards.question(_for_all(bot, post), post, answered=reached)
        key = f"{post.key}/answered/{reached}"
        bot.say(Delivery(key, "icebreaker count", "edit", post.key, card, post.course, bot.now + SOON))


def _for_all(bot: Bot, post: Post) -> Bot:
    """Speaking the course's language: who answers may have another."""
    course = courses.get(bot.db, post.course)
    return bot.speaking(course.locale) if course else bot


def on_show(bot: Bot, press: Press, post_id: str) -> Reply:
    return _switch(bot, press, post_id, shown=True)


def on_hide(bot: Bot, press: Press, post_id: str) -> Reply:
    return _switch(bot, press, post_id, shown=False)


def _switch(bot: Bot, press: Press, post_id: str, *, shown: bool) -> Reply:
    post = _post(bot, press, post_id)
    answer = _answer(bot, press, post)
    return Update(_keep(bot, press, post, (answer.rung, answer.text), shown))


def on_delete(bot: Bot, press: Press, post_id: str) -> Reply:
    """Gone from the thread and from the count."""
    post = _post(bot, press, post_id)
    answer = _answer(bot, press, post)
    _place(bot, press, post, replace(answer, revision=answer.revision + 1), shown=False)
    store.drop_answer(bot.db, post.id, press.person)
    return Update(cards.said(bot, "answer-deleted"))


def on_skip(bot: Bot, press: Press, post_id: str) -> Reply:
    return _pass(bot, press, post_id, "skip")


def on_not_for_me(bot: Bot, press: Press, post_id: str) -> Reply:
    return _pass(bot, press, post_id, "not")


def _pass(bot: Bot, press: Press, post_id: str, kind: str) -> Reply:
    post = _post(bot, press, post_id)
    store.keep_pass(bot.db, post.id, press.person, kind, bot.now)
    return Whisper(cards.said(bot, f"passed-{kind}"))


def on_later(bot: Bot, press: Press, post_id: str) -> Reply:
    """They asked to be reminded: one private word, tomorrow, in the day."""
    post = _post(bot, press, post_id)
    store.keep_pass(bot.db, post.id, press.person, "later", bot.now)
    card = cards.question(bot, post, "later-title")
    course = courses.get(bot.db, post.course)
    when = awake(bot.now + TOMORROW, course.tz) if course else bot.now + TOMORROW
    key = f"later/{post.id}/{press.person.id}/{when.date()}"
    bot.say(
        Delivery(
            key, "reminder", "tell", press.person, card, post.course, when, solicited=True, prompt=post.question.id
        )
    )
    return Whisper(cards.said(bot, "passed-later"))
