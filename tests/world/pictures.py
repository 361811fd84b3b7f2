"""A feature that shows a chart and hands over a file, in every way that a bot can say something."""

from __future__ import annotations

from bot.kernel.cards import Button, Card
from bot.kernel.commands import command
from bot.kernel.deliveries import Delivery
from bot.kernel.events import Call, Press
from bot.kernel.features import Act, Bot, Feature
from bot.kernel.pictures import Bar, Chart, File
from bot.kernel.replies import Reply, Update, Whisper

ALT = "46 % agree, 30 % do neither, 24 % disagree."
CHART = Chart(
    "I feel that I belong in this course",
    (Bar("Agree", 0.46, 0.28, 0.83), Bar("Neither", 0.3), Bar("Disagree", 0.24)),
    ALT,
)
FILE = File("two people.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Über alles\r\nEND:VCALENDAR\r\n")
CHARTED = Card("Results", ("11 of the 15 who answered agree.",), chart=CHART)


def show(bot: Bot, call: Call) -> Reply:
    """Show a chart to whoever asks."""
    return Whisper(Card("For you", ("Three words.",), ((Button("Turn", "picture.turn"),),), chart=CHART))


def post(bot: Bot, call: Call) -> Reply:
    """Show a chart to everybody."""
    bot.say(Delivery(f"picture:{bot.new_id()}", "picture", "post", call.place, CHARTED))
    return Whisper(Card(body=("Said.",)))


def give(bot: Bot, call: Call) -> Reply:
    """Hand a file over."""
    return Whisper(Card(body=("Here it is.",), file=FILE))


def send(bot: Bot, call: Call) -> Reply:
    """Hand a file to everybody."""
    card = Card("A talk", ("On Friday.",), file=FILE)
    bot.say(Delivery(f"picture:{bot.new_id()}", "picture", "post", call.place, card))
    return Whisper(Card(body=("Said.",)))


def on_turn(bot: Bot, press: Press) -> Reply:
    return Update(Card("Turned", ("The same again.",), chart=CHART))


PICTURES = Feature(
    name="picture",
    commands=(
        command("picture show", show),
        command("picture post", post),
        command("picture give", give),
        command("picture send", send),
    ),
    presses={"picture.turn": Act(on_turn)},
)
