"""Keys that nobody can make again: from the system's chance, for a course's own can be had once more from its seed."""

from __future__ import annotations

import secrets

KEY = 32


def new_key() -> str:
    """32 bytes, as hex."""
    return secrets.token_hex(KEY)
