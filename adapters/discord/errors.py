"""What follows from a refusal of Discord's: its errors become ours at this door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from adapters.discord.wire import Refusal
from bot.kernel.errors import Closed, Forbidden, Full, Gone, PlatformError, RateLimited, Refused, Unclear, Unreachable

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013
ARCHIVED, THREAD_EXISTS = 50083, 160004
NOT_SEEN, NOT_ALLOWED, LOCKED = 50001, 50013, 160005
THREAD_FULL, TOO_MANY_THREADS = 30033, 160006
# 50027: the token of an interaction is 15 minutes old. It comes with 401, but says nothing about the bot's own token.
_GONE = frozenset({UNKNOWN_CHANNEL, 10004, UNKNOWN_MESSAGE, 50027})
_UNREACHABLE = frozenset({50007, 50278, UNKNOWN_USER, THREAD_FULL})
_BANNED = frozenset({40333})
_TOO_MANY_CONVERSATIONS = 40003
VIEW, SEND, SEND_IN_THREADS = "View Channel", "Send Messages", "Send Messages in Threads"
CREATE_THREADS, CREATE_ROOMS = "Create Public Threads", "Create Private Threads"
READ_HISTORY, MANAGE_THREADS, ATTACH = "Read Message History", "Manage Threads", "Attach Files"


def follows(refusal: Refusal, grant: str = "") -> PlatformError:
    """contracts.md §2.3; ``grant`` names the permission without which the attempt is refused."""
    words = str(refusal)
    if refusal.code in _GONE:
        return Gone(words)
    if refusal.code == _TOO_MANY_CONVERSATIONS:
        return RateLimited(timedelta(minutes=10))
    if refusal.status in {401, 429} or refusal.code in _BANNED:
        # The wire turns a 429 of Discord's own into RateLimited; one that comes here is its shield's ban.
        return Closed(words)
    if refusal.status >= 500:
        return Unclear(words)
    if refusal.code in _UNREACHABLE:
        return Unreachable(words)
    if refusal.code == TOO_MANY_THREADS:
        return Full(words)
    if refusal.code in {NOT_SEEN, LOCKED} or (refusal.status == 403 and refusal.code not in {200000, 240000}):
        return Forbidden(words, {NOT_SEEN: VIEW, LOCKED: MANAGE_THREADS}.get(refusal.code, grant))
    return Gone(words) if refusal.status == 404 else Refused(words)


@contextmanager
def door(grant: str = "") -> Iterator[None]:
    """Raises what follows, its cause kept."""
    try:
        yield
    except Refusal as refusal:
        raise follows(refusal, grant) from refusal


@contextmanager
def overlooking(*codes: int) -> Iterator[None]:
    """These refusals only say that what was wanted is so already."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code not in codes:
            raise
