"""App Home: a button for everything that somebody may do, answered in a window."""

from __future__ import annotations

from adapters.slack.connect import Slack
from tests.platforms.slack import FakeSlack, View, buttons_of, text_of


async def opened(slack: FakeSlack, who: str) -> View:
    """The Home tab as the person then sees it."""
    await slack.open_home(who)
    await slack.until(lambda: slack.home(who) is not None)
    home = slack.home(who)
    assert home
    return home


async def test_students_see_what_is_theirs_and_staff_theirs_above_it(slack: FakeSlack, adapter: Slack) -> None:
    student, owner = await opened(slack, "ana"), await opened(slack, "owner")
    assert ["Help", "Plan", "Show", "Tag", "Whoami"] == list(buttons_of(student))
    assert ["Close", "Help", "Plan", "Show", "Tag", "Whoami"] == list(buttons_of(owner))
    assert "Show the tray." in text_of(student)
    assert (
        text_of(owner).index("For staff") < text_of(owner).index("Close the place.") < text_of(owner).index("For you")
    )


async def test_a_button_is_answered_in_a_window(slack: FakeSlack, adapter: Slack) -> None:
    window = await (await slack.press("ana", await opened(slack, "ana"), "Show")).view()
    assert "A tray" == window.title
    assert "Seen 1 times." in text_of(window)
    again = await slack.press("ana", window, "Again")
    assert again.error is None
    await slack.until(lambda: "Seen 2 times." in text_of(window))
    assert [] == slack.whispers("ana") + slack.dm("ana")


async def test_a_form_opened_in_a_window_is_answered_where_it_stood(slack: FakeSlack, adapter: Slack) -> None:
    window = await (await slack.press("ana", await opened(slack, "ana"), "Show")).view()
    form = await (await slack.press("ana", window, "Write")).view()
    answer = await slack.submit("ana", form, {"words": "Hello"})
    assert "Homeroom\na1: Hello / blue /  / " == text_of(await answer.view())
    assert [] == slack.whispers("ana") + slack.dm("ana")


async def test_a_command_that_asks_opens_its_form(slack: FakeSlack, adapter: Slack) -> None:
    form = await (await slack.press("ana", await opened(slack, "ana"), "Plan")).view()
    assert ["name", "zone", "start", "where", "whom"] == [block["block_id"] for block in form.blocks]


async def test_a_window_that_was_closed_is_answered_by_a_direct_message(slack: FakeSlack, adapter: Slack) -> None:
    slack.fail_next("views.open", error="expired_trigger_id")
    await slack.press("ana", await opened(slack, "ana"), "Show")
    await slack.until(lambda: bool(slack.dm("ana")))
    assert text_of(slack.dm("ana")[0]).startswith("A tray")


async def test_the_messages_tab_publishes_nothing(slack: FakeSlack, adapter: Slack) -> None:
    ana = slack.user("ana")
    await slack.event("app_home_opened", "ana", user=ana.id, channel="D0", tab="messages")
    await slack.open_home("bo")
    await slack.until(lambda: slack.home("bo") is not None)
    assert slack.home("ana") is None
