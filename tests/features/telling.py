"""Words for what tests of results do again and again: a class that answers, and what then stands in the channel."""

from __future__ import annotations

from collections.abc import Mapping

from bot.kernel.cards import Card
from tests.features.questioning import start, students, tap
from tests.world.people import HOME
from tests.world.school import School, Someone, words

FIFTEEN = {f"student{n}": "Agree" if n < 11 else "Disagree" for n in range(15)}
"""Eleven of fifteen agree."""


def notices(school: School, who: Someone) -> list[Card]:
    """What somebody of the staff has heard of answers that the class is owed."""
    return [card for card in school.platform.told(who.person) if card.title == "You said, we did"]


async def respond(who: Someone, said: str = "The list is long.", did: str = "Two texts a week.") -> str:
    """Answer the class; what staff are told then."""
    form = await who.press(notices(who.school, who)[-1], "You said, we did …")
    reply = await who.fill(form, said=said, did=did)
    await who.school.settle()
    return words(reply)


async def of_size(school: School, size: int) -> None:
    """Staff say how many are in the class."""
    await school.someone("olga", manages=True).call("course size", students=size)


async def answer(school: School, card: Card, answers: Mapping[str, int]) -> None:
    """So many different people press each of these on the card."""
    people = students(school, sum(answers.values()))
    for label, count in answers.items():
        await tap(card, label, [people.pop() for _ in range(count)])


async def open_for(who: Someone, card: Card, *labels: str) -> None:
    """Answer a check-in of several questions, one tap each."""
    reply = await who.press(card, "Answer")
    for label in labels:
        reply = await who.press(reply, label)


async def close(who: Someone, command: str = "checkin close") -> list[Card]:
    """Close what is open; what stands in the channel since."""
    before = who.school.platform.standing(HOME)
    await who.call(command)
    await who.school.settle()
    return who.school.platform.standing(HOME)[len(before) :]


async def pulse(who: Someone, light: int, okay: int, heavy: int, very: int) -> Card:
    """A pulse that so many answered, closed; its results."""
    card = await start(who, "pulse")
    await answer(who.school, card, {"Light": light, "Okay": okay, "Heavy": heavy, "Very heavy": very})
    [result] = await close(who)
    return result


async def connection(who: Someone, answers: Mapping[str, str], later: bool = False) -> list[Card]:
    """A connection check that these people answered alike throughout: name to label; closed.

    The second question is answered with yes by whoever agrees.
    """
    card = await start(who, "connection")
    for name, label in answers.items():
        await through(who.school.someone(name), card, label)
    return await close(who)


async def through(who: Someone, card: Card, label: str, linked: bool = False) -> None:
    reply = await who.press(card, "Answer")
    if linked:
        reply = await who.press(reply, "Use my answers to see change: no")
    yes = "Yes" if label in ("Agree", "Strongly agree") else "Not yet"
    while len(options := reply.card.controls) > 1 and any("refer" in getattr(one, "label", "") for one in options):
        second = "Yes" in [getattr(one, "label", "") for one in options]
        reply = await who.press(reply, yes if second else label)
