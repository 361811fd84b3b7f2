"""Nothing that was shown to anybody does anything for those of another Space, or for those who may not."""

from __future__ import annotations

from sqlalchemy import Connection, text

from bot.features.all import FEATURES
from bot.kernel.cards import Button, Card, Form
from bot.kernel.places import Place
from bot.kernel.roles import Role
from bot.kernel.text import t
from bot.store.tables import metadata
from tests.world.school import School, words

THERE = Place("fake:2", "general")
REFUSAL = "people with one of these roles"
STAFFS = {name for feature in FEATURES for name, act in feature.presses.items() if Role.STUDENT not in act.may}


async def everything(school: School) -> dict[str, str]:
    """All rows of all tables, but for which events have been handled, and whose form came back wrong."""

    def work(db: Connection) -> dict[str, str]:
        names = sorted(set(metadata.tables) - {"events", "drafts"})
        rows = {name: map(tuple, db.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names}
        return {name: str(sorted(found, key=str)) for name, found in rows.items()}

    return await school.core.store.read(work)


async def test_nothing_that_anybody_was_shown_does_anything_in_another_space(busy: School) -> None:
    """Even for somebody who manages that Space and could seal all they know of for it (a draft's id is secret)."""
    mallory = busy.someone("mallory", THERE, manages=True)
    before = await everything(busy)
    acts = {c for seen in busy.seen() if isinstance(seen, Card) for c in seen.controls if c.action != "draft"}
    forms = {seen for seen in busy.seen() if isinstance(seen, Form)}

    replies = [await mallory.press(control, "", "fake:1/garden") for control in acts]
    replies += [await mallory.fill(form, text="x", word="x", topics="x", breaks="2026-03-03") for form in forms]

    assert len(acts) > 40
    assert before == await everything(busy)
    for reply in replies:
        assert not [secret for secret in ("Botany", "Zoology", "rain", "fern", "olga") if secret in words(reply)]


async def test_nor_does_it_when_the_token_itself_is_stolen(busy: School) -> None:
    mallory, olga = busy.someone("mallory", THERE, manages=True), busy.someone("olga", manages=True)
    before = await everything(busy)
    acts = {(c.action, c.args) for seen in busy.seen() if isinstance(seen, Card) for c in seen.controls}
    mallory.seal = olga.seal  # type: ignore[method-assign]

    for action, args in acts:
        assert "too old, or not from here" in words(await mallory.press(Button("x", action, args)))

    assert before == await everything(busy)


async def test_a_student_who_presses_every_button_of_the_staff_changes_nothing(busy: School) -> None:
    student = busy.someone("dee-2b6e", agreed=False)
    before = await everything(busy)
    acts = {c for seen in busy.seen() if isinstance(seen, Card) for c in seen.controls if c.action in STAFFS}

    replies = [await student.press(control, "", "fake:1/garden") for control in acts]

    assert len({control.action for control in acts}) > 10
    gone = t("course-gone", "en")  # a draft that nobody started is swept after a day
    assert all(REFUSAL in words(reply) or gone in words(reply) for reply in replies)
    assert 10 < sum(REFUSAL in words(reply) for reply in replies)
    assert before == await everything(busy)
