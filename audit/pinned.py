"""A connection of aiohttp to a server whose key is pinned, see :mod:`audit.pins`."""

from __future__ import annotations

import asyncio
from functools import lru_cache

import aiohttp

from audit.pins import pin_of


class Pinned(aiohttp.Fingerprint):
    """For aiohttp, in place of a certificate's digest: the digest of its key."""

    def check(self, transport: asyncio.Transport) -> None:
        """Raise ServerFingerprintMismatch unless the server has shown the pinned key in its handshake."""
        channel = transport.get_extra_info("ssl_object")
        certificate = channel.getpeercert(binary_form=True) if channel is not None else None
        try:
            got = pin_of(certificate) if certificate else b""
        except ValueError:
            got = b""
        if got != self.fingerprint:
            host, port, *_ = transport.get_extra_info("peername")
            raise aiohttp.ServerFingerprintMismatch(self.fingerprint, got, host, port)


@lru_cache(maxsize=256)
def pinned(pin: bytes) -> Pinned:
    """One object for each pin: connections are kept by it."""
    return Pinned(pin)
