"""Messages: sent, read, edited, deleted."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from tests.platforms.discord import mentions, rules, shapes
from tests.platforms.discord.clock import seconds_of
from tests.platforms.discord.journal import Call
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.server import Route
from tests.platforms.discord.things import DM, LOADING, Channel, Message, Person
from tests.platforms.discord.world import DIRECT_MESSAGES, GUILD_MESSAGES

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]
CONTENT_FIELDS = ("content", "embeds", "components", "poll", "sticker_ids")


def create(world: World, call: Call) -> Json:
    channel = world.need_channel(call.ids["channel_id"])
    check_writable(world, channel, files=bool(call.files))
    body: Json = call.json or {}
    check(body, body.get("flags") or 0, call)
    earlier = known_nonce(world, body)
    if earlier is not None:
        if earlier.deleted:
            raise Refusal(10008)
        return shapes.message(world, earlier, nonce=True)
    if channel.is_thread:
        wake(world, channel, world.me)
    post = add(world, channel, world.me, body, call.files)
    post.nonce = body.get("nonce")
    if post.nonce is not None:
        world.nonces[str(post.nonce)] = post
    announce(world, "MESSAGE_CREATE", post)
    return shapes.message(world, post, nonce=True)


def wake(world: World, thread: Channel, writer: Person) -> None:
    """Who writes in a thread joins it, and opens it again if it was archived."""
    if thread.archived and thread.guild:
        thread.guild.need_room_for_a_thread()
    thread.people.setdefault(writer.id, world.clock.time())
    if thread.archived:
        thread.archived = False
        world.announce_channel("THREAD_UPDATE", thread)


def check_writable(world: World, channel: Channel, *, files: bool) -> None:
    if channel.kind == DM:
        other = next(world.people[name] for name in channel.people if name != world.me.id)
        if other.dms_closed or not any(other.id in guild.members for guild in world.guilds.values() if not guild.left):
            raise Refusal(50007)
        return
    bits = world.can(world.me, channel)
    needed = Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES
    if needed not in bits or (files and Can.ATTACH_FILES not in bits):
        raise Refusal(50013)
    if channel.is_thread and channel.locked and Can.MANAGE_THREADS not in bits:
        raise Refusal(160005)


def check(body: Json, flags: int, call: Call, *, answer: bool = False, kept: tuple[str, ...] = ()) -> None:
    """`kept` names the files that an edited message already has."""
    names = [*kept, *(name for name, _ in call.files)]
    faults = rules.faults_of_message(body, flags, names, answer=answer)
    if faults:
        raise Refusal(50035, details=faults)
    if not (any(body.get(name) for name in CONTENT_FIELDS) or names or body.get("message_reference")):
        raise Refusal(50006)


def known_nonce(world: World, body: Json) -> Message | None:
    if body.get("nonce") is None or not body.get("enforce_nonce"):
        return None
    earlier = world.nonces.get(str(body["nonce"]))
    return earlier if earlier and world.clock.time() - earlier.sent < world.nonce_window else None


def add(world: World, channel: Channel, author: Person, body: Json, files: list[tuple[str, bytes]]) -> Message:
    """A new message; who is to hear of it is the caller's affair."""
    post = Message(world.ids.next(), channel, author, world.clock.time())
    fill(world, post, body, files)
    post.reference = body.get("message_reference")
    world.posts[post.id] = post
    channel.messages.append(post)
    return post


def fill(world: World, post: Message, body: Json, files: list[tuple[str, bytes]]) -> None:
    """What the body names replaces what was there. V2, once said, stays."""
    said = {str(entry["id"]): entry for entry in body.get("attachments") or ()}
    if "attachments" in body:
        post.attachments = [entry for entry in post.attachments if entry["id"] in said]
    new = [stored(world, post, name, data) for name, data in files]
    for number, entry in enumerate(new):
        entry["description"] = said.get(str(number), {}).get("description")
    post.attachments = post.attachments + new
    if "content" in body:
        post.content = body["content"] or ""
    if "embeds" in body:
        post.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
    if "components" in body:
        post.components = numbered(body["components"] or [], {a["filename"]: a for a in post.attachments})
    post.flags |= (body.get("flags") or 0) & ~LOADING
    if mentions.words_of(body).strip():
        mentions.mark(world, post, body)


def stored(world: World, post: Message, name: str, data: bytes) -> Json:
    file_id = world.ids.next()
    world.files[file_id] = data
    url = f"http://{world.address}/attachments/{post.channel.id}/{file_id}/{name}"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"id": file_id, "filename": name, "size": len(data), "url": url, "proxy_url": url, "content_type": kind}


def numbered(components: list[Json], files: Json) -> list[Json]:
    """Discord numbers components that came without an id, and fills in what it knows of media."""
    taken = {part["id"] for part in rules.tree(components) if part.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)

    def copied(value: Any) -> Any:
        if isinstance(value, list):
            return [copied(item) for item in value]
        if not isinstance(value, dict):
            return value
        known = {key: copied(item) for key, item in value.items()}
        if isinstance(known.get("url"), str) and known["url"].startswith("attachment://"):
            file = files[known["url"].removeprefix("attachment://")]
            known |= {"url": file["url"], "proxy_url": file["url"], "attachment_id": file["id"]}
        return known

    found: list[Json] = copied(components)
    for part in rules.tree(found):
        if not part.get("id"):
            part["id"] = next(free)
    return found


def announce(world: World, event: str, post: Message) -> None:
    channel = post.channel
    if post.is_ephemeral:
        return
    guild_id = channel.guild.id if channel.guild else None
    data = shapes.message(world, post, nonce=event == "MESSAGE_CREATE")
    if guild_id:
        data["guild_id"] = guild_id
        if channel.guild and post.author.id in channel.guild.members:
            data["member"] = shapes.member(channel.guild, post.author, partial=True)
    intent = GUILD_MESSAGES if guild_id else DIRECT_MESSAGES
    world.gateway.dispatch(event, data, guild_id=guild_id, intent=intent)


def fetch(world: World, call: Call) -> Json:
    channel = world.need_channel(call.ids["channel_id"], Can.READ_MESSAGE_HISTORY)
    return shapes.message(world, world.need_message(channel, call.ids["message_id"]))


def history(world: World, call: Call) -> list[Json]:
    """Newest first. Without READ_MESSAGE_HISTORY Discord shows nothing, and doesn't complain."""
    channel = world.need_channel(call.ids["channel_id"])
    if Can.READ_MESSAGE_HISTORY not in world.can(world.me, channel):
        return []
    limit = int(call.query.get("limit", "50"))
    posts = [post for post in channel.messages if not (post.deleted or post.is_ephemeral)]
    if "after" in call.query:
        posts = [post for post in posts if int(post.id) > int(call.query["after"])][:limit]
    elif "before" in call.query:
        posts = [post for post in posts if int(post.id) < int(call.query["before"])]
    elif "around" in call.query:
        middle = seconds_of(call.query["around"])
        posts = sorted(sorted(posts, key=lambda p: abs(seconds_of(p.id) - middle))[:limit], key=lambda p: int(p.id))
    return [shapes.message(world, post) for post in reversed(posts[-limit:])]


def edit(world: World, call: Call) -> Json:
    channel = world.need_channel(call.ids["channel_id"])
    post = world.need_message(channel, call.ids["message_id"])
    if post.author is not world.me:
        raise Refusal(50005)
    if channel.is_thread and channel.archived:
        raise Refusal(50083)
    change(world, post, call)
    return shapes.message(world, post)


def change(world: World, post: Message, call: Call, *, answer: bool = False) -> None:
    body: Json = call.json or {}
    flags = (post.flags | (body.get("flags") or 0)) & ~LOADING
    merged = {"content": post.content, "embeds": post.embeds, "components": post.components} | body
    kept = tuple(entry["filename"] for entry in post.attachments)
    check(merged, flags, call, answer=answer, kept=kept)
    fill(world, post, body, call.files)
    post.flags &= ~LOADING
    post.edited = world.clock.time()
    announce(world, "MESSAGE_UPDATE", post)


def delete(world: World, call: Call) -> None:
    channel = world.need_channel(call.ids["channel_id"])
    post = world.need_message(channel, call.ids["message_id"])
    if post.author is not world.me and Can.MANAGE_MESSAGES not in world.can(world.me, channel):
        raise Refusal(50013)
    remove(world, post)


def remove(world: World, post: Message) -> None:
    post.deleted = True
    guild = post.channel.guild
    data = {"id": post.id, "channel_id": post.channel.id} | ({"guild_id": guild.id} if guild else {})
    intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
    if not post.is_ephemeral:
        world.gateway.dispatch("MESSAGE_DELETE", data, guild_id=guild.id if guild else None, intent=intent)


ROUTES: tuple[Route, ...] = (
    ("POST", "/channels/{channel_id}/messages", create),
    ("GET", "/channels/{channel_id}/messages", history),
    ("GET", "/channels/{channel_id}/messages/{message_id}", fetch),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", edit),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}", delete),
)
