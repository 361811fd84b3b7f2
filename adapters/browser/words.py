"""The page's own words, from the locale files; what the page fills in itself stays as ``{name}``."""

from __future__ import annotations

from bot.kernel.text import FALLBACK, t

FILLED = ("time", "zone", "name", "names", "count", "room", "part", "most")
KEYS = (
    *("title", "demo", "skip", "no-script"),
    *("clock", "course-time", "course-time-is", "next-event", "next-event-about", "day", "week"),
    *("turning", "turned", "turned-unseen", "nothing-planned"),
    *("acting-as", "students", "staff", "their-time"),
    *("rooms", "rooms-close", "channels", "private", "private-about", "staff-only"),
    *("put-away", "put-away-one", "put-away-other"),
    *("unread-one", "unread-other"),
    *("box", "box-room", "box-private", "box-thread", "box-away", "send", "bot-reads-nothing"),
    *("suggestions", "suggestions-one", "suggestions-other"),
    *("empty", "only-you", "dismiss", "edited", "reply", "replies-one", "replies-other"),
    *(
        "thread",
        "thread-close",
        "bot",
        "numbers",
        "numbers-of",
        "numbers-value",
        "numbers-interval",
        "save",
        "choose",
        "newer",
        "new-in",
        "show",
    ),
    *("cancel", "optional", "pick", "please-fill", "too-long", "not-reached", "not-allowed", "lost", "back"),
    *("welcome", "welcome-what", "welcome-who", "welcome-how", "welcome-hide"),
)


def word(key: str) -> str:
    return t(f"page-{key}", FALLBACK, **{name: f"{{{name}}}" for name in FILLED})


def words() -> dict[str, str]:
    return {key: word(key) for key in KEYS}
