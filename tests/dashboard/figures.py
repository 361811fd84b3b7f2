"""Published weeks as they may stand in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.features.insights.figures import Figure, Part, Week

STAFF_ONLY = "773"
BEGIN = datetime(2026, 3, 1, 23, tzinfo=UTC)


def week(number: int, *more: Figure, share: float = 0.6, size: int = 40) -> Week:
    """Week ``number`` of a course: some of the class took part, and there is something that only staff see."""
    first = BEGIN + timedelta(weeks=number - 1)
    figures = (
        Figure("asked", "count", value=2, n=2),
        Figure(
            "took-part", "share", value=share, low=max(0, share - 0.15), high=min(1, share + 0.14), n=size, rough=True
        ),
        Figure("rungs", "split", parts=(Part("tap", 25), Part("finish", 10), Part("line", 0)), rough=True),
        Figure("first-reply", "hours", value=3, n=2),
        Figure("burden", "per_hundred", value=773, n=200, staff_only=True),
        *more,
    )
    return Week(number, first, first + timedelta(weeks=1), size, figures)
