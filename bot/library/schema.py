"""The shapes of a pack, a ladder and an instrument as JSON Schema: editors complete keys and underline mistakes."""

import json

from pydantic import BaseModel

from bot.library.instruments import Instrument
from bot.library.ladders import Ladder
from bot.library.model import Pack
from bot.library.safety import FILES


def schema() -> str:
    """The text of `prompts/schema/pack.schema.json`, made from the model."""
    return _text(Pack)


def ladder_schema() -> str:
    """The text of `prompts/schema/ladder.schema.json`, made from the model."""
    return _text(Ladder)


def instrument_schema() -> str:
    """The text of `prompts/schema/instrument.schema.json`, made from the model."""
    return _text(Instrument)


def safety_schema(name: str) -> str:
    """The text of `prompts/schema/safety-<name>.schema.json`, made from the model of `safety/<name>.yaml`."""
    return _text(FILES[name])


def _text(model: type[BaseModel]) -> str:
    shape = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
