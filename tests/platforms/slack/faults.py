"""What may go wrong between an app and Slack, on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

from aiohttp import web

ANY = "*"


@dataclass(frozen=True)
class Fault:
    """One misfortune of one call.

    ``error``: the answer is that error. ``status``: with that HTTP status (500 and up without ``error``: a page of
    HTML). ``retry_after``: 429 with that header. ``disconnect``: no answer, the connection closes. ``delay``:
    seconds before anything happens. With ``apply`` the call has had its effect all the same; with ``lag`` it has it
    so many seconds after the answer. With nothing but ``delay`` the call then succeeds.
    """

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    apply: bool = False
    disconnect: bool = False
    delay: float = 0.0
    lag: float = 0.0

    @property
    def answers(self) -> bool:
        """Whether it takes the place of the true answer."""
        return self.disconnect or self.error is not None or self.status is not None or self.retry_after is not None

    def response(self) -> web.Response:
        if self.retry_after is not None:
            return limited(self.retry_after)
        if self.error is None and (self.status or 0) >= 500:
            return web.Response(status=self.status or 500, text="<html>Server Error</html>", content_type="text/html")
        return web.json_response({"ok": False, "error": self.error or "fatal_error"}, status=self.status or 200)


def limited(seconds: int) -> web.Response:
    headers = {"Retry-After": str(seconds)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


class Faults:
    """Those that are still to come, in order, for each method (``*`` for whichever comes)."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        for name in (method, ANY):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return None

    def clear(self) -> None:
        self._waiting.clear()
