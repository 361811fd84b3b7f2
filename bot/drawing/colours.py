"""The colours of a chart, by day and by night.

Against its paper each has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3), but for the lines behind the figures.
"""

from __future__ import annotations

PAPER, INK, FIGURE, FAINT = "#fffffe", "#14232e", "#1f6d96", "#d5dde2"
NIGHT = {PAPER: "#232220", INK: "#e9eef1", FIGURE: "#6db9e3", FAINT: "#4a4844"}
"""What each becomes on a dark page."""


def by_night() -> str:
    """CSS that turns a drawn chart's colours: drawings name them in attributes, over which a sheet has its way."""
    rules = [f'svg [{of}="{day}"]{{{of}:{night}}}' for day, night in NIGHT.items() for of in ("fill", "stroke")]
    return "@media (prefers-color-scheme:dark){" + "".join(rules) + "}"


def adaptive(svg: str) -> str:
    """The same drawing, which follows the reader's choice of light or dark wherever it is shown as a picture."""
    head, closing, rest = svg.partition(">")
    return f"{head}{closing}<style>{by_night()}</style>{rest}"
