"""Slack's far end for tests, benchmarks and end-to-end runs: a small, strict fake over real sockets.

It plays Slack for the real slack-bolt and slack-sdk: the Web API at ``slack.api``, Socket Mode, signed HTTP
requests, response addresses, and the people who type, press and fill in. What it cannot know, it does not promise:
readings of undocumented behaviour stand beside the code that makes them.
"""

from tests.platforms.slack.answers import Answer
from tests.platforms.slack.clock import Clock
from tests.platforms.slack.far_end import FakeSlack
from tests.platforms.slack.forms import ClientRefused
from tests.platforms.slack.people import User
from tests.platforms.slack.places import Channel, Message
from tests.platforms.slack.reading import Control, buttons_of, controls_of, pings_of, raw_text_of, text_of
from tests.platforms.slack.views import View
from tests.platforms.slack.workspace import Workspace

__all__ = [
    "Answer",
    "Channel",
    "ClientRefused",
    "Clock",
    "Control",
    "FakeSlack",
    "Message",
    "User",
    "View",
    "Workspace",
    "buttons_of",
    "controls_of",
    "pings_of",
    "raw_text_of",
    "text_of",
]
