"""From a press to its answer, with a hundred people at once: `python -m benchmarks.interactions`.

`homeroom run` is a process of its own, with a real SQLite file; Discord's and Slack's far ends are processes of their
own too, and `homeroom demo` is another for the browser. A course is set up by commands, a question is asked, and then
a hundred people tap the same answer in the same instant: each tap is authorised, kept (with `synchronous=FULL`),
counted and answered with a private card. The clock runs from the moment when the platform sends the press off until it
has the answer, and so counts the work of the far end too. Twenty rounds after three to warm up; beside them, a hundred
presses one after the other. Other work on the machine shows at once: the last column is the round that had the least.

Goal: p99 under 100 ms with 100 at once. Takes about a minute; talks to nobody but this machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from benchmarks.far_ends import APP_TOKEN, DISCORD_TOKEN, FarEnd, child, far_end, said
from benchmarks.tables import percentile, table

AT_ONCE, WARM, ROUNDS = 100, 3, 20
FACTS = {"name": "Python 101", "zone": "Europe/Berlin", "start": "2027-01-04"}
MONDAY = "2027-01-04T09:00:00+01:00"
PASS = "Not for me"
Press = Callable[[int], Awaitable[list[float]]]


@contextlib.asynccontextmanager
async def homeroom(word: str, ready: str, **variables: str) -> AsyncIterator[int]:
    """``homeroom run`` or ``demo`` in a folder of its own; the port on which it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {f"HOMEROOM_{name.upper()}": value for name, value in ({"port": str(port)} | variables).items()}
    with tempfile.TemporaryDirectory() as folder:
        async with child((sys.executable, "-m", "bot", word), Path(folder), own) as process:
            await said(process, ready)
            yield port


async def eventually(look: Callable[[], Awaitable[Any]]) -> Any:
    """What it finds, as soon as it finds something."""
    async with asyncio.timeout(30):
        while True:
            if found := await look():
                return found
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def on_discord() -> AsyncIterator[Press]:
    async with far_end("discord", "--no-validate") as end:
        api = f"{end.address}/api/v10"
        async with homeroom("run", "ready: discord", discord_token=DISCORD_TOKEN, discord_api=api, clock=MONDAY):
            world = await end.look("world")
            (guild,), people = world["guilds"], {name: id_ for id_, name in world["people"].items()}
            (general,) = (id_ for id_, name in guild["channels"].items() if name == "general")
            chief = {"user": people["Ingrid"], "channel": general}
            told = await end.do("act", do="command", path="course setup", options=FACTS, **chief)
            await end.do("act", do="press", message=told["message"]["id"], label="Start the course", **chief)
            await end.do("act", do="command", path="icebreaker now", **chief)

            async def question() -> Any:
                messages = (await end.look("messages", channel=general))["messages"]
                return next((message for message in messages if PASS in message["buttons"]), None)

            post = await eventually(question)
            tap = {"user": people["Sam"], "message": post["id"], "label": next(iter(post["buttons"]))}

            async def press(at_once: int) -> list[float]:
                if at_once == 1:
                    return [(await end.do("act", do="press", **tap))["ms"]]
                answers = await end.do("act", do="press", times=at_once, at_once=at_once, **tap)
                assert not answers["unanswered"]
                return list(answers["ms"])

            yield press


@contextlib.asynccontextmanager
async def on_slack(which: str) -> AsyncIterator[Press]:
    """``which`` is ``ack_ms`` (until Slack knows that the press arrived) or ``shown_ms`` (until the answer is seen)."""
    async with far_end("slack", "--unchecked") as end:
        (space,) = await end.look("workspaces")
        tokens = {"slack_bot_token": space["bot_token"], "slack_app_token": APP_TOKEN}
        async with homeroom("run", "ready: slack", slack_api=f"{end.address}/api/", clock=MONDAY, **tokens):
            typed = " ".join(f'{name}:"{value}"' for name, value in FACTS.items())
            told = await slack_command(end, f"course setup {typed} weeks:12")
            await end.do("press", user="owner", on=told["ts"], press="Start the course", wait=3)
            await slack_command(end, "icebreaker now")

            async def question() -> Any:
                rooms = (await end.look("state"))["channels"]
                messages = [message for room in rooms for message in room["messages"] if not message["only_for"]]
                return next((m for m in messages if PASS in [one["label"] for one in m["controls"]]), None)

            post = await eventually(question)
            label = post["controls"][0]["label"]

            async def one(number: int) -> float:
                user = ("ana", "bo", "cy")[number % 3]
                answer = await end.do("press", user=user, on=post["ts"], press=label, wait=5)
                assert answer["error"] is None and answer["messages"], answer
                return float(answer[which])

            yield lambda at_once: gathered(one, at_once)


async def slack_command(end: FarEnd, text: str) -> Mapping[str, Any]:
    answer = await end.do("command", user="owner", name="/homeroom", text=text, wait=3)
    found: Mapping[str, Any] = answer["messages"][-1]
    return found


async def gathered(one: Callable[[int], Awaitable[float]], at_once: int) -> list[float]:
    return list(await asyncio.gather(*(one(number) for number in range(at_once))))


@contextlib.asynccontextmanager
async def in_the_browser() -> AsyncIterator[Press]:
    async with (
        homeroom("demo", "A made-up course") as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client,
    ):
        async with client.get("/state", params={"as": "ama"}) as answer:
            state = await answer.json()
        people = [one["id"] for one in state["people"]]
        message = next(m for m in reversed(state["messages"]) if PASS in _labels(m))
        token = message["card"]["rows"][0]["buttons"][0]["token"]

        async def one(number: int) -> float:
            who = people[number % len(people)]
            act = {"as": who, "room": "general", "id": uuid4().hex, "token": token, "message": message["id"]}
            begun = time.perf_counter()
            async with client.post("/pressed", json=act) as answer:
                found = await answer.json()
                assert found["is"] in ("whisper", "update"), found
            return (time.perf_counter() - begun) * 1000

        yield lambda at_once: gathered(one, at_once)


def _labels(message: Mapping[str, Any]) -> list[str]:
    rows = message["card"]["rows"]
    return [button["label"] for row in rows if row["is"] == "buttons" for button in row["buttons"]]


async def measure(press: Press, at_once: int, rounds: int) -> list[list[float]]:
    """Milliseconds, by round."""
    for _ in range(WARM):
        await press(at_once)
    return [await press(at_once) for _ in range(rounds)]


def figures(rounds: Sequence[Sequence[float]]) -> list[str]:
    every = [ms for found in rounds for ms in found]
    calmest = min(percentile(found, 0.99) for found in rounds) if len(rounds[0]) > 1 else None
    shown = (*(percentile(every, part) for part in (0.5, 0.95, 0.99, 1.0)), calmest)
    return ["" if value is None else f"{value:.1f}" for value in shown]


async def main() -> None:
    ways: dict[str, Callable[[], contextlib.AbstractAsyncContextManager[Press]]] = {
        "Discord": on_discord,
        "Slack (acknowledged)": lambda: on_slack("ack_ms"),
        "Slack (answer seen)": lambda: on_slack("shown_ms"),
        "browser": in_the_browser,
    }
    rows = []
    for name, opened in ways.items():
        async with opened() as press:
            for at_once, rounds in ((1, AT_ONCE), (AT_ONCE, ROUNDS)):
                rows.append((name, at_once, at_once * rounds, *figures(await measure(press, at_once, rounds))))
    table(("milliseconds", "at once", "presses", "p50", "p95", "p99", "max", "p99 of the calmest round"), *rows)


if __name__ == "__main__":
    asyncio.run(main())
