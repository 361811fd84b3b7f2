"""The shapes of a pack and of a ladder as JSON Schema, so that editors complete keys and underline mistakes."""

import json

from pydantic import BaseModel

from bot.library.ladders import Ladder
from bot.library.model import Pack


def schema() -> str:
    """The text of `prompts/schema/pack.schema.json`, made from the model."""
    return _text(Pack)


def ladder_schema() -> str:
    """The text of `prompts/schema/ladder.schema.json`, made from the model."""
    return _text(Ladder)


def _text(model: type[BaseModel]) -> str:
    shape = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
