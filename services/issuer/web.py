"""HTTPS around the two use cases: form in, JSON out (RFC 6749 sections 5.1 and 5.2, RFC 8705).

The client is the TLS certificate of the connection, nothing else. An answer carries an
error code of a closed list and a fixed sentence; what was sent is never repeated.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from structlog.typing import FilteringBoundLogger

from services.issuer.app import Issued, Issuer
from services.issuer.errors import REASONS, Declined, InvalidClient, InvalidRequest
from services.issuer.form import MOST_BYTES, read_approve_form, read_token_form

FORM = "application/x-www-form-urlencoded"
BODY_S = 10.0
HEADERS = {"Cache-Control": "no-store", "Pragma": "no-cache", "Server": "rabta-issuer"}
APPROVER_TYPE = "urn:rabta:params:oauth:token-type:approver"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Web:
    """The issuer behind HTTP, with the log that gets one line per request."""

    issuer: Issuer
    log: FilteringBoundLogger

    def application(self) -> web.Application:
        """Routes ``POST /token`` and ``POST /approve``; everything else is an error in the same form."""
        application = web.Application(client_max_size=MOST_BYTES, middlewares=[self._guard])
        application.router.add_post("/token", self.token)
        application.router.add_post("/approve", self.approve)
        return application

    async def token(self, request: web.Request) -> web.Response:
        """RFC 7523 section 2.1 with RFC 9396 ``authorization_details``."""
        form = read_token_form(await _body(request))
        issued = self.issuer.token(
            _thumbprint(request), form.client_id, form.assertion, form.details, form.details_text
        )
        self._note(request, issued)
        return _json({"access_token": issued.token, "token_type": "Bearer", "expires_in": issued.expires_in_s})

    async def approve(self, request: web.Request) -> web.Response:
        """An approver token; its answer has the shape of RFC 8693 section 2.2.1."""
        form = read_approve_form(await _body(request))
        issued = self.issuer.approve(_thumbprint(request), form.client_id, form.assertion, form.body_sha256)
        self._note(request, issued)
        answer = {"access_token": issued.token, "issued_token_type": APPROVER_TYPE, "token_type": "N_A"}
        return _json({**answer, "expires_in": issued.expires_in_s})

    def _note(self, request: web.Request, issued: Issued) -> None:
        request["officer"] = issued.officer
        if issued.cut:
            self.log.warning("roster above ceiling", officer=issued.officer, roster=issued.roster_version)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        started = time.perf_counter()
        correlation = secrets.token_hex(8)
        why = ""
        try:
            answer = await handler(request)
        except Declined as declined:
            why, answer = declined.why, _refusal(declined)
        except web.HTTPException as error:
            why, answer = "http", _json({"error": "invalid_request"}, error.status)
        except Exception as error:
            self.log.error("failed", correlation=correlation, kind=type(error).__name__)
            why, answer = "failed", _json({"error": "server_error", "correlation_id": correlation}, 500)
        self.log.info(
            "request",
            method=request.match_info.route.resource.canonical if request.match_info.route.resource else "",
            status=answer.status,
            why=why,
            officer=request.get("officer", ""),
            ms=round((time.perf_counter() - started) * 1000, 1),
            correlation=correlation,
        )
        return answer


async def _body(request: web.Request) -> bytes:
    if request.content_type != FORM or request.query_string:
        raise InvalidRequest("form")
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except TimeoutError:
        raise InvalidRequest("form") from None


def _thumbprint(request: web.Request) -> bytes:
    """SHA-256 of the client certificate's DER on this very connection (RFC 8705 section 3.1)."""
    tls = request.transport.get_extra_info("ssl_object") if request.transport else None
    certificate = tls.getpeercert(binary_form=True) if isinstance(tls, ssl.SSLObject) else None
    if not certificate:
        raise InvalidClient("certificate")
    return hashlib.sha256(certificate).digest()


def _refusal(declined: Declined) -> web.Response:
    answer = _json({"error": declined.error, "error_description": REASONS[declined.why]}, declined.status)
    if declined.retry_after_s:
        answer.headers["Retry-After"] = str(declined.retry_after_s)
    return answer


def _json(value: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(value, status=status, headers=HEADERS)
