"""The methods that say who is who: ``auth.test``, ``users.*``, ``team.info``, ``bots.info``."""

from __future__ import annotations

from typing import Any

from tests.platforms.slack.desk import Desk
from tests.platforms.slack.methods import Refused

Answer = dict[str, Any]


def auth_test(desk: Desk) -> Answer:
    space = desk.space
    return {
        "url": f"https://{space.domain}.slack.com/",
        "team": space.name,
        "user": space.bot.name,
        "team_id": space.id,
        "user_id": space.bot.id,
        "bot_id": space.bot_id,
        "is_enterprise_install": False,
    }


def user_info(desk: Desk) -> Answer:
    return {"user": desk.user().json(bool(desk.args.get("include_locale")))}


def user_list(desk: Desk) -> Answer:
    """Everybody, those who left and Slackbot too. Without a limit Slack sends all at once."""
    users = list(desk.space.users.values())
    page, metadata = desk.page(users, default=max(len(users), 1))
    locale = bool(desk.args.get("include_locale"))
    return {"members": [user.json(locale) for user in page], "response_metadata": metadata}


def team_info(desk: Desk) -> Answer:
    space = desk.space
    if desk.args.get("team", space.id) != space.id:
        raise Refused("team_not_found")
    return {"team": {"id": space.id, "name": space.name, "domain": space.domain, "email_domain": ""}}


def bot_info(desk: Desk) -> Answer:
    space = desk.space
    if desk.args.get("bot", space.bot_id) != space.bot_id:
        raise Refused("bot_not_found")
    bot = {"id": space.bot_id, "deleted": False, "name": space.bot.name, "updated": 1_700_000_000}
    return {"bot": bot | {"app_id": space.app_id, "user_id": space.bot.id, "icons": {}}}


HANDLERS = {
    "auth.test": auth_test,
    "users.info": user_info,
    "users.list": user_list,
    "team.info": team_info,
    "bots.info": bot_info,
}
