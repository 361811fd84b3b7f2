"""Misfortunes on order: the next requests of a kind go wrong in a chosen way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.platforms.discord.journal import Call, fits
from tests.platforms.discord.rates import Limited
from tests.platforms.discord.refusals import REFUSALS, Refusal


@dataclass
class Fault:
    """What happens to `times` requests that fit `wanted`.

    `apply` lets the request have its effect first. `disconnect` closes the socket instead of answering.
    `delay` (seconds) comes before the answer; alone it only makes a good answer late.
    `status`/`code` choose the answer; 429 takes `retry_after`, `scope` and `via` (False: the ban of the edge).
    """

    wanted: str | Callable[[Call], bool]
    status: int = 0
    code: int = 0
    apply: bool = False
    disconnect: bool = False
    delay: float = 0.0
    retry_after: float = 0.05
    via: bool = True
    scope: str = "user"
    times: int = 1
    seen: int = 0

    def fits(self, call: Call) -> bool:
        return fits(self.wanted, call) if isinstance(self.wanted, str) else self.wanted(call)

    @property
    def answers(self) -> bool:
        return bool(self.status or self.code)

    @property
    def harmless(self) -> bool:
        return self.apply or not (self.answers or self.disconnect)

    def refusal(self) -> Refusal:
        if self.status == 429:
            return Limited(self.retry_after, self.scope)
        usual, _ = REFUSALS.get(self.code, (500, ""))
        return Refusal(self.code, status=self.status or usual)


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def take(self, call: Call) -> Fault | None:
        for fault in self.waiting:
            if fault.fits(call):
                fault.seen += 1
                if fault.seen >= fault.times:
                    self.waiting.remove(fault)
                return fault
        return None
