"""A YAML file together with the lines its values came from, so that a breach can point at the very key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import yaml
from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.library.finding import Finding, Where


@dataclass(frozen=True)
class Source:
    """Plain data, and the nodes it was made from."""

    data: Any
    root: Node | None

    def line(self, where: Where) -> int:
        """The line, from 1, of the key that leads there; of the nearest one above it when that is missing."""
        return _line(self.root, where) + 1 if self.root else 1

    def repeated(self) -> Iterator[tuple[int, Finding]]:
        """Keys that are written twice, with their lines: YAML would silently keep the last."""
        return _repeated(self.root, ()) if self.root else iter(())


def parse(text: str) -> Source:
    """Raises yaml.YAMLError, with a mark where that is known, and ValueError for a date that does not exist."""
    if "*" in text:
        _refuse_aliases(text)
    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()
        return Source(loader.construct_document(root) if root else None, root)
    finally:
        loader.dispose()


def _refuse_aliases(text: str) -> None:
    """A value that stands in two places has no line of its own, and one inside itself has no end."""
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="packs use no aliases (*)", problem_mark=cast(Mark, event.start_mark))


def _line(node: Node, where: Where) -> int:
    line, here = node.start_mark.line, node
    for step in where:
        found = _step(here, step)
        if found is None:
            return line
        line, here = found
    return line


def _step(node: Node, step: str | int) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        return next((_at(k, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _at(node.value[step], node.value[step])
    return None


def _at(key: Node, value: Node) -> tuple[int, Node]:
    return key.start_mark.line, value


def _repeated(node: Node, where: Where) -> Iterator[tuple[int, Finding]]:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if name in seen:
                yield key.start_mark.line + 1, Finding((*where, name), f"`{name}` is written twice")
            seen.add(name)
            yield from _repeated(value, (*where, name))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _repeated(value, (*where, index))
