"""What anybody may send to the address that Slack calls: verified first, small, and never an error of ours."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.slack.connect import PATH, Keys, Slack
from tests.platforms.slack import FakeSlack
from tests.platforms.slack.delivery import FORM, JSON, sign
from tests.slack import toy
from tests.slack.serving import served


async def send(slack: FakeSlack, body: bytes, kind: str = JSON, **headers: str) -> tuple[int, str]:
    """Status and text of the answer to this body, signed unless ``headers`` say otherwise."""
    signed = sign(slack.signing_secret, body.decode(errors="replace"), int(time.time()))
    every = {"Content-Type": kind} | signed | {name.replace("_", "-"): value for name, value in headers.items()}
    async with slack.session.post(slack.http_url, data=body, headers=every) as answer:
        return answer.status, await answer.text()


async def test_slack_proves_that_the_address_is_ours(slack: FakeSlack, over_http: Slack) -> None:
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw1a"}).encode()
    status, text = await send(slack, body)
    assert (200, {"challenge": "3eZbrw1a"}) == (status, json.loads(text))


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Signature": "v0=0000"},
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=\u00e9"},
        {"X_Slack_Request_Timestamp": "abc"},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "1e9"},
        {"X_Slack_Request_Timestamp": str(int(time.time()) - 400)},
    ],
)
async def test_what_is_not_signed_by_slack_is_refused(
    slack: FakeSlack, over_http: Slack, headers: dict[str, str]
) -> None:
    assert (401, "") == await send(slack, b'{"type": "url_verification", "challenge": "c"}', **headers)


async def test_a_signature_is_looked_at_before_the_body(slack: FakeSlack, over_http: Slack) -> None:
    for body in (b"\xff\xfe", b"[", b"[" * 100_000, b"payload=%5B%5D"):
        assert (401, "") == await send(slack, body, X_Slack_Signature="v0=0000")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", JSON),
        (b"[]", JSON),
        (b'"words"', JSON),
        (b"{bad", JSON),
        (b"[" * 100_000, JSON),
        (b'{"a":' * 30_000 + b"1" + b"}" * 30_000, JSON),
        (b"payload=[]", FORM),
        (b"payload={bad", FORM),
        (b"payload=" + b"%5B" * 50_000, FORM),
        (b"&".join([b"a=1"] * 100), FORM),
    ],
)
async def test_what_is_signed_but_malformed_is_refused(
    slack: FakeSlack, over_http: Slack, body: bytes, kind: str
) -> None:
    assert (400, "") == await send(slack, body, kind)


async def test_bytes_that_are_no_text_are_no_request_of_slack(slack: FakeSlack, over_http: Slack) -> None:
    assert (401, "") == await send(slack, b"\xff\xfe")


async def test_what_is_too_long_is_not_read(slack: FakeSlack, over_http: Slack) -> None:
    try:
        assert (413, "") == await send(slack, b" " * (300 * 1024))
    except aiohttp.ClientOSError:
        pytest.fail("the answer should come before the line is cut")


async def test_what_nobody_listens_to_is_taken_note_of(slack: FakeSlack, over_http: Slack) -> None:
    for event in ({"type": "message", "user": "U1"}, {"type": "team_join", "user": {"id": "U1"}}):
        body = {"type": "event_callback", "team_id": slack.team.id, "event": event, "event_id": "Ev1"}
        assert (200, "") == await send(slack, json.dumps(body).encode())


async def test_only_post(slack: FakeSlack, over_http: Slack) -> None:
    async with slack.session.get(slack.http_url) as answer:
        assert 405 == answer.status


async def test_before_the_start_slack_is_asked_to_come_again(slack: FakeSlack, database: toy.Stalling) -> None:
    adapter = Slack(toy.app(database), Keys(slack.bot_token, signing=slack.signing_secret, api=slack.api))
    async with served(adapter.routes()) as url:
        slack.http_url = url + PATH
        assert (503, "") == await send(slack, b"{}")
    await adapter.close()


STRANGE: list[Any] = [None, [], {}, "", 0, -1, True, "x" * 5000, "<!channel>", [[]], {"id": None}]
PIECES = ["toy", "plan", "show", ":", "=", '"', "“", "<@U1|a>", "<#C1|g>", "<", ">", "|", "&amp;", "\u202e", "🙂", " "]


def mangled(rng: Random, value: Any) -> Any:
    """The payload with one of its parts made strange, or gone."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        name = rng.choice(list(value))
        rest = {key: kept for key, kept in value.items() if key != name}
        return rest | ({name: mangled(rng, value[name])} if rng.random() < 0.9 else {})
    if isinstance(value, list) and value and rng.random() < 0.85:
        return [mangled(rng, value[0]), *value[1:]]
    return rng.choice(STRANGE)


async def statuses(slack: FakeSlack, bodies: list[tuple[bytes, str]]) -> set[int]:
    answers = await asyncio.gather(*(send(slack, body, kind) for body, kind in bodies))
    return {status for status, _ in answers}


def strange_payloads(rng: Random, events: list[Any], interactions: list[Any]) -> Iterator[tuple[bytes, str]]:
    for number in range(300):
        source = rng.choice([*events, *interactions])
        payload = mangled(rng, source | {"trigger_id": f"again{number}"})
        if source in events:
            yield json.dumps(payload).encode(), JSON
        else:
            yield urlencode({"payload": json.dumps(payload)}).encode(), FORM


async def test_strange_payloads_never_end_in_an_error_of_ours(slack: FakeSlack, over_http: Slack) -> None:
    """S1 and S2 of contracts.md §5.2, in small."""
    tray = await (await slack.command("ana", "general", "/homeroom", "toy show")).message()
    pressed = await slack.press("ana", tray, "Write")
    form = await pressed.view()
    suggested = await slack.suggest("ana", form, "zone", "ber")
    submitted = await slack.submit("ana", form, {"words": "Hello"})
    home = await slack.open_home("ana")
    interactions = [pressed.payload, suggested.payload, submitted.payload]
    bodies = list(strange_payloads(Random(4), [home.payload], interactions))
    assert await statuses(slack, bodies) <= {200, 400}
    assert "A tray" in (await (await slack.command("ana", "general", "/homeroom", "toy show")).message()).text


async def test_strange_commands_never_end_in_an_error_of_ours(slack: FakeSlack, over_http: Slack) -> None:
    fields = (await slack.command("ana", "general", "/homeroom", "toy show")).payload
    rng = Random(5)
    lines = ["".join(rng.choices(PIECES, k=rng.randrange(12))) for _ in range(150)]
    bodies = [
        (urlencode(fields | {"text": line, "trigger_id": f"strange{number}"}).encode(), FORM)
        for number, line in enumerate(lines)
    ]
    bare = {name: value for name, value in fields.items() if name not in ("text", "user_name")}
    assert {200} == await statuses(slack, [*bodies, (urlencode(bare).encode(), FORM)])
