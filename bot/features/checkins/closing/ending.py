"""The end of a check-in, whoever brings it about: its time, staff, or the first who comes too late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.features.checkins import store
from bot.features.checkins.answering import counting, votes
from bot.features.checkins.closing.results import Counted, result_of
from bot.features.checkins.model import Checkin
from bot.features.checkins.planning import links
from bot.features.checkins.telling import publishing
from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.store import scrubbing

DUTY = "checkins.close"


def at_its_time(checkin: Checkin) -> Errand:
    return Errand(f"{checkin.key}/close", DUTY, checkin.course, checkin.id, checkin.closes_at)


def close_on_time(bot: Bot, id_: str) -> Sequence[Delivery]:
    """The duty of the errand: by now somebody may have closed it, or the clock may have gone back."""
    checkin = store.get(bot.db, id_, bot.course.id)
    if checkin is None or checkin.state != "open":
        return ()
    if not is_over(bot, checkin):
        bot.see_to(at_its_time(checkin))
        return ()
    return close(bot, checkin)


def is_over(bot: Bot, checkin: Checkin) -> bool:
    return bot.now >= checkin.closes_at


def close(bot: Bot, checkin: Checkin) -> Sequence[Delivery]:
    """Publish what may be, and destroy the rest; nothing if somebody else is doing so.

    ``bot.course`` is the check-in's. What nobody may find is gone from the disk before anybody hears of the result.
    """
    ended = replace(checkin, state="closed", closes_at=min(checkin.closes_at, bot.now), size=bot.course.size)
    if not store.end(bot.db, ended):
        return ()
    earlier = store.before(bot.db, checkin)
    result = result_of(ended, _counted(bot, checkin), earlier, bot.rng)
    result = replace(result, changes=links.changes(bot.db, ended, earlier))
    store.keep_result(bot.db, checkin.id, result)
    counting.forget(bot.db, checkin.id)
    scrubbing.wanted(bot.db, *counting.UNSAID)
    return publishing.published(bot, replace(ended, result=result))


def _counted(bot: Bot, checkin: Checkin) -> list[Counted]:
    if checkin.named:
        return [Counted(votes.counts_of(bot.db, checkin.id))]
    counts, texts = counting.counts_of(bot.db, checkin.id), counting.texts_of(bot.db, checkin.id)
    return [Counted(counts.get(item, {}), texts.get(item, ())) for item in range(len(checkin.items))]
