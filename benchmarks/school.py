"""A real core over a real database in a temporary folder, with a course and questions that wait in its outbox."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from bot.clock import SystemClock
from bot.core import Core, put_together
from bot.features.icebreakers import cards
from bot.features.icebreakers import store as icebreakers
from bot.features.icebreakers.questions import question_of
from bot.features.icebreakers.store import Post
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Standing
from bot.kernel.places import Place
from bot.kernel.seals import Seals
from bot.store import courses
from bot.store.address import Address
from bot.store.open import open_store


@contextlib.asynccontextmanager
async def school() -> AsyncIterator[Core]:
    """A core over an empty SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(Address.parse(f"sqlite:///{Path(folder) / 'homeroom.sqlite'}"))
        try:
            yield put_together(store, SystemClock(), Seals(b"the key of a benchmark"), Random(1))
        finally:
            await store.close()


@contextlib.asynccontextmanager
async def beating(core: Core) -> AsyncIterator[None]:
    """The engine runs, and the collector passes over what is loaded, as in ``homeroom run``."""
    gc.collect()
    gc.freeze()
    engine = asyncio.create_task(core.engine.run())
    try:
        yield
    finally:
        engine.cancel()
        await asyncio.wait({engine})
        gc.unfreeze()


def found(db: Connection, core: Core, home: Place) -> Course:
    """A course that has begun three weeks ago."""
    start = core.clock.now().date() - timedelta(weeks=3)
    course = Course("c0urse", home.space, "Python 101", "Europe/Berlin", "en", start, 12, home, "active", seed=7)
    courses.save(db, course, core.clock.now())
    return course


def ask(db: Connection, core: Core, course: Course, places: Sequence[Place]) -> list[str]:
    """One question of the library for each of these places, put into the outbox; the keys of the deliveries."""
    now = core.clock.now()
    bot = replace(core.app.means.bot(db, now), standing=Standing(course))
    prompts = [
        prompt for prompt in core.app.means.library.offered if not prompt.content_note and not prompt.placeholders
    ]
    posts = [
        Post(f"p{number:06}", course.id, place, question_of(prompts[number % len(prompts)]))
        for number, place in enumerate(places)
    ]
    for post in posts:
        icebreakers.add_post(db, post, "", now)
        card = cards.question(bot, post)
        bot.say(Delivery(post.key, "icebreaker", "post", post.place, card, course.id, prompt=post.question.id))
    return [post.key for post in posts]
