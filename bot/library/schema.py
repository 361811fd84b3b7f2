"""The shape of a pack as JSON Schema, so that editors complete keys and underline mistakes."""

import json

from bot.library.model import Pack


def schema() -> str:
    """The text of `prompts/schema/pack.schema.json`, made from the model."""
    shape = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Pack.model_json_schema()}
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
