"""What icebreakers ask of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from bot.features.icebreakers.plan import Asked, Tally
from bot.features.icebreakers.questions import Question
from bot.features.icebreakers.tables import answers, passes, picks, posts
from bot.kernel.places import Person, Place
from bot.store.columns import upsert
from bot.store.prepared import Prepared


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
    db.execute(_ADD_POST, {**row, "question": question, "routine": routine, "at": now})


# What every answer and every turn asks is built once: building a statement takes longer than running it.
_ADD_POST = posts.insert()
_POST = Prepared(select(posts.c.course, posts.c.place, posts.c.question).where(posts.c.id == bindparam("post")))
_MINE = (answers.c.post == bindparam("post")) & (answers.c.person == bindparam("person"))
_ANSWER = Prepared(select(answers.c.rung, answers.c.text, answers.c.said, answers.c.revision).where(_MINE))
_ASKED = (
    select(posts.c.prompt, posts.c.question)
    .where(posts.c.course == bindparam("course"))
    .order_by(posts.c.at, posts.c.id)
)
_PROMISED = (
    select(picks.c.prompt)
    .where(picks.c.course == bindparam("course"), picks.c.prompt != "", picks.c.due >= bindparam("since"))
    .order_by(picks.c.due)
)
_PICK = select(picks.c.prompt).where(picks.c.routine == bindparam("routine"), picks.c.slot == bindparam("slot"))
_KEPT = picks.delete().where(picks.c.routine == bindparam("of"), picks.c.slot <= bindparam("until"))
_COUNT = Prepared(select(func.count()).select_from(answers).where(answers.c.post == bindparam("post")))


def post(db: Connection, id_: str) -> Post | None:
    row = _POST.first(db, post=id_)
    return None if row is None else Post(id_, row.course, row.place, question_from(row.question))


def asked(db: Connection, course: str, since: datetime) -> Asked:
    """What the course was asked, and what has been promised to it in a preview for turns since then."""
    rows = db.execute(_ASKED, {"course": course}).all()
    promised = db.scalars(_PROMISED, {"course": course, "since": since})
    last = bool(rows[-1].question["about_course"]) if rows else None
    return Asked((*(row.prompt for row in rows), *promised), last)


def answer_of(db: Connection, post_id: str, person: Person) -> Answer | None:
    row = _ANSWER.first(db, post=post_id, person=person)
    return None if row is None else Answer(*row)


def keep_answer(db: Connection, post_id: str, person: Person, answer: Answer, now: datetime) -> None:
    said = {"rung": answer.rung, "text": answer.text, "said": answer.said, "revision": answer.revision}
    upsert(db, answers, ("post", "person"), post=post_id, person=person, **said, at=now)


def drop_answer(db: Connection, post_id: str, person: Person) -> None:
    db.execute(answers.delete().where(answers.c.post == post_id, answers.c.person == person))


def keep_pass(db: Connection, post_id: str, person: Person, kind: str, now: datetime) -> None:
    upsert(db, passes, ("post", "person"), post=post_id, person=person, kind=kind, at=now)


def count_answers(db: Connection, post_id: str) -> int:
    return int(_COUNT.scalar(db, post=post_id))


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
    promised: str | None = db.scalar(_PICK, {"routine": routine, "slot": slot})
    return promised


def keep_pick(db: Connection, routine: str, slot: tuple[str, datetime], course: str, prompt: str) -> None:
    row = {"routine": routine, "slot": slot[0], "course": course, "prompt": prompt, "due": slot[1]}
    upsert(db, picks, ("routine", "slot"), **row)


def drop_picks_until(db: Connection, routine: str, slot: str) -> None:
    """This turn has come: its promise has been kept, and those of turns that never came are void."""
    db.execute(_KEPT, {"of": routine, "until": slot})
