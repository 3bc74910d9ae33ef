"""TLS towards browsers, and which certificate a browser showed: sessions are bound to it where desks have their own."""

from __future__ import annotations

import asyncio
import ssl
from hashlib import sha256

from uvicorn.protocols.http.h11_impl import H11Protocol

from services.console.agency.settings import ConsoleSettings
from services.console.peer import CERTIFICATE
from services.signing.keyfile import check_private


def browser_context(settings: ConsoleSettings) -> ssl.SSLContext:
    """TLS 1.2 and later, without tickets; with ``client_ca`` no connection without a certificate.

    Raises UnsafeFile for a loose key, ssl.SSLError or OSError where a file does not do.
    """
    key = settings.folder / settings.tls_key
    check_private(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.num_tickets = 0
    context.options |= ssl.OP_NO_TICKET
    context.load_cert_chain(settings.folder / settings.tls_certificate, key)
    if settings.client_ca:
        context.load_verify_locations(settings.folder / settings.client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


class Shown(H11Protocol):
    """uvicorn's HTTP/1.1, which puts the digest of the browser's certificate into the state of each request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A connection whose handshake is over."""
        super().connection_made(transport)
        tls = transport.get_extra_info("ssl_object")
        certificate = tls.getpeercert(binary_form=True) if tls is not None else None
        self.app_state = {**self.app_state, CERTIFICATE: sha256(certificate).hexdigest() if certificate else ""}
