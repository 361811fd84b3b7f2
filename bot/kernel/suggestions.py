"""What completes an option or a field while somebody types: a closed list, time zones, or a feature's own source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.kernel import options
from bot.kernel.cards import Option
from bot.kernel.commands import Command
from bot.kernel.events import Typing
from bot.kernel.features import Bot, Feature

Source = Callable[[Bot, str], Sequence[Option]]


def suggest(
    bot: Bot, event: Typing, commands: Mapping[tuple[str, ...], Command], features: Sequence[Feature]
) -> Sequence[Option]:
    command = commands.get(event.path)
    kinds = {o.name: o.kind for o in command.options} if command else {}
    kind = kinds.get(event.option)
    if kind and kind.choices:
        return options.suggest(event.typed, kind.choices)
    return _source(kind.source if kind else event.option, features)(bot, event.typed)


def _source(name: str, features: Sequence[Feature]) -> Source:
    if name == "zone":
        return lambda bot, typed: options.suggest_zones(typed)
    found = (feature.sources[name] for feature in features if name in feature.sources)
    return next(found, lambda bot, typed: ())
