"""People: what the bot knows of somebody, shown to them, given to them, and forgotten when they say so."""

from __future__ import annotations

from bot.features.people import handlers
from bot.kernel.commands import command
from bot.kernel.features import Act, Feature

FEATURE = Feature(
    name="people",
    commands=(command("me", handlers.show),),
    presses={
        "me.show": Act(handlers.on_show),
        "me.look": Act(handlers.on_look),
        "me.file": Act(handlers.on_file),
        "me.stop": Act(handlers.on_stop),
        "me.erase": Act(handlers.on_erase),
        "me.erase-now": Act(handlers.on_erase_now),
    },
)
