"""The process that draws: one JSON line in, one JSON line out, until its input ends; ``python -m bot.drawing``."""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import vl_convert  # type: ignore[import-not-found,unused-ignore]  # not everywhere: charts are then left out

from bot.drawing.png import packed

VERSION = "6.4"


def draw(asked: dict[str, Any]) -> dict[str, str]:
    """A drawing never fetches: data is in the specification, and no address is allowed."""
    how: dict[str, Any] = {"vl_version": VERSION, "allowed_base_urls": []}
    if asked["as"] == "svg":
        return {"drawn": vl_convert.vegalite_to_svg(asked["spec"], **how)}
    png = vl_convert.vegalite_to_png(asked["spec"], scale=asked["scale"], **how)
    return {"drawn": base64.b64encode(packed(png)).decode()}


def answer(line: bytes) -> dict[str, str]:
    try:
        return draw(json.loads(line))
    except (ValueError, LookupError, TypeError) as error:
        return {"failed": str(error)[:300]}


def main() -> None:
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
