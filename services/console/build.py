"""The console put together: one application of pages, assets and the two handlers of what no page answers."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Lifespan

from services.client.async_hub import AsyncHub
from services.client.channel import Channel
from services.client.profile import Profile
from services.client.registries import held
from services.client.token import System
from services.console.agency.accounts import Accounts
from services.console.agency.approving import Approvals
from services.console.agency.enrolment import Enrolments
from services.console.agency.settings import ENROLMENTS, ConsoleSettings
from services.console.agency.touching import Touching
from services.console.assets import asset_route
from services.console.headers import HEADERS, HTTPS_HEADERS, SecurityHeaders
from services.console.imports.by_session import SessionImports
from services.console.imports.held import Imports
from services.console.links import LoginLinks
from services.console.network.sent import Post
from services.console.network.store import ChartStore
from services.console.page import LOGIN_PATH, Console, Page, route
from services.console.pages import PAGES
from services.console.pages.account import BACK_PATH, account_routes
from services.console.pages.approvals import approval_routes
from services.console.pages.enrol import enrol_routes
from services.console.pages.enrol_confirm import confirm_routes
from services.console.pages.imports import import_routes
from services.console.pages.log_entries import entry_routes
from services.console.pages.login import link_routes
from services.console.pages.network import network_routes
from services.console.pages.operations import operation_routes
from services.console.pages.passkey import NewHub, passkey_routes
from services.console.pages.questions import question_routes
from services.console.questions.store import QuestionStore
from services.console.refusals import ABSENT
from services.console.render import Templates
from services.console.sealed import chart_key
from services.console.second import Second
from services.console.sessions import Officer, Sessions
from services.signing.reference import load_signer
from services.signing.sealing import Sealer

Clock = Callable[[], int]


def own_console(
    profile: Profile,
    profile_path: str,
    origin: str,
    clock: Clock,
    show: Callable[[str], None],
    node: Path | None = None,
    second: Second | None = None,
) -> ASGIApp:
    """One officer's own console on loopback. ``show``: given each link that logs in, first and after each session.

    ``node``: folder of a node on this machine whose state it shows. ``second``: who approves what wants it.
    """
    links, hubs = LoginLinks(clock), list[AsyncHub]()
    imports = Imports(profile.state / "imports", profile)

    def offer() -> None:
        imports.clear()
        show(f"{origin}/login/{links.issue()}")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncHub(profile) as hub:
            hubs.append(hub)
            offer()
            yield
            await imports.close()

    officer = Officer(profile.officer, profile.agency, profile.hub, profile_path)
    pages = (
        *PAGES,
        *entry_routes(profile),
        *_charting(profile),
        *import_routes(lambda _: imports),
        *_operations(node),
        *link_routes(links, officer, lambda: hubs[-1], offer),
    )
    sessions, templates = Sessions(clock, offer), Templates(menu(pages))
    console = Console(origin, sessions, templates, clock, True, _report, profile.language, second=second)
    return application(console, pages, lifespan)


def agency_console(settings: ConsoleSettings, profile: Profile, clock: Clock) -> ASGIApp:
    """An agency's console for its officers, each by their passkey. ``profile``: of the console's own system."""
    channels = list[Channel]()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        imports.begin()
        approvals.sweep()
        async with Channel(profile) as channel:
            channels.append(channel)
            yield
        await imports.close()

    imports = SessionImports(profile.state / "imports", profile, clock)
    touching = Touching(System.behind(profile), clock)
    provider = settings.provider(BACK_PATH)
    accounts = Accounts(provider, clock) if provider else None
    new_hub: NewHub = lambda tokens: AsyncHub(profile, channels[-1], tokens)
    ways = passkey_routes(profile.agency, profile.hub, touching, new_hub, accounts)
    enrolments = Enrolments(settings.folder / ENROLMENTS, clock)
    enrolling = (*enrol_routes(settings, enrolments), *confirm_routes(enrolments, touching))
    approvals = Approvals(profile.state / "approvals", Sealer(chart_key(profile.state)), clock)

    def swept() -> None:
        imports.sweep()
        approvals.sweep()

    ways = (*ways, *approval_routes(approvals, touching), *import_routes(imports.of))
    pages = (
        *PAGES,
        *entry_routes(profile),
        *_charting(profile),
        *ways,
        *enrolling,
        *(account_routes(accounts) if accounts else ()),
    )
    console = Console(
        settings.origin,
        Sessions(clock, swept),
        Templates(menu(pages)),
        clock,
        False,
        _report,
        profile.language,
        LOGIN_PATH,
        approvals=approvals,
    )
    return SecurityHeaders(application(console, pages, lifespan), HTTPS_HEADERS)


def menu(pages: tuple[Page, ...]) -> tuple[tuple[str, str], ...]:
    """Path and key of the word of each page that the navigation names."""
    return tuple((page.path, page.menu) for page in pages if page.menu)


def _operations(node: Path | None) -> tuple[Page, ...]:
    return operation_routes(node) if node else ()


def _charting(profile: Profile) -> tuple[Page, ...]:
    """Pages of charts and of kept questions, below the profile's state; charts are sent under its system's key."""
    sealer = Sealer(chart_key(profile.state))
    charts, kept = ChartStore(profile.state / "charts", sealer), QuestionStore(profile.state / "questions", sealer)
    charting = network_routes(charts, Post(load_signer(profile.message_key), held(profile).current))
    return (*charting, *question_routes(kept, PAGES))


def application(console: Console, pages: tuple[Page, ...], lifespan: Lifespan[Starlette] | None = None) -> ASGIApp:
    """The ASGI application of a console, with its headers on whatever is answered."""

    async def absent(_request: Request, _error: Exception) -> Response:
        nothing = {
            "session": None,
            "answers": False,
            "question": None,
            "csrf_token": "",
            "login": "",
            "keeping": None,
            "glass": None,
            "wrong": (),
        }
        values = {"said": ABSENT, "path": "/", "here": "/", **nothing}
        said = console.templates.html("error.html", console.fallback_language, values)
        return HTMLResponse(said, ABSENT.status)

    routes = [*(route(page, console) for page in pages), asset_route()]
    app = Starlette(routes=routes, exception_handlers={404: absent, 405: absent}, lifespan=lifespan)
    return SecurityHeaders(app, HEADERS)


def _report(kind: str) -> None:
    sys.stderr.write(f"rabta: console: {kind}\n")
