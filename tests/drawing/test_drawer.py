"""The process that draws: it is there when it is needed, gone when it is not, and its failures cost a picture only."""

from __future__ import annotations

import asyncio
import os
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.drawing import drawer
from bot.drawing.drawer import ROOT, Drawer
from bot.drawing.spec import vega
from bot.kernel.pictures import Bar, Chart

AGREE = Chart("Belonging", (Bar("Agree", 0.46, 0.28, 0.83), Bar("Not", 0.54)), "46 % agree.")
LONGEST = Chart(
    "What people say of a course when they are asked for all that it is to them, in the words that were proposed",
    tuple(Bar(f"It is what I thought that it would be {n:02}", n, n, n + 1) for n in range(20)),
    "Long.",
    "count",
)
LONG, A_MOMENT = timedelta(seconds=60), timedelta(milliseconds=50)


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def test_a_chart_becomes_a_picture_and_a_drawing_of_half_its_size() -> None:
    async with Drawer(LONG) as drawing:
        png, svg = await drawing.png(AGREE), await drawing.svg(AGREE)

    width, height = size(png)
    assert b"\x89PNG\r\n\x1a\n" == png[:8]
    assert f'width="{width // 2}" height="{height // 2}"' in svg
    assert "46\N{NO-BREAK SPACE}%" in svg


async def test_the_largest_chart_is_a_small_file() -> None:
    async with Drawer(LONG) as drawing:
        png = await drawing.png(LONGEST)

    assert 0 < len(png) < 100_000


async def test_peoples_words_stay_words() -> None:
    evil = Chart("<script>alert(1)</script>", (Bar("<a href='x'>&\"", 1),), "Evil.", "count")
    async with Drawer(LONG) as drawing:
        svg = await drawing.svg(evil)

    assert "&lt;script&gt;" in svg
    assert "<script" not in svg
    assert "href" not in svg.replace("&lt;a href", "")


def test_no_address_is_ever_asked() -> None:
    asked = vega(AGREE) | {"data": {"url": "http://127.0.0.1:9/data.json"}}
    code = f"from bot.drawing.__main__ import draw; print(draw({{'spec': {asked!r}, 'as': 'svg'}}))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert "allowed" in ran.stderr + ran.stdout
    assert "<svg" not in ran.stdout or "46" not in ran.stdout


@dataclass
class Program:
    """What runs instead of the one that draws; it notes each start."""

    folder: Path

    def __call__(self, code: str, patience: timedelta = LONG, idle: timedelta = LONG) -> Drawer:
        note = "import os, sys, json, time\nopen('starts', 'a').write(f'{os.getpid()} ')\n"
        (self.folder / "instead.py").write_text(note + code, "utf-8")
        return Drawer(patience, idle, main="instead")

    @property
    def starts(self) -> list[int]:
        noted = self.folder / "starts"
        return [int(number) for number in noted.read_text().split()] if noted.exists() else []


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(drawer, "ROOT", tmp_path)
    return Program(tmp_path)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


ECHO = (
    "def title(line): return json.loads(line)['spec']['title']['text'][0]\n"
    "for line in sys.stdin: print(json.dumps({'drawn': '<svg>' + title(line)}), flush=True)"
)
BREAKS_ONCE = f"if len(open('starts').read().split()) == 1: sys.stdin.readline(); os._exit(9)\n{ECHO}"


def named(title: str) -> Chart:
    return Chart(title, (Bar("One", 1),), "One.")


async def test_several_at_once_wait_their_turn_and_get_their_own(program: Program) -> None:
    async with program(ECHO) as drawing:
        drawn = await asyncio.gather(*(drawing.svg(named(f"Chart {n}")) for n in range(20)))

    assert [f"Chart {n}" for n in range(20)] == [svg.rpartition(">")[2] for svg in drawn]
    assert 1 == len(program.starts)


async def test_what_was_drawn_is_at_hand(program: Program) -> None:
    async with program(ECHO.replace("for line in sys.stdin:", "line = sys.stdin.readline();")) as drawing:
        once, again = await drawing.svg(named("A")), await drawing.svg(named("A"))

    assert once == again
    assert 1 == len(program.starts)


async def test_one_that_broke_is_started_again(program: Program) -> None:
    async with program(BREAKS_ONCE) as drawing:
        svg = await drawing.svg(named("A"))

    assert svg.endswith("A")
    assert 2 == len(program.starts)


@pytest.mark.parametrize(
    "code", ["os._exit(3)", "sys.stdin.readline(); print('nonsense')", "sys.stdin.readline(); print('[1]', flush=True)"]
)
async def test_what_cannot_be_drawn_is_left_out(program: Program, code: str) -> None:
    async with program(code) as drawing:
        assert ("", b"") == (await drawing.svg(AGREE), await drawing.png(AGREE))


async def test_a_failure_is_not_remembered(program: Program) -> None:
    fails = ECHO.replace(
        "{'drawn'", "{'failed': 'no'} if len(open('starts').read()) and not os.path.exists('well') else {'drawn'"
    )
    async with program(fails) as drawing:
        first = await drawing.svg(named("A"))
        (program.folder / "well").touch()
        second = await drawing.svg(named("A"))

    assert ("", True) == (first, second.endswith("A"))


async def test_patience_ends_and_so_does_the_process(program: Program) -> None:
    began = time.monotonic()
    async with program("time.sleep(600)", timedelta(seconds=1)) as drawing:
        assert "" == await drawing.svg(AGREE)
        assert not is_running(program.starts[0])

    assert time.monotonic() - began < 30


async def test_whoever_stops_waiting_leaves_no_half_answer_behind(program: Program) -> None:
    slow = ECHO.replace("print(", "time.sleep(0.3); print(")
    async with program(slow) as drawing:
        waiting = asyncio.create_task(drawing.svg(named("A")))
        while not program.starts:  # noqa: ASYNC110 - another process says it
            await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert (await drawing.svg(named("B"))).endswith("B")


async def test_it_ends_when_nobody_wants_a_picture_any_more(program: Program) -> None:
    async with program(ECHO, idle=A_MOMENT) as drawing:
        await drawing.svg(named("A"))
        async with asyncio.timeout(10):
            while is_running(program.starts[0]):  # noqa: ASYNC110 - another process ends
                await asyncio.sleep(0.02)
        again = await drawing.svg(named("B"))

    assert again.endswith("B")
    assert 2 == len(program.starts)


async def test_at_the_end_it_is_gone(program: Program) -> None:
    async with program(ECHO) as drawing:
        await drawing.svg(named("A"))

    assert [False] == [is_running(pid) for pid in program.starts]


async def test_it_is_told_no_secrets(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "sesame")
    tells = ECHO.replace("title(line)})", "repr([name for name in os.environ if 'HOMEROOM' in name])})")
    async with program(tells) as drawing:
        svg = await drawing.svg(AGREE)

    assert svg.endswith("[]")


async def test_a_machine_that_begins_no_process_costs_a_picture_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawer, "ROOT", tmp_path / "nowhere")
    async with Drawer() as drawing:
        assert "" == await drawing.svg(AGREE)


def test_the_bot_itself_never_holds_what_draws() -> None:
    code = "import sys, bot.serving, adapters.discord.connect; print('vl_convert' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

    assert "False" == ran.stdout.strip()


async def test_without_what_draws_no_process_is_begun(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawer, "NEEDED", "not_installed_anywhere")
    async with program(ECHO) as drawing:
        assert ("", b"") == (await drawing.svg(AGREE), await drawing.png(AGREE))

    assert [] == program.starts
