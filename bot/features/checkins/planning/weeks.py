"""Pure: in which weeks of a course a check-in comes, as staff write them and as is usual for its kind."""

from __future__ import annotations

from bot.features.checkins.model import Kind
from bot.kernel.errors import UserError
from bot.kernel.options import Kind as OptionKind
from bot.kernel.text import clean

LONGEST = 60


def usual(kind: Kind, weeks: int) -> tuple[int, ...]:
    """A pulse every week but the last, which is for exams; an exit note in the last; anything else three times.

    Of twelve weeks: the first, the sixth, the twelfth.
    """
    if kind == "pulse":
        return tuple(range(1, max(weeks, 2)))
    if kind == "exit":
        return (weeks,)
    return tuple(sorted({1, max(1, weeks // 2), weeks}))


def read(raw: object) -> tuple[int, ...]:
    """``1, 6, 12`` or ``2-11``; UserError for anything else."""
    found: set[int] = set()
    for part in clean(str(raw)).replace("–", "-").replace(" ", ",").split(","):
        first, dash, last = part.partition("-")
        if part and not all(end.isdecimal() and 0 < int(end) <= LONGEST for end in (first, *([last] * bool(dash)))):
            raise UserError("expected-weeks", got=str(raw)[:40])
        if part:
            found.update(range(int(first), int(last or first) + 1))
    if not found:
        raise UserError("expected-weeks", got=str(raw)[:40])
    return tuple(sorted(found))


WEEKS = OptionKind("weeks", "text", read)


def shown(weeks: tuple[int, ...]) -> str:
    """``1, 3–5, 12``."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and runs[-1][-1] == week - 1:
            runs[-1][1:] = [week]
        else:
            runs.append([week])
    return ", ".join("–".join(map(str, run)) for run in runs)
