"""What the shell does around a handler: an exception that nobody expects is told by nothing of it."""

from __future__ import annotations

import asyncio

import httpx
from starlette.responses import Response

from services.client.errors import (
    HubNotPinned,
    IssuerUnreachable,
    NoConnection,
    Refusal,
    TimeOver,
    TokenRefused,
    Unproven,
    Unreadable,
)
from services.client.reason import BadReason
from services.console.build import application
from services.console.headers import HEADERS
from services.console.page import Console, Needs, Page, PageRequest
from services.console.refusals import said
from services.console.render import Templates
from services.console.sessions import Sessions
from services.errors import RabtaError
from tests.rows import of_rows

ORIGIN = "http://console.example"
SECRET = "3520212345671 Yousaf"


async def failing(_asked: PageRequest) -> Response:
    raise ValueError(SECRET)


async def asking(asked: PageRequest) -> Response:
    """A page that forgot to say what it needs."""
    _ = asked.hub
    return Response("asked")


def fetched(path: str, reported: list[str]) -> httpx.Response:
    pages = (Page("/failing", failing, needs=Needs.NOTHING), Page("/asking", asking, needs=Needs.NOTHING))
    console = Console(ORIGIN, Sessions(lambda: 0), Templates(), lambda: 0, False, reported.append)

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(application(console, pages))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await client.get(path)

    return asyncio.run(get())


def test_an_exception_is_told_by_nothing_of_it() -> None:
    reported: list[str] = []
    answer = fetched("/failing", reported)
    assert answer.status_code == 500
    assert "Something failed." in answer.text
    assert SECRET not in answer.text
    assert reported == ["ValueError"]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_page_that_forgot_what_it_needs_has_no_client() -> None:
    assert fetched("/asking", []).status_code == 401


@of_rows(
    ("error", "status", "key"),
    [
        (Refusal("NOT_FOUND"), 404, "refused.NOT_FOUND"),
        (Refusal("POLICY_DENIED"), 403, "refused.POLICY_DENIED"),
        (Refusal("AUDIT_UNAVAILABLE", retry_after_s=90), 503, "refused.AUDIT_UNAVAILABLE"),
        (Refusal("CALLS_LIMITED", retry_after_s=90), 403, "refused.CALLS_LIMITED"),
        (Refusal("SHARE_USED", retry_after_s=90), 403, "refused.SHARE_USED"),
        (Refusal("OF_A_LATER_VERSION"), 403, "refused"),
        (TimeOver(20.0), 504, "error.time"),
        (NoConnection("hub:1"), 502, "error.connection"),
        (Unproven("page"), 502, "error.unproven"),
        (Unreadable("kind"), 502, "error.unreadable"),
        (HubNotPinned(), 502, "error.unproven"),
        (IssuerUnreachable(), 502, "error.issuer"),
        (TokenRefused("invalid_grant", SECRET), 403, "error.token.invalid_grant"),
        (TokenRefused("of_another_issuer", SECRET), 403, "error.token"),
        (BadReason(SECRET), 400, "error.reason"),
        (RabtaError(SECRET), 500, "error.other"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, RabtaError) else None,
)
def test_every_error_of_the_client_has_its_sentence(error: RabtaError, status: int, key: str) -> None:
    told = said(error)
    assert (told.status, told.key) == (status, key)
    assert SECRET not in repr(told)


def test_a_wait_is_told_in_minutes() -> None:
    assert said(Refusal("AUDIT_UNAVAILABLE", retry_after_s=20)).minutes == 1
    assert said(Refusal("AUDIT_UNAVAILABLE", retry_after_s=600)).minutes == 10
