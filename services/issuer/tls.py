"""The issuer's side of mutual TLS."""

from __future__ import annotations

import ssl
from pathlib import Path

from services.signing.keyfile import check_private


class ServerTls:
    """TLS 1.3 that requires a client certificate under the federation's authority.

    Which of those certificates counts is the registry's word, asked at every request.
    Raises UnsafeFile for a loose key file, ssl.SSLError or OSError where a file does not do.
    """

    def __init__(self, folder: Path) -> None:
        self._key, self._certificate = folder / "tls.key", folder / "tls.crt"
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.context.verify_mode = ssl.CERT_REQUIRED
        self.context.num_tickets = 0
        self.context.load_verify_locations(folder / "ca.crt")
        self._seen: tuple[int, int] | None = None
        self.reload()

    def reload(self) -> None:
        """Use a renewed certificate for connections from now on; does nothing while the files are the same."""
        seen = self._key.stat().st_mtime_ns, self._certificate.stat().st_mtime_ns
        if seen != self._seen:
            check_private(self._key)
            self.context.load_cert_chain(self._certificate, self._key)
            self._seen = seen
