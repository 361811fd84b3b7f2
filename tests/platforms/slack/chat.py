"""The methods ``chat.*``: what the bot says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.platforms.slack import blocks
from tests.platforms.slack.desk import Desk
from tests.platforms.slack.methods import Args, Refused
from tests.platforms.slack.places import Channel, Message

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack

Answer = dict[str, Any]

LONGEST, LARGEST_METADATA = 40_000, 8_000


def post(desk: Desk) -> Answer:
    channel = _target(desk)
    content = _content(desk)
    message = Message(channel, desk.slack.clock.stamp(), desk.space.bot.id, bot_id=desk.space.bot_id, **content)
    message.metadata = _metadata(desk.args)
    parent = channel.find(desk.args.get("thread_ts", ""))
    # Slack does not refuse a reply to a message that is gone: it lands in the channel.
    message.thread_ts = (parent.thread_ts or parent.ts) if parent else None
    message.broadcast = bool(desk.args.get("reply_broadcast"))
    channel.add(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.json()}


def post_ephemeral(desk: Desk) -> Answer:
    channel = _writable(desk, desk.channel())
    if desk.args["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    message = Message(channel, desk.slack.clock.stamp(), desk.space.bot.id, bot_id=desk.space.bot_id, **_content(desk))
    message.only_for, message.thread_ts = desk.args["user"], desk.args.get("thread_ts")
    channel.add(message)
    return {"message_ts": message.ts}


def update(desk: Desk) -> Answer:
    """What is not given stays: the blocks, the metadata."""
    channel, message = _own(desk, "cant_update_message")
    if channel.archived:
        raise Refused("is_archived")
    content = _content(desk)
    message.text = content["text"]
    if "blocks" in desk.args:
        message.blocks = content["blocks"]
    if "metadata" in desk.args:
        message.metadata = _metadata(desk.args)
    message.edited = desk.slack.clock.stamp()
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.json()}


def delete(desk: Desk) -> Answer:
    channel, message = _own(desk, "cant_delete_message")
    channel.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def _own(desk: Desk, refusal: str) -> tuple[Channel, Message]:
    channel = desk.channel()
    message = channel.find(desk.args["ts"])
    if message is None:
        raise Refused("message_not_found")
    if message.user != desk.space.bot.id:
        raise Refused(refusal)
    return channel, message


def _target(desk: Desk) -> Channel:
    """A channel's id, or a person's: then their direct message with the bot."""
    where = desk.args["channel"]
    if where in desk.space.users:
        user = desk.space.users[where]
        if user.deleted:
            raise Refused("user_disabled")
        if user.is_bot or user.id == "USLACKBOT":
            raise Refused("cannot_dm_bot")
        return desk.space.open_private([user.id])
    return _writable(desk, desk.channel())


def _writable(desk: Desk, channel: Channel) -> Channel:
    if channel.archived:
        raise Refused("is_archived")
    if desk.space.bot.id not in channel.members:
        raise Refused("not_in_channel")
    partner = [desk.space.users[one] for one in channel.members if one != desk.space.bot.id]
    if channel.kind == "im" and partner[0].deleted:
        raise Refused("user_disabled")
    return channel


def _content(desk: Desk) -> Args:
    text, given = desk.args.get("text", ""), desk.args.get("blocks", [])
    if not text:
        if not given:
            raise Refused("no_text")
        desk.slack.surprise("a message with blocks but without the text that notifications and screen readers use")
    return read_content(desk.slack, text, given)


def read_content(slack: FakeSlack, text: str, given: list[dict[str, Any]]) -> Args:
    """Checked text and blocks, the blocks with ids."""
    if len(text) > LONGEST:
        raise Refused("msg_too_long")
    if not slack.charts and any(block.get("type") == "data_visualization" for block in given):
        raise Refused.for_blocks("invalid_blocks", ["unsupported type: data_visualization"])
    if slack.strict and (complaints := blocks.check(given)):
        raise Refused.for_blocks("invalid_blocks", complaints)
    if blocks.words(given) > blocks.WORDS:
        raise Refused("msg_blocks_too_long")
    return {"text": text, "blocks": blocks.identified(given)}


def _metadata(args: Args) -> dict[str, Any] | None:
    given = args.get("metadata")
    if not given:
        return None
    if not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if set(given) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(given)) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return dict(given)


HANDLERS = {
    "chat.postMessage": post,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
}
