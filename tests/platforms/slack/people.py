"""Somebody in a workspace, as Slack tells an app about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(eq=False)
class User:
    """``name`` is the handle that others type after ``@``. A bot has the ``bot_id`` of its app."""

    id: str
    team: str
    name: str
    real_name: str = ""
    tz: str = "America/New_York"
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False
    bot_id: str = ""

    def json(self, locale: bool = False) -> dict[str, Any]:
        """The ``user`` object of users.info; somebody deactivated has no time zone, as in Slack."""
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "profile": self._profile(),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
            **({} if self.deleted else self._active()),
            **({"locale": self.locale} if locale and not self.deleted else {}),
        }

    def _profile(self) -> dict[str, Any]:
        bot = {"bot_id": self.bot_id, "api_app_id": ""} if self.is_bot else {}
        name = self.real_name or self.name
        return {"real_name": name, "display_name": self.name, "team": self.team, **bot}

    def _active(self) -> dict[str, Any]:
        return {
            "color": "9f69e7",
            "real_name": self.real_name or self.name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self._offset(),
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_owner,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
        }

    def _offset(self) -> int:
        offset = datetime.now(UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0
