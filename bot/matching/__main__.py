"""The solver's own process: reads what is asked on standard input, writes a round on standard output (``wire``)."""

from __future__ import annotations

import gc
import sys

from bot.matching import wire


def main() -> None:
    gc.disable()  # it ends when it has answered: nothing that it builds becomes rubbish before
    from bot.matching import late, rounds  # while the question is still being read

    asked = wire.asked(sys.stdin.buffer)
    outcome = late.place(asked.problem, asked.change) if asked.change else rounds.match(asked.problem)
    sys.stdout.buffer.writelines(wire.answer(outcome))


if __name__ == "__main__":
    main()
