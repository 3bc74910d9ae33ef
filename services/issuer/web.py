"""HTTPS around the use cases: form in, JSON out (RFC 6749 sections 5.1 and 5.2, RFC 8705).

The client is the TLS certificate of the connection, nothing else. An answer carries an
error code of a closed list and a fixed sentence; what was sent is never repeated, neither
in an answer nor in the log.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from structlog.typing import FilteringBoundLogger

from services.access.assertion import LONGEST_S
from services.issuer.app import Issued, Issuer
from services.issuer.errors import REASONS, Declined, InvalidClient, InvalidRequest
from services.issuer.form import MAX_BYTES, read_approve_form, read_token_form
from services.issuer.refusing import Refusing

FORM = "application/x-www-form-urlencoded"
BODY_S = 10.0
IDLE_S = 15.0
HEADERS = {"Cache-Control": "no-store", "Pragma": "no-cache", "Server": "rabta-issuer"}
APPROVER_TYPE = "urn:rabta:params:oauth:token-type:approver"
_SILENT = logging.Logger("aiohttp of the issuer", logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and what the log may say of it."""

    answer: web.Response
    why: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Web:
    """The issuer behind HTTP, with the log that gets one line per request."""

    issuer: Issuer
    refusing: Refusing
    log: FilteringBoundLogger

    def server(self) -> web.Server:
        """``POST`` to ``/token``, ``/approve`` and ``/challenge``; everything else is an error in the same form."""
        return _Server(self.handle, request_factory=_request)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """One request, whatever it is: an answer and one line in the log."""
        started, correlation = time.perf_counter(), secrets.token_hex(8)
        routes = {"/token": self._token, "/approve": self._approve, "/challenge": self._challenge}
        route = routes.get(request.path)
        outcome = await self._guarded(request, route, correlation)
        self.log.info(
            "request",
            method=request.path if route else "",
            status=outcome.answer.status,
            why=outcome.why,
            officer=outcome.officer,
            ms=round((time.perf_counter() - started) * 1000, 1),
            correlation=correlation,
        )
        return outcome.answer

    async def _guarded(
        self, request: web.BaseRequest, route: Callable[[web.BaseRequest], Awaitable[Outcome]] | None, correlation: str
    ) -> Outcome:
        try:
            if route is None:
                return Outcome(_json({"error": "invalid_request"}, 404), "path")
            if request.method != "POST":
                return Outcome(_json({"error": "invalid_request"}, 405), "method")
            return await route(request)
        except Declined as declined:
            if not declined.counted:
                self.refusing.add(declined.why)
            return Outcome(_refusal(declined), declined.why)
        except web.HTTPRequestEntityTooLarge:
            return Outcome(_json({"error": "invalid_request"}, 413), "size")
        except Exception as error:
            self.log.error("failed", correlation=correlation, kind=type(error).__name__)
            return Outcome(_json({"error": "server_error", "correlation_id": correlation}, 500), "failed")

    async def _token(self, request: web.BaseRequest) -> Outcome:
        """RFC 7523 section 2.1 with RFC 9396 ``authorization_details``."""
        form = read_token_form(await _body(request))
        issued = await self.issuer.token(
            _thumbprint(request), form.client_id, form.assertion, form.details, form.details_text, form.audience
        )
        return self._given(issued, {"token_type": "Bearer"})

    async def _approve(self, request: web.BaseRequest) -> Outcome:
        """An approver token; its answer has the shape of RFC 8693 section 2.2.1."""
        form = read_approve_form(await _body(request))
        issued = await self.issuer.approve(
            _thumbprint(request), form.client_id, form.assertion, form.act, form.details, form.audience
        )
        return self._given(issued, {"issued_token_type": APPROVER_TYPE, "token_type": "N_A"})

    async def _challenge(self, request: web.BaseRequest) -> Outcome:
        """A word that is good for a passkey's answer through this system, for a minute; the form is empty."""
        if await _body(request):
            raise InvalidRequest("form")
        word = self.issuer.challenge(_thumbprint(request))
        return Outcome(_json({"challenge": word, "expires_in": LONGEST_S}))

    def _given(self, issued: Issued, kind: dict[str, str]) -> Outcome:
        if issued.cut:
            self.log.warning("roster above ceiling", officer=issued.officer, roster=issued.roster_version)
        answer = {"access_token": issued.token, **kind, "expires_in": issued.expires_in_s}
        return Outcome(_json(answer), officer=issued.officer)


class _Handler(web.RequestHandler):
    """Answers HTTP that cannot be parsed like any other bad request: the library's own answer would repeat it."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,  # noqa: ARG002
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        if request.writer.output_size > 0:
            raise ConnectionError("an answer is under way")
        answer = _json({"error": "invalid_request" if status < 500 else "server_error"}, status)
        answer.force_close()
        return answer


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        loop = asyncio.get_running_loop()
        return _Handler(self, loop=loop, keepalive_timeout=IDLE_S, access_log=_SILENT, logger=_SILENT)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: web.RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BYTES)


async def _body(request: web.BaseRequest) -> bytes:
    if request.content_type != FORM or request.query_string:
        raise InvalidRequest("form")
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except TimeoutError:
        raise InvalidRequest("form") from None


def _thumbprint(request: web.BaseRequest) -> bytes:
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


def _json(value: dict[str, object], status: int = 200) -> web.Response:
    return web.json_response(value, status=status, headers=HEADERS)
