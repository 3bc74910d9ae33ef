"""The way into an agency's console: an officer says who they are and why they ask, and touches their passkey for that.

There is no session before the issuer has given a token, and a further touch for each further reason or query class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from services.access.claims import OFFICER
from services.access.details import Details
from services.access.jws import BadJws
from services.access.per_minute import PerMinute
from services.client.async_hub import AsyncHub
from services.client.reason import Reason, reading_class
from services.client.touched import TouchedTokens
from services.console.agency.accounts import Accounts
from services.console.agency.openid import NotVouched
from services.console.agency.touching import Touching, Waiting
from services.console.form import BadForm, TooMany, own_path
from services.console.page import COOKIE, LOGIN_PATH, TOUCH_PATH, Needs, Page, PageRequest
from services.console.pages.account import ACCOUNT_PATH
from services.console.pages.reason import given_reason, reason_fields, unfit
from services.console.sessions import Officer

LOGINS: Final = 10
"""Attempts a minute from one address."""

NewHub = Callable[[TouchedTokens], AsyncHub]


def passkey_routes(
    agency: str, hub: str, touching: Touching, new_hub: NewHub, accounts: Accounts | None = None
) -> tuple[Page, ...]:
    """Login and touches. ``agency``: whose officers; ``hub``: whom they ask; ``new_hub``: their client, by tokens.

    ``accounts``: who has to name the officer before the passkey is asked; None for nobody.
    """
    return (*_login_routes(agency, hub, touching, new_hub, accounts), *_touch_routes(touching))


def _login_routes(
    agency: str, hub: str, touching: Touching, new_hub: NewHub, accounts: Accounts | None
) -> tuple[Page, ...]:
    attempts = PerMinute(LOGINS)

    async def form(asked: PageRequest) -> Response:
        if accounts is not None and not accounts.officer(asked.account, asked.peer):
            return asked.to(ACCOUNT_PATH)
        return _login_page(asked, "login.before", officer=_named(asked, accounts))

    async def ask(asked: PageRequest) -> Response:
        """The page that has them touch for what they filled in, or the form again where it is none."""
        reason, officer = given_reason(asked), _officer(asked)
        _check_named(asked, accounts, officer)
        if reason is None or not officer:
            return _login_page(asked, "reason.unfit" if officer else "login.officer", 400)
        if not attempts.admits(asked.peer.address, asked.console.clock()):
            raise TooMany("logins")
        page = await touching.ask(officer, _details(reason))
        kept = {name: asked.field(name) for name in (*REASON_FIELDS, "officer", "then", "language")}
        return asked.page("touch.html", touch=page, action=f"{LOGIN_PATH}/touched", kept=kept)

    async def enter(asked: PageRequest) -> Response:
        """A new session with a new cookie, once the issuer has given a token for the touch."""
        reason, officer = given_reason(asked), _officer(asked)
        if reason is None or not officer:
            raise BadForm("no reason")
        _check_named(asked, accounts, officer)
        now, details = asked.console.clock(), _details(reason)
        given = await touching.take(officer, details, asked.form)
        tokens, sessions = TouchedTokens(asked.console.clock), asked.console.sessions
        sessions.end(asked.cookie)
        if accounts is not None:
            accounts.forget(asked.account)
        who = Officer(officer, agency, hub)
        cookie = sessions.begin(who, new_hub(tokens), asked.peer, asked.language, tokens, reason)
        tokens.keep(details, given, now)
        answer = asked.to(own_path(asked.field("then")))
        answer.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="strict")
        return answer

    return (
        Page(LOGIN_PATH, form, needs=Needs.NOTHING),
        Page(LOGIN_PATH, ask, "POST", Needs.NOTHING),
        Page(f"{LOGIN_PATH}/touched", enter, "POST", Needs.NOTHING),
        Page(f"{LOGIN_PATH}/touched", form, needs=Needs.NOTHING),
    )


def _touch_routes(touching: Touching) -> tuple[Page, ...]:
    async def touch(asked: PageRequest) -> Response:
        """Ask for a touch for what a page of this session waits for."""
        waiting = asked.session.waiting.get(asked.parameters["waiting"])
        if waiting is None:
            return asked.to("/")
        page = await touching.ask(asked.session.officer.id, waiting.details)
        return asked.page("touch.html", touch=page, action=asked.path, kept={})

    async def touched(asked: PageRequest) -> Response:
        """Keep the token and go on with the page; a form is sent again as it was."""
        name = asked.parameters["waiting"]
        waiting, tokens = asked.session.waiting.get(name), asked.session.tokens
        if waiting is None or tokens is None:
            return asked.to("/")
        now = asked.console.clock()
        given = await touching.take(asked.session.officer.id, waiting.details, asked.form)
        if asked.why.details(waiting.details.query_class) != waiting.details:
            raise BadForm("another reason is stated by now")
        tokens.keep(waiting.details, given, now)
        asked.session.waiting.done(name)
        return _going_on(asked, waiting)

    return (
        Page(f"{TOUCH_PATH}/{{waiting}}", touch, needs=Needs.REASON),
        Page(f"{TOUCH_PATH}/{{waiting}}", touched, "POST", Needs.REASON),
    )


REASON_FIELDS: Final = ("purpose", "legal_basis", "second_basis", "case_type", "case_key")


def _going_on(asked: PageRequest, waiting: Waiting) -> Response:
    if waiting.form is None:
        return asked.to(own_path(waiting.path))
    return asked.page("again.html", action=waiting.path, kept={**waiting.form, "csrf_token": asked.session.csrf_token})


def _named(asked: PageRequest, accounts: Accounts | None) -> str:
    """Whom the agency's provider named to this browser; empty where there is none to ask."""
    return accounts.officer(asked.account, asked.peer) if accounts is not None else ""


def _check_named(asked: PageRequest, accounts: Accounts | None, officer: str) -> None:
    """Raise NotVouched where a provider is to be asked, and did not name this officer."""
    if accounts is not None and (not officer or _named(asked, accounts) != officer):
        raise NotVouched("another officer")


def _login_page(asked: PageRequest, note: str, status: int = 200, officer: str = "") -> Response:
    kept = {"officer": asked.field("officer") or officer, "then": own_path(asked.field("then"))}
    wrong = () if status == 200 else unfit(asked) if note == "reason.unfit" else ("officer",)
    return asked.page("login.html", status, note=note, wrong=wrong, **kept, **reason_fields(asked, None))


def _officer(asked: PageRequest) -> str:
    """The officer's id as it was typed; empty where it is none."""
    try:
        return str(OFFICER("sub", asked.field("officer")))
    except BadJws:
        return ""


def _details(reason: Reason) -> Details:
    return reason.details(reading_class(reason.purpose))
