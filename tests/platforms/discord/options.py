"""From what a person types to what a bot receives: commands, their options, and the things those name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.platforms.discord import shapes
from tests.platforms.discord.answers import Impossible
from tests.platforms.discord.things import Channel, Guild, Person, Role

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 6, 7, 8, 9, 10
NESTS = frozenset({SUBCOMMAND, GROUP})


class Resolved:
    """The objects that come along with ids."""

    def __init__(self, world: World, guild: Guild | None) -> None:
        self.world, self.guild = world, guild
        self.data: Json = {}

    def person(self, value: Any) -> str:
        found = value if isinstance(value, Person) else self.world.people.get(str(value))
        if found is None:
            raise Impossible(f"{value!r} is nobody here")
        self.data.setdefault("users", {})[found.id] = shapes.person(found)
        if self.guild and found.id in self.guild.members:
            bits = {"permissions": "0"}
            self.data.setdefault("members", {})[found.id] = shapes.member(self.guild, found, partial=True) | bits
        return found.id

    def channel(self, value: Any, kinds: list[int] | None) -> str:
        found = value if isinstance(value, Channel) else self.world.channels.get(str(value))
        if found is None or found.deleted or found.guild is not self.guild:
            raise Impossible(f"{value!r} is no channel here")
        if kinds and found.kind not in kinds:
            raise Impossible(f"#{found.name} is of type {found.kind}, only {kinds} are offered")
        self.data.setdefault("channels", {})[found.id] = shapes.channel(self.world, found) | {"permissions": "0"}
        return found.id

    def role(self, value: Any) -> str:
        roles = self.guild.roles if self.guild else {}
        found = value if isinstance(value, Role) else roles.get(str(value))
        if found is None or self.guild is None:
            raise Impossible(f"{value!r} is no role here")
        self.data.setdefault("roles", {})[found.id] = shapes.role(self.guild, found)
        return found.id

    def mentionable(self, value: Any) -> str:
        is_role = isinstance(value, Role) or (self.guild is not None and str(value) in self.guild.roles)
        return self.role(value) if is_role else self.person(value)


def find(commands: list[Json], path: str) -> tuple[Json, list[Json], Json]:
    """The command, the subcommands on the way, and the leaf that takes the options."""
    first, *rest = path.lstrip("/").split()
    root = next((c for c in commands if c["name"] == first and c["type"] == 1), None)
    if root is None:
        raise Impossible(f"/{first} isn't registered; registered: {[c['name'] for c in commands]}")
    leaf, way = root, []
    for name in rest:
        nests = [option for option in leaf.get("options") or () if option["type"] in NESTS]
        found = next((option for option in nests if option["name"] == name), None)
        if found is None:
            raise Impossible(f"/{path}: no {name!r}; there are {[option['name'] for option in nests]}")
        way.append(found)
        leaf = found
    if any(option["type"] in NESTS for option in leaf.get("options") or ()):
        raise Impossible(f"/{path} is a group: a subcommand must be named")
    return root, way, leaf


def nested(way: list[Json], options: list[Json]) -> list[Json]:
    for step in reversed(way):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def typed(leaf: Json, given: Mapping[str, Any], resolved: Resolved, *, focused: str = "") -> list[Json]:
    """Options as Discord sends them, in the order of the declaration. With `focused`, an unfinished command."""
    known = {option["name"]: option for option in leaf.get("options") or ()}
    values = {name if name in known else name.replace("_", "-"): value for name, value in given.items()}
    strange = values.keys() - known.keys()
    if strange:
        raise Impossible(f"no option {sorted(strange)}; there are {list(known)}")
    missing = [name for name, option in known.items() if option.get("required") and name not in values]
    if missing and not focused:
        raise Impossible(f"required: {missing}")
    found = []
    for name, option in known.items():
        if name == focused:
            found.append({"name": name, "type": option["type"], "value": values[name], "focused": True})
        elif values.get(name) is not None:
            found.append({"name": name, "type": option["type"], "value": value_of(option, values[name], resolved)})
    return found


def value_of(option: Json, value: Any, resolved: Resolved) -> Any:
    kind = option["type"]
    if option.get("choices"):
        return chosen(option, value)
    if kind == STRING and isinstance(value, str):
        return within(option, value, len(value), "min_length", "max_length")
    number = isinstance(value, int if kind == INTEGER else int | float) and not isinstance(value, bool)
    if kind in {INTEGER, NUMBER} and number:
        return within(option, value, value, "min_value", "max_value")
    if kind == BOOLEAN and isinstance(value, bool):
        return value
    if kind == USER:
        return resolved.person(value)
    if kind == CHANNEL:
        return resolved.channel(value, option.get("channel_types"))
    if kind == ROLE:
        return resolved.role(value)
    if kind == MENTIONABLE:
        return resolved.mentionable(value)
    raise Impossible(f"{option['name']} doesn't take {value!r}")


def chosen(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise Impossible(f"{option['name']}: {value!r} is none of {[choice['name'] for choice in option['choices']]}")


def within(option: Json, value: Any, size: float, least: str, most: str) -> Any:
    low, high = option.get(least), option.get(most)
    if (low is not None and size < low) or (high is not None and size > high):
        raise Impossible(f"{option['name']}: {value!r} is not within {low} and {high}")
    return value
