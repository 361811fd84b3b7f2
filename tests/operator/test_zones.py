"""The rules of time zones change, and with them the instants of what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot import zonedata
from bot.core import Core, follow_zones, put_together
from bot.kernel.courses import Course
from bot.kernel.deliveries import Routine
from bot.kernel.places import Place
from bot.kernel.seals import Seals
from bot.schedule import routines
from bot.store import courses
from bot.store.open import Store
from bot.store.tables import occurrences
from tests.world.clock import VirtualClock

HOME = Place("browser:demo", "general")
COURSE = Course("c1", "browser:demo", "Greek", "Europe/Athens", "en", date(2026, 3, 2), 6, HOME, state="active")
DAILY = Routine("r1", "c1", "icebreaker", "FREQ=DAILY", time(10), "Europe/Athens", HOME, date(2026, 3, 2))
MOVED = timedelta(hours=1)


@pytest.fixture
async def core(store: Store, clock: VirtualClock) -> Core:
    """A course with a daily rhythm at 10:00 in Athens (08:00 UTC), armed by yesterday's rules: an hour off."""
    found = put_together(store, clock, Seals(b"key"), Random(1))

    def work(db) -> None:
        courses.save(db, COURSE, clock.now())
        slot = routines.save(db, DAILY, (), clock.now())
        assert slot
        routines.arm(db, ("r1", replace(slot, instant=slot.instant + MOVED)))

    await store.write(lambda db: follow_zones(db, found, "2026a"))
    await store.write(work)
    return found


async def armed(core: Core) -> datetime | None:
    return await core.store.read(lambda db: db.scalar(routines.earliest()))


async def test_the_same_rules_change_nothing(core: Core):
    before = await armed(core)
    await core.store.write(lambda db: follow_zones(db, core, "2026a"))
    assert before == await armed(core)


async def test_new_rules_move_the_next_turn_to_its_wall_time(core: Core):
    await core.store.write(lambda db: follow_zones(db, core, "2026b"))
    due = await armed(core)
    assert due
    assert time(10) == due.astimezone(ZoneInfo("Europe/Athens")).time()
    assert datetime(2026, 3, 3, 8, tzinfo=UTC) == due


async def test_a_turn_that_was_missed_before_the_upgrade_is_not_skipped_by_it(core: Core, clock: VirtualClock):
    """The bot was down when a turn fell due, and came back with newer rules."""
    clock.set(datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    await core.store.write(lambda db: follow_zones(db, core, "2026b"))
    done = await core.store.read(lambda db: db.execute(occurrences.select()).all())
    assert [datetime(2026, 3, 3, 9, tzinfo=UTC)] == [row.due for row in done]
    assert datetime(2026, 3, 4, 8, tzinfo=UTC) == await armed(core)


def test_the_release_in_use_is_named():
    assert zonedata.release().split()[0] in {"system", "tzdata"}


def test_without_the_systems_data_the_package_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    assert "tzdata" == zonedata.release().split()[0]


def test_a_system_that_does_not_name_its_release_is_still_told_apart(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").write_bytes(b"TZif2 old rules")
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    first = zonedata.release()
    (tmp_path / "Europe" / "Berlin").write_bytes(b"TZif2 newer rules")
    assert first != zonedata.release()
    (tmp_path / "tzdata.zi").write_text("# version 2026b\n# rest")
    assert "system 2026b" == zonedata.release()
