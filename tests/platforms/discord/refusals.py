"""What Discord says when it says no: its codes, each with its status and its words."""

from typing import Any

REFUSALS: dict[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20028: (429, "The write action you are performing on the channel has hit the write rate limit"),
    30033: (400, "Maximum number of thread participants has been reached (1000)"),
    40001: (401, "Unauthorized"),
    40003: (403, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged"),
    40333: (403, "internal network error"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
    160005: (403, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
    200000: (400, "Message was blocked by automatic moderation"),
    240000: (400, "Message contains a link that is not allowed"),
}


class Refusal(Exception):
    """An answer that is not the one the bot hoped for."""

    def __init__(self, code: int, *, status: int = 0, details: list[str] | None = None) -> None:
        usual, self.message = REFUSALS.get(code, (400, f"error {code}"))
        self.code, self.status, self.details = code, status or usual, details or []
        super().__init__(f"{self.status} ({code}) {self.message} {'; '.join(self.details)}".strip())

    def body(self) -> dict[str, Any]:
        """Discord nests the faults of a form by field; here they are listed, for people to read."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.details:
            faults = [{"code": "INVALID", "message": detail} for detail in self.details]
            body["errors"] = {"_errors": faults}
        return body
