"""Setting a course up, on every platform alike."""

from __future__ import annotations

from tests.contract.conftest import Stage
from tests.contract.harness import Seen


async def test_a_bare_command_opens_a_form_with_what_is_missing(stage: Stage) -> None:
    form = await stage.far.command("owner", "course setup")

    assert "form" == form.kind
    assert ("name", "zone", "start", "weeks", "channel") == form.fields


async def test_a_wrong_form_comes_back_with_a_sentence_for_each_wrong_field(stage: Stage) -> None:
    form = await stage.far.command("owner", "course setup")

    wrong = await stage.far.submit("owner", form, name="Python 101", zone="Europe/Berlni", start="soon", weeks="12")

    words = wrong.text + " ".join(sentence for _, sentence in wrong.errors)
    assert "Europe/Berlin" in words
    assert "2027-01-11" in words


async def test_what_was_typed_is_not_lost_when_a_form_comes_back(stage: Stage) -> None:
    form = await stage.far.command("owner", "course setup")
    wrong = await stage.far.submit(
        "owner", form, name="Python 101", zone="Europe/Berlni", start="2027-01-04", weeks="12"
    )
    again = wrong if wrong.kind == "errors" else await stage.far.press("owner", wrong, "Try again")

    preview = await stage.far.submit(
        "owner", again, name="Python 101", zone="Europe/Berlin", start="2027-01-04", weeks="12"
    )

    assert "Python 101" in preview.text


async def test_the_preview_comes_before_anything_is_said_in_public(stage: Stage) -> None:
    facts = {"name": "Python 101", "zone": "europe/berlin", "start": "2027-01-04", "weeks": "6"}

    preview = await stage.far.command("owner", "course setup", **facts)
    await stage.settle()

    assert "Python 101" in preview.text
    assert "Europe/Berlin" in preview.text
    assert "Start the course" in preview.buttons
    assert [] == stage.far.said(stage.far.home)


async def test_starting_changes_the_preview_itself(stage: Stage) -> None:
    preview = await stage.far.command(
        "owner", "course setup", name="Python 101", zone="Europe/Berlin", start="2027-01-04"
    )

    started = await stage.far.press("owner", preview, "Start the course")

    assert "is set up" in started.text
    assert "Schedule icebreakers" in started.buttons


async def test_a_button_can_open_the_form_of_a_command(course: Stage) -> None:
    status = await course.far.command("owner", "course settings")

    form = await course.far.press("owner", status, "Name, zone, dates")

    assert "form" == form.kind


async def test_students_are_told_whose_command_it_is(course: Stage) -> None:
    told = await course.far.command("ana", "icebreaker now")
    await course.settle()

    assert "instructor" in told.text
    assert [] == course.far.said(course.far.home)


async def test_whoever_manages_the_space_appoints_staff(course: Stage) -> None:
    await course.far.command("owner", "course staff add", person="@ana", role="moderator")

    asked = await course.far.command("ana", "icebreaker now")

    assert "Asked" in asked.text


async def test_staff_cannot_appoint_staff(course: Stage) -> None:
    await course.far.command("owner", "course staff add", person="@ana", role="moderator")

    told = await course.far.command("ana", "course staff add", person="@bo", role="instructor")

    assert "owner" in told.text


async def test_a_wrong_option_gets_a_private_sentence(course: Stage) -> None:
    told = await course.far.command("owner", "icebreaker schedule", days="someday", at="10:00")

    assert "someday" in told.text
    assert "weekdays" in told.text


async def test_zones_are_completed(stage: Stage) -> None:
    found = await stage.far.complete("owner", "course setup", "zone", "berl")

    assert "Europe/Berlin" in found


async def test_help_lists_what_one_may_do(course: Stage) -> None:
    for_student = await course.far.command("ana", "help")
    for_owner = await course.far.command("owner", "help")

    assert "suggest" in about("icebreaker", for_student)
    assert "schedule" not in about("icebreaker", for_student)
    assert "schedule" in about("icebreaker", for_owner)


def about(noun: str, seen: Seen) -> str:
    """What help says of a noun."""
    return next(line for line in seen.text.splitlines() if noun in line)


async def test_status_says_what_comes_next(course: Stage) -> None:
    await course.far.command("owner", "icebreaker schedule", days="tue, thu", at="10:00", channel="#general")

    status = await course.far.command("owner", "course status")

    assert "Tuesday 5 January, 10:00" in status.text
