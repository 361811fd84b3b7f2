"""The bot writes to nobody unasked who has not accepted: first the agreement, then what they wanted goes on."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.kernel.cards import Button, Card
from bot.kernel.commands import command
from bot.kernel.deliveries import Delivery
from bot.kernel.events import Call
from bot.kernel.features import Act, Bot
from bot.kernel.places import Person
from bot.kernel.replies import Update, Whisper
from bot.store import agreements
from bot.store.tables import deliveries, drafts
from tests.features.befriending import buddy, course
from tests.features.together import within
from tests.world.people import SPACE
from tests.world.school import School, Someone, labels, words

TITLE = "Before I write to you"


async def accepted(school: School) -> set[str]:
    rows = await school.read(select(agreements.A.person))
    return {row.person.id for row in rows}


async def test_joining_asks_first_and_goes_on_when_accepted(botany: School) -> None:
    dee = botany.someone("dee", agreed=False)

    asked = await dee.call("buddy join")
    assert TITLE in words(asked)
    assert ["I agree", "Not now", "Support"] == labels(asked)
    assert await buddy(dee) is None

    joined = await dee.press(asked, "I agree")
    assert isinstance(joined, Update)
    assert TITLE not in words(joined)
    assert "in" == (await buddy(dee)).state  # type: ignore[union-attr]
    assert "dee" in await accepted(botany)


async def test_options_that_were_given_are_not_lost(botany: School) -> None:
    dee = botany.someone("dee", agreed=False)

    await dee.press(await dee.call("buddy join", pace="two-weeks"), "I agree")

    assert 2 == (await buddy(dee)).pace  # type: ignore[union-attr]


async def test_a_draft_of_the_options_knows_nobody(botany: School) -> None:
    await botany.someone("dee-9f8e", agreed=False).call("buddy join", pace="two-weeks")

    [row] = await botany.read(select(drafts))
    assert "dee-9f8e" not in str(tuple(row))


async def test_the_button_of_an_invitation_asks_too(botany: School, olga: Someone) -> None:
    await olga.call("buddies invite")
    await botany.settle()
    dee = botany.someone("dee", agreed=False)
    invitation = botany.platform.every[-1]
    label = labels(invitation)[0]

    asked = await dee.press(invitation, label)
    assert TITLE in words(asked)

    await dee.press(asked, "I agree")
    assert await buddy(dee) is not None


async def test_not_now_keeps_nothing(botany: School) -> None:
    dee = botany.someone("dee", agreed=False)

    await dee.press(await dee.call("buddy join"), "Not now")

    assert "dee" not in await accepted(botany)
    assert await buddy(dee) is None


async def test_who_has_accepted_is_not_asked_again_in_this_course_only(botany: School) -> None:
    dee = botany.someone("dee", agreed=False)
    await dee.press(await dee.call("buddy join"), "I agree")
    await dee.call("buddy leave")

    assert TITLE not in words(await dee.call("buddy join"))


async def test_staff_are_not_asked(botany: School, olga: Someone) -> None:
    olga.agreed = False

    assert TITLE not in words(await olga.call("buddy join"))


async def test_when_the_agreement_changes_everybody_is_asked_anew(botany: School, monkeypatch: object) -> None:
    dee = botany.someone("dee", agreed=False)
    await dee.press(await dee.call("buddy join"), "I agree")
    monkeypatch.setattr(agreements, "VERSION", agreements.VERSION + 1)  # type: ignore[attr-defined]

    assert TITLE in words(await dee.call("buddy join"))


async def test_what_only_answers_needs_no_agreement(question: Card, botany: School) -> None:
    dee = botany.someone("dee", agreed=False)

    assert TITLE not in words(await dee.press(question, labels(question)[0]))


async def test_the_policy_of_the_institution_stands_in_it(botany: School, olga: Someone) -> None:
    form = await olga.call("safety card")
    await olga.fill(form, institution="Oak University", policy="https://oak.example.org/safe")

    asked = words(await botany.someone("dee", agreed=False).call("buddy join"))

    assert "policy of Oak University" in asked
    assert "https://oak.example.org/safe" in asked


def ring(bot: Bot, call: Call) -> Whisper:
    """Ring."""
    return Whisper(Card(body=("rung",)))


def on_bell(bot: Bot, press: object, course: str, *more: str) -> Whisper:
    return Whisper(Card(body=(f"{bot.course.name} rings {more} {press.values}",)))  # type: ignore[attr-defined]


def with_bell(school: School) -> School:
    """A press that is agreed."""
    app = school.core.app
    app.presses["toy.bell"] = Act(on_bell, agreed=True)  # type: ignore[index]
    app.commands["bell",] = command("bell", ring, agreed=True)  # type: ignore[index]
    return school


async def test_a_press_goes_on_with_all_that_it_carried(botany: School) -> None:
    with_bell(botany)
    dee, id_ = botany.someone("dee", agreed=False), (await course(botany)).id

    asked = await dee.press(Button("x", "toy.bell", (id_, "twice")))
    assert TITLE in words(asked)
    assert "Botany 101 rings ('twice',)" in words(await dee.press(asked, "I agree"))
    assert "rings ('twice',)" in words(await dee.press(Button("x", "toy.bell", (id_, "twice"))))


async def test_what_does_not_fit_is_asked_for_once_more(botany: School) -> None:
    with_bell(botany)
    dee, id_ = botany.someone("dee", agreed=False), (await course(botany)).id

    asked = await dee.press(Button("x", "toy.bell", (id_, "a" * 45)))

    assert "Please do once more" in words(await dee.press(asked, "I agree"))
    assert "dee" in await accepted(botany)


async def test_a_command_that_is_pressed_goes_on_too(botany: School) -> None:
    with_bell(botany)
    dee, id_ = botany.someone("dee", agreed=False), (await course(botany)).id

    asked = await dee.press(Button("x", "command", (id_, "bell")))

    assert "rung" in words(await dee.press(asked, "I agree"))


def unasked(key: str, person: str, **more: object) -> Delivery:
    return Delivery(key, "toy", "tell", Person(SPACE, person), Card(body=("Hello",)), **more)  # type: ignore[arg-type]


async def test_no_feature_can_write_unasked_to_who_has_not_accepted(botany: School, olga: Someone) -> None:
    """Whatever it says of the course, or leaves out; alone, or among others."""
    id_ = (await course(botany)).id
    await botany.agree(Person(SPACE, "ana"))
    said = [
        unasked("no course", "dee"),
        unasked("in the course", "dee", course=id_),
        unasked("in another", "ana", course="another"),
        unasked("accepted", "ana", course=id_),
        unasked("staff", "olga", course=id_),
    ]
    await within(botany, lambda bot: bot.say(*said))
    await within(botany, lambda bot: bot.say(unasked("alone", "dee", course=id_)))
    await botany.pass_time(days=8)

    rows = await botany.read(select(deliveries.c.key, deliveries.c.state, deliveries.c.reason))
    found = {row.key: (row.state, row.reason) for row in rows}
    for key in ("no course", "in the course", "in another", "alone"):
        assert ("cancelled", "no agreement") == found[key]
    assert "sent" == found["accepted"][0]
    assert "sent" == found["staff"][0]
    assert [] == botany.platform.told(Person(SPACE, "dee"))


async def test_no_feature_can_send_what_is_cancelled_by_saying_it_again(botany: School) -> None:
    id_ = (await course(botany)).id
    await within(botany, lambda bot: bot.say(unasked("k", "dee", course=id_)))
    await botany.agree(Person(SPACE, "dee"))
    await within(botany, lambda bot: bot.say(unasked("k", "dee", course=id_)))
    await botany.settle()

    assert [] == botany.platform.told(Person(SPACE, "dee"))


async def test_who_takes_it_back_is_not_written_to(botany: School) -> None:
    id_, dee = (await course(botany)).id, Person(SPACE, "dee")
    await botany.agree(dee)

    def leave(db: Connection) -> None:
        for kept in botany.core.app.means.house.keeps:
            if kept.erase:
                kept.erase(db, dee)

    await botany.core.store.write(leave)
    await within(botany, lambda bot: bot.say(unasked("k", "dee", course=id_)))
    await botany.settle()

    assert [] == botany.platform.told(dee)
