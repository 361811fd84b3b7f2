"""What the page can ask of the server, over a real socket."""

from __future__ import annotations

from datetime import timedelta

from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from tests.browser.conftest import Served
from tests.browser.toy import QUESTION


async def test_the_page_loads_only_from_its_own_server(served: Served) -> None:
    async with served.client.get(f"{served.address}/") as response:
        page = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert 200 == response.status
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in page
    assert "style=" not in page


async def test_the_first_steps_are_commands_that_this_bot_has(served: Served) -> None:
    async with served.client.get(f"{served.address}/") as response:
        page = await response.text()
    assert 'data-line="/course setup"' in page
    assert 'data-line="/course status"' not in page


async def test_a_command_is_answered_in_private(served: Served) -> None:
    answer = await served.type("/show")
    mine, theirs = await served.messages("dana"), await served.messages("ama")
    assert ("whisper", [answer["message"]]) == (answer["is"], [one["id"] for one in mine if one["whisper"]])
    assert [] == theirs


async def test_words_without_a_slash_are_for_everybody_and_not_for_the_bot(served: Served) -> None:
    await served.type("hello", who="chen")
    (said,) = await served.messages("ama")
    assert ("chen", [["hello"]], False) == (said["author"], said["card"]["body"], said["whisper"])


async def test_the_bot_reads_nothing_even_where_they_are_alone(served: Served) -> None:
    answer = await served.type("hello?", who="chen", room="dm-chen")
    assert "unread" == answer["is"]
    assert [] == await served.messages("chen", "dm-chen")


async def test_a_post_is_seen_by_all_and_its_buttons_work_for_each(served: Served) -> None:
    await served.type("/icebreaker now")
    post = next(one for one in await served.messages("ama") if one["card"]["title"] == QUESTION)
    plant = post["card"]["rows"][0]["buttons"][0]
    await served.act("pressed", "ama", token=plant["token"], message=post["id"])
    answers = [one for one in await served.messages("bruno") if one["thread"] == post["id"]]
    assert [[{"is": "strong", "text": "Ama"}, ": A plant"]] == [one["card"]["body"][0] for one in answers]


async def test_the_same_act_twice_counts_once(served: Served) -> None:
    once = await served.type("/show", id="the-same")
    again = await served.type("/show", id="the-same")
    assert ("whisper", "nothing") == (once["is"], again["is"])
    assert 1 == len(await served.messages())


async def test_a_button_with_a_changed_token_does_nothing(served: Served) -> None:
    await served.type("/icebreaker now")
    post = next(one for one in await served.messages() if not one["whisper"])
    token = post["card"]["rows"][0]["buttons"][0]["token"].replace("A plant", "A plane")
    await served.act("pressed", "ama", token=token, message=post["id"])
    sorry = (await served.messages("ama"))[-1]
    assert sorry["whisper"]
    assert "not from here" in sorry["card"]["body"][0][0]


async def test_an_update_changes_the_message_for_all(served: Served) -> None:
    await served.type("/icebreaker now")
    post = next(one for one in await served.messages() if not one["whisper"])
    skip = post["card"]["rows"][1]["buttons"][1]
    answer = await served.act("pressed", "ama", token=skip["token"], message=post["id"])
    changed = next(one for one in await served.messages("chen") if one["id"] == post["id"])
    assert ("update", "Skipped", True) == (answer["is"], changed["card"]["title"], changed["edited"])


async def test_a_form_comes_back_with_the_wrong_field_named(served: Served) -> None:
    await served.type("/icebreaker now")
    post = next(one for one in await served.messages() if not one["whisper"])
    write = post["card"]["rows"][1]["buttons"][0]
    form = (await served.act("pressed", "ama", token=write["token"], message=post["id"]))["form"]
    wrong = (await served.act("filled", "ama", token=form["token"], values={"line": "no", "mood": "calm"}))["form"]
    assert {"line": "Please write five letters or more."} == wrong["errors"]
    assert ["no", "calm", ""] == [field["value"] for field in wrong["fields"]]
    right = await served.act("filled", "ama", token=wrong["token"], values={"line": "A small plant"})
    assert "whisper" == right["is"]


async def test_a_missing_option_is_asked_for_with_the_browser_s_own_date_field(served: Served) -> None:
    form = (await served.type("/course setup name:Physics"))["form"]
    assert ["name", "zone", "start", "channel"] == [field["name"] for field in form["fields"]]
    assert ["", "", "date", ""] == [field["native"] for field in form["fields"]]
    assert "Physics" == form["fields"][0]["value"]


async def test_a_room_of_a_form_comes_back_as_a_place(served: Served) -> None:
    form = (await served.type("/course setup"))["form"]
    values = {"name": "Physics", "zone": "berlin?", "start": "2026-03-09", "channel": {"address": "browser:demo/ideas"}}
    wrong = (await served.act("filled", token=form["token"], values=values))["form"]
    assert ["zone"] == list(wrong["errors"])
    assert "browser:demo/ideas" == wrong["fields"][3]["value"]
    await served.act("filled", token=wrong["token"], values=values | {"zone": "Europe/Berlin"})
    (whisper,) = await served.messages()
    assert {"is": "room", "room": "ideas", "thread": ""} in whisper["card"]["body"][0]


async def test_a_typo_offers_the_command_that_was_meant(served: Served) -> None:
    await served.type("/corse setup")
    (sorry,) = await served.messages()
    assert "Did you mean “course setup”?" in sorry["card"]["body"][0][0]
    button = sorry["card"]["rows"][0]["buttons"][0]
    answer = await served.act("pressed", token=button["token"], message=sorry["id"])
    assert ("/course setup", "form") == (button["label"], answer["is"])


async def test_only_who_may_manage_the_space_owns_the_course(served: Served) -> None:
    await served.type("/own", who="ama")
    await served.type("/own", who="dana")
    said = [(await served.messages(who))[-1]["card"]["body"][0][0] for who in ("ama", "dana")]
    assert ["You own it."] == said[1:]
    assert said[0].startswith("This is for people with one of these roles")


async def test_a_whisper_that_was_read_can_be_put_away_by_its_reader_alone(served: Served) -> None:
    answer = await served.type("/show")
    await served.act("dismissed", "ama", message=answer["message"], id=None, expect=422)
    await served.send("dismissed", **{"as": "ama", "room": "general", "message": answer["message"]})
    assert 1 == len(await served.messages())
    await served.send("dismissed", **{"as": "dana", "room": "general", "message": answer["message"]})
    assert 0 == len(await served.messages())


async def test_nobody_acts_where_they_cannot_be(served: Served) -> None:
    await served.type("hello", who="ama", room="staff", expect=403)
    await served.type("hello", who="ama", room="dm-dana", expect=403)
    await served.type("hello", who="nobody", expect=403)
    assert ["staff"] == [room["id"] for room in (await served.state("moss"))["rooms"] if room.get("closed")]


async def test_who_turns_the_clock_is_told_whether_they_could_see_what_happened(served: Served) -> None:
    course = served.course
    for hours, whom in ((1, "bruno"), (2, "dana")):
        due = course.now() + timedelta(hours=hours)
        word = Delivery(f"word-{whom}", "toy", "tell", course.world.person(whom), Card("A private word"))
        course.planned.append((due, word))
    assert [False, True] == [(await served.turn("next"))["seen"] for _ in range(2)]


async def test_what_a_page_costs_is_sent_small(served: Served) -> None:
    sizes = [await served.size(path) for path in ("/", "/static/page.css", "/static/draw.js", "/state?as=dana")]
    assert [] == [(sent, whole) for sent, whole in sizes if sent > whole / 2]


async def test_the_clock_turns_for_all(served: Served) -> None:
    day = await served.turn("day")
    week = await served.turn("week")
    none = await served.turn("next")
    assert "2026-03-03T09:00:00+00:00" == day["now"]
    assert ("2026-03-10T09:00:00+00:00", "Europe/Berlin", True) == (week["now"], week["zone"], week["moved"])
    assert not none["moved"]
