"""Small packs for tests: a good one, and ways to spoil it."""

from pathlib import Path

HEAD = """\
title: A pack
about: For tests.
author: Somebody
licence: CC-BY-4.0
prompts:
"""
GOOD = """\
  - id: p-0001
    text: "What helps you to start?"
    rungs:
      tap:
        - a plan
        - a person
        - something else
      finish: "I start when …"
    category: study-life
    sel: self-management
    depth: 1
    audience: [class, pod]
    status: reviewed
    reviewers: [one, two]
"""


def another(number: int, text: str) -> str:
    """A second good prompt."""
    return GOOD.replace("p-0001", f"p-{number:04}").replace("What helps you to start?", text)


def put(folder: Path, text: str, name: str = "en/pack.yaml") -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def line_of(file: Path, fragment: str) -> int:
    """The line, from 1, of the last place where this stands."""
    lines = file.read_text("utf-8").splitlines()
    return max(number for number, line in enumerate(lines, 1) if fragment in line)
