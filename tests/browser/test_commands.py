"""What the box suggests while somebody types."""

from __future__ import annotations

from tests.browser.conftest import Served


async def labels(served: Served, text: str, who: str = "dana", **body: str) -> list[str]:
    return [one["label"] for one in (await served.complete(text, who, **body))["options"]]


async def texts(served: Served, text: str, who: str = "dana") -> list[str]:
    return [one["text"] for one in (await served.complete(text, who))["options"]]


FITTING: dict[str, list[str]] = {
    "/": ["/course setup", "/icebreaker now", "/show", "/greet", "/own", "/help"],
    "/co": ["/course setup"],
    "/setup": ["/course setup"],
    "/Course  se": ["/course setup"],
    "/course setup": [],
    "/course setup ": ["name:", "zone:", "start:", "channel:"],
    "/course setup zone:Europe/Berlin ": ["name:", "start:", "channel:"],
    "/course setup na": ["name:"],
    "/course setup channel:": ["#welcome", "#general", "#ideas", "#staff"],
    "/course setup channel:ge": ["#general"],
    "/course setup name:x #i": ["#ideas"],
    "/greet @in": ["@Inés"],
    "/greet person:j": ["@Jomo"],
    "/icebreaker now themes:": ["small joys", "study"],
    "hello": [],
    "/nothing like it": [],
}


async def test_what_fits_is_suggested(served: Served) -> None:
    assert FITTING == {typed: await labels(served, typed) for typed in FITTING}


async def test_a_choice_gives_the_whole_line_back(served: Served) -> None:
    assert ["/course setup "] == await texts(served, "/cou")
    assert ["/course setup name:Physics zone:"] == await texts(served, "/course setup name:Physics z")
    assert ["/greet person:@Ama "] == await texts(served, "/greet person:@am")
    assert ["/course setup zone:Europe/Berlin "] == await texts(served, "/course setup zone:Europe/Berl")


async def test_a_value_of_two_words_is_quoted(served: Served) -> None:
    assert '/icebreaker now themes:"small joys" ' in await texts(served, "/icebreaker now themes:")
    assert ['/icebreaker now themes:"study,small joys" '] == (await texts(served, "/icebreaker now themes:study,"))[:1]
    assert ["/course setup zone:Asia/Tokyo "] == await texts(served, '/course setup zone:"tokyo')


async def test_only_what_one_may_do_is_suggested(served: Served) -> None:
    assert ["/course setup", "/icebreaker now", "/show", "/greet", "/help"] == await labels(served, "/", "ama")


async def test_nobody_is_told_of_rooms_that_they_are_not_in(served: Served) -> None:
    assert ["#welcome", "#general", "#ideas"] == await labels(served, "/course setup channel:", "ama")


async def test_the_hint_says_what_is_expected(served: Served) -> None:
    assert "Set a course up." == (await served.complete("/course setup "))["hint"]
    assert "The course's time zone" == (await served.complete("/course setup zone:"))["hint"]


async def test_a_field_of_a_form_is_completed_from_its_source(served: Served) -> None:
    assert ["Asia/Tokyo"] == await labels(served, "toky", source="zone")
