"""The environment, read once, as one frozen value."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NoReturn
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from bot.kernel.places import Person
from bot.store.address import EXAMPLES, Address
from bot.trouble import Mistake

PREFIX = "HOMEROOM_"
SHORTEST_KEY = 8


class BadEnvironment(Mistake):
    """A variable that does not exist, or a value that cannot be used; the message is one line without secrets."""


def _address(value: Any) -> Address:
    return value if isinstance(value, Address) else Address.parse(value)


_PERSON = re.compile(r"(discord|slack):\w+/@\w+")


def _people(value: Any) -> tuple[Person, ...]:
    names = [name.strip() for name in str(value).split(",")]
    if not all(_PERSON.fullmatch(name) for name in names):
        raise ValueError("not people")
    return tuple(Person.parse(name) for name in names)


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(str(value))
    if instant.tzinfo is None:
        raise ValueError("no offset")
    return instant


def _web_address(ending: str) -> BeforeValidator:
    def read(value: Any) -> str:
        parts = urlsplit(str(value))
        if parts.scheme not in ("http", "https") or not parts.hostname or not re.search(ending, parts.path):
            raise ValueError("not such an address")
        return str(value)

    return BeforeValidator(read)


def _starting(start: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not str(value).startswith(start) or len(str(value).split()) != 1:
            raise ValueError("another kind of token")
        return value

    return BeforeValidator(read)


def _variable(expected: str, about: str, **more: Any) -> Any:
    """A field with what its table says of it, and what is expected of its value."""
    return Field(description=about, json_schema_extra={"expected": expected}, **more)


class Config(BaseModel):
    """What the operator chose. ``description`` is what the README's table says of each variable."""

    model_config = ConfigDict(frozen=True)

    database: Annotated[InstanceOf[Address], BeforeValidator(_address)] = _variable(
        f"a database address such as {EXAMPLES}",
        "Where everything is kept: a SQLite file, or PostgreSQL (`postgresql://user:password@host/name`).",
        default=Address.parse("sqlite:///homeroom.sqlite"),
    )
    discord_token: Annotated[SecretStr | None, _starting("")] = _variable(
        "the token that Discord shows once on the page “Bot” of your application",
        "Discord: the bot's token.",
        default=None,
    )
    slack_bot_token: Annotated[SecretStr | None, _starting("xoxb-")] = _variable(
        "a bot token, which begins with xoxb-",
        "Slack: the bot user's token (`xoxb-…`).",
        default=None,
    )
    slack_app_token: Annotated[SecretStr | None, _starting("xapp-")] = _variable(
        "an app-level token, which begins with xapp-",
        "Slack, Socket Mode: the app-level token (`xapp-…`). No public address is needed.",
        default=None,
    )
    slack_signing_secret: SecretStr | None = _variable(
        "the signing secret from “Basic Information” of the Slack app",
        "Slack, HTTP instead of Socket Mode: the signing secret; Slack then calls `POST /slack/events`.",
        default=None,
    )
    owners: Annotated[tuple[Person, ...], BeforeValidator(_people)] = _variable(
        "addresses of people, parted by commas, such as slack:T0123/@U0456",
        "Who may set courses up although they do not manage the server or workspace, such as whoever installed the "
        "bot: `discord:SERVER/@USER` or `slack:TEAM/@USER`, parted by commas.",
        default=(),
    )
    host: str = _variable(
        "an address to listen on, such as 127.0.0.1",
        "Where the web server listens (health, Slack over HTTP, the demo).",
        default="127.0.0.1",
        min_length=1,
    )
    port: int = _variable(
        "a port from 1 to 65535",
        "The web server's port; with Docker Compose also the one that this machine publishes.",
        default=8420,
        ge=1,
        le=65535,
    )
    url: Annotated[str, _web_address("")] = _variable(
        "the address at which people reach this server, such as https://homeroom.example.edu",
        "Where people's browsers reach the web server: the start of every link to a page of the bot. "
        "Without it links begin with `http://HOST:PORT`, which works on this machine only.",
        default="",
    )
    secret_key: SecretStr | None = _variable(
        f"at least {SHORTEST_KEY} random characters",
        "Seals the bot's buttons. Without it a key is made once and kept in the database; "
        "set it if copies of the database may reach other hands. Keep it: with another key, old buttons stop working.",
        default=None,
        min_length=SHORTEST_KEY,
    )
    log: Literal["pretty", "json"] = _variable("pretty or json", "How the log is written.", default="pretty")
    discord_api: Annotated[str, _web_address(r"/v\d+/?$")] = _variable(
        "Discord's address with its version, such as http://127.0.0.1:9000/api/v10",
        "For proxies and tests: Discord's base address, with its version.",
        default="https://discord.com/api/v10",
    )
    slack_api: Annotated[str, _web_address("/$")] = _variable(
        "Slack's address with its trailing slash, such as http://127.0.0.1:9001/api/",
        "For proxies and tests: Slack's base address, with its trailing slash.",
        default="https://slack.com/api/",
    )
    clock: Annotated[datetime | None, BeforeValidator(_instant)] = _variable(
        "an instant with its offset, such as 2027-02-01T09:00:00+01:00",
        "For tests: the instant at which the process believes to have started.",
        default=None,
    )

    @property
    def pages(self) -> str:
        """Where the bot's own pages are, without a slash at the end."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared, not bound
        host = everywhere.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)
        return self.url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine reaches the web server."""
        return self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"

    @property
    def speaks_discord(self) -> bool:
        return self.discord_token is not None

    @property
    def speaks_slack(self) -> bool:
        return self.slack_bot_token is not None


def read() -> Config:
    """The environment as it is now. Raises BadEnvironment for the first thing that is wrong with it."""
    ours = {name.upper(): value for name, value in os.environ.items() if name.upper().startswith(PREFIX)}
    _refuse_unknown(ours)
    try:
        config = Config.model_validate(_given(ours))
    except ValidationError as error:
        _refuse(str(error.errors()[0]["loc"][0]))
    _refuse_half_a_slack(config)
    return config


def _given(variables: Mapping[str, str]) -> dict[str, str]:
    """A variable that is empty is one that was not set."""
    return {name.removeprefix(PREFIX).lower(): value for name, value in variables.items() if value}


def _refuse_unknown(names: Iterable[str]) -> None:
    known = [variable(name) for name in Config.model_fields]
    for name in sorted(names):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.8)
            hint = f"did you mean {near[0]}?" if near else "the README lists those that exist"
            raise BadEnvironment(f"{name}: there is no such variable; {hint}")


def _refuse(field: str) -> NoReturn:
    raise BadEnvironment(f"{variable(field)}: expected {expected(Config.model_fields[field])}")


def _refuse_half_a_slack(config: Config) -> None:
    if config.slack_bot_token and not (config.slack_app_token or config.slack_signing_secret):
        raise BadEnvironment(
            "HOMEROOM_SLACK_BOT_TOKEN: expected HOMEROOM_SLACK_APP_TOKEN (Socket Mode) "
            "or HOMEROOM_SLACK_SIGNING_SECRET (HTTP) beside it"
        )
    if not config.slack_bot_token and (config.slack_app_token or config.slack_signing_secret):
        _refuse("slack_bot_token")


def variable(field: str) -> str:
    return PREFIX + field.upper()


def expected(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra["expected"]) if isinstance(extra, dict) else ""


def shown_default(field: FieldInfo) -> str:
    return "" if field.default in (None, ()) else str(field.default)


def secrets(config: Config) -> list[str]:
    """Every word that must not be seen."""
    words = [value.get_secret_value() for _, value in config if isinstance(value, SecretStr)]
    return [*words, str(config.database.url.password or "")]
