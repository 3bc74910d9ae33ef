"""What a page is: a path, what it needs before it runs, and a handler that gets the officer's request and answers it.

Every check that a request must pass stands here, in its order, and before any handler: a page cannot forget one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from services.client.async_hub import AsyncHub
from services.client.profile import LANGUAGES
from services.client.reason import Reason
from services.client.touched import TouchWanted
from services.console import refusals, words
from services.console.agency.approving import Approvals, ApprovalWanted
from services.console.agency.touching import Waiting
from services.console.command import Question, command
from services.console.form import BadForm, Forged, check_origin, fields_alone
from services.console.glass import OVER
from services.console.peer import Peer, peer_of_request
from services.console.questions.phrase import Phrase
from services.console.render import Templates
from services.console.second import Second
from services.console.sessions import NoReason, NoSession, Session, Sessions
from services.errors import RabtaError

COOKIE: Final = "__Host-rabta"
"""RFC 6265bis 4.1.3: the prefix binds it to this host, to Path=/ and to Secure."""
ACCOUNT_COOKIE: Final = "__Host-rabta-account"
"""Of a sign-in with the agency's account, before there is a session."""
CSRF_FIELD: Final = "csrf_token"
"""Name of the hidden field."""
REASON_PATH: Final = "/reason"
LOGIN_PATH: Final = "/login"
TOUCH_PATH: Final = "/touch"
APPROVALS_PATH: Final = "/approvals"
ENROL_PATH: Final = "/enrol"


class Needs(IntEnum):
    """What must be there before a handler runs; each includes those before it.

    FRESH_REASON: for a sensitive act, such as an export: the reason is given again within two minutes.
    """

    NOTHING = 0
    SESSION = 1
    REASON = 2
    FRESH_REASON = 3


@dataclass(frozen=True, slots=True)
class Console:
    """What all pages share. ``origin``: scheme, host and port under which browsers know this console.

    ``own_account_only``: whether the other end of each connection must be a process of this console's own account.
    ``report``: given the class of an exception that no page expects, and nothing else of it.
    ``login``: where a browser goes that has no session; empty where a link that is printed is the way in.
    ``second``: who approves what wants a second person; ``approvals``: where it waits for another officer of this
    console. Both None where nobody does.
    """

    origin: str
    sessions: Sessions
    templates: Templates
    clock: Callable[[], int]
    own_account_only: bool
    report: Callable[[str], None]
    fallback_language: str = "en"
    login: str = ""
    second: Second | None = None
    approvals: Approvals | None = None

    @property
    def host(self) -> str:
        """What a browser that means this console sends as Host."""
        return self.origin.partition("://")[2]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One request of an officer, past every check of its page. ``form``: fields of a POST, else of the query.

    ``account``: the cookie of a sign-in with the agency's account; empty for none. ``keeps``: see :class:`Page`.
    """

    console: Console
    path: str
    query: str
    parameters: Mapping[str, str]
    form: Mapping[str, str]
    peer: Peer
    cookie: str
    known: Session | None
    account: str = ""
    keeps: tuple[Phrase, ...] = ()

    @property
    def here(self) -> str:
        """Where this page is found again: its path, with the query of a GET."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def session(self) -> Session:
        """The session. Raises NoSession."""
        if self.known is None:
            raise NoSession("no session")
        return self.known

    @property
    def hub(self) -> AsyncHub:
        """The officer's client, which verifies every answer. Raises NoReason: no question goes out without one."""
        _ = self.session.why
        return self.session.hub

    @property
    def why(self) -> Reason:
        """Why the officer asks. Raises NoReason."""
        return self.session.why

    @property
    def glass(self) -> str:
        """Id of the broken glass that what is read now cites; empty for none."""
        now = self.console.clock()
        broken = self.known.broken(now) if self.known else None
        return broken.cited(self.session.reason, now) if broken else ""

    @property
    def citing(self) -> tuple[str, ...]:
        """The same as words of a command that reads."""
        return ("--break-glass", self.glass) if self.glass else ()

    @property
    def urdu(self) -> bool:
        """Whether the page is to be read in Urdu."""
        return self.language == "ur"

    @property
    def language(self) -> str:
        """``en`` or ``ur``, as the session has it; before there is one as the form or the link says."""
        if self.known:
            return self.known.language
        return self.field("language") if self.field("language") in LANGUAGES else self.console.fallback_language

    def field(self, name: str) -> str:
        """A field of the form; empty where it was not sent."""
        return self.form.get(name, "")

    def text(self, key: str, **figures: object) -> str:
        """A sentence of :mod:`services.console.words` in the officer's language."""
        return words.text(key, urdu=self.urdu, **figures)

    def question(self, text: str, *said: str) -> Question:
        """What was asked, in words, with the same `rabta` command: ``said`` come before profile and reason."""
        return Question(text, command(said, self.session.why, self.session.officer.profile))

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """The template as a page, in the officer's language."""
        return HTMLResponse(self.html(template, **values), status)

    def html(self, template: str, **values: object) -> str:
        """The template with what every page shows: officer, purpose, case, and the secret of its forms.

        A page that answers a form or a question, or comes after an act, has the focus at its heading.
        """
        session = self.known
        answers = bool(session and session.answered()) or bool(self.form)
        common = {
            "answers": answers,
            "session": session,
            "path": self.path,
            "here": self.here,
            "csrf_token": session.csrf_token if session else "",
            "login": self.console.login,
            "glass": session.broken(self.console.clock()) if session else None,
            "now_ms": self.console.clock(),
            "second": self.console.second,
            "seconding": bool(self.console.second or self.console.approvals),
            "wrong": (),
            "keeping": self._keeping() if values.get("question") else None,
        }
        return self.console.templates.html(template, self.language, {"question": None, **common, **values})

    def _keeping(self) -> Mapping[str, object] | None:
        """What of the question that was asked can be kept; None for nothing."""
        phrase = next((each for each in self.keeps if each.fits(self.form)), None)
        try:
            return {"phrase": phrase, "values": phrase.filled(self.form)} if phrase else None
        except BadForm:
            return None

    def logged_out(self) -> PageRequest:
        """The same request, of nobody."""
        return replace(self, known=None, cookie="")

    def to(self, path: str) -> Response:
        """Go on with a GET of another page, which answers an act where this request is one."""
        if self.known and self.form:
            self.known.acted = True
        return RedirectResponse(path, 303)


Handler = Callable[[PageRequest], Awaitable[Response]]
Receive = Callable[[Request, Session | None], Awaitable[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Page:
    """One route. ``menu``: key of the word under which it stands in the navigation, empty for none.

    ``receive``: reads the fields of a POST, past origin and session; a page that takes a file has its own.
    ``keeps``: what of its question can be kept by name; of several the first that fits the form.
    """

    path: str
    handler: Handler
    method: str = "GET"
    needs: Needs = Needs.REASON
    menu: str = field(default="", kw_only=True)
    receive: Receive = field(default=fields_alone, kw_only=True)
    keeps: tuple[Phrase, ...] = field(default=(), kw_only=True)


def route(page: Page, console: Console) -> Route:
    """The page as Starlette serves it."""

    async def answer(request: Request) -> Response:
        query = request.url.query if page.method == "GET" else ""
        asked = PageRequest(
            console, request.url.path, query, {}, {}, peer_of_request(request), "", None, keeps=page.keeps
        )
        try:
            _check_maker(console, request, asked.peer)
            asked = await _checked(page, request, asked)
            return await page.handler(asked)
        except NoReason:
            again = "again=1&" if page.needs is Needs.FRESH_REASON else ""
            return asked.to(f"{REASON_PATH}?{again}then={quote(asked.here, safe='')}")
        except TouchWanted as wanted:
            waiting = Waiting(wanted.details, asked.here, asked.form if page.method == "POST" else None)
            return asked.to(f"{TOUCH_PATH}/{asked.session.waiting.put(waiting)}")
        except ApprovalWanted as wanted:
            return asked.to(f"{APPROVALS_PATH}/{wanted.name}")
        except RabtaError as error:
            if console.login and isinstance(error, NoSession):
                return asked.to(f"{console.login}?then={quote(asked.here, safe='')}")
            said = refusals.said(error)
            if said.code == OVER and asked.known is not None:
                asked.known.glass = None
            return asked.page("error.html", said.status, said=said)
        except Exception as error:
            console.report(type(error).__name__)
            return asked.page("error.html", refusals.FAILED.status, said=refusals.FAILED)

    return Route(page.path, answer, methods=[page.method], name=f"{page.method} {page.path}")


async def _checked(page: Page, request: Request, asked: PageRequest) -> PageRequest:
    """The same request, after session, form and reason were found to be there."""
    cookie = request.cookies.get(COOKIE, "")
    session = _session(page, asked.console, cookie, asked.peer)
    fields = await page.receive(request, session) if page.method == "POST" else dict(request.query_params)
    if page.method == "POST" and session is not None and not session.is_its_form(fields.get(CSRF_FIELD, "")):
        raise Forged("the form is not of this session")
    parameters = {name: str(value) for name, value in request.path_params.items()}
    asked = replace(asked, parameters=parameters, form=fields, cookie=cookie, known=session)
    asked = replace(asked, account=request.cookies.get(ACCOUNT_COOKIE, ""))
    if page.needs >= Needs.REASON:
        _ = asked.why
    if page.needs is Needs.FRESH_REASON and not asked.session.fresh(asked.console.clock()):
        raise NoReason("the reason is not fresh")
    return asked


def _session(page: Page, console: Console, cookie: str, peer: Peer) -> Session | None:
    """The session of the cookie; without one only pages that need none go on."""
    try:
        return console.sessions.of(cookie, peer)
    except NoSession:
        if page.needs >= Needs.SESSION:
            raise
        return None


def _check_maker(console: Console, request: Request, peer: Peer) -> None:
    """Raise Forged unless a process of this account sends what a page of this console made."""
    if console.own_account_only and not peer.own_account:
        raise Forged("another account's process")
    check_origin(request, console.host, console.origin)
