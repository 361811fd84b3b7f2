"""A course whose pages are served over a real socket, and somebody with a browser's manners who reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, DummyCookieJar
from sqlalchemy import Connection, select

from bot.dashboard.site import Dashboard, Draw
from bot.features.insights.figures import Week
from bot.features.insights.tables import weeks
from bot.kernel.cards import Link
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply
from bot.store.address import Address
from bot.store.tables import courses
from bot.web import Web
from tests.operator.process import free_port
from tests.world.clock import VirtualClock
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, open_course

FOLLOWED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
"""What a browser says when somebody follows a link."""


def links_of(reply: Reply | None) -> list[str]:
    return [part.url for text in card_of(reply).body for part in text if isinstance(part, Link)]


@dataclass
class Answer:
    """What came back, read to its end."""

    status: int
    headers: dict[str, str]
    text: str
    cookie: str = ""

    @classmethod
    async def of(cls, response: ClientResponse) -> Answer:
        set_cookie = response.headers.get("Set-Cookie", "")
        named = {name.lower(): value for name, value in response.headers.items()}
        return cls(response.status, named, await response.text(), set_cookie.partition(";")[0])


@dataclass
class Reader:
    """A browser: it follows links, keeps the cookie that it was given, and shows it again."""

    address: str
    client: ClientSession
    cookie: str = ""
    page: str = ""

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """As it comes back; a redirect is not followed."""
        told = {**({"Cookie": self.cookie} if self.cookie else {}), **headers}
        url = self.address + path if path.startswith("/") else path
        async with self.client.request(method, url, headers=told, allow_redirects=False) as response:
            return await Answer.of(response)

    async def open(self, link: str) -> Answer:
        """Follow a link from the chat; the page behind it when it opens."""
        first = await self.get(link, **FOLLOWED)
        if first.status != 303:
            return first
        self.cookie, self.page = first.cookie, first.headers["location"]
        return await self.look()

    async def look(self, more: str = "") -> Answer:
        return await self.get(self.page + more)


@dataclass
class Pages:
    """A school with pages: the course Botany 101 with its owner Olga, its instructor Ines and its student Ana."""

    school: School
    address: str
    client: ClientSession
    course: str = ""

    @property
    def clock(self) -> VirtualClock:
        return self.school.clock

    def reader(self) -> Reader:
        return Reader(self.address, self.client)

    def someone(self, name: str, **more: Any) -> Someone:
        return self.school.someone(name, **more)

    async def link(self, name: str, **more: Any) -> str:
        """What ``/insights`` gives somebody."""
        [found] = links_of(await self.someone(name, **more).call("insights"))
        return found

    async def opened(self, name: str, **more: Any) -> tuple[Reader, Answer]:
        """A visit, and the page as it showed itself."""
        reader = self.reader()
        return reader, await reader.open(await self.link(name, **more))

    async def publish(self, *published: Week, course: str = "") -> None:
        """These weeks are over."""
        rows = [{"course": course or self.course, **row_of(one)} for one in published]

        def work(db: Connection) -> None:
            db.execute(weeks.insert(), rows)

        await self.school.core.store.write(work)

    async def begin(self, name: str, home: Place = HOME) -> str:
        """A course of this Space, run by Olga; its id."""
        await open_course(self.someone("olga", place=home, manages=True), name=name)
        [*_, (newest,)] = await self.school.read(select(courses.c.id).order_by(courses.c.made_at))
        return str(newest)


def row_of(week: Week) -> dict[str, Any]:
    return {"week": week.week, "figures": week.dump(), "at": week.last}


@asynccontextmanager
async def serving(address: Address, draw: Draw | None = None, url: str = "") -> AsyncIterator[Pages]:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    async with School.opened(address, url=url or here) as school:
        web = Web(Dashboard(school.core.app, draw).routes, "127.0.0.1", port)
        try:
            async with ClientSession(cookie_jar=DummyCookieJar()) as client:
                pages = Pages(school, here, client)
                pages.course = await pages.begin("Botany 101")
                ines = Person(HOME.space, "ines")
                await pages.someone("olga", manages=True).call("course staff add", person=ines, role="instructor")
                yield pages
        finally:
            await web.close()


@pytest.fixture
async def pages(sqlite_address: Address) -> AsyncIterator[Pages]:
    async with serving(sqlite_address) as opened:
        yield opened
