"""Sign-in with the agency's own account, where its console asks for one: before the passkey, never in its place."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from services.console.agency.accounts import Accounts
from services.console.page import ACCOUNT_COOKIE, LOGIN_PATH, Needs, Page, PageRequest

ACCOUNT_PATH: Final = f"{LOGIN_PATH}/account"
BACK_PATH: Final = f"{ACCOUNT_PATH}/back"


def account_routes(accounts: Accounts) -> tuple[Page, ...]:
    """The way to the provider, and back."""

    async def go(asked: PageRequest) -> Response:
        cookie, url = await accounts.begin(asked.peer)
        return _with_cookie(RedirectResponse(url, 303), cookie)

    async def back(asked: PageRequest) -> Response:
        cookie = await accounts.finish(asked.account, asked.peer, asked.field("state"), asked.field("code"))
        return _with_cookie(asked.page("account.html"), cookie)

    return (Page(ACCOUNT_PATH, go, needs=Needs.NOTHING), Page(BACK_PATH, back, needs=Needs.NOTHING))


def _with_cookie(answer: Response, cookie: str) -> Response:
    """``Lax``: the provider's page sends the browser back, and a strict cookie would not come along."""
    answer.set_cookie(ACCOUNT_COOKIE, cookie, path="/", secure=True, httponly=True, samesite="lax")
    return answer
