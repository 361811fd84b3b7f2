"""Buddies in a busy school: everybody takes part, in every way there is."""

from __future__ import annotations

from bot.kernel.cards import Card
from bot.kernel.places import Place
from tests.world.school import School, Someone, labels

HELLO = "Hello, I am Ana and I like ferns"
ANSWER = "Rain on the window, wrote Ana"


async def befriend(school: School, olga: Someone, everybody: list[Someone]) -> None:
    """They join, tell what they like, are put together, write, are asked how it was, and some move on."""
    await _join(school, olga, everybody)
    await _first_round(school, olga)
    await _exchange(school, everybody)
    await _move_on(school, olga, everybody)


async def _join(school: School, olga: Someone, everybody: list[Someone]) -> None:
    await olga.call("buddies invite")
    await olga.call("buddies schedule", day="wed", every="1", at="11:00", start="2026-05-06")
    await olga.call("buddies settings", approve="yes", weeks=1, video="https://example.org/room")
    await olga.call("buddies forecast")
    for who in everybody:
        await who.call("buddy join")
        await who.call("buddy preferences", hours="Mon-Fri 18-21", languages="English", deep="yes")
    ana, bo, *rest = everybody
    preferences = await ana.call("buddy preferences")
    await ana.fill(await ana.press(preferences, "About me"), hello=HELLO, interests="ferns")
    for label in ("Hours and ways", "How I take part"):
        await ana.press(preferences, label)
    await ana.call("buddy never-pair", person=rest[-1].person)
    await ana.call("buddy never-pair")
    await olga.call("buddies separate", one=rest[0].person, other=rest[-1].person)
    await bo.press(await bo.call("buddy pause"), "One week")
    await bo.call("buddy resume")
    await rest[0].call("buddy skip")
    await rest[0].call("buddy resume")


async def _first_round(school: School, olga: Someone) -> None:
    await olga.call("buddies now")
    await school.settle()
    preview = _told(school, olga, "before it is sent")
    await olga.press(preview, "Lock a group, or unlock it", *_first(preview, "Lock a group, or unlock it"))
    await olga.press(await olga.call("buddies preview"), "Shuffle")
    await school.settle()
    await olga.press(_told(school, olga, "before it is sent"), "Send it")
    await school.pass_time(hours=14)


def _first(card: Card, hint: str) -> list[str]:
    (menu,) = (control for control in card.controls if getattr(control, "hint", "") == hint)
    return [menu.options[0].value]  # type: ignore[union-attr]


def _told(school: School, who: Someone, words: str) -> Card:
    return [card for card in school.platform.told(who.person) if words in card.words][-1]


async def _exchange(school: School, everybody: list[Someone]) -> None:
    """Everybody answers what stands in their room, changes it, asks for another, and says how it was."""
    for day in range(7):
        for room, people in list(school.platform.rooms.items()):
            for who in everybody:
                if who.person in people:
                    await _in_a_room(who, school.platform.standing(Place.parse(room)), day)
        await school.pass_time(hours=24)


async def _in_a_room(who: Someone, cards: list[Card], day: int) -> None:
    for card in cards[-6:]:
        there = set(labels(card))
        for label in ("When are we free together?", "The question", "Not yet", "Keep", "Somebody new"):
            if label in there:
                await who.press(card, label)
        if "Answer" in there and day != 2:
            if day % 3 == 0:
                await who.press(card, "Another question")
                await who.press(card, "No deeper than this")
                await who.press(card, "Later")
            await who.fill(await who.press(card, "Answer"), text=f"{ANSWER} {day}")
        if "Tell the staff" in there and day == 1:
            await who.fill(await who.press(card, "Tell the staff"), text=f"{ANSWER} to the staff")


async def _move_on(school: School, olga: Someone, everybody: list[Someone]) -> None:
    await olga.call("buddies settings", approve="no", publish="post")
    await olga.call("buddies now")
    await school.pass_time(hours=14)
    for who in everybody:
        for path in ("buddy mine", "buddy again", "buddy rematch"):
            await who.call(path)
    question = [card for card in school.platform.every if "Who is my buddy?" in labels(card)][-1]
    for who in everybody:
        found = await who.press(question, "Who is my buddy?")
        if "Open our room" in labels(found):
            await who.press(found, "Open our room")
    await school.pass_time(hours=14)
    await everybody[-1].call("buddy leave")
    for path in ("buddies status", "buddies preview", "buddies pause", "buddies resume"):
        await olga.call(path)
    await school.pass_time(hours=30)
