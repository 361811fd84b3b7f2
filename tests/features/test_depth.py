"""Nothing goes deep where there is nobody to turn to: neither the class's questions nor those of buddies."""

from __future__ import annotations

from datetime import timedelta

from bot.features.all import FEATURES
from bot.features.buddies.exchanges import asking
from bot.features.buddies.exchanges.climbing import Span
from bot.features.buddies.model import Buddy, Group
from bot.features.buddies.taking_part import people
from bot.features.icebreakers import shelf
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.store.address import Address
from tests.features.together import meet, within
from tests.world.people import SPACE
from tests.world.school import School, Someone, name_contacts, open_course


async def deepest(school: School, weeks: int) -> int:
    """How deep the class may be asked in so many weeks."""
    depths = {prompt.id: prompt.depth for prompt in school.core.app.means.library.prompts}
    found = await within(school, lambda bot: shelf.shelf(bot, bot.now + timedelta(weeks=weeks)))
    return max(depths[question.id] for question, _ in found)


async def test_the_class_is_asked_nothing_of_depth_three_without_contacts(botany: School, olga: Someone) -> None:
    assert 2 == await deepest(botany, 4)

    await name_contacts(olga)
    assert 3 == await deepest(botany, 4)

    await olga.call("safety contacts remove", person=Person(SPACE, "mo"))
    assert 2 == await deepest(botany, 4)


async def test_a_shallow_week_stays_shallow_with_contacts(botany: School, olga: Someone) -> None:
    await name_contacts(olga)

    assert 1 == await deepest(botany, 0)


def here(bot: Bot, group: Group) -> list[Buddy]:
    return [one for person in group.people if (one := people.get(bot.db, group.course, person))]


async def test_buddies_go_no_deeper_than_two_without_contacts(sqlite_address: Address) -> None:
    async with School.opened(sqlite_address, FEATURES) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        group = await (await meet(school, "ana", "bo", deep=True)).group()

        async def cap() -> int:
            late = school.clock.now() - timedelta(weeks=2)
            span = Span(late, late + timedelta(weeks=3))
            return await within(school, lambda bot: asking._cap(bot, here(bot, group), span, group))

        assert 2 == await cap()
        await name_contacts(olga)
        assert 3 <= await cap()
