"""Support: help within two taps, whatever it is about; the agreement of a course; the people to turn to.

What somebody needs is never guessed, and that they looked is not recorded. Words such as people write in need are
answered with help and nothing else. Whoever wants a person to write to them says whom, and sees first what is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.support import handlers, requests, staff, waiting
from bot.features.support.keeping import KEPT
from bot.kernel.cards import Option
from bot.kernel.commands import command
from bot.kernel.features import Act, Bot, Feature
from bot.kernel.roles import STAFF
from bot.kernel.support import OPEN


def _countries(bot: Bot, typed: str) -> Sequence[Option]:
    found = [Option(one.name, one.code) for one in bot.library.safety.countries.countries]
    return [option for option in found if typed.strip().lower() in f"{option.value} {option.label}".lower()][:25]


FEATURE = Feature(
    name="support",
    commands=(
        command("support", handlers.show, unlogged=True),
        command("safety show", staff.show, may=STAFF),
        command("safety card", staff.fill_in, may=STAFF),
        command("safety contacts add", staff.add, may=STAFF),
        command("safety contacts remove", staff.remove, may=STAFF),
    ),
    presses={
        OPEN: Act(handlers.on_open, unlogged=True),
        "support.more": Act(handlers.on_more, unlogged=True),
        "support.country": Act(handlers.on_country, unlogged=True),
        "support.heavy": Act(handlers.on_heavy, unlogged=True),
        "support.worried": Act(handlers.on_worried, unlogged=True),
        "support.tell": Act(handlers.on_tell, unlogged=True),
        "support.ask": Act(handlers.on_ask, unlogged=True),
        "support.note": Act(handlers.on_note, unlogged=True),
        "support.not-now": Act(handlers.on_not_now, unlogged=True),
        "support.mistake": Act(handlers.on_mistake, unlogged=True),
        "support.send": Act(requests.on_send),
        "support.named": Act(requests.on_named),
        "support.unnamed": Act(requests.on_unnamed),
        "support.withdraw": Act(requests.on_withdraw),
        "support.written": Act(requests.on_written),
        "safety.decline": Act(staff.on_decline),
    },
    forms={"safety.card": Act(staff.on_filled, STAFF)},
    duties=waiting.DUTIES,
    unsaid=waiting.UNSAID,
    sources={"country": _countries},
    keeps=KEPT,
    agreement=handlers.agreement,
    crisis=handlers.crisis,
)
