"""Discord's own description of its API, as a judge of requests.

Unions of components are deep. Discord's are told apart by `type`, so only the branch that is meant is looked into:
that keeps a judgement at about a millisecond and lets the finding name the field instead of the union.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import Draft202012Validator, extend

DESCRIPTION = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"
MISSING = object()
Schema = dict[str, Any]


@cache
def described() -> Schema:
    found: Schema = json.loads(DESCRIPTION.read_text()) if available() else {}
    return found


def available() -> bool:
    return DESCRIPTION.is_file()


def resolved(schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = described()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


TABLES: dict[int, dict[int, list[Schema]] | None] = {}
"""Of each union in the description (which lives as long as this module): type -> branches."""


def table_of(branches: list[Schema]) -> dict[int, list[Schema]] | None:
    """None when the branches can't be told apart by `type`."""
    if id(branches) not in TABLES:
        TABLES[id(branches)] = told_apart(branches)
    return TABLES[id(branches)]


def told_apart(branches: list[Schema]) -> dict[int, list[Schema]] | None:
    found: dict[int, list[Schema]] = {}
    for branch in branches:
        kinds = resolved(branch).get("properties", {}).get("type", {}).get("enum", ())
        if not kinds and branch.get("type") != "null":
            return None
        for kind in kinds:
            found.setdefault(kind, []).append(branch)
    return found


def meant(branches: list[Schema], instance: Any) -> list[Schema]:
    """The branches that the instance can have in mind; empty when its type is none of theirs."""
    if isinstance(instance, dict) and (table := table_of(branches)) is not None:
        kind = instance.get("type")
        return table.get(kind, []) if isinstance(kind, int) else []
    return branches if instance is None else [branch for branch in branches if branch.get("type") != "null"]


def follow(validator: Validator, reference: str, instance: Any, _: Schema) -> Iterator[ValidationError]:
    yield from validator.descend(instance, resolved({"$ref": reference}))


def union(validator: Validator, branches: list[Schema], instance: Any, _: Schema) -> Iterator[ValidationError]:
    if "const" in branches[0]:
        if not any(branch["const"] == instance for branch in branches):
            yield ValidationError(f"{instance!r} is not one of {[branch['const'] for branch in branches]}")
        return
    likely = meant(branches, instance)
    if not likely:
        kind = instance.get("type") if isinstance(instance, dict) else instance
        yield ValidationError(f"type {kind!r} has no place here")
    elif len(likely) == 1:
        yield from validator.descend(instance, likely[0])
    else:
        tries = [list(validator.descend(instance, branch)) for branch in likely]
        if all(tries):
            yield ValidationError("fits none of the forms: " + "; ".join(errors[0].message for errors in tries))


Judge = extend(Draft202012Validator, {"$ref": follow, "oneOf": union, "anyOf": union})


@cache
def judge_of(method: str, route: str) -> Validator | None:
    content = operation(method, route).get("requestBody", {}).get("content", {})
    form = content.get("application/json") or next(iter(content.values()), None)
    return Judge(form["schema"]) if form else None


def operation(method: str, route: str) -> Schema:
    found: Schema = described().get("paths", {}).get(route, {}).get(method.lower(), {})
    return found


@cache
def query_of(method: str, route: str) -> dict[str, Schema]:
    shared = described().get("paths", {}).get(route, {}).get("parameters", [])
    own = operation(method, route).get("parameters", [])
    return {entry["name"]: entry["schema"] for entry in [*shared, *own] if entry["in"] == "query"}


def faults_of_body(method: str, route: str, body: Any) -> list[str]:
    judge = judge_of(method, route)
    if judge is None or body is MISSING:
        required = operation(method, route).get("requestBody", {}).get("required")
        return ["a body is required"] if judge is not None and required else []
    return [f"{error.json_path}: {error.message}" for error in judge.iter_errors(body)]


def faults_of_query(method: str, route: str, query: Mapping[str, str]) -> list[str]:
    known = query_of(method, route)
    faults = []
    for name, text in query.items():
        if name in known:
            found = Judge(known[name]).iter_errors(as_typed(text, resolved(known[name]).get("type")))
            faults += [f"?{name}: {error.message}" for error in found]
    return faults


def as_typed(text: str, kind: str | None) -> Any:
    """A query has only text in it; Discord reads 1 and true alike."""
    if kind == "integer" and text.lstrip("-").isdigit():
        return int(text)
    if kind == "boolean" and text.lower() in {"0", "1", "true", "false"}:
        return text.lower() in {"1", "true"}
    return text


def unknown_fields(method: str, route: str, query: Mapping[str, str], body: Any) -> list[str]:
    """What Discord would pass over in silence: misspelt names, mostly."""
    if not operation(method, route):
        return []
    judge = judge_of(method, route)
    inside = list(strangers([judge.schema], body, "$")) if judge is not None else []
    return [f"?{name}" for name in query if name not in query_of(method, route)] + inside


def strangers(schemas: list[Schema], instance: Any, path: str) -> Iterator[str]:
    """Fields that none of the schemas which may apply has heard of."""
    flat = [leaf for schema in schemas for leaf in leaves(schema, instance)]
    if isinstance(instance, list):
        inner = [schema["items"] for schema in flat if "items" in schema]
        for index, item in enumerate(instance):
            yield from strangers(inner, item, f"{path}[{index}]") if inner else ()
    if not isinstance(instance, dict) or any("additionalProperties" in schema for schema in flat):
        return
    forms = [schema["properties"] for schema in flat if "properties" in schema]
    for name, value in instance.items():
        known = [form[name] for form in forms if name in form]
        if known:
            yield from strangers(known, value, f"{path}.{name}")
        elif forms:
            yield f"{path}.{name}"


def leaves(schema: Schema, instance: Any) -> list[Schema]:
    """A schema with its references followed and the meant branches of its unions laid side by side."""
    here = resolved(schema)
    found = [here]
    for keyword in ("anyOf", "oneOf", "allOf"):
        branches = here.get(keyword, [])
        for branch in branches if keyword == "allOf" else meant(branches, instance):
            found += leaves(branch, instance)
    return found
