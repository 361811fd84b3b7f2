"""What may stand inside a block: texts, options, buttons, menus, inputs, and the parts of rich text."""

from __future__ import annotations

from tests.platforms.slack.shapes import ANY, BOOL, Schema, kinds, many, one_of, record, string

NUMBER: Schema = {"type": "integer"}
NUMERIC: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TIME: Schema = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}


def plain(most: int) -> Schema:
    return kinds({"plain_text": record({"type": ANY, "text": string(most, 1)}, {"emoji": BOOL})})


def text(most: int) -> Schema:
    """Plain or mrkdwn: ``emoji`` belongs to the one and ``verbatim`` to the other."""
    mrkdwn = record({"type": ANY, "text": string(most, 1)}, {"verbatim": BOOL})
    return kinds({"plain_text": record({"type": ANY, "text": string(most, 1)}, {"emoji": BOOL}), "mrkdwn": mrkdwn})


ACTION = {"action_id": string(255, 1)}
CONFIRM = record(
    {"title": plain(100), "text": text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": one_of("primary", "danger")},
)
BUTTON = record(
    {"type": ANY, "text": plain(75)},
    ACTION
    | {
        "value": string(2000),
        "url": string(3000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
OPTION = record({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": string(3000)})
RICH_OPTION = record({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
GROUP = record({"label": plain(75), "options": many(OPTION, 100)})
IMAGE = record({"type": ANY, "alt_text": string(2000, 1)}, {"image_url": string(3000, 1), "slack_file": ANY})
MENU = ACTION | {"placeholder": plain(150), "confirm": CONFIRM, "focus_on_load": BOOL}
MOST = {"max_selected_items": NUMBER}
CHOICE = {"options": many(OPTION, 100), "option_groups": many(GROUP, 100)}
FIELD = ACTION | {"placeholder": plain(150), "focus_on_load": BOOL, "dispatch_action_config": ANY}


def menu(**fields: Schema) -> Schema:
    return record({"type": ANY}, MENU | fields)


MENUS = {
    "static_select": menu(**CHOICE, initial_option=OPTION),
    "multi_static_select": menu(**CHOICE, **MOST, initial_options=many(OPTION, 100)),
    "external_select": menu(initial_option=OPTION, min_query_length=NUMBER),
    "multi_external_select": menu(**MOST, initial_options=many(OPTION, 100), min_query_length=NUMBER),
    "users_select": menu(initial_user=string(30, 1)),
    "multi_users_select": menu(**MOST, initial_users=many(string(30, 1), 100, 0)),
    "channels_select": menu(initial_channel=string(30, 1), response_url_enabled=BOOL),
    "multi_channels_select": menu(**MOST, initial_channels=many(string(30, 1), 100, 0)),
    "conversations_select": menu(
        initial_conversation=string(30, 1), default_to_current_conversation=BOOL, filter=ANY, response_url_enabled=BOOL
    ),
    "multi_conversations_select": menu(
        **MOST, initial_conversations=many(string(30, 1), 100, 0), default_to_current_conversation=BOOL, filter=ANY
    ),
    "datepicker": menu(initial_date=DATE),
    "timepicker": menu(initial_time=TIME, timezone=string(60)),
    "radio_buttons": record(
        {"type": ANY, "options": many(RICH_OPTION, 10)},
        ACTION | {"initial_option": RICH_OPTION, "confirm": CONFIRM, "focus_on_load": BOOL},
    ),
    "checkboxes": record(
        {"type": ANY, "options": many(RICH_OPTION, 10)},
        ACTION | {"initial_options": many(RICH_OPTION, 10), "confirm": CONFIRM, "focus_on_load": BOOL},
    ),
}
OVERFLOW = record({"type": ANY, "options": many(OPTION, 5)}, ACTION | {"confirm": CONFIRM})
DATETIME = record({"type": ANY}, ACTION | {"initial_date_time": NUMBER, "confirm": CONFIRM, "focus_on_load": BOOL})
INPUTS = {
    "plain_text_input": record(
        {"type": ANY},
        FIELD
        | {
            "initial_value": string(3000),
            "multiline": BOOL,
            "min_length": {"type": "integer", "minimum": 0, "maximum": 3000},
            "max_length": {"type": "integer", "minimum": 1, "maximum": 3000},
        },
    ),
    "number_input": record(
        {"type": ANY, "is_decimal_allowed": BOOL},
        FIELD | {"initial_value": NUMERIC, "min_value": NUMERIC, "max_value": NUMERIC},
    ),
    "email_text_input": record({"type": ANY}, FIELD | {"initial_value": string(3000)}),
    "url_text_input": record({"type": ANY}, FIELD | {"initial_value": string(3000)}),
    "rich_text_input": record({"type": ANY}, FIELD | {"initial_value": ANY}),
    "datetimepicker": DATETIME,
}

STYLE = {"style": record({}, {"bold": BOOL, "italic": BOOL, "strike": BOOL, "code": BOOL, "underline": BOOL})}
PARTS = {
    "text": record({"type": ANY, "text": string(12000, 1)}, STYLE),
    "link": record({"type": ANY, "url": string(3000, 1)}, STYLE | {"text": string(3000), "unsafe": BOOL}),
    "emoji": record({"type": ANY, "name": string(100, 1)}, STYLE | {"unicode": string(60)}),
    "user": record({"type": ANY, "user_id": string(30, 1)}, STYLE),
    "channel": record({"type": ANY, "channel_id": string(30, 1)}, STYLE),
    "usergroup": record({"type": ANY, "usergroup_id": string(30, 1)}, STYLE),
    "team": record({"type": ANY, "team_id": string(30, 1)}, STYLE),
    "broadcast": record({"type": ANY, "range": one_of("here", "channel", "everyone")}, STYLE),
    "color": record({"type": ANY, "value": string(10, 1)}),
    "date": record(
        {"type": ANY, "timestamp": NUMBER, "format": string(300, 1)},
        STYLE | {"url": string(3000), "fallback": string(300)},
    ),
}
LINE = {"elements": many(kinds(PARTS), 1000, 0)}
SECTION = record({"type": ANY} | LINE)
RICH = {
    "rich_text_section": SECTION,
    "rich_text_quote": record({"type": ANY} | LINE, {"border": NUMBER}),
    "rich_text_preformatted": record({"type": ANY} | LINE, {"border": NUMBER, "language": string(30)}),
    "rich_text_list": record(
        {
            "type": ANY,
            "style": one_of("bullet", "ordered"),
            "elements": many(kinds({"rich_text_section": SECTION}), 1000),
        },
        {"indent": NUMBER, "offset": NUMBER, "border": NUMBER},
    ),
}
