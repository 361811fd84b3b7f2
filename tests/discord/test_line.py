"""One attempt each: what goes wrong on the way to Discord, and what follows from it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from adapters.discord.connect import reach
from adapters.discord.errors import door
from adapters.discord.limits import Paced
from adapters.discord.platform import DiscordPlatform
from adapters.discord.wire import Refusal
from bot.kernel.cards import Card
from bot.kernel.errors import Closed, Forbidden, Gone, PlatformError, RateLimited, Refused, Unclear, Unreachable
from bot.kernel.places import Place
from tests.discord.toy import SEALS
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.reading import text_of

CREATE, ANSWER = "POST /channels/{}/messages", "POST /interactions/{}/{}/callback"
CARD = Card(body=("Hello.",))


@pytest.fixture
async def platform(discord: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    platform, line = reach(discord.token, SEALS, discord.api)
    yield platform
    await line.close()


@pytest.fixture
def home(discord: FakeDiscord) -> Place:
    return Place(f"discord:{discord.guild.id}", discord.general.id)


@pytest.mark.parametrize(
    ("how", "follows"),
    [
        ({"code": 10003}, Gone),
        ({"code": 10004}, Gone),
        ({"code": 50001}, Forbidden),
        ({"code": 50013}, Forbidden),
        ({"code": 160005}, Forbidden),
        ({"code": 50007}, Unreachable),
        ({"code": 50278}, Unreachable),
        ({"code": 200000}, Refused),
        ({"code": 240000}, Refused),
        ({"code": 40003}, RateLimited),
        ({"status": 429}, RateLimited),
        ({"status": 429, "via": False}, Closed),
        ({"code": 40333}, Closed),
        ({"status": 401, "code": 0}, Closed),
        ({"status": 500}, Unclear),
        ({"status": 502, "apply": True}, Unclear),
        ({"status": 503}, Unclear),
        ({"status": 504}, Unclear),
        ({"disconnect": True}, Unclear),
        ({"disconnect": True, "apply": True}, Unclear),
    ],
)
async def test_every_error_has_what_follows_from_it_after_one_attempt(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place, how: dict[str, object], follows: type[PlatformError]
) -> None:
    discord.fail_next(CREATE, **how)
    with pytest.raises(follows) as error:
        await platform.post(home, CARD, "A" * 25)
    assert 1 == len(discord.called(CREATE))
    assert error.value.__cause__ is not None


async def test_an_answer_that_never_comes_is_unclear(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await platform.post(home, CARD, "A" * 25)
    monkeypatch.setattr("adapters.discord.line.TOTAL", 0.1)
    discord.fail_next(CREATE, delay=0.3)
    with pytest.raises(Unclear):
        await platform.post(home, CARD, "B" * 25)


async def test_what_waits_too_long_for_its_turn_was_not_sent(
    discord: FakeDiscord, home: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.line.TOTAL", 0.1)
    platform, line = reach(discord.token, SEALS, discord.api, Paced(per_second=1))
    for marker in ("A" * 25, "B" * 25):
        await platform.post(home, CARD, marker)
    with pytest.raises(RateLimited):
        await platform.post(home, CARD, "C" * 25)
    await line.close()
    assert ["Hello.", "Hello."] == [text_of(message) for message in discord.messages(discord.general)]


async def test_nothing_is_asked_before_the_time_that_discord_named(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.fail_next(CREATE, status=429, retry_after=0.2)
    waits = []
    for _ in range(3):
        with pytest.raises(RateLimited) as error:
            await platform.post(home, CARD, "A" * 25)
        waits.append(error.value.retry_after)
    assert 1 == len(discord.called(CREATE))
    assert timedelta(seconds=0.2) == waits[0] > waits[1] > waits[2]


async def test_a_limit_for_everything_holds_everything(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.fail_next(CREATE, status=429, retry_after=5.0, scope="global")
    elsewhere = Place(home.space, discord.guild.channel("buddies").id)
    for place in (home, elsewhere):
        with pytest.raises(RateLimited):
            await platform.post(place, CARD, "A" * 25)
    assert 1 == len(discord.called(CREATE))


class TestAnswers:
    """They stand outside the limit of all requests, and are made once, too."""

    @pytest.mark.parametrize(
        ("how", "follows"),
        [
            ({"code": 10062}, Gone),
            ({"code": 50013}, Forbidden),
            ({"status": 429}, RateLimited),
            ({"status": 429, "via": False}, Closed),
            ({"status": 500}, Unclear),
            ({"status": 502, "apply": True}, Unclear),
            ({"disconnect": True}, Unclear),
        ],
    )
    async def test_every_error_has_what_follows_from_it_after_one_attempt(
        self, discord: FakeDiscord, how: dict[str, object], follows: type[PlatformError]
    ) -> None:
        _, line = reach(discord.token, SEALS, discord.api)
        discord.fail_next(ANSWER, **how)
        with pytest.raises(follows) as error, door():
            await line.request("POST", "/interactions/5/to.k-en/callback", {"type": 6})
        await line.close()
        assert 1 == len(discord.called(ANSWER))
        assert error.value.__cause__ is not None

    async def test_an_answer_that_never_comes_is_unclear(
        self, discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("adapters.discord.talk.TOTAL", aiohttp.ClientTimeout(total=0.1))
        _, line = reach(discord.token, SEALS, discord.api)
        discord.fail_next(ANSWER, delay=0.3)
        with pytest.raises(Unclear):
            await line.request("POST", "/interactions/5/to.k-en/callback", {"type": 6})
        await line.close()

    async def test_they_say_who_asks(self, discord: FakeDiscord) -> None:
        _, line = reach(discord.token, SEALS, discord.api)
        with pytest.raises(Refusal):
            await line.request("POST", "/interactions/5/to.k-en/callback", {"type": 6})
        await line.close()
        [call] = discord.called(ANSWER)
        assert call.headers["User-Agent"].startswith("DiscordBot (")

    async def test_they_wait_for_no_turn_and_for_no_limit(self, discord: FakeDiscord, home: Place) -> None:
        platform, line = reach(discord.token, SEALS, discord.api, Paced(per_second=0.01))
        discord.fail_next(CREATE, status=429, retry_after=50.0, scope="global")
        with pytest.raises(RateLimited):
            await platform.post(home, CARD, "A" * 25)
        for number in range(5):
            with pytest.raises(Refusal, match="Unknown interaction"):
                await line.request("POST", f"/interactions/{number}/to.k-en/callback", {"type": 6})
        await line.close()


async def test_requests_are_evenly_paced(discord: FakeDiscord, home: Place) -> None:
    platform, line = reach(discord.token, SEALS, discord.api, Paced(per_second=50))
    await line.enter()
    begun = time.monotonic()
    await asyncio.gather(*(platform.post(home, CARD, f"{number}" * 25) for number in range(5)))
    await line.close()
    assert time.monotonic() - begun > 3 / 50


async def test_a_token_that_discord_does_not_know_closes_everything(discord: FakeDiscord, home: Place) -> None:
    platform, line = reach("another.bots.token", SEALS, discord.api)
    with pytest.raises(Closed, match="does not accept the token"):
        await platform.post(home, CARD, "A" * 25)
    await line.close()


async def test_a_discord_that_is_away_may_come_back(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.door.down = True
    with pytest.raises(Unclear):
        await platform.post(home, CARD, "A" * 25)
    discord.door.down = False
    await platform.post(home, CARD, "A" * 25)
    assert 1 == len(discord.messages(discord.general))
