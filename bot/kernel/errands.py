"""Errands: what the bot sees to at an instant, whoever has or has not done anything by then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.kernel.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to see to at ``at`` or soon after, once: the same ``key`` is taken once and then forgotten.

    ``kind`` names the Duty that does it; ``subject`` is what it is about, an id of the feature's own.
    """

    key: str
    kind: str
    course: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """What is done about errands of a kind, in one transaction with what is said of it.

    ``act(bot, subject)``; with ``ask`` something must be worked out first, by the solver and outside any transaction:
    ``ask(bot, subject)`` reads the question, and only reads (None: there is nothing to do any more),
    and ``act(bot, subject, answer)`` finds the world as it is by then. After a crash both come again.
    An answer that is too much for one transaction is kept by ``keep(bot, subject, answer, number)`` beforehand: with 0,
    1, and so on, each in a transaction of its own, as long as it gives True. Others may write between them, and nobody
    may be shown any of it before ``act``; after a crash it begins again with 0.
    ``give_up(bot, subject)`` is called when it has failed too often. A duty that is ``always`` done does not rest with
    its course: somebody waits for help, or something must be deleted.
    """

    act: Callable[..., Sequence[Delivery]]
    ask: Callable[[Any, str], Any] | None = None
    give_up: Callable[[Any, str], Sequence[Delivery]] | None = None
    always: bool = False
    keep: Callable[[Any, str, Any, int], bool] | None = None


Solve = Callable[[Awaitable[Any]], Awaitable[Any]]
"""Works out what is asked; the question is still being read when it begins."""
