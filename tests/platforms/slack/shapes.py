"""The shapes that Block Kit is made of, as JSON Schema with one more word: ``kinds``, a schema for each ``type``.

The numbers are those of Slack's Block Kit reference; the sentences are those that Slack's validator says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

Schema = dict[str, Any]

BOOL: Schema = {"type": "boolean"}
ANY: Schema = {}


def string(most: int, least: int = 0) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most}


def one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def many(item: Schema, most: int, least: int = 1) -> Schema:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}


def kinds(table: dict[str, Schema]) -> Schema:
    """An object whose ``type`` says which schema of the table it obeys."""
    return {"type": "object", "kinds": table}


def record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object with these fields, a ``type`` perhaps, and no others."""
    fields = {"type": {"type": "string"}, **required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": fields, "additionalProperties": False}


def _by_kind(validator: Any, table: dict[str, Schema], instance: Any, schema: Schema) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    kind = instance.get("type")
    if kind is None:
        yield ValidationError("missing required field: type", validator="kinds")
    elif kind not in table:
        yield ValidationError(f"unsupported type: {kind}", validator="kinds", path=("type",))
    else:
        yield from validator.descend(instance, table[kind])


Validator = extend(Draft202012Validator, {"kinds": _by_kind})


def complaints(schema: Schema, value: Any, pointer: str) -> list[str]:
    """What Slack would say is wrong, each with its JSON pointer under ``pointer``."""
    errors = Validator(schema).iter_errors(value)
    return [f"{_sentence(error)} [json-pointer:{_at(pointer, error)}]" for error in errors]


def _at(pointer: str, error: ValidationError) -> str:
    return "/".join([pointer, *map(str, error.absolute_path)])


def _sentence(error: ValidationError) -> str:
    limit: Any = error.validator_value
    match error.validator:
        case "maxLength":
            return f"must be less than {limit + 1} characters"
        case "minLength":
            return f"must be more than {limit - 1} characters"
        case "maxItems":
            return f"no more than {limit} items allowed"
        case "minItems":
            return f"must provide at least {limit} items"
        case "required":
            missing = [name for name in limit if name not in error.instance]
            return f"missing required field: {', '.join(missing)}"
        case "additionalProperties":
            extra = [name for name in error.instance if name not in error.schema["properties"]]
            return f"invalid additional property: {', '.join(extra)}"
        case "type":
            return f"must provide a value of type {limit}"
        case "anyOf":
            return f"must provide {' or '.join(option['required'][0] for option in limit)}"
        case "enum":
            return f"must be a valid enum value ({', '.join(map(str, limit))})"
    return str(error.message)
