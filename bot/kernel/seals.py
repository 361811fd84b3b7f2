"""What a button carries: its action and arguments, bound to the Space by a short MAC.

A token prints as ``1:icebreaker.tap:k3f9:2:Xy0aB3dE``: version, action, arguments, MAC. 81 characters at most,
so that Discord's 100 leave room for the Space in private messages, which name none.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass

from bot.kernel.errors import Forged

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Seals:
    """Seals and opens tokens with one secret key."""

    key: bytes

    def seal(self, space: str, action: str, args: tuple[str, ...] = ()) -> str:
        body = ":".join((VERSION, action, *args))
        return f"{body}:{self._mac(space, body)}"

    def open(self, space: str, token: str) -> tuple[str, tuple[str, ...]]:
        """The action and arguments of a token; Forged unless it was sealed for this Space."""
        body, _, mac = token.rpartition(":")
        if not hmac.compare_digest(mac.encode(errors="replace"), self._mac(space, body).encode()):
            raise Forged(token)
        version, action, *args = body.split(":")
        if version != VERSION:
            raise Forged(token)
        return action, tuple(args)

    def _mac(self, space: str, body: str) -> str:
        digest = hmac.digest(self.key, f"{space}\0{body}".encode(errors="surrogatepass"), "sha256")
        return base64.urlsafe_b64encode(digest[:6]).decode()

    def marker(self, key: str) -> str:
        """The idempotency key of a delivery: 25 characters, the longest nonce that Discord takes."""
        digest = hmac.digest(self.key, f"delivery\0{key}".encode(), "sha256")
        return base64.b32encode(digest).decode()[:25]
