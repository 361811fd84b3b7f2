"""What people do in Slack, and what they see of it: over Socket Mode and over HTTP."""

from __future__ import annotations

from adapters.slack.connect import Slack
from bot.kernel.places import Place
from tests.platforms.slack import FakeSlack, Message, buttons_of, text_of
from tests.platforms.slack.delivery import deliver
from tests.platforms.slack.sockets import Envelope
from tests.slack import toy


async def a_tray(slack: FakeSlack, where: str = "general") -> Message:
    """What Ana sees after the command that shows one."""
    return await (await slack.command("ana", where, "/homeroom", "toy show")).message()


async def test_a_command_is_answered_to_whoever_typed_it_alone(slack: FakeSlack, adapter: Slack) -> None:
    answer = await slack.command("ana", "general", "/homeroom", "toy show")
    message = await answer.message()
    assert "A tray\nSeen 1 times.\nOnly you see this." == text_of(message)
    assert slack.user("ana").id == message.only_for
    assert ["Again", "Write", "Whisper"] == list(buttons_of(message))


async def test_mentions_reach_the_command_as_a_person_and_a_channel(slack: FakeSlack, adapter: Slack) -> None:
    line = "toy plan name:“Maths & more” zone:europe/berlin start:2026-03-09 where:#random whom:@bo"
    message = await (await slack.command("ana", "general", "/homeroom", line)).message()
    space, room, bo = adapter.space, slack.channel("random").id, slack.user("bo").id
    expected = f"Planned\nMaths & more / Europe/Berlin / 2026-03-09 / {space}/{room} / {space}/@{bo}"
    assert expected == text_of(message)


async def test_somebody_is_who_slack_says_they_are(slack: FakeSlack, adapter: Slack) -> None:
    slack.user("ana").locale = "de-DE"
    student = await (await slack.command("ana", "general", "/homeroom", "toy whoami")).message()
    owner = await (await slack.command("owner", "general", "/homeroom", "toy whoami")).message()
    here = f"{adapter.space}/{slack.channel('general').id}"
    assert f"ana / False / de-DE / America/New_York / {here}" == text_of(student)
    assert text_of(owner).startswith("owner / True / en-US")


async def test_what_is_missing_is_asked_for_in_a_form(slack: FakeSlack, adapter: Slack) -> None:
    answer = await slack.command("ana", "general", "/homeroom", "toy plan name:Maths")
    form = await answer.view()
    offered = await slack.suggest("ana", form, "zone", "berl")
    assert ["Europe/Berlin"] == [option["value"] for option in offered.options]
    given = {"zone": "Europe/Berlin", "start": "2026-03-09", "where": slack.channel("random").id}
    submitted = await slack.submit("ana", form, given)
    message = await answer.message()
    assert f"Planned\nMaths / Europe/Berlin / 2026-03-09 / {adapter.space}/{given['where']} / None" == text_of(message)
    assert slack.user("ana").id == message.only_for
    assert not form.is_open
    assert submitted.ack is None


async def test_wrong_fields_are_marked_in_the_form(slack: FakeSlack, adapter: Slack) -> None:
    form = await (await slack.command("ana", "general", "/homeroom", "toy plan")).view()
    await slack.suggest("ana", form, "zone", "berl")
    answer = await slack.submit("ana", form, {"name": "Maths", "zone": "Europe/Berlin", "start": "tomorrow"})
    assert ["start"] == list(answer.errors)
    assert "2027-01-11" in answer.errors["start"]
    assert form.is_open


async def test_a_typo_gets_the_nearest_command_as_a_button(slack: FakeSlack, adapter: Slack) -> None:
    message = await (await slack.command("ana", "general", "/homeroom", "toy shwo")).message()
    assert "There is no command “toy shwo”. Did you mean “toy show”?" == text_of(message)
    shown = await (await slack.press("ana", message, "/homeroom toy show")).message()
    assert text_of(shown).startswith("A tray")


async def test_an_option_that_does_not_exist_is_named(slack: FakeSlack, adapter: Slack) -> None:
    message = await (await slack.command("ana", "general", "/homeroom", "toy plan nmae:Maths")).message()
    assert "“toy plan” has no option “nmae”. It takes: name, zone, start, where, whom." == text_of(message)


async def test_help_lists_what_this_person_may_use(slack: FakeSlack, adapter: Slack) -> None:
    student = text_of(await (await slack.command("ana", "general", "/homeroom", "")).message())
    owner = text_of(await (await slack.command("owner", "general", "/homeroom", "help toy")).message())
    assert "/homeroom toy show – Show the tray." in student
    assert ["room close" in text for text in (student, owner)] == [False, True]


async def test_what_somebody_may_not_do_is_refused_kindly(slack: FakeSlack, adapter: Slack) -> None:
    message = await (await slack.command("ana", "general", "/homeroom", "room close")).message()
    assert "This is for people with one of these roles in the course: owner." == text_of(message)


async def test_an_update_replaces_the_message_that_was_pressed_on(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    answer = await slack.press("ana", tray, "Again")
    assert tray is await answer.message()
    assert "Seen 2 times." in text_of(tray)
    assert [tray] == slack.whispers("ana")


async def test_a_whisper_stands_beside_the_message_that_was_pressed_on(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    answer = await slack.press("ana", tray, "Whisper")
    assert "Psst, ana: None." == text_of(await answer.message())
    assert "Seen 1 times." in text_of(tray)


async def test_a_menu_of_places_gives_the_address_of_the_one_chosen(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    menu = tray.blocks[-2]["elements"][0]["action_id"]
    room = slack.channel("random").id
    message = await (await slack.press("ana", tray, menu, room)).message()
    assert f"You picked {adapter.space}/{room}." == text_of(message)


async def test_a_form_comes_back_with_every_field(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    pressed = await slack.press("ana", tray, "Write")
    form = await pressed.view()
    await slack.submit("ana", form, {"words": "A <plant> & so on"})
    assert "a1: A <plant> & so on / blue /  / " == text_of(await pressed.message())


async def test_an_update_after_a_form_replaces_the_message_that_opened_it(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    pressed = await slack.press("ana", tray, "Write")
    await slack.submit("ana", await pressed.view(), {"words": "change"})
    assert tray is await pressed.message()
    assert "Seen 9 times." in text_of(tray)


async def test_a_form_may_follow_a_form(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    pressed = await slack.press("ana", tray, "Write")
    form = await pressed.view()
    await slack.submit("ana", form, {"words": "more"})
    await slack.submit("ana", form, {"words": "enough"})
    assert "a2: enough / blue /  / " == text_of(await pressed.message())


async def test_a_form_that_a_feature_refuses_is_marked(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    form = await (await slack.press("ana", tray, "Write")).view()
    answer = await slack.submit("ana", form, {"words": "wrong"})
    assert {"words": "Please write something right."} == answer.errors


async def test_words_that_nobody_suggested_can_still_be_chosen(slack: FakeSlack, adapter: Slack) -> None:
    command = await slack.command("ana", "general", "/homeroom", "toy tag")
    form = await command.view()
    offered = await slack.suggest("ana", form, "themes", "fo")
    assert ["Food"] == [option["text"]["text"] for option in offered.options]
    await slack.suggest("ana", form, "themes", "food, small joys")
    await slack.submit("ana", form, {"themes": "food, small joys"})
    assert "food + small joys" == text_of(await command.message())


async def test_an_answer_after_half_an_hour_still_arrives(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    form = await (await slack.press("ana", tray, "Write")).view()
    slack.clock.skip(1900)
    await slack.submit("ana", form, {"words": "late"})
    await slack.until(lambda: len(slack.whispers("ana")) == 2)
    assert "a1: late / blue /  / " == text_of(slack.whispers("ana")[-1])


async def test_where_the_bot_is_not_invited_a_late_answer_is_a_direct_message(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack, "random")
    form = await (await slack.press("ana", tray, "Write")).view()
    slack.clock.skip(1900)
    await slack.submit("ana", form, {"words": "late"})
    await slack.until(lambda: bool(slack.dm("ana")))
    assert "a1: late / blue /  / " == text_of(slack.dm("ana")[-1])


async def test_a_press_in_a_thread_is_answered_there(slack: FakeSlack, adapter: Slack) -> None:
    home = Place(adapter.space, slack.channel("general").id)
    post = await adapter.platform.post(home, toy.tray(), "m1")
    reply = await adapter.platform.post(post.thread, toy.tray(), "m2")
    shown = slack.channel("general").find(reply.id)
    assert shown
    message = await (await slack.press("ana", shown, "Whisper")).message()
    assert post.id == message.thread_ts
    assert f"Psst, ana: {reply}." == text_of(message)


async def test_the_same_act_delivered_twice_is_one(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    pressed = await slack.press("ana", tray, "Again")
    await pressed.message()
    receipt = await deliver(slack, Envelope("interactive", pressed.payload))
    assert (None, None) == (receipt.error, receipt.payload)
    assert 1 == len(pressed.posts)


async def test_slackbot_is_not_a_person(slack: FakeSlack, adapter: Slack) -> None:
    slack.channel("general").members.append("USLACKBOT")
    answer = await slack.command("USLACKBOT", "general", "/homeroom", "toy show")
    assert (True, None, []) == (answer.acked, answer.error, answer.messages)


async def test_a_forged_button_does_nothing(slack: FakeSlack, adapter: Slack) -> None:
    tray = await a_tray(slack)
    button = tray.blocks[2]["elements"][0]
    button["action_id"] = button["action_id"].replace(":1:", ":99:")
    message = await (await slack.press("ana", tray, "Again")).message()
    assert text_of(message).startswith("This button is too old, or not from here.")
