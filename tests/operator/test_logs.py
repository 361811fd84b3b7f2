"""The log: who is heard, and what nobody may read in it."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from bot import logs

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PLANTED = {
    "a Slack bot token": "xoxb-" + "123456789012-abcdefghijkl",
    "a rotating Slack token": "xoxe.xoxb-" + "1-MS0yLTEyMzQ1Njc4",
    "an app token": "xapp-" + "1-A0123-456-abcdef0123456789",
    "a Discord token": "MTA4NDQ0NDQ0NDQ0NDQ0NDQ0" + ".GhIjKl." + "abcdefghijklmnopqrstuvwxyz0123456789AB",
    "an interaction": "/interactions/998877/aW50ZXJhY3Rpb246OTk4ODc3/callback",
    "a follow-up": "/webhooks/112233/aW50ZXJhY3Rpb246/messages/@original",
    "a response address": "https://hooks.slack.com/commands/T01/998877/AbCdEf",
    "a socket": "wss://wss-primary.slack.com/link/?ticket=0e7b-77aa&app_id=A01",
    "a signature": "v0=" + "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    "a header": "Authorization: Bearer opaque-but-secret",
    "a database": "postgresql://ada:sesame@db.example/course",
    "the signing secret": f"configured with {SIGNING_SECRET}",
}
SECRET_PARTS = (
    "abcdefghijkl",
    "MS0yLTEyMzQ1Njc4",
    "abcdef0123456789",
    "GhIjKl",
    "aW50ZXJhY3Rpb24",
    "AbCdEf",
    "0e7b-77aa",
    "a2114d57",
    "opaque-but-secret",
    "sesame",
    SIGNING_SECRET,
)


def written(style: str = "json") -> io.StringIO:
    stream = io.StringIO()
    logs.set_up(style, [SIGNING_SECRET], stream)
    return stream


@pytest.mark.parametrize("style", ["json", "pretty"])
@pytest.mark.parametrize("secret", PLANTED.values(), ids=PLANTED.keys())
def test_a_secret_is_hidden_wherever_it_stands(style: str, secret: str):
    stream = written(style)
    log = structlog.get_logger("bot.somewhere")
    log.info(f"in the event {secret}")
    log.info("as a value", value=secret, deep={"list": [secret]})
    logging.getLogger("aiohttp.client").warning("by a library: %s", secret)
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        log.exception("in a traceback")
    text = stream.getvalue()
    assert 4 <= text.count("\n")
    assert [] == [part for part in SECRET_PARTS if part in text]
    assert text.count(logs.HIDDEN) >= 5


LIBRARIES = (
    "discord.http",
    "discord.gateway",
    "slack_sdk.web",
    "slack_bolt.AsyncApp",
    "aiohttp.access",
    "sqlalchemy.engine",
    "homeroom:AsyncApp",
)


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_are_heard_from_a_warning_on_even_when_somebody_sets_debug(library: str):
    stream = written()
    logging.getLogger().setLevel(logging.DEBUG)
    chatty = logging.getLogger(library)
    chatty.setLevel(logging.DEBUG)
    chatty.debug("every byte")
    chatty.info("every request")
    chatty.warning("something odd")
    chatty.setLevel(logging.NOTSET)
    assert ["something odd"] == [json.loads(line)["event"] for line in stream.getvalue().splitlines()]


def test_bolts_quotation_of_a_refused_body_is_never_heard():
    stream = written()
    logging.getLogger("slack_bolt.AsyncRequestVerification").error("signature … body: %s", "what Ana wrote")
    assert "" == stream.getvalue()


def test_our_own_events_carry_where_they_come_from():
    stream = written()
    structlog.get_logger("bot.kernel.app").info("handled", act="Press")
    line = json.loads(stream.getvalue())
    assert ("handled", "info", "bot.kernel.app", "Press") == (
        line["event"],
        line["level"],
        line["logger"],
        line["act"],
    )


def test_ordinary_words_are_left_alone():
    stream = written()
    words = "Tuesday 10:00 in #general: 3 posts (v0=1, ratio 1.2.3), see https://example.org/a?b=c"
    structlog.get_logger("bot").info(words)
    assert words == json.loads(stream.getvalue())["event"]
