"""Mutual TLS: credentials that reload, and who is at the other end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from services.signing.keyfile import read_private

CERTIFICATES = 4096


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """Paths of key, certificate and the federation's CA bundle, PEM."""

    key: Path
    certificate: Path
    ca: Path


def server_credentials(files: TlsFiles) -> grpc.ServerCredentials:
    """Credentials that require a client certificate and re-read the files when they change."""
    state = _Reloading(files)
    first = state.load()
    return grpc.dynamic_ssl_server_credentials(first, state.changed, require_client_authentication=True)


class _Reloading:
    def __init__(self, files: TlsFiles) -> None:
        self.files = files
        self.seen: tuple[int, ...] = ()

    def stamp(self) -> tuple[int, ...]:
        paths = (self.files.key, self.files.certificate, self.files.ca)
        return tuple(path.stat().st_mtime_ns for path in paths)

    def load(self) -> grpc.ServerCertificateConfiguration:
        self.seen = self.stamp()
        pair = (read_private(self.files.key), self.files.certificate.read_bytes())
        return grpc.ssl_server_certificate_configuration([pair], self.files.ca.read_bytes())

    def changed(self) -> Any:
        """Called by gRPC at each handshake; None keeps what is in use."""
        try:
            return None if self.stamp() == self.seen else self.load()
        except (OSError, ValueError):
            return None


class Connected(Protocol):
    """A call whose connection is known: gRPC's own context."""

    def auth_context(self) -> Mapping[str, Iterable[bytes]]:
        """What the handshake showed, by name."""
        ...


class Thumbprints:
    """SHA-256 of a peer's DER certificate (RFC 8705 section 3), cached by its PEM.

    The certificate is taken from the call each time: a cache by address would outlive
    the connection.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def of(self, context: Connected) -> bytes:
        """32 bytes, or empty where there is no client certificate."""
        found = context.auth_context().get("x509_pem_cert")
        if not found:
            return b""
        pem = next(iter(found))
        thumbprint = self._known.get(pem)
        if thumbprint is None:
            der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
            thumbprint = hashlib.sha256(der).digest()
            if len(self._known) >= CERTIFICATES:
                self._known.clear()
            self._known[pem] = thumbprint
        return thumbprint
