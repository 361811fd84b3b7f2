"""The laws of the house that hold for all of its code: who may know whom, what is pure, how large things get."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Table

from bot.features.all import FEATURES
from bot.store.tables import metadata
from tests.syntax import ROOT, Module, is_in, modules

ROOMS = sorted(
    folder.name for folder in (ROOT / "bot" / "features").iterdir() if folder.is_dir() and folder.name[0] != "_"
)
ADAPTERS = sorted(folder.name for folder in (ROOT / "adapters").iterdir() if folder.is_dir() and folder.name[0] != "_")
PLATFORMS = ("discord", "slack_sdk", "slack_bolt", "aiohttp")
HANDLERS = {command.handler.__qualname__ for feature in FEATURES for command in feature.commands}

NOW = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "sleep"}
CLOCKS = {"datetime", "date", "time", "datetime.datetime", "datetime.date"}
CHANCE = ("random", "secrets", "uuid", "os.urandom", "numpy.random")


def breaches(found: list[str]) -> str:
    return "\n".join(sorted(found))


def test_the_rooms_are_where_the_laws_look_for_them() -> None:
    assert {"courses", "icebreakers"} <= set(ROOMS)
    assert {"browser", "discord", "slack"} == set(ADAPTERS)
    assert len(modules("bot", "adapters")) > 150


def test_no_feature_knows_another() -> None:
    for room in ROOMS:
        others = [f"bot.features.{other}" for other in ROOMS if other != room]
        for module in modules(f"bot/features/{room}"):
            assert "" == breaches([name for name in module.imports if is_in(name, *others)]), module.name


def test_no_adapter_knows_another_or_more_than_the_kernel() -> None:
    for room in ADAPTERS:
        for module in modules(f"adapters/{room}"):
            inside = [name for name in module.imports if is_in(name, "bot", "adapters")]
            assert "" == breaches([n for n in inside if not is_in(n, "bot.kernel", f"adapters.{room}")]), module.name


def test_only_the_wiring_knows_adapters() -> None:
    knowing = {module.name for module in modules("bot") if any(is_in(name, "adapters") for name in module.imports)}

    assert {"bot.wiring"} == knowing


def test_the_core_knows_no_platform() -> None:
    for module in modules("bot"):
        assert "" == breaches([name for name in module.imports if is_in(name, *PLATFORMS)]), module.name


def test_the_kernel_stands_on_nothing_but_the_library_and_the_matchers_values() -> None:
    for module in modules("bot/kernel"):
        inside = [name for name in module.imports if is_in(name, "bot")]
        assert "" == breaches(
            [name for name in inside if not is_in(name, "bot.kernel", "bot.library", "bot.matching.people")]
        ), module.name


def test_the_import_linter_agrees() -> None:
    """It follows what this file's syntax trees cannot: imports through others, and rooms that nobody listed."""
    command = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert 0 == ran.returncode, ran.stdout
    assert "0 broken" in ran.stdout


def reads_a_clock(module: Module) -> list[str]:
    called = [(name.rpartition("."), node.lineno) for name, node in module.calls()]
    return [f"{module.name}:{line}" for (of, _, what), line in called if what in NOW and of in CLOCKS]


def takes_a_chance(module: Module) -> list[str]:
    """Chance that nobody handed over: ``Random(seed)`` is none."""
    imported = [name for name in module.imports if is_in(name, *CHANCE) and name != "random.Random"]
    unseeded = [name for name, node in module.calls() if name == "Random" and not node.args]
    return [f"{module.name}: {name}" for name in (*imported, *unseeded)]


def waits_or_touches(module: Module) -> list[str]:
    """Handlers are functions of values: nothing to wait for, no file, no socket."""
    awaits = [n for n in ast.walk(module.tree) if isinstance(n, ast.Await | ast.AsyncFunctionDef | ast.AsyncWith)]
    doors = [n for n in module.imports if is_in(n, "asyncio", "socket", "pathlib", "os", "subprocess", "threading")]
    opened = [name for name, _ in module.calls() if name in {"open", "print", "input"}]
    return [f"{module.name}: {what}" for what in (*map(ast.unparse, awaits), *doors, *opened)]


def test_handlers_and_planners_are_given_time_and_chance() -> None:
    """``bot.now`` and ``bot.rng`` are the only ones: that is why the same seed gives the same course."""
    pure = (*modules("bot/features", "bot/kernel", "bot/library"), *calendar())

    assert "" == breaches([found for module in pure for found in reads_a_clock(module)])
    assert "" == breaches(
        [found for module in pure if module.name != "bot.kernel.app" for found in takes_a_chance(module)]
    )


def calendar() -> tuple[Module, ...]:
    return tuple(module for module in modules("bot/schedule") if module.name == "bot.schedule.calendar")


def test_features_touch_nothing_but_their_tables() -> None:
    assert "" == breaches([found for module in modules("bot/features") for found in waits_or_touches(module)])


def test_every_module_opens_with_a_sentence() -> None:
    for module in modules("bot", "adapters"):
        first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
        assert module.lines == 0 or first.endswith((".", "?", ":", "”")), module.name


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    every = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return len([argument for argument in every if argument.arg not in {"self", "cls"}])


def is_declaration(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command's parameters are its options, here and on the operator's command line."""
    decorated = any("command" in ast.unparse(decorator) for decorator in function.decorator_list)
    return decorated or function.name in HANDLERS


def test_modules_stay_readable() -> None:
    sizes = {module.name: module.lines for module in modules("bot", "adapters")}

    assert {} == {name: lines for name, lines in sizes.items() if lines > 250}
    assert statistics.median(sizes.values()) <= 100


def test_functions_stay_short() -> None:
    lengths = {
        f"{module.name}.{function.name}:{function.lineno}": (function.end_lineno or 0) - function.lineno + 1
        for module in modules("bot", "adapters")
        for function in module.functions()
    }

    assert {} == {name: length for name, length in lengths.items() if length > 40}
    assert sum(length <= 20 for length in lengths.values()) >= 0.95 * len(lengths)
    assert statistics.median(lengths.values()) <= 6


def test_functions_take_five_things_at_most() -> None:
    found = [
        f"{module.name}.{function.name}: {parameters(function)}"
        for module in modules("bot", "adapters")
        for function in module.functions()
        if parameters(function) > 5 and not is_declaration(function)
    ]

    assert "" == breaches(found)


def test_modules_are_called_by_what_they_hold() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "service", "services", "base", "common", "misc"}

    assert [] == [m.name for m in modules("bot", "adapters") if set(m.name.split(".")) & vague]


TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
KEPT = [kept for feature in FEATURES for kept in feature.keeps]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_answers_for_its_people(table: Table) -> None:
    """Law 11. A table without people says why; one with a column for a person shows and erases them."""
    answers = [kept for kept in KEPT if kept.table is table]

    assert 1 == len(answers)
    [kept] = answers
    has_people = any(getattr(column.type, "parse", None).__qualname__ == "Person.parse" for column in printed(table))
    assert bool(kept.why) != bool(kept.export and kept.erase)
    assert not (has_people and kept.why)


def printed(table: Table) -> list[object]:
    return [column for column in table.columns if getattr(column.type, "parse", None)]


def test_nothing_answers_for_a_table_that_is_not_there() -> None:
    assert {kept.table.name for kept in KEPT} == set(metadata.tables)
