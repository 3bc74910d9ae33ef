"""The console put together: one application of pages, assets and the two handlers of what no page answers."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Lifespan

from services.client.async_hub import AsyncHub
from services.client.profile import Profile
from services.console.assets import asset_route
from services.console.headers import SecurityHeaders
from services.console.links import LoginLinks
from services.console.network.store import ChartStore, chart_key
from services.console.page import Console, Page, menu, route
from services.console.pages import PAGES
from services.console.pages.login import link_routes
from services.console.pages.network import network_routes
from services.console.refusals import ABSENT
from services.console.render import Templates
from services.console.sessions import Officer, Sessions
from services.signing.sealing import Sealer

Clock = Callable[[], int]


def own_console(profile: Profile, profile_path: str, origin: str, clock: Clock, show: Callable[[str], None]) -> ASGIApp:
    """One officer's own console on loopback. ``show``: given each link that logs in, first and after each session."""
    links, hubs = LoginLinks(clock), list[AsyncHub]()

    def offer() -> None:
        show(f"{origin}/login/{links.issue()}")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncHub(profile) as hub:
            hubs.append(hub)
            offer()
            yield

    officer = Officer(profile.officer, profile.agency, profile.hub, profile_path)
    charts = ChartStore(profile.state / "charts", Sealer(chart_key(profile.state)))
    pages = (*PAGES, *network_routes(charts), *link_routes(links, officer, lambda: hubs[-1], offer))
    console = Console(origin, Sessions(clock, offer), Templates(menu(pages)), clock, True, _report, profile.language)
    return application(console, pages, lifespan)


def application(console: Console, pages: tuple[Page, ...], lifespan: Lifespan[Starlette] | None = None) -> ASGIApp:
    """The ASGI application of a console, with its headers on whatever is answered."""

    async def absent(_request: Request, _error: Exception) -> Response:
        values = {"said": ABSENT, "session": None, "question": None, "path": "/", "here": "/", "csrf_token": ""}
        said = console.templates.html("error.html", console.fallback_language, values)
        return HTMLResponse(said, ABSENT.status)

    routes = [*(route(page, console) for page in pages), asset_route()]
    return SecurityHeaders(Starlette(routes=routes, exception_handlers={404: absent, 405: absent}, lifespan=lifespan))


def _report(kind: str) -> None:
    sys.stderr.write(f"rabta: console: {kind}\n")
