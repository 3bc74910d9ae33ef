"""The first page: who asks, why, and where to go on."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.console.page import Needs, Page, PageRequest


async def home(asked: PageRequest) -> Response:
    """The session as it stands, and the pages."""
    return asked.page("home.html")


ROUTES: Final = (Page("/", home, needs=Needs.SESSION, menu="home"),)
