"""The reader's language, for the rest of the session."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.client.profile import LANGUAGES
from services.console.form import BadForm, own_path
from services.console.page import Needs, Page, PageRequest


async def choose(asked: PageRequest) -> Response:
    """Set it, and go back to the page."""
    if asked.field("language") not in LANGUAGES:
        raise BadForm("no such language")
    asked.session.language = asked.field("language")
    return asked.to(own_path(asked.field("then")))


ROUTES: Final = (Page("/language", choose, "POST", Needs.SESSION),)
