"""What Docker Compose starts: the port that the bot listens on is the one that is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot import config

FILE = Path(__file__).parents[2] / "compose.yaml"


def service(**env: str) -> dict[str, dict[str, str]]:
    """The bot's service, with what Compose puts in for ``${NAME:-default}``."""
    text = re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: env.get(found[1]) or found[2], FILE.read_text("utf-8"))
    found: dict[str, dict[str, str]] = yaml.safe_load(text)["services"]["homeroom"]
    return found


@pytest.mark.parametrize(
    ("chosen", "port"), [({}, 8420), ({"HOMEROOM_PORT": ""}, 8420), ({"HOMEROOM_PORT": "9000"}, 9000)]
)
def test_the_port_that_is_chosen_is_listened_on_and_published(
    monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str], port: int
) -> None:
    made = service(**chosen)

    for name, value in {**chosen, **made["environment"]}.items():
        monkeypatch.setenv(name, str(value))
    assert port == config.read().port
    assert [f"127.0.0.1:{port}:{port}"] == made["ports"]
    assert f"http://127.0.0.1:{port}" == config.read().pages
