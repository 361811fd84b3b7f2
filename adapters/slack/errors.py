"""What follows from each of Slack's errors: the table of contracts.md §2.3, and those that its methods list besides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from adapters.slack.commands import SCOPES
from bot.kernel.errors import (
    Closed,
    Forbidden,
    Gone,
    PlatformError,
    RateLimited,
    Refused,
    Unclear,
    Unreachable,
)

INVITE = "type /invite @Homeroom in the channel"
_POSTING = "let Homeroom post there: channel settings > Posting permissions"

KINDS: Mapping[type[PlatformError], frozenset[str]] = {
    Gone: frozenset(
        {"channel_not_found", "message_not_found", "thread_not_found", "view_not_found", "used_url", "expired_url"}
    ),
    Unreachable: frozenset({"user_disabled", "cannot_dm_bot", "user_not_found", "users_not_found", "user_not_visible"}),
    Closed: frozenset(
        {"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed", "accesslimited"}
        | {"org_login_required", "two_factor_setup_required", "enterprise_is_restricted", "not_allowed_token_type"}
    ),
    Unclear: frozenset(
        {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
    ),
}
RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
UNTOLD = timedelta(seconds=30)  # where Slack does not say for how long
FORBIDDEN: Mapping[str, str] = {
    "not_in_channel": INVITE,
    "user_not_in_channel": "join the channel",
    "is_archived": "unarchive the channel, then " + INVITE,
    "messages_tab_disabled": "switch on the Messages Tab: app settings > App Home",
    "ekm_access_denied": "ask an administrator to lift the suspension of this workspace's encryption key",
    "team_access_not_granted": "install the app in this workspace",
    "access_denied": "approve the app: workspace settings > Manage apps",
    "no_permission": "approve the app: workspace settings > Manage apps",
    "cant_update_message": "",
    "cant_delete_message": "",
    "edit_window_closed": "",
}


def of_code(code: str, method: str, answer: Mapping[str, Any] = {}) -> PlatformError:
    """Our error for an answer that was not ok. A code that nobody knows means that this content is not taken."""
    words = f"{method}: {code}"
    if code == "missing_scope":
        needed = _missing(answer)
        return Forbidden(f"{words} {needed}", f"add the scope {needed} and reinstall the app")
    if code.startswith("restricted_action"):
        return Forbidden(words, _POSTING)
    if code in FORBIDDEN:
        return Forbidden(words, FORBIDDEN[code])
    if code in RATE_LIMITED:
        return RateLimited(UNTOLD)
    kind = next((kind for kind, codes in KINDS.items() if code in codes), Refused)
    return kind(words)


def _missing(answer: Mapping[str, Any]) -> str:
    """What is lacking: Slack names the scopes of every kind of conversation, though one would do."""
    needed = str(answer.get("needed") or "?")
    granted, ours = str(answer.get("provided") or "").split(","), {scope for scope, _ in SCOPES}
    lacking = [scope for scope in needed.split(",") if scope in ours and scope not in granted]
    return ",".join(lacking) or needed


def of_answer(status: int, headers: Mapping[str, str], answer: object, method: str) -> PlatformError:
    """Our error for a whole HTTP answer. ``headers`` finds names whatever their case."""
    if status == 429:
        return RateLimited(_wait(headers.get("Retry-After", "")))
    code = str(answer.get("error", "")) if isinstance(answer, Mapping) else ""
    if status >= 500 or not code:
        return Unclear(f"{method}: HTTP {status} {code}".rstrip())
    return of_code(code, method, answer if isinstance(answer, Mapping) else {})


def _wait(retry_after: str) -> timedelta:
    return timedelta(seconds=int(retry_after)) if retry_after.isdigit() else UNTOLD
