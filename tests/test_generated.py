"""What is generated is as the code says now."""

from __future__ import annotations

import json

import pytest
import yaml

from bot import wiring
from bot.config import Config, variable
from bot.operator import reference
from tests import generated


@pytest.mark.parametrize("name", generated.FILES)
def test_a_generated_file_is_fresh(name: str):
    assert generated.fresh(name) == generated.text_of(name), f"{name} is stale: run `make generated`"


def test_the_readme_names_every_variable():
    readme = generated.text_of("README.md")
    assert [] == [field for field in Config.model_fields if f"| `{variable(field)}` |" not in readme]


def test_the_page_of_commands_names_every_command_and_option():
    page = generated.text_of("docs/commands.md")
    table = reference.table_of_commands()
    assert [] == [command.name for command in table.values() if f"### `/{command.name}`" not in page]
    assert [] == [o.name for command in table.values() for o in command.options if f"| `{o.name}` |" not in page]


def test_the_manifest_in_yaml_is_the_one_that_the_command_prints():
    app, _ = wiring.slack_manifest(reference.table_of_commands(), None)
    assert app == yaml.safe_load(generated.text_of("slack-manifest.yaml"))


def test_the_table_of_commands_is_data():
    table = json.loads(json.dumps(reference.commands_json(reference.table_of_commands().values())))
    setup = next(command for command in table if command["path"] == ["course", "setup"])
    assert {"path", "help", "may", "options"} == set(setup)
    assert sorted(table, key=lambda command: command["path"]) == table
