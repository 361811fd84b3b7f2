"""Who may talk to the demo, and what it takes from them."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.conftest import Served

MINE = {"as": "dana", "room": "general", "id": "x", "text": "hello"}
ELSEWHERE = {
    "another site's form": {"Origin": "https://elsewhere.example"},
    "a sandboxed frame": {"Origin": "null"},
    "another site's script": {"Sec-Fetch-Site": "cross-site"},
    "another port of this machine": {"Sec-Fetch-Site": "same-site"},
    "a request that needs no leave": {"Content-Type": "text/plain"},
}
BENT = ("elsewhere.example", "127.0.0.1.elsewhere.example:8420", "localhost.evil", "")
NONSENSE: tuple[Any, ...] = (
    *({}, {"as": "dana"}, [], "hello", 7),
    *(MINE | {"more": 1}, MINE | {"text": ""}, MINE | {"id": "a b"}, MINE | {"as": 7}),
)


async def status(served: Served, method: str, path: str, **sent: Any) -> int:
    async with served.client.request(method, f"{served.address}{path}", **sent) as response:
        return response.status


async def test_what_another_site_sends_is_refused(served: Served) -> None:
    given = {"Content-Type": "application/json"}
    refused = {
        why: await status(served, "POST", "/typed", data=json.dumps(MINE), headers=given | headers)
        for why, headers in ELSEWHERE.items()
    }
    assert dict.fromkeys(ELSEWHERE, 403) == refused
    assert [] == await served.messages()


async def test_the_page_s_own_requests_are_taken(served: Served) -> None:
    headers = {"Origin": served.address, "Sec-Fetch-Site": "same-origin"}
    assert 200 == await status(served, "POST", "/typed", json=MINE, headers=headers)


async def test_another_site_cannot_read_either(served: Served) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert [403, 403] == [
        await status(served, "GET", f"/{what}?as=dana", headers=headers) for what in ("state", "stream")
    ]


async def test_a_link_to_the_page_may_be_followed(served: Served) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert 200 == await status(served, "GET", "/", headers=headers)


async def test_a_name_that_was_bent_to_this_machine_is_refused(served: Served) -> None:
    assert [400] * len(BENT) == [await status(served, "GET", "/", headers={"Host": host}) for host in BENT]
    assert 200 == await status(served, "GET", "/", headers={"Host": "localhost:8420"})


async def test_a_body_that_is_too_long_is_refused(served: Served) -> None:
    assert 413 == await status(served, "POST", "/typed", json=MINE | {"text": "x" * 70_000})


async def test_nonsense_is_refused(served: Served) -> None:
    assert [422] * len(NONSENSE) == [await status(served, "POST", "/typed", json=body) for body in NONSENSE]


async def test_only_what_there_is_can_be_asked_for(served: Served) -> None:
    paths = ("/static/../site.py", "/static/page.html", "/page.html", "/typed")
    assert [404, 404, 404, 405] == [await status(served, "GET", path) for path in paths]


async def test_every_answer_says_what_the_page_may_load(served: Served) -> None:
    for path in ("/", "/static/page.js", "/state?as=dana", "/nowhere"):
        async with served.client.get(f"{served.address}{path}") as response:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "nosniff" == response.headers["X-Content-Type-Options"]
