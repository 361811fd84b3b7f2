"""The charts of pages that were looked at lately: a browser asks for each of them right after the page."""

from __future__ import annotations

from collections import OrderedDict

from bot.dashboard.sections import Page
from bot.kernel.features import Bot
from bot.kernel.pictures import Chart

MOST = 500
Key = tuple[str, bool, str, str]


class Charts:
    """Of each course, what staff and students see in each language; the newest are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Chart] = OrderedDict()

    def keep(self, bot: Bot, page: Page) -> None:
        for section in page.every:
            if section.chart:
                key = _key(bot, section.name)
                self._kept[key] = section.chart
                self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def find(self, bot: Bot, name: str) -> Chart | None:
        return self._kept.get(_key(bot, name))


def _key(bot: Bot, name: str) -> Key:
    return bot.course.id, bot.is_staff, bot.locale, name
