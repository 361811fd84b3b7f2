"""discord.py keeps the addresses of Discord in class attributes: whoever changes them puts them back."""

from collections.abc import Iterator
from contextlib import contextmanager

from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def kept_addresses() -> Iterator[None]:
    """Around a test that points discord.py elsewhere, by itself or through the adapter."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
