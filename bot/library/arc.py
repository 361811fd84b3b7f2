"""Where in a course a prompt may come: the week arc, and how deep a public question may go.

A course of N weeks has the weeks 0 (before it starts) to N (its last). Everything is stored as a fraction
of the course, so that courses of four weeks and of fifteen read the same library.
"""

from typing import Final

from bot.library.model import Prompt

PUBLIC_CAPS: Final = (1, 1, 2, 2, 3, 3, 2, 3, 3, 3, 3, 2, 3)
"""The deepest public prompt of each week 0–12 of a course of twelve: belonging.md §4.3.

Shallow until people know each other, lighter at mid-term (6) and in finals (11).
"""


def position(week: int, weeks: int) -> float:
    """How far into a course of so many weeks this week is: 0.0 to 1.0."""
    return min(1.0, max(0.0, week / weeks))


def public_cap(week: int, weeks: int) -> int:
    """The deepest prompt that a whole class may be asked in this week: 1, 2 or 3.

    However short the course, its first week stays at 1: nobody knows anybody yet.
    """
    return 1 if week <= 1 else PUBLIC_CAPS[round(position(week, weeks) * (len(PUBLIC_CAPS) - 1))]


def in_arc(prompt: Prompt, week: int, weeks: int) -> bool:
    """Whether the prompt belongs into this part of the course; says nothing about depth."""
    return prompt.arc is None or prompt.arc[0] <= position(week, weeks) <= prompt.arc[1]


def fits_class(prompt: Prompt, week: int, weeks: int) -> bool:
    """Whether a whole class may be asked this prompt in this week."""
    return "class" in prompt.audience and prompt.depth <= public_cap(week, weeks) and in_arc(prompt, week, weeks)
