"""What icebreakers ask of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.features.icebreakers.plan import Asked, Tally
from bot.features.icebreakers.questions import Question
from bot.features.icebreakers.tables import answers, passes, picks, posts
from bot.kernel.places import Person, Place
from bot.store.columns import upsert


@dataclass(frozen=True, slots=True)
class Post:
    """One question as it was asked."""

    id: str
    course: str
    place: Place
    question: Question

    @property
    def key(self) -> str:
        """The Delivery that said it."""
        return f"icebreaker/{self.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered. ``said`` is the key of its Delivery in the thread; empty when only counted."""

    rung: str
    text: str
    said: str
    revision: int


def question_from(data: Mapping[str, Any]) -> Question:
    lists = {"labels": tuple(data["labels"]), "apart": tuple(data["apart"]), "themes": frozenset(data["themes"])}
    return Question(**{**data, **lists})


def add_post(db: Connection, post: Post, routine: str, now: datetime) -> None:
    question = {**asdict(post.question), "themes": sorted(post.question.themes)}
    row = {"id": post.id, "course": post.course, "place": post.place, "prompt": post.question.id}
    db.execute(posts.insert().values(**row, question=question, routine=routine, at=now))


def post(db: Connection, id_: str) -> Post | None:
    row = db.execute(select(posts.c.course, posts.c.place, posts.c.question).where(posts.c.id == id_)).first()
    return None if row is None else Post(id_, row.course, row.place, question_from(row.question))


def asked(db: Connection, course: str) -> Asked:
    """What the course was asked, and what has been promised to it in a preview."""
    query = select(posts.c.prompt, posts.c.question).where(posts.c.course == course).order_by(posts.c.at, posts.c.id)
    rows = db.execute(query).all()
    promised = db.scalars(
        select(picks.c.prompt).where(picks.c.course == course, picks.c.prompt != "").order_by(picks.c.due)
    )
    last = bool(rows[-1].question["about_course"]) if rows else None
    return Asked((*(row.prompt for row in rows), *promised), last)


def answer_of(db: Connection, post_id: str, person: Person) -> Answer | None:
    query = select(answers.c.rung, answers.c.text, answers.c.said, answers.c.revision)
    row = db.execute(query.where(answers.c.post == post_id, answers.c.person == person)).first()
    return None if row is None else Answer(*row)


def keep_answer(db: Connection, post_id: str, person: Person, answer: Answer, now: datetime) -> None:
    upsert(db, answers, ("post", "person"), post=post_id, person=person, **asdict(answer), at=now)


def drop_answer(db: Connection, post_id: str, person: Person) -> None:
    db.execute(answers.delete().where(answers.c.post == post_id, answers.c.person == person))


def keep_pass(db: Connection, post_id: str, person: Person, kind: str, now: datetime) -> None:
    upsert(db, passes, ("post", "person"), post=post_id, person=person, kind=kind, at=now)


def count_answers(db: Connection, post_id: str) -> int:
    return int(db.scalar(select(func.count()).select_from(answers).where(answers.c.post == post_id)) or 0)


def tallies(db: Connection, course: str, most: int) -> Sequence[tuple[Row[str, Any, datetime], Tally]]:
    """The last posts of a course, the newest first: (id, question, at) and how they were answered."""
    query = select(posts.c.id, posts.c.question, posts.c.at).where(posts.c.course == course)
    rows = db.execute(query.order_by(posts.c.at.desc(), posts.c.id).limit(most)).all()
    ids = [row.id for row in rows]
    rungs, passed = _counts(db, answers, answers.c.rung, ids), _counts(db, passes, passes.c.kind, ids)
    return [(row, Tally(rungs.get(row.id, {}), passed.get(row.id, {}))) for row in rows]


def _counts(db: Connection, table: Any, column: Any, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    query = select(table.c.post, column, func.count()).where(table.c.post.in_(ids)).group_by(table.c.post, column)
    found: dict[str, dict[str, int]] = {}
    for post_id, name, count in db.execute(query):
        found.setdefault(post_id, {})[name] = count
    return found


def pick(db: Connection, routine: str, slot: str) -> str | None:
    """The question promised for a turn; empty when the turn is to be skipped; None when nothing was."""
    return db.scalar(select(picks.c.prompt).where(picks.c.routine == routine, picks.c.slot == slot))


def keep_pick(db: Connection, routine: str, slot: tuple[str, datetime], course: str, prompt: str) -> None:
    row = {"routine": routine, "slot": slot[0], "course": course, "prompt": prompt, "due": slot[1]}
    upsert(db, picks, ("routine", "slot"), **row)


def drop_pick(db: Connection, routine: str, slot: str) -> None:
    db.execute(picks.delete().where(picks.c.routine == routine, picks.c.slot == slot))


def drop_picks(db: Connection, course: str) -> None:
    """What a course may be asked has changed: promises are made anew. Turns to be skipped stay so."""
    db.execute(picks.delete().where(picks.c.course == course, picks.c.prompt != ""))
