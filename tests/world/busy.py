"""A school in which everything has happened that can happen, with the same few people."""

from __future__ import annotations

from bot.kernel.cards import Card
from bot.kernel.places import Place
from tests.world.befriended import befriend
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, open_course

GARDEN = Place("fake:1", "garden")
ANA, BO, CY, OLGA, INES = "ana-5f3a", "bo-77c1", "cy-91d0", "olga-3e44", "ines-8b2f"
WORDS = {"line": "I like rain, said Ana", "question": "Which plant would Ana like to be?"}


async def live_a_little(school: School) -> None:
    """Two courses, staff, rhythms, questions, every way to answer and to pass, suggestions, forms left half filled,
    messages that could not be delivered, turns that were missed."""
    olga = school.someone(OLGA, manages=True)
    await _courses(school, olga)
    await _questions(school, olga)
    await _suggestions(school, olga)
    await befriend(school, olga, [school.someone(name) for name in (ANA, BO, CY, INES)])
    await _mishaps(school, olga)


async def _courses(school: School, olga: Someone) -> None:
    await open_course(olga)
    await open_course(olga, name="Zoology", channel=GARDEN)
    for name, role in ((INES, "instructor"), (BO, "moderator"), (CY, "mentor")):
        await olga.call("course staff add", person=school.someone(name).person, role=role)
    settings = await olga.call("course settings")
    for label in ("Name, zone, dates", "Topics", "Days off"):
        await olga.press(settings, label)
    await olga.press(await olga.press(settings, "Pause everything"), "Resume")
    await olga.call("icebreaker schedule", days="daily", at="10:00")
    await olga.call("icebreaker schedule", days="daily", at="16:00", channel=GARDEN)
    await olga.call("course setup", name="Draft", zone="UTC", start="2026-03-02")
    for path in ("course status", "icebreaker themes", "icebreaker swap", "icebreaker skip", "help"):
        await olga.call(path)


async def _questions(school: School, olga: Someone) -> None:
    await olga.call("icebreaker now", theme="play")
    await school.settle()
    card = school.platform.standing(HOME)[0]
    ana, bo, cy = (school.someone(name) for name in (ANA, BO, CY))
    await _answer(ana, card, WORDS["line"])
    await _answer(bo, card, "I don't")
    await bo.press(await bo.press(card, labels(card)[0]), "Delete it")
    await cy.press(card, labels(card)[0])
    for who in (ana, bo):
        for label in ("Skip", "Not for me", "Later"):
            await who.press(card, label)
    await school.pass_time(hours=30)


async def _answer(who: Someone, card: Card, words: str) -> None:
    mine = await who.fill(await who.press(card, "Write a line"), text=words, how="thread")
    mine = await who.press(mine, "Only count it")
    mine = await who.press(mine, "Show it in the thread")
    await who.school.settle()
    await who.fill(await who.press(mine, "Change it"), text=words)
    await who.school.settle()


async def _suggestions(school: School, olga: Someone) -> None:
    ana = school.someone(ANA)
    for n in range(3):
        await ana.call("icebreaker suggest", question=f"{WORDS['question']} {n}", labels="a fern, An Oak, moss")
    await school.settle()
    cards = [card for card in school.platform.told(olga.person) if "was suggested" in card.words]
    await olga.press(cards[0], "Approve")
    await olga.fill(await olga.press(cards[1], "Decline"), word="Not this time")
    await school.settle()


async def _mishaps(school: School, olga: Someone) -> None:
    """The machine sleeps for two days; a channel may not be written in; nobody can be told anything."""
    card = school.platform.standing(HOME)[0]
    school.clock.advance(days=2)
    await school.settle()
    school.platform.weather = lambda request: "forbidden" if GARDEN.channel in request.where else None
    await school.pass_time(hours=30)
    school.platform.weather = lambda request: "unreachable" if request.op == "tell" else None
    for name in (ANA, CY):
        await school.someone(name).press(card, "Later")
    await school.pass_time(hours=30)
    school.platform.weather = lambda request: None
    await olga.fill(await olga.call("course setup"), name="Botany", zone="Nowhere", start="x", weeks="0")
    await olga.call("icebreaker report")
    await olga.call("icebreaker preview")
