"""``homeroom``, and ``python -m bot``."""

from bot.cli import app


def main() -> None:
    app(prog_name="homeroom")


if __name__ == "__main__":
    main()
