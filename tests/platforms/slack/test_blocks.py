"""Block Kit as the fake checks it."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack import FakeSlack, buttons_of, pings_of, text_of
from tests.platforms.slack.kit import (
    MENU,
    OPTION,
    Json,
    actions,
    button,
    error_of,
    modal,
    plain,
    section,
    text_field,
)

WRONG: dict[str, list[Json]] = {
    "no more than 50 items allowed [json-pointer:/blocks]": [{"type": "divider"}] * 51,
    "must be less than 151 characters [json-pointer:/blocks/0/text/text]": [
        {"type": "header", "text": plain("x" * 151)}
    ],
    "must be less than 3001 characters [json-pointer:/blocks/0/text/text]": [section("x" * 3001)],
    "must be more than 0 characters [json-pointer:/blocks/0/text/text]": [section("")],
    "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]": [actions(button("x" * 76, "a"))],
    "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]": [actions(button("x", "a" * 256))],
    "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]": [
        actions(button("x", "a", value="x" * 2001))
    ],
    "no more than 25 items allowed [json-pointer:/blocks/0/elements]": [
        actions(*(button("x", str(i)) for i in range(26)))
    ],
    "no more than 10 items allowed [json-pointer:/blocks/0/elements]": [
        {"type": "context", "elements": [plain("x")] * 11}
    ],
    "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]": [
        actions(MENU | {"options": [OPTION] * 101})
    ],
    "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]": [
        actions(MENU | {"options": [{"text": plain("x" * 76), "value": "1"}]})
    ],
    "unsupported type: carousel_of_cats [json-pointer:/blocks/0/type]": [{"type": "carousel_of_cats"}],
    "missing required field: text [json-pointer:/blocks/0]": [{"type": "header"}],
    "must provide text or fields [json-pointer:/blocks/0]": [{"type": "section"}],
    "invalid additional property: emoji [json-pointer:/blocks/0/text]": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}
    ],
    "unsupported type: marquee [json-pointer:/blocks/0/elements/0/elements/0/type]": [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "marquee"}]}]}
    ],
    "`block_id` already exists: b [json-pointer:/blocks]": [
        section("x") | {"block_id": "b"},
        section("y") | {"block_id": "b"},
    ],
    "`action_id` already exists in this block: a [json-pointer:/blocks/0]": [
        actions(button("x", "a"), button("y", "a"))
    ],
    "initial_option must be one of the options [json-pointer:/blocks/0]": [
        actions(MENU | {"options": [OPTION], "initial_option": {"text": plain("two"), "value": "2"}})
    ],
    "slack-sdk: One of `text` or `blocks` is required": [],
}
del WRONG["slack-sdk: One of `text` or `blocks` is required"]


@pytest.mark.parametrize("complaint", WRONG)
async def test_blocks_are_refused_in_slacks_words(slack: FakeSlack, client: AsyncWebClient, complaint: str) -> None:
    where = slack.channel("general").id
    refused = await error_of(client.chat_postMessage(channel=where, text="x", blocks=WRONG[complaint]))
    assert ("invalid_blocks", [f"[ERROR] {complaint}"]) == (refused["error"], refused["response_metadata"]["messages"])
    assert [] == slack.channel("general").messages


WRONG_VIEWS: dict[str, Json] = {
    "must be less than 25 characters [json-pointer:/view/title/text]": modal(text_field("f"), title=plain("x" * 25)),
    "must be less than 25 characters [json-pointer:/view/submit/text]": modal(text_field("f"), submit=plain("x" * 25)),
    "no more than 100 items allowed [json-pointer:/view/blocks]": modal(*[{"type": "divider"}] * 101),
    "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]": {
        name: value for name, value in modal(text_field("f")).items() if name != "submit"
    },
    "unsupported type: home [json-pointer:/view/type]": {"type": "home", "blocks": [section("x")]},
}


@pytest.mark.parametrize("complaint", WRONG_VIEWS)
async def test_views_are_refused_in_slacks_words(slack: FakeSlack, client: AsyncWebClient, complaint: str) -> None:
    refused = await error_of(client.views_open(trigger_id="1.2.3", view=WRONG_VIEWS[complaint]))
    assert ("invalid_arguments", [f"[ERROR] {complaint}"]) == (
        refused["error"],
        refused["response_metadata"]["messages"],
    )


async def test_all_that_we_may_send_is_accepted(slack: FakeSlack, client: AsyncWebClient) -> None:
    ana = slack.user("ana").id
    rich = [{"type": "user", "user_id": ana}, {"type": "text", "text": " & you", "style": {"bold": True}}]
    blocks = [
        {"type": "header", "text": plain("Monday")},
        section(f"<@{ana}> &amp; <!date^1700000000^{{date_short}}|Tuesday> <https://a.example|here>")
        | {"expand": True},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": rich}]},
        {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "a bee"},
        actions(button("Go", "go", style="primary", value="v"), MENU | {"options": [OPTION]}),
        {"type": "context", "elements": [plain("small")]},
        {"type": "divider"},
    ]
    await client.chat_postMessage(channel=slack.channel("general").id, text=f"Hi <@{ana}>", blocks=blocks)
    message = slack.channel("general").messages[0]
    assert "Monday\n@ana & Tuesday here\n@ana & you\na bee\nsmall" == text_of(message)
    assert {"Go": ("go", "v")} == {label: (one.action_id, one.value) for label, one in buttons_of(message).items()}
    assert {ana} == pings_of(message)
    assert [] == slack.surprises
