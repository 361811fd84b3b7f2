"""Who may talk to the demo: its own page, on this machine, and nobody through another site."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
BODY = 64 * 1024
SMALL = 1024
HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class SameSite:
    """Refuses what another site's page sends, and says in every answer what this page may load."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        no = _refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(no, 403) if no else self.app
        await answer(scope, receive, with_headers)


def _refusal(method: str, headers: Headers) -> str:
    """Why not; empty when the request is this page's own, or somebody following a link to it."""
    site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode")
    follows_link = method == "GET" and mode == "navigate"
    if site not in {"same-origin", "none"} and not follows_link:
        return "This belongs to another page."
    if method in {"GET", "HEAD"}:
        return ""
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{headers.get('host', '')}":
        return "This comes from another page."
    return "" if headers.get("content-type", "").startswith("application/json") else "Only JSON is taken."


MIDDLEWARE = (
    Middleware(SameSite),
    Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False),
    Middleware(RequestBodyLimitMiddleware, max_body_size=BODY),
    Middleware(GZipMiddleware, minimum_size=SMALL),
)
