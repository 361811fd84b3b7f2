"""The solver's own process: reads what is asked on standard input, writes a round on standard output (``wire``)."""

from __future__ import annotations

import gc
import sys

from bot.matching import wire


def main() -> None:
    gc.disable()  # it ends when it has answered: nothing that it builds becomes rubbish before
    asked = wire.asked(sys.stdin.buffer)
    if asked.change is None:
        from bot.matching.rounds import match

        outcome = match(asked.problem)
    else:
        from bot.matching.late import place

        outcome = place(asked.problem, asked.change)
    sys.stdout.buffer.writelines(wire.answer(outcome))


if __name__ == "__main__":
    main()
