"""The routes: a link is opened, a page is looked at, a chart is drawn, the figures are taken along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.dashboard import insights
from bot.dashboard.charts import Charts
from bot.dashboard.headers import Guarded
from bot.dashboard.sections import Page
from bot.dashboard.sessions import Opened, Sessions
from bot.dashboard.words import words
from bot.kernel.app import App
from bot.kernel.errors import Forged
from bot.kernel.features import Bot
from bot.kernel.pages import FOLDER, Expired, Pass
from bot.kernel.pictures import Chart
from bot.kernel.text import nearest

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = Path(__file__).parent / "pages"
COOKIE = "homeroom-"
Draw = Callable[[Chart], Awaitable[str]]
"""A chart as SVG; empty where charts cannot be drawn."""


@dataclass(frozen=True)
class Dashboard:
    """The pages of all courses. Without ``draw`` they have words and tables only."""

    app: App
    draw: Draw | None = None

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.app)

    @cached_property
    def _charts(self) -> Charts:
        return Charts()

    @property
    def _root(self) -> str:
        """The path of the pages, as browsers see it."""
        return f"{urlsplit(self.app.means.house.url).path}/{FOLDER}/"

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader  # two MiB that a bot without visitors does without

        return Environment(loader=FileSystemLoader(PAGES), autoescape=True, trim_blocks=True, lstrip_blocks=True)

    async def open_link(self, request: Request) -> Response:
        """Straight to the page for a person's browser; a robot that looks ahead at links only sees a button.

        Where the link led before, it leads again for as long as the visit lasts.
        """
        token = request.path_params["token"]
        try:
            given = self.sessions.look(token)
            if not _by_a_person(request):
                return self._html("door.html", given.locale)
            return self._enter(await self.sessions.use(token))
        except Expired as error:
            with suppress(Forged, Expired):
                self._visit(request, error.given.course)
                return RedirectResponse(self._root + error.given.course, 303)
            raise

    def _enter(self, opened: Opened) -> Response:
        answer = RedirectResponse(self._root + opened.course, 303)
        answer.set_cookie(
            COOKIE + opened.course,
            opened.cookie,
            max_age=opened.seconds,
            path=self._root,
            secure=self.app.means.house.url.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return answer

    def _visit(self, request: Request, course: str) -> Pass:
        """The open visit to this course's pages."""
        return self.sessions.read(request.cookies.get(COOKIE + course, ""), course)

    async def show(self, request: Request) -> Response:
        bot, page = await self._look(request, lambda bot: (bot, insights.page(bot)))
        self._charts.keep(bot, page)
        return self._html("page.html", bot.locale, page=page, course=bot.course, draws=self.draw is not None)

    async def chart(self, request: Request) -> Response:
        """The page was looked at a moment ago, as a rule by the same process."""
        name = request.path_params["name"]
        found = self._charts.find(await self._look(request, lambda bot: bot), name)
        if found is None:
            page: Page = await self._look(request, insights.page)
            found = page.chart(name)
        drawn = await self.draw(found) if found and self.draw else ""
        return Response(drawn, 200 if drawn else 404, media_type="image/svg+xml")

    async def export(self, request: Request) -> Response:
        file = await self._look(request, lambda bot: insights.file(bot, request.path_params["way"]))
        if file is None:
            return Response(status_code=404)
        named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, media_type=file.media, headers=named)

    async def _look(self, request: Request, work: Callable[[Bot], Any]) -> Any:
        """What a session's reader may see; in one transaction with the question who they are."""
        given = self._visit(request, request.path_params["course"])
        return await self.app.database.read(lambda db: work(self.sessions.reader(db, given)))

    def _html(self, name: str, locale: str, status: int = 200, **values: Any) -> HTMLResponse:
        said, template = words(nearest(locale)), self._templates.get_template(name)
        drawn = template.render(said=said, lang=nearest(locale), root=self._root, **values)
        return HTMLResponse(drawn, status)

    async def on_refused(self, request: Request, error: Exception) -> Response:
        """A kind page that says how to get another link."""
        known = isinstance(error, Expired)
        return self._html("sorry.html", _locale(request), 410 if known else 403, why="expired" if known else "unknown")

    async def on_broken(self, request: Request, error: Exception) -> Response:
        """Our own fault; the error goes on into the log."""
        return self._html("sorry.html", _locale(request), 500, why="broken")

    @property
    def routes(self) -> tuple[Mount]:
        """To be served beside whatever else the bot's web server answers."""
        routes = [
            Route("/open/{token}", self.open_link, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=PAGES / "static")),
            Route("/{course}", self.show),
            Route("/{course}/chart/{name}.svg", self.chart),
            Route("/{course}/figures.{way}", self.export),
        ]
        errors: Mapping[Any, Any] = {Forged: self.on_refused, Expired: self.on_refused, Exception: self.on_broken}
        return (Mount(f"/{FOLDER}", app=Guarded(Starlette(routes=routes, exception_handlers=errors))),)


def _locale(request: Request) -> str:
    """What a stranger's browser asks for."""
    return request.headers.get("accept-language", "").split(",")[0]


def _by_a_person(request: Request) -> bool:
    """Somebody pressed the button, or followed the link in a browser that says so."""
    told = request.headers
    if request.method == "POST":
        return True
    followed = told.get("sec-fetch-mode") == "navigate" and told.get("sec-fetch-dest") == "document"
    return request.method == "GET" and followed and "sec-purpose" not in told
