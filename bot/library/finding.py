"""What a rule has to say: where inside the pack, and what is wrong there."""

from typing import NamedTuple

Where = tuple[str | int, ...]
"""The way to a value: `("prompts", 3, "rungs", "tap", 0)`."""


class Finding(NamedTuple):
    """A sentence about the value at a place; from a rule about one prompt, the place starts at the prompt."""

    where: Where
    message: str
