"""A Slack, a database, a toy App, and the real connection between them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.connect import Keys, Slack
from adapters.slack.limits import Unlimited
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire import Wire
from bot.kernel.places import Person, Place
from bot.store.address import Address
from bot.store.open import open_store
from tests.platforms.slack import FakeSlack
from tests.slack import toy
from tests.slack.serving import served


@pytest.fixture
async def database(sqlite_address: Address) -> AsyncIterator[toy.Stalling]:
    store = await open_store(sqlite_address, durable=False)
    yield toy.Stalling(store)
    await store.close()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as far_end:
        yield far_end
    assert [] == far_end.surprises


@pytest.fixture
async def socket(slack: FakeSlack, database: toy.Stalling) -> AsyncIterator[Slack]:
    """Connected over Socket Mode."""
    adapter = Slack(toy.app(database), Keys(slack.bot_token, slack.app_token, api=slack.api), Unlimited())
    await adapter.start()
    await slack.connected()
    yield adapter
    await adapter.close()


@pytest.fixture
async def over_http(slack: FakeSlack, database: toy.Stalling) -> AsyncIterator[Slack]:
    """Connected over HTTP, behind a real web server."""
    adapter = Slack(toy.app(database), Keys(slack.bot_token, signing=slack.signing_secret, api=slack.api), Unlimited())
    async with served(adapter.routes()) as url:
        await adapter.start()
        slack.http_url = f"{url}/slack/events"
        yield adapter
        await adapter.close()


@pytest.fixture(params=["socket", "over_http"])
def adapter(request: pytest.FixtureRequest) -> Slack:
    """Both ways, one after the other."""
    connected: Slack = request.getfixturevalue(request.param)
    return connected


@pytest.fixture
async def wire(slack: FakeSlack) -> AsyncIterator[Wire]:
    line = Wire(slack.bot_token, slack.api)
    yield line
    await line.close()


@pytest.fixture
def platform(wire: Wire) -> SlackPlatform:
    return SlackPlatform(wire, toy.SEALS, Unlimited())


@pytest.fixture
def space(slack: FakeSlack) -> str:
    return f"slack:{slack.team.id}"


@pytest.fixture
def general(slack: FakeSlack, space: str) -> Place:
    return Place(space, slack.channel("general").id)


@pytest.fixture
def ana(slack: FakeSlack, space: str) -> Person:
    return Person(space, slack.user("ana").id)
