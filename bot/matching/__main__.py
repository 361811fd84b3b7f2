"""The solver's own process: reads what is asked on standard input, writes rounds on standard output (``wire``)."""

from __future__ import annotations

import gc
import sys
from itertools import chain, takewhile

from bot.matching import wire


def main() -> None:
    gc.disable()  # while it works out an answer, nothing that it builds becomes rubbish
    from bot.matching import late, rounds  # while the first question is still being read

    gc.freeze()
    lines = iter(sys.stdin.buffer.readline, b"")
    for first in lines:
        asked = wire.asked(chain([first], takewhile(wire.END.__ne__, lines)))
        outcome = late.place(asked.problem, asked.change) if asked.change else rounds.match(asked.problem)
        sys.stdout.buffer.writelines((*wire.answer(outcome), wire.END))
        sys.stdout.buffer.flush()
        del asked, outcome
        gc.collect()


if __name__ == "__main__":
    main()
