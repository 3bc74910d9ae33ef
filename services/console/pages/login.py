"""One officer's own console: in by a link that is good once, out by a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from services.client.async_hub import AsyncHub
from services.console.links import LoginLinks
from services.console.page import COOKIE, Needs, Page, PageRequest
from services.console.sessions import NoSession, Officer


def link_routes(
    links: LoginLinks, officer: Officer, hub: Callable[[], AsyncHub], offer: Callable[[], None]
) -> tuple[Page, ...]:
    """The way in of a console that one officer started.

    ``hub``: their client, once the console is up; ``offer``: prints a new link, for where the last one is used or over.
    """

    async def login(asked: PageRequest) -> Response:
        """Make a session with a cookie of its own: whatever cookie came with the link counts for nothing."""
        if not links.redeem(asked.parameters["secret"]):
            if not links.waiting:
                offer()
            raise NoSession("no such link")
        sessions = asked.console.sessions
        sessions.end(asked.cookie)
        answer = asked.to("/")
        cookie = sessions.begin(officer, hub(), asked.peer, asked.language)
        answer.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="strict")
        return answer

    return (Page("/login/{secret}", login, needs=Needs.NOTHING),)


async def leave(asked: PageRequest) -> Response:
    """End the session, and take its cookie from the browser."""
    asked.console.sessions.end(asked.cookie)
    answer = asked.logged_out().page("left.html")
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return answer


ROUTES: Final = (Page("/leave", leave, "POST", Needs.SESSION),)
