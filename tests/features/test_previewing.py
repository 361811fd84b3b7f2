"""What a preview shows is what is asked, whatever staff do in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

import pytest

from bot.kernel.events import Typing
from tests.features.asking import GARDEN, ahead, asked, at, schedule
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, words


async def test_nothing_scheduled_previews_nothing(botany: School, olga: Someone) -> None:
    empty = await olga.call("icebreaker preview")

    assert "No icebreaker is scheduled." == words(empty)
    assert ["Schedule icebreakers"] == labels(empty)
    for path in ("icebreaker skip", "icebreaker swap", "icebreaker pause", "icebreaker resume"):
        assert "No icebreaker is scheduled that this could be about." == words(await olga.call(path))


async def test_skip_leaves_out_the_next_and_again_the_one_after(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    before = ahead(await olga.call("icebreaker preview", count="4"))

    await olga.call("icebreaker skip")
    after = ahead(await olga.call("icebreaker skip"))
    await botany.pass_time(days=3)

    assert ["", "", before[2][1]] == [text for _, text in after]
    assert [before[2][1]] == [text for _, _, text in await asked(botany)]


async def test_skip_may_name_a_rhythm_by_its_words(botany: School, olga: Someone) -> None:
    await schedule(olga, days="tue", at="10:00")
    await schedule(olga, days="tue", at="12:00")

    assert ["Tue 10:00", "Tue 12:00"] == sorted(await rhythm_names(olga))
    await olga.call("icebreaker skip", rhythm="tue 12:00")
    await botany.pass_time(days=2)

    assert [at("2026-03-03T09:00")] == [instant for instant, _, _ in await asked(botany)]
    assert "There is no rhythm “wed 9:00” here." in words(await olga.call("icebreaker skip", rhythm="wed 9:00"))


async def rhythm_names(who: Someone) -> list[str]:
    event = Typing(**who._who(), path=("icebreaker", "skip"), option="rhythm")
    return [option.label for option in await who.school.core.app.complete(event)]


async def test_swap_takes_another_and_frees_the_first(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    before = ahead(await olga.call("icebreaker preview"))

    after = ahead(await olga.call("icebreaker swap"))
    await botany.pass_time(days=1)

    assert before[0][1] != after[0][1]
    assert before[1:] == after[1:]
    assert [after[0][1]] == [text for _, _, text in await asked(botany)]


async def test_the_previews_own_buttons_swap_and_skip(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    shown = await olga.call("icebreaker preview")

    swapped = await olga.press(shown, "Another first question")
    skipped = await olga.press(swapped, "Skip the next")
    twice = await olga.press(skipped, "Skip the next")
    back = await olga.press(twice, "Another first question")

    assert ahead(shown)[0][1] != ahead(swapped)[0][1]
    assert ["", ahead(swapped)[1][1]] == [text for _, text in ahead(skipped)[:2]]
    assert ["", ""] == [text for _, text in ahead(twice)[:2]]
    assert ahead(back)[0][1] not in ("", ahead(swapped)[0][1])


async def test_a_preview_that_is_out_of_date_says_so(botany: School, olga: Someone) -> None:
    await schedule(olga, days="tue")
    shown = await olga.call("icebreaker preview")
    await botany.pass_time(days=2)

    for label in ("Another first question", "Skip the next"):
        assert "That turn is over or has changed." in words(await olga.press(shown, label))


async def test_what_is_left_out_is_never_asked_not_even_when_it_was_promised(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    before = ahead(await olga.call("icebreaker preview", count="8"))
    by_text = {prompt.text: prompt for prompt in botany.core.app.means.library.offered}
    menu = await olga.call("icebreaker themes")
    doomed = min(by_text[before[0][1]].themes)

    await olga.press(menu, "Leave a theme out, or allow it again", doomed)
    after = ahead(await olga.call("icebreaker preview", count="8"))
    await botany.pass_time(days=8)

    kept = [(one, other) for one, other in zip(before, after, strict=True) if doomed not in by_text[one[1]].themes]
    assert all(one == other for one, other in kept)
    assert [text for _, text in after] == [text for _, _, text in await asked(botany)]
    assert not [text for _, _, text in await asked(botany) if doomed in by_text[text].themes]


async def test_a_rhythm_for_which_nothing_is_left_says_so_ahead(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily", themes="play")
    menu = await olga.call("icebreaker themes")
    await olga.press(menu, "Leave a theme out, or allow it again", "play")

    shown = words(await olga.call("icebreaker preview"))
    await botany.pass_time(days=2)

    assert 3 == shown.count("nothing, for no question fits")
    assert [] == await asked(botany)


@dataclass
class Walk:
    """Staff who do this and that, with a look at the preview after each; what was shown last is what must come."""

    school: School
    olga: Someone
    rng: Random
    shown: list[tuple[datetime, str]]
    compared: int = 0

    async def step(self) -> None:
        await getattr(self, f"_{self.rng.choice(('now', 'skip', 'swap', 'theme', 'rhythm', 'rest', 'button'))}")()
        self.shown = ahead(await self.olga.call("icebreaker preview", count="8"))
        await self._let_pass(self.rng.randint(0, 3))

    async def _let_pass(self, turns: int) -> None:
        before = len(await asked(self.school))
        for instant, text in self.shown[:turns]:
            await self.school.pass_time(until=instant)
            if text:
                assert text in [found for at, _, found in (await asked(self.school))[before:] if at == instant]
                self.compared += 1
        if turns and (rest := self.shown[turns:]):
            assert rest[0][0] >= self.school.clock.now()

    async def _now(self) -> None:
        await self.olga.call("icebreaker now")
        await self.school.settle()

    async def _skip(self) -> None:
        await self.olga.call("icebreaker skip")

    async def _swap(self) -> None:
        await self.olga.call("icebreaker swap")

    async def _button(self) -> None:
        preview = await self.olga.call("icebreaker preview")
        await self.olga.press(preview, self.rng.choice(("Another first question", "Skip the next")))

    async def _theme(self) -> None:
        menu = await self.olga.call("icebreaker themes")
        theme = self.rng.choice(self.school.core.app.means.library.themes)
        await self.olga.press(menu, "Leave a theme out, or allow it again", theme)

    async def _rhythm(self) -> None:
        days = self.rng.choice(("mon", "tue, thu", "weekends", "daily"))
        await schedule(self.olga, days, self.rng.choice(("10:00", "16:30")), channel=self.rng.choice((HOME, GARDEN)))

    async def _rest(self) -> None:
        await self.olga.call("icebreaker pause")
        await self.school.pass_time(days=self.rng.randint(0, 2))
        await self.olga.call("icebreaker resume")


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_staff_do_what_the_preview_shows_is_what_is_asked(
    botany: School, olga: Someone, seed: int
) -> None:
    topics = await olga.press(await olga.call("course settings"), "Topics")
    await olga.fill(topics, topics="loops\n\nlists\nnames\n\ntrees")
    await schedule(olga, days="tue, thu", at="10:00")
    await schedule(olga, days="daily", at="16:30", channel=GARDEN)
    walk = Walk(botany, olga, Random(seed), [])

    for _ in range(14):
        await walk.step()

    found = await asked(botany)
    assert walk.compared > 8
    assert len({text for _, _, text in found}) == len(found)
    assert not [text for _, _, text in found if "{" in text]
