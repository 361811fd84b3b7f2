"""A school in which everything has happened that can happen, with the same few people."""

from __future__ import annotations

from bot.kernel.cards import Card
from bot.kernel.places import Place
from bot.kernel.replies import Reply
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
    await _support(school, olga)
    await _questions(school, olga)
    await _suggestions(school, olga)
    await befriend(school, olga, [school.someone(name) for name in (ANA, BO, CY, INES)])
    await _mishaps(school, olga)
    await _checkins(school, olga)
    await _looking_at_oneself(school)


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


async def _support(school: School, olga: Someone) -> None:
    """Ines and Bo can be turned to; Ana asks that one of them write to her, Cy worries about somebody."""
    card = await olga.call("safety card")
    await olga.fill(
        card, services="Counselling | 555 0100", country="de", institution="Oak", policy="https://oak.example"
    )
    for name in (INES, BO):
        await olga.call("safety contacts add", person=school.someone(name).person, name=f"{name[:2].title()} (tutor)")
    await olga.call("safety show")
    ana, cy = school.someone(ANA), school.someone(CY)
    shown = await ana.call("support")
    await ana.press(shown, "More places to turn to")
    consent = await ana.press(await ana.press(shown, "Choose a person"), "In (tutor)")
    await ana.press(consent, "Yes, tell them")
    worried = await cy.press(await cy.call("support"), "I’m worried about someone")
    await cy.press(await cy.press(worried, "Note to Bo (tutor)"), "With my name")
    await cy.press(await cy.press(worried, "Note to In (tutor)"), "Without my name")
    await cy.call("icebreaker suggest", question="Some days I want to die", labels="a, b, c")
    await school.settle()


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
    for who in (olga, school.someone(INES), school.someone(ANA)):
        for given in ({}, {"file": "csv"}, {"note": "off"}):
            await who.call("insights", **given)


async def _checkins(school: School, olga: Someone) -> None:
    """Asked, answered, told, and answered for by staff; some are still open, with words in them."""
    for name in (INES, OLGA):
        await olga.call("safety contacts add", person=school.someone(name).person, name=name)
    await olga.call("checkin schedule", kind="exit", day="mon")
    await olga.fill(await olga.call("checkin import"), title="Own", items="Is it good?\nWhich? | this; that")
    ana, *others = (school.someone(name) for name in (ANA, *(f"dee-{n}" for n in range(8))))
    card = await _asked(olga, "checkin start", kind="connection")
    for who in (ana, *others):
        await _through(who, await who.press(await who.press(card, "Answer"), "Use my answers to see change: no"))
    await olga.call("checkin close")
    await school.settle()
    owed = next(card for card in school.platform.told(olga.person) if "You said, we did …" in labels(card))
    await olga.fill(await school.someone(INES).press(owed, "Nothing to change, as …"), did="")
    await school.someone(INES).fill(await olga.press(owed, "You said, we did …"), said="Much", did="More")
    for path in ("checkin results", "checkin trend", "checkin own", "checkin rhythms", "poll results"):
        await olga.call(path)
    card = await _asked(olga, "checkin start", kind="exit")
    await ana.fill(await ana.press(await ana.press(card, "Answer"), "Write"), text="Keep the walks")
    await _asked(olga, "checkin start", kind="Own")
    await ana.press(await _asked(olga, "checkin start", kind="pulse"), "Heavy")
    look = await olga.call("poll ask", question="Which letter?", options="a; b", named="yes")
    await olga.press(look, "Ask it")
    await school.settle()
    await ana.press(school.platform.standing(HOME)[-1], "a")


async def _asked(olga: Someone, path: str, **options: str) -> Card:
    """The card that then stands in the channel."""
    await olga.call(path, **options)
    await olga.school.settle()
    return olga.school.platform.standing(HOME)[-1]


async def _through(who: Someone, reply: Reply | None) -> None:
    """Agree to everything."""
    while label := next((one for one in labels(reply) if one in ("Agree", "Yes")), None):
        reply = await who.press(reply, label)


async def _looking_at_oneself(school: School) -> None:
    for name in (ANA, BO, OLGA):
        who = school.someone(name)
        hub = await who.call("me")
        await who.press(hub, "Give me the file")
        await who.press(hub, "Look at the entries", "deliveries")
        await who.press(hub, "Erase everything")
