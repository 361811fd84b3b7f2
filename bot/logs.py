"""The log: our own events as one line each, foreign libraries only when they warn, secrets never."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

OURS = ("bot", "adapters")
HIDDEN = "[hidden]"
NOISE = "voice will NOT be supported"  # discord.py says so at every start; nobody wanted it
SHAPES = (
    re.compile(r"xox[abeprs](?:\.xox[bp])?-[\w.-]+"),  # Slack's tokens, those that rotate among them
    re.compile(r"xapp-[\w-]+"),  # Slack's app-level tokens
    re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),  # a Discord bot's token
    re.compile(r"(?<=/interactions/)\d+/[\w.%-]+|(?<=/webhooks/)\d+/[\w.%-]+"),  # good for 15 minutes each
    re.compile(r"(?<=hooks\.slack\.com/)[\w./%-]+"),  # response addresses and incoming webhooks
    re.compile(r"(?<=[?&]ticket=)[\w.%-]+"),  # what opens a Socket Mode connection
    re.compile(r"\bv0=[0-9a-f]{64}\b"),  # a request's signature
    re.compile(r"(?<=\bBearer )\S+|(?<=\bBot )[\w.-]{20,}"),  # a header
    re.compile(r"(?<=://)[^\s/:@]+:[^\s/@]+(?=@)"),  # user and password in an address
    re.compile(r"(?i)(?<=signing_secret)[\"'=: ]+[0-9a-f]{32}\b|(?<=signing secret)[\"'=: ]+[0-9a-f]{32}\b"),
)


class Hides:
    """Takes secrets out of finished lines: those it was told, and whatever has a secret's shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._told = sorted((secret for secret in secrets if len(secret) >= 8), key=len, reverse=True)

    def __call__(self, line: str) -> str:
        for secret in self._told:
            line = line.replace(secret, HIDDEN)
        for shape in SHAPES:
            line = shape.sub(HIDDEN, line)
        return line


class Quiet(logging.Filter):
    """Below a warning only our own modules speak, whatever level somebody gave a library's logger.

    Bolt names some loggers after the program, so ours are listed rather than theirs. Its request verification
    quotes the whole body of a request that it refuses, and is never heard.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.endswith("RequestVerification") or record.getMessage().endswith(NOISE):
            return False
        return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def set_up(style: Literal["pretty", "json"] = "pretty", secrets: Iterable[str] = (), to: TextIO | None = None) -> None:
    """Send the whole process's log to ``to`` (standard error when None), one line an event."""
    stream = to or sys.stderr
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(Quiet())
    handler.setFormatter(_formatter(style, Hides(secrets), stream.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(style: str, hides: Hides, colours: bool) -> logging.Formatter:
    def hidden(_: WrappedLogger, __: str, event: EventDict | str) -> str:
        return hides(str(event))

    plain = structlog.dev.plain_traceback  # the rich one prints local variables: words of people, tokens
    pretty = structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain, pad_event_to=0)
    json: list[Processor] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderers: list[Processor] = json if style == "json" else [pretty]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers, hidden],
    )
