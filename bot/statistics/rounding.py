"""Numbers of people, told so roughly that nobody is recognised by them."""

from __future__ import annotations

from typing import Literal

SMALL_CLASS = 15

Band = Literal["none", "some", "1-4", "5+"]


def band(people: int, size: int) -> Band:
    """How many people something is true of that nobody should be known by, such as being on one's own.

    In a class below SMALL_CLASS, or when nobody told its size (0): only whether there are any.
    """
    if people < 0 or size < 0 or people > size > 0:
        raise ValueError(f"{people} of {size} people")
    if people == 0:
        return "none"
    if size < SMALL_CLASS:
        return "some"
    return "1-4" if people < 5 else "5+"


def about(part: int, whole: int, step: int = 10) -> int | None:
    """So many in a hundred, to the nearest `step`, halves upwards; None of nobody.

    For the participation in what is told in words, give the rounded number of answers, or this tells more than that.
    """
    if part < 0 or whole < 0 or part > whole or step < 5:
        raise ValueError(f"{part} of {whole} in steps of {step} %")
    return (200 * part + step * whole) // (2 * step * whole) * step if whole else None


def alike(hundredths: int, whole: int, step: int = 10) -> tuple[int, int]:
    """The fewest and the most of `whole` for whom `about` says so many in a hundred."""
    fewest = -(-(2 * hundredths - step) * whole // 200)
    most = -(-(2 * hundredths + step) * whole // 200) - 1
    return max(0, fewest), min(whole, most)
