"""What staff see of rounds: the rhythm, the settings, how things stand, what can be reached."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.buddies.pairing.rounds_cards import NAME
from bot.features.buddies.pairing.settings import Settings
from bot.features.buddies.pairing.standing import Band, Standing
from bot.kernel.cards import LABEL, ROW, Button, Card, Channel, Moment, Row, Strong, Text
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot
from bot.kernel.options import DAYS
from bot.matching.forecast import Forecast
from bot.store import safety


def scheduled(bot: Bot, routine: Routine, first: Slot, replaced: bool) -> Card:
    body: list[Text | str] = [bot.rich("rounds-scheduled", rhythm=Strong(rhythm(bot, routine, first)), when=_at(first))]
    if replaced:
        body.append(bot.t("rounds-replaced"))
    invite = Button(bot.t("rounds-invite"), "command", (bot.course.id, "buddies", "invite"), "primary")
    return Card(body=tuple(body), rows=((invite, _stop(bot, routine)),))


def _at(slot: Slot) -> Moment:
    return Moment(slot.instant)


def rhythm(bot: Bot, routine: Routine, slot: Slot | None = None) -> str:
    """Every 3 weeks, Tue 10:00: peers."""
    day = routine.rule.partition("BYDAY=")[2][:2].lower()
    name = bot.t(f"buddy-day-{next((known for known in DAYS if known.startswith(day)), DAYS[0])}")
    every = int(routine.settings.get("every") or 1)  # type: ignore[call-overload]  # as we wrote it
    kind = bot.t(f"round-kind-{routine.settings.get('kind', 'peers')}")
    return bot.t("round-rhythm", every=every, day=name, at=f"{routine.at:%H:%M}", kind=kind)


def _stop(bot: Bot, routine: Routine, alone: bool = True) -> Button:
    """Where there are several, each says which one it stops."""
    label = bot.t("rounds-stop") if alone else bot.t("rounds-stop-one", rhythm=rhythm(bot, routine))
    return Button(label[:LABEL], "buddies.stop", (routine.course, routine.id))


def settings(bot: Bot, chosen: Settings) -> Card:
    shown = {
        "size": str(chosen.size),
        "odd": bot.t(f"round-odd-{chosen.odd}"),
        "sections": bot.t(f"round-sections-{chosen.sections}"),
        "approve": bot.t("round-approve-yes" if chosen.approve else "round-approve-no"),
        "publish": bot.t(f"round-publish-{chosen.publish}"),
        "weeks": bot.t("round-weeks", count=chosen.weeks),
    }
    lines: list[Text] = [bot.rich(f"round-setting-{name}", value=Strong(value)) for name, value in shown.items()]
    lines.append(bot.rich("round-setting-channel", value=Channel(chosen.where(bot.course))))
    lines.append(bot.rich("round-setting-video", value=Strong(chosen.video or bot.t("round-no-video"))))
    return Card(bot.t("round-settings-title"), tuple(lines), footer=bot.t("round-settings-footer"))


def status(bot: Bot, found: Standing, rhythms: Sequence[tuple[Routine, Slot | None]]) -> Card:
    body = (
        bot.t("round-status-people", count=found.people),
        *_made(bot, found),
        *_current(bot, found),
        *(_turn(bot, routine, slot) for routine, slot in rhythms),
        *(() if rhythms else (bot.t("round-status-no-rhythm"),)),
        *_ledger(bot, found),
        *(() if safety.ready(bot.db, bot.course.id) else (bot.t("safety-waits"),)),
    )
    return Card(bot.t("round-status-title"), body, _buttons(bot, found, rhythms), footer=bot.t("round-status-footer"))


def _made(bot: Bot, found: Standing) -> tuple[str, ...]:
    return (bot.t(f"round-status-{found.made.state}"),) if found.made else ()


def _current(bot: Bot, found: Standing) -> tuple[Text, ...]:
    if found.current is None:
        return ((bot.t("round-status-none"),),)
    ends = Moment(found.current.ends_at or bot.now, "date")
    line = bot.rich("round-status-open", number=found.current.number, count=found.groups, when=ends)
    waiting = [name[:NAME] for name in found.waiting if name]
    if not found.waiting:
        return (line,)
    return (line, bot.rich("round-status-waiting", count=len(found.waiting), who=Strong(", ".join(waiting))))


def _turn(bot: Bot, routine: Routine, slot: Slot | None) -> Text:
    words = Strong(rhythm(bot, routine))
    if slot:
        return bot.rich("round-status-turn", rhythm=words, when=_at(slot))
    return bot.rich("round-over" if routine.state == "active" else "round-rests", rhythm=words)


def _ledger(bot: Bot, found: Standing) -> tuple[str, ...]:
    """Nobody could be counted out of these: they come in bands."""
    if found.people < 1:
        return ()
    return tuple(bot.t(f"round-band-{name}", band=band(bot, one)) for name, one in found.bands.items())


def band(bot: Bot, found: Band) -> str:
    if found.most is None:
        return bot.t("band-or-more", least=found.least)
    return bot.t(
        "band-between" if found.least else "band-fewer", least=found.least, most=found.most, under=found.most + 1
    )


def _buttons(bot: Bot, found: Standing, rhythms: Sequence[tuple[Routine, Slot | None]]) -> tuple[Row, ...]:
    course = bot.course.id
    acts: list[Button] = []
    if found.made and found.made.state == "preview":
        acts.append(Button(bot.t("round-look"), "command", (course, "buddies", "preview"), "primary"))
    if not rhythms:
        acts.append(Button(bot.t("round-schedule"), "command", (course, "buddies", "schedule")))
    acts.append(Button(bot.t("round-now"), "command", (course, "buddies", "now")))
    if any(routine.state != "active" for routine, _ in rhythms):
        acts.append(Button(bot.t("rounds-go-on"), "command", (course, "buddies", "resume")))
    stops = tuple(_stop(bot, routine, alone=len(rhythms) == 1) for routine, _ in rhythms[:ROW])
    return (tuple(acts), *((stops,) if stops else ()))


def forecast(bot: Bot, asked: tuple[int, int, int], size: int, found: Forecast, trios: Forecast) -> Card:
    """``asked``: how many people, every how many weeks, how many rounds are left."""
    people, every, left = asked
    key = "forecast-sure" if found.sure else "forecast-at-best"
    first = bot.t(key, people=people, every=every, rounds=found.rounds, weeks=found.weeks, size=size)
    body = [first, bot.t("forecast-left", count=left)]
    if size == 2 and people > 2:
        body.insert(1, bot.t("forecast-trios", rounds=trios.rounds, weeks=trios.weeks))
    return Card(bot.t("forecast-title"), tuple(body))
