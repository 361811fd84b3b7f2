"""Processes that live on one database until they are killed: ``python -m tests.world.nursery DATABASE FAR_END SPEED``.

Each line read forks one, and its number is written back: ``live`` one in which a real Engine runs on; ``claim`` one
that takes all turns that are due and writes how many it got. Forking spares each the second of imports.
The far end is a file that outlives them all, and time runs SPEED times as fast from one fixed instant.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.features import Bot, Means
from bot.kernel.seals import Seals
from bot.library.load import Library
from bot.schedule import engine, occurrences, sweeping  # noqa: F401 - imported once, before forking
from bot.schedule.aftermath import Aftermath
from bot.schedule.engine import Engine
from bot.schedule.errands import Errands
from bot.schedule.occurrences import Turns
from bot.schedule.outbox import Outbox
from bot.schedule.pump import Pump
from bot.store.address import Address
from bot.store.open import Store, open_store
from bot.store.sqlite import InUse
from tests.world.house import unsolvable
from tests.world.ledger import Appended
from tests.world.people import edit, post, tell
from tests.world.platform import FakePlatform

START = datetime(2026, 3, 2, 9, 59, tzinfo=UTC)


@dataclass(frozen=True)
class Hurry:
    """A Clock that runs fast, the same in every process."""

    speed: float
    since: float

    def now(self) -> datetime:
        return START + timedelta(seconds=(time.time() - self.since) * self.speed)


def plan(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    key = f"{routine.id}/{slot.local:%d-%H:%M}"
    said = [post(key, routine.place), tell(f"{key}/word")]
    return [*said, edit(f"{key}/edit", key, f"{key} edited")] if slot.local.minute % 5 == 0 else said


def turns() -> Turns:
    return Turns({"toy": plan}, {}, Means(Random(1), Library("en", ()), Outbox(Seals(b"the same in every life"))))


async def claim(address: Address, clock: Hurry) -> None:
    store = await open_store(address)
    taken = 0
    while claimed := await store.write(lambda db: turns().claim(db, clock.now())):
        taken += claimed
    os.write(1, f"took {taken}\n".encode())
    await store.close()


async def opened(address: Address) -> Store:
    """The one before was killed a moment ago, and may not have let go yet."""
    while True:
        try:
            return await open_store(address)
        except InUse:
            await asyncio.sleep(0.002)


async def live(address: Address, clock: Hurry, far_end: Path) -> None:
    store = await opened(address)
    platform = FakePlatform(clock, ledger=Appended(far_end))
    rng = Random(os.getpid())
    platform.weather = lambda request: rng.choices(("applied", "lost", "limited", None), (3, 2, 2, 93))[0]  # type: ignore[return-value]
    made = turns()
    errands = Errands({}, made.means, unsolvable)
    await Engine(store, clock, made, [Pump(platform, store, clock, Aftermath(made.means, {}))], errands).run()


def main(database: str, far_end: str, speed: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    engine.LOOK = timedelta(milliseconds=20)
    clock = Hurry(float(speed), time.time())
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            address = Address.parse(database)
            asyncio.run(claim(address, clock) if line == "claim\n" else live(address, clock, Path(far_end)))
            os._exit(0)
        os.write(1, f"born {child}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
