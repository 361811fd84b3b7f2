"""Which texts the code asks for, read from its syntax trees; which there are, read from the Fluent files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.kernel.text import LOCALES

ROOT = Path(__file__).parents[2]
ASKS = {"t": 0, "rich": 0, "UserError": 0, "said": 1}
"""Functions that take a key, and as which argument."""


@dataclass(frozen=True)
class Use:
    """One place where the code asks for a text; ``values`` is None where they are not to be seen there."""

    key: str
    values: frozenset[str] | None
    where: str


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    files = sorted((*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")))
    return tuple((str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))) for file in files)


@cache
def constants() -> frozenset[str]:
    """Every string that stands in the code as it is."""
    nodes = (node for _, tree in trees() for node in ast.walk(tree))
    return frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


@cache
def members() -> frozenset[str]:
    """The names of what an Enum lists, as keys write them: ``nearly-all``."""
    classes = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    named = (line.targets[0] for found in classes for line in found.body if isinstance(line, ast.Assign))
    return frozenset(name.id.lower().replace("_", "-") for name in named if isinstance(name, ast.Name))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """What is put together around a name, such as ``role-{role}``."""
    nodes = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    return tuple(re.compile(_pattern(node)) for node in nodes)


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else "([a-z0-9_-]+)" for v in node.values)


def uses() -> Iterator[Use]:
    """Every call that names its key outright."""
    for where, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (key := _key_of(node)):
                names = {keyword.arg for keyword in node.keywords}
                seen = None if None in names else frozenset(filter(None, names))
                yield Use(key, seen, f"{where}:{node.lineno}")


def _key_of(node: ast.Call) -> str | None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in ASKS or len(node.args) <= ASKS[name]:
        return None
    key = node.args[ASKS[name]]
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def is_used(key: str) -> bool:
    if key in constants():
        return True
    spoken = {constant.lower() for constant in constants()} | members()
    found = (pattern.fullmatch(key) for pattern in patterns())
    return any(match and match.groups() and set(match.groups()) <= spoken for match in found)


@dataclass(frozen=True)
class Message:
    """A text of the Fluent files."""

    key: str
    file: str
    variables: frozenset[str]


class _Variables(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's name
        self.found.add(node.id.name)


@cache
def resources(locale: str) -> tuple[tuple[str, ftl.Resource], ...]:
    files = sorted((LOCALES / locale).glob("*.ftl"))
    return tuple((file.name, FluentParser().parse(file.read_text("utf-8"))) for file in files)


def messages(locale: str) -> Iterator[Message]:
    for file, resource in resources(locale):
        for entry in resource.body:
            if isinstance(entry, ftl.Message):
                visitor = _Variables()
                visitor.visit(entry)
                yield Message(entry.id.name, file, frozenset(visitor.found))


def junk(locale: str) -> list[str]:
    """What could not be read."""
    return [
        f"{file}: {entry.content}"
        for file, resource in resources(locale)
        for entry in resource.body
        if isinstance(entry, ftl.Junk)
    ]
