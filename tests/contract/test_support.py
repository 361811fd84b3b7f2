"""Help within two taps, the agreement, and what happens to words of need: on every platform alike."""

from __future__ import annotations

from tests.contract.conftest import Stage

TITLE = "You deserve to talk with someone now"


async def contacts(stage: Stage) -> None:
    for who in ("bo", "cy"):
        await stage.far.command("owner", "safety contacts add", person=f"@{who}", name=f"{who.title()} the tutor")
    await stage.settle()


async def test_support_is_one_command_away_and_only_they_see_it(course: Stage) -> None:
    shown = await course.far.command("ana", "support")
    more = await course.far.press("ana", shown, "More places to turn to")
    await course.settle()

    assert "findahelpline.com" in shown.text
    assert "Show support" in more.buttons
    assert [] == course.far.said(course.far.home)


async def test_another_country_is_chosen_from_a_menu(course: Stage) -> None:
    more = await course.far.press("ana", await course.far.command("ana", "support"), "More places to turn to")

    there = await course.far.press("ana", more, "Where are you?", "NZ")

    assert "1737" in there.text


async def test_staff_fill_the_card_in_and_students_read_it(course: Stage) -> None:
    form = await course.far.command("owner", "safety card")
    services = "Counselling | 555 0100\nChaplain | room 3"

    await course.far.submit("owner", form, services=services, country="Germany", institution="Oak")

    shown = await course.far.command("ana", "support")
    assert "Counselling: 555 0100" in shown.text
    assert "Chaplain: room 3" in shown.text
    assert "0800 111 0 111" in shown.text


async def test_who_joins_accepts_first_and_then_has_joined(course: Stage) -> None:
    asked = await course.far.command("ana", "buddy join")
    assert "Before I write to you" in asked.text

    joined = await course.far.press("ana", asked, "I agree")

    assert "Before I write to you" not in joined.text
    assert "Before I write to you" not in (await course.far.command("ana", "buddy join")).text


async def test_words_of_need_are_answered_alone_and_posted_nowhere(course: Stage) -> None:
    post = await course.ask()
    form = await course.far.press("ana", post, "Write a line")

    shown = await course.far.submit("ana", form, text="I want to die", how="thread")
    await course.settle()

    assert TITLE in shown.text
    assert "I’m okay, this was a mistake" in shown.buttons
    assert [] == course.far.said(course.far.thread(post))


async def test_a_contact_is_written_to_and_says_that_it_is_in_hand(course: Stage) -> None:
    await contacts(course)
    choice = await course.far.press("ana", await course.far.command("ana", "support"), "Choose a person")
    consent = await course.far.press("ana", choice, "Bo the tutor")

    sent = await course.far.press("ana", consent, "Yes, tell them")
    await course.settle()

    told = course.far.told("bo")[-1]
    assert "Take it back" in sent.buttons
    assert "would welcome a message" in told.text
    thanks = await course.far.press("bo", told, "I’ve written to them")
    assert "Thank you" in thanks.text
