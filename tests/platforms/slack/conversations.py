"""The methods ``conversations.*``: channels, direct messages and what was said in them."""

from __future__ import annotations

from typing import Any

from tests.platforms.slack.desk import Desk
from tests.platforms.slack.methods import Refused
from tests.platforms.slack.places import SCOPES, Channel, Message

Answer = dict[str, Any]

OPENING = "channels:write,groups:write,mpim:write,im:write"  # as Slack's answer was seen, whoever was to be opened to
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def open_private(desk: Desk) -> Answer:
    """All of them or none: somebody who cannot come spoils it for the others, and Slack does not say who."""
    if desk.args.get("channel"):
        return {"no_op": True, "already_open": True, "channel": {"id": desk.channel().id}}
    users = _invited(desk)
    desk.needs("im:write" if len(users) == 1 else "mpim:write", OPENING)
    known = desk.space.private(users)
    if known is None and desk.args.get("prevent_creation"):
        raise Refused("channel_not_found")
    channel = desk.space.open_private(users)
    shown = channel.json() if desk.args.get("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if known else {})


def _invited(desk: Desk) -> list[str]:
    wanted = [one for one in desk.args.get("users", "").replace(" ", "").split(",") if one]
    users = list(dict.fromkeys(wanted))
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 8:
        raise Refused("too_many_users")
    for one in users:
        user = desk.space.users.get(one)
        if user is None:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
        if user.is_bot or user.id == "USLACKBOT":
            raise Refused("cannot_dm_bot")
    return users


def history(desk: Desk) -> Answer:
    """Newest first; replies are not in it."""
    channel = desk.channel("history")
    _must_be_in(desk, channel)
    return _messages(desk, list(reversed(_within(desk, channel.messages))))


def replies(desk: Desk) -> Answer:
    """The parent and its replies, oldest first."""
    channel = desk.channel("history")
    _must_be_in(desk, channel)
    found = channel.find(desk.args["ts"])
    if found is None:
        raise Refused("thread_not_found")
    return _messages(desk, _within(desk, channel.thread(found.thread_ts or found.ts)))


def _must_be_in(desk: Desk, channel: Channel) -> None:
    if desk.space.bot.id not in channel.members:
        raise Refused("not_in_channel")


def _within(desk: Desk, messages: list[Message]) -> list[Message]:
    args, edges = desk.args, bool(desk.args.get("inclusive"))
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    at = {message.ts: float(message.ts) for message in messages}
    return [one for one in messages if oldest < at[one.ts] < latest or (edges and at[one.ts] in (oldest, latest))]


def _messages(desk: Desk, messages: list[Message]) -> Answer:
    page, metadata = desk.page(messages)
    shown = [message.json(metadata=bool(desk.args.get("include_all_metadata"))) for message in page]
    return {"messages": shown, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def info(desk: Desk) -> Answer:
    return {"channel": desk.channel("read").json(members=bool(desk.args.get("include_num_members")))}


def list_all(desk: Desk) -> Answer:
    """Public channels, and of the others those that the bot is in."""
    asked = desk.args.get("types", "public_channel").replace(" ", "").split(",")
    if set(asked) - set(TYPES):
        raise Refused("invalid_types")
    wanted = {TYPES[one] for one in asked}
    for kind, scope in SCOPES.items():
        if kind in wanted:
            desk.needs(f"{scope}:read")
    me, archived = desk.space.bot.id, not desk.args.get("exclude_archived")
    known = [one for one in desk.space.channels.values() if one.kind == "channel" or me in one.members]
    page, metadata = desk.page([one for one in known if one.kind in wanted and (archived or not one.archived)])
    return {"channels": [one.json(members=True) for one in page], "response_metadata": metadata}


def members(desk: Desk) -> Answer:
    page, metadata = desk.page(desk.channel("read").members)
    return {"members": page, "response_metadata": metadata}


def join(desk: Desk) -> Answer:
    channel = desk.channel()
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    if desk.space.bot.id not in channel.members:
        channel.members.append(desk.space.bot.id)
    return {"channel": channel.json()}


def kick(desk: Desk) -> Answer:
    """Out of a channel; nobody is taken out of a direct message, of two or of several."""
    channel, user = desk.channel(), desk.user()
    desk.needs({"channel": "channels:manage"}.get(channel.kind, f"{channel.scope}:write"))
    if channel.kind in {"im", "mpim"}:
        raise Refused("method_not_supported_for_channel_type")
    if user.id == desk.space.bot.id:
        raise Refused("cant_kick_self")
    if channel.name == "general":
        raise Refused("cant_kick_from_general")
    if user.id not in channel.members:
        raise Refused("not_in_channel")
    channel.members.remove(user.id)
    return {}


HANDLERS = {
    "conversations.open": open_private,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": info,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.join": join,
    "conversations.kick": kick,
}
