"""The line behind /homeroom, and the manifest that an administrator pastes."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.slack.commands import SCOPES, asks_for_help, link, manifest, mentions, unescape
from bot.kernel.commands import command
from bot.kernel.places import Person, Place
from tests.slack import toy

TABLE = {c.path: c for c in (command("toy show", toy.show), command("room close", toy.close))}
SPACE = "slack:T1"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<@U1|ana>", Person(SPACE, "U1")),
        ("<@W1>", Person(SPACE, "W1")),
        ("<#C1|general>", Place(SPACE, "C1")),
        ("<#C1|>", Place(SPACE, "C1")),
        ("<#G1>", Place(SPACE, "G1")),
        ("for <@U1|ana> in <#C1|general>", "for @ana in #general"),
        ("<!here> &lt;b&gt; R&amp;D", "@here <b> R&D"),
        ("<https://example.com|example.com>", "example.com"),
        ("<https://example.com/a?b=c>", "https://example.com/a?b=c"),
        ("<mailto:a@b.c|a@b.c>", "a@b.c"),
        ("&amp;lt;", "&lt;"),
        ("10:00", "10:00"),
    ],
)
def test_words_mean_what_was_seen_while_typing(typed: str, expected: object) -> None:
    word = mentions(SPACE)(typed)
    assert expected == (unescape(word) if isinstance(word, str) else word)


def test_what_is_escaped_once_is_unescaped_once() -> None:
    assert "a < b && c > d" == unescape("a &lt; b &amp;&amp; c &gt; d")


@pytest.mark.parametrize(("typed", "expected"), [("", True), ("help", True), ("HELP me", True), ("helping", False)])
def test_nothing_and_help_ask_for_help(typed: str, expected: bool) -> None:
    assert expected == asks_for_help(typed)


def test_the_manifest_asks_for_the_fewest_scopes_each_with_its_reason() -> None:
    made = manifest(TABLE)
    assert [scope for scope, _ in SCOPES] == made["oauth_config"]["scopes"]["bot"]
    assert "user" not in made["oauth_config"]["scopes"]
    assert len({scope for scope, _ in SCOPES}) == len(SCOPES) == 12
    assert all(len(why) > 10 for _, why in SCOPES)


def test_the_manifest_of_socket_mode_has_no_address() -> None:
    made = manifest(TABLE)
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(made)


def test_the_manifest_of_http_has_one_address_for_all() -> None:
    url = "https://example.org/slack/events"
    made = manifest(TABLE, url)
    settings = made["settings"]
    assert not settings["socket_mode_enabled"]
    assert (
        {url}
        == {settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]}
        == {settings["interactivity"]["message_menu_options_url"], made["features"]["slash_commands"][0]["url"]}
    )


def test_the_manifest_keeps_to_slacks_schema() -> None:
    """The fields and lengths of slackapi/manifest-schema, schemas/manifest.schema.1.0.0.json."""
    for made in (manifest(TABLE), manifest(TABLE, "https://example.org/slack/events")):
        assert {"_metadata", "display_information", "features", "oauth_config", "settings"} == set(made)
        about, (slash,) = made["display_information"], made["features"]["slash_commands"]
        assert {"name", "description", "long_description", "background_color"} == set(about)
        assert len(about["name"]) <= 35
        assert len(about["description"]) <= 140
        assert 175 <= len(about["long_description"]) <= 4000
        assert {"command", "description", "usage_hint", "should_escape"} == set(slash) - {"url"}
        assert slash["should_escape"]
        assert len(slash["usage_hint"]) <= 1000
        assert {"app_home", "bot_user", "slash_commands"} == set(made["features"])
        assert ["app_home_opened", "app_uninstalled", "tokens_revoked"] == made["settings"]["event_subscriptions"][
            "bot_events"
        ]


def test_the_link_carries_the_manifest() -> None:
    made = manifest(TABLE)
    parts = urlsplit(link(made))
    assert ("https", "api.slack.com", "/apps") == (parts.scheme, parts.netloc, parts.path)
    query = parse_qs(parts.query)
    assert ["1"] == query["new_app"]
    assert made == json.loads(query["manifest_json"][0])
    assert len(link(made)) < 8000
