"""``homeroom``, and ``python -m bot``."""

import sys


def main() -> None:
    if sys.argv[1:] == ["run"]:
        _run()
    from bot.cli import app

    app(prog_name="homeroom")


def _run() -> None:
    """What stays for months does without the reader of all other commands' words, which takes two MiB."""
    from bot.running import run
    from bot.trouble import told

    sys.exit(told(run))


if __name__ == "__main__":
    main()
