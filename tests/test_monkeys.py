"""People press whatever they see and write whatever comes to mind: the bot has a sentence for all of it (goal S1)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.features.all import FEATURES
from bot.kernel import lines
from bot.kernel.cards import Button, Card, Field, Form, Select
from bot.kernel.errors import UserError
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply
from bot.store.address import Address
from tests.world.drawing import faults
from tests.world.people import HOME
from tests.world.school import School, Someone, open_course, words

GARDEN = Place("fake:1", "garden")
TABLE = {command.path: command for feature in FEATURES for command in feature.commands}
WORDS = (
    *("", " ", "x", "0", "-1", "12", "9" * 30, "tue", "daily", "10:00", "25:99", "Europe/Berlin", "Nowhere", "yes"),
    *("2026-03-20", "2026-02-30", "9999-12-31", "0001-01-01", "2026-03-20 to 2026-04-01", "play, stress", "a, b, c"),
    *("instructor", "owner", "en", "\ud800", "\u0000", "\u202e", "{0}", "{ $x }", "x" * 4000, "a\nb\n\nc", "thread"),
    *("Tue, Thu 10:00", "next week", "🌱" * 50, "fake:1/general", "#general", "@ana", "…", "a topic\n" * 900),
)


class Monkey:
    """Remembers everything it has seen, and tries any of it again."""

    def __init__(self, school: School, rng: Random) -> None:
        self._rng = rng
        self._people = [school.someone(name, place) for name in ("ana", "bo") for place in (HOME, GARDEN)]
        self._people += [school.someone("olga", place, manages=True) for place in (HOME, GARDEN)]
        self._people.append(school.someone("mallory", Place("fake:2", "general"), manages=True))
        self._controls: list[Button | Select] = []
        self._forms: list[Form] = []

    async def act(self) -> Reply | None:
        who = self._rng.choice(self._people)
        does = self._rng.choice((self._command, self._line, self._press, self._press, self._fill, self._fill))
        reply = await does(who)
        self.see(getattr(reply, "card", None))
        self._forms += [form for form in (getattr(reply, "form", None),) if form]
        return reply

    def see(self, card: Card | None) -> None:
        self._controls += card.controls if card else ()

    def _value(self) -> Any:
        return self._rng.choice((*WORDS, HOME, GARDEN, Person("fake:1", "ana"), 7, True))

    async def _command(self, who: Someone) -> Reply | None:
        command = self._rng.choice(list(TABLE.values()))
        given = {option.name: self._value() for option in command.options if self._rng.random() < 0.6}
        return await who.call(command.name, **given)

    async def _line(self, who: Someone) -> Reply | None:
        typed = " ".join([self._rng.choice(list(TABLE.values())).name, *self._rng.choices(WORDS, k=3)])
        try:
            line = lines.read(typed, TABLE)
        except UserError:
            return None
        return await who.call(line.command.name, **dict(line.options))

    async def _press(self, who: Someone) -> Reply | None:
        if not self._controls:
            return await who.call("help")
        values = [str(self._value()) for _ in range(self._rng.randint(0, 2))]
        return await who.press(self._rng.choice(self._controls[-200:]), "", *values)

    async def _fill(self, who: Someone) -> Reply | None:
        if not self._forms:
            return await who.call("course setup")
        form = self._rng.choice(self._forms[-50:])
        return await who.fill(form, **{field.name: self._filled(field) for field in form.fields})

    def _filled(self, field: Field) -> Any:
        return field.value if self._rng.random() < 0.4 else self._value()


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with School.opened(sqlite_address) as opened:
        olga = opened.someone("olga", manages=True)
        await open_course(olga)
        await open_course(olga, name="Zoology", channel=GARDEN)
        await olga.call("icebreaker schedule", days="daily", at="10:00")
        yield opened


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_people_do_there_is_an_answer(school: School, seed: int) -> None:
    rng = Random(seed)
    monkey = Monkey(school, rng)

    with capture_logs() as logs:
        for _ in range(250):
            reply = await monkey.act()
            assert "Something went wrong" not in words(reply), logs[-1]["trace"]
            if rng.random() < 0.05:
                await school.pass_time(hours=rng.randint(1, 30))
                for message in school.platform.order[-3:]:
                    monkey.see(school.platform.cards[message.id])

    assert [] == [line for line in logs if line["log_level"] == "error"]
    assert {} == {seen: faults(seen) for seen in school.seen() if faults(seen)}
