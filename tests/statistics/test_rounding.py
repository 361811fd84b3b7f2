"""Numbers of people, told roughly."""

from __future__ import annotations

import pytest

from bot.statistics.rounding import Band, about, alike, band


@pytest.mark.parametrize(
    ("people", "size", "expected"),
    [
        (0, 40, "none"),
        (1, 40, "1-4"),
        (4, 15, "1-4"),
        (5, 15, "5+"),
        (0, 14, "none"),
        (1, 14, "some"),
        (14, 14, "some"),
        (9, 0, "some"),
        (0, 0, "none"),
    ],
)
def test_people_nobody_should_be_known_as_are_told_in_bands(people: int, size: int, expected: Band) -> None:
    assert expected == band(people, size)


@pytest.mark.parametrize(("people", "size"), [(-1, 5), (6, 5), (0, -1)])
def test_bands_of_nonsense_are_refused(people: int, size: int) -> None:
    with pytest.raises(ValueError, match="people"):
        band(people, size)


@pytest.mark.parametrize(
    ("part", "whole", "step", "expected"),
    [
        (10, 24, 10, 40),
        (11, 24, 10, 50),
        (9, 20, 10, 50),
        (0, 20, 10, 0),
        (20, 20, 10, 100),
        (1, 3, 25, 25),
        (7, 9, 5, 80),
        (0, 0, 10, None),
    ],
)
def test_participation_is_told_in_steps(part: int, whole: int, step: int, expected: int | None) -> None:
    assert expected == about(part, whole, step)


@pytest.mark.parametrize(("part", "whole", "step"), [(5, 4, 10), (-1, 4, 10), (1, 4, 1), (0, -1, 10)])
def test_participation_of_nonsense_is_refused(part: int, whole: int, step: int) -> None:
    with pytest.raises(ValueError, match="steps"):
        about(part, whole, step)


@pytest.mark.parametrize("step", [5, 10, 25])
def test_who_is_told_alike_is_known_without_asking_for_everybody(step: int) -> None:
    for whole in range(1, 120):
        told = [about(part, whole, step) for part in range(whole + 1)]
        for hundredths in {found for found in told if found is not None}:
            same = [part for part, found in enumerate(told) if found == hundredths]
            assert (same[0], same[-1]) == alike(hundredths, whole, step)
