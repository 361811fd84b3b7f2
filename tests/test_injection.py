"""What people write stands as they wrote it, wherever it is shown: no ping, no markup, no format string (goal S3)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.kernel.cards import Card, Form, Mention
from bot.kernel.text import clean
from bot.store.address import Address
from tests.world.drawing import drawn, faults
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, open_course, words

CANARY = "Zq7"
NASTY = [
    f"{CANARY} {nasty}"
    for nasty in (
        "{0.__class__}",
        "{0.__class__.__mro__[1].__subclasses__()}",
        "{}{}{}{bot.db}{name!r:>99999}",
        "%s %n %(x)s %999999d",
        "{ $x } { NUMBER($n) } { -term } { msg.attr }",
        "a = b\n  .c = d",
        "@everyone @here <@1> <@!1> <@&2> <#3> </a:1>",
        "<!channel> <!here> <!everyone> <@U1> <#C1> <!subteam^S1>",
        "<https://evil.example|your bank> [bank](https://evil.example)",
        "*b* _i_ ~s~ `c` ||h|| **B** __u__ > q",
        "# head\n- list\n1. one\n>>> q\n-# small\n```code```",
        "\u202egnp.exe\u202c \u2066x\u2069",
        "\ue0000\ue001 \ue0009\ue001 \ue000\ue001",
        "\u0000\u0007\u001b[31m\r\n\u0085",
        "&amp; &lt;b&gt; <script>alert(1)</script> \"'",
        "${jndi:ldap://x} #{x} {{7*7}} <%= 7*7 %>",
        "'; DROP TABLE courses; --",
        "=cmd|' /C calc'!A0",
        "مرحبا بالعالم",
        "𝔣𝔞𝔫𝔠𝔶 👩‍👩‍👧 Z̸͓a̷l̸g̷o̸",
    )
]
EVALUATED = re.compile(r"<class|<bound|object at 0x|FluentNone|\b49\b|Traceback")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with School.opened(sqlite_address) as opened:
        yield opened


async def live_with(school: School, nasty: str) -> None:
    """Every place where somebody may write something gets this."""
    olga, mallory = school.someone("olga", manages=True), school.someone("mallory")
    mallory.name = olga.name = nasty
    one_line = " ".join(nasty.split())
    settings = await olga.call("course settings", name=nasty[:80])
    await olga.fill(await olga.press(settings, "Topics"), topics=one_line[:60])
    await olga.fill(await olga.press(settings, "Days off"), breaks=nasty)
    await olga.call("icebreaker schedule", days=nasty, at=nasty, themes=nasty)
    for path in ("course status", "icebreaker preview", "icebreaker report"):
        await olga.call(path)
    await olga.call("icebreaker stop", rhythm=nasty)
    await olga.call("course staff add", person=mallory.person, role=nasty)
    await helped(school, olga, mallory, nasty)
    await suggested(school, olga, mallory, nasty)
    await answered(school, olga, mallory, nasty)


async def helped(school: School, olga: Someone, mallory: Someone, nasty: str) -> None:
    line = " ".join(nasty.split())[:120]
    card = await olga.call("safety card")
    await olga.fill(card, services=line, institution=nasty, policy=nasty, country=nasty)
    await olga.fill(card, services=line, institution=nasty, office_hours=nasty)
    await olga.call("safety contacts add", person=school.someone("sam").person, name=nasty[:60])
    shown = await mallory.call("support")
    if "Choose a person" in labels(shown):
        choice = await mallory.press(shown, "Choose a person")
        await mallory.press(await mallory.press(choice, labels(choice)[0]), "Yes, tell them")
    await school.settle()


async def suggested(school: School, olga: Someone, mallory: Someone, nasty: str) -> None:
    labels_ = ", ".join(f"{nasty.replace(',', '')[:36]} {n}" for n in range(3))
    for _ in range(2):
        await mallory.call("icebreaker suggest", question=nasty, labels=labels_, stem=nasty[:39])
    await school.settle()
    approved, declined = (c for c in school.platform.told(olga.person)[-2:] if "was suggested" in c.words)
    await olga.press(approved, "Approve")
    await olga.fill(await olga.press(declined, "Decline"), word=nasty)
    await school.settle()


async def answered(school: School, olga: Someone, mallory: Someone, nasty: str) -> None:
    await olga.call("icebreaker now", theme=nasty)
    await olga.call("icebreaker now", theme="play")
    await school.settle()
    card = school.platform.standing(HOME)[-1]
    stem = labels(card)[-5]
    for label in (stem, "Write a line"):
        await mallory.fill(await mallory.press(card, label), text=nasty, how="thread")
        await school.settle()


def texts(value: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a payload, with the type of what it stands in."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, str(value.get("type", kind)) if name in ("text", "content") else name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, kind)
    elif isinstance(value, str):
        yield kind, value


@pytest.mark.parametrize("nasty", NASTY)
async def test_it_goes_through_everything_and_does_nothing(school: School, nasty: str) -> None:
    await open_course(school.someone("olga", manages=True))
    before = len(school.seen())

    await live_with(school, nasty)

    seen = school.seen()
    shown = [one for one in seen if CANARY in str(one)]
    assert len(seen) - before > 25
    assert len(shown) > 8
    assert "" == "\n".join(words(one) for one in seen if isinstance(one, Card) and EVALUATED.search(one.words))
    for one in shown:
        assert [] == faults(one)
        assert stands_whole(one, nasty)
        for platform, payload in drawn(one):
            (discord_is_safe if platform == "discord" else slack_is_safe)(one, payload)


def stands_whole(seen: Card | Form, nasty: str) -> bool:
    """Where the canary sings, what follows it is what was typed, as far as it goes; a form keeps every character."""
    found = (
        "\n".join((seen.words, *labels(seen)))
        if isinstance(seen, Card)
        else "\n".join(f.label + f.value for f in seen.fields)
    )
    after = found.partition(CANARY)[2]
    return any(typed[3:][:length] == after[:length] for length in (30, 12, 6, 3) for typed in (clean(nasty), nasty))


def discord_is_safe(seen: Card | Form, payload: dict[str, Any]) -> None:
    allowed = payload.get("allowed_mentions", {"parse": [], "users": []})
    parts = [part for text in getattr(seen, "body", ()) for part in text if isinstance(part, Mention)]
    assert [] == allowed["parse"]
    assert len(allowed["users"]) == len({part.person for part in parts if part.ping})
    for kind, content in texts(payload):
        if kind == "10":
            bare = re.sub(r"<t:\d+:\w>|<#\d+>|<@\d+>", "", content)
            assert not re.search(r"(?<!\\)<|(?<!\\)@(everyone|here)|(?<!\\)\[", bare), content


def slack_is_safe(seen: Card | Form, payload: dict[str, Any]) -> None:
    for kind, content in texts(payload.get("blocks", [])):
        if CANARY in content:
            assert kind in {"text", "plain_text", "value", "initial_value"}, (kind, content)
    bare = re.sub(r"<!date\^\d+\^[^|]*\|[^>]*>|<#C\d+>", "", payload.get("text", {}) if isinstance(seen, Card) else "")
    assert not re.search("[<>]", bare), bare
    assert "mrkdwn" not in str(payload)
