"""Where a PostgreSQL database is: ``postgresql://USER@HOST[:PORT][,HOST[:PORT]]/DATABASE``. Pure.

Several hosts are a primary and its standbys: the one that takes writes is used. A socket of this machine is
``postgresql://USER@/DATABASE?host=/run/postgresql``. An address stands in settings and may be read aloud: it holds no
password.
"""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import parse_qsl, urlsplit

SCHEME: Final = "postgresql"
VERIFIED: Final = "verify-full"
KNOWN: Final = frozenset({"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"})
"""What may follow ``?``; anything else asyncpg would take for a setting of the server."""


def address_fault(address: str) -> str:
    """What is wrong with an address, "" where nothing is; the text holds no part of it.

    Another machine must prove its name by its certificate (``sslmode=verify-full``).
    """
    try:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        return "not an address of a PostgreSQL database"
    user, _, hosts = parts.netloc.rpartition("@")
    if parts.scheme != SCHEME or not parts.path.strip("/") or parts.fragment:
        return f"not {SCHEME}://USER@HOST/DATABASE"
    if ":" in user:
        return "a password does not stand in an address: it is read from a file"
    if unknown := sorted(options.keys() - KNOWN):
        return f"unknown after the question mark: {', '.join(unknown)}"
    named = [_host(each) for each in f"{hosts},{options.get('host', '')}".split(",") if each]
    if not named:
        return "no host"
    if options.get("sslmode") != VERIFIED and not all(_here(host) for host in named):
        return f"another machine is reached with sslmode={VERIFIED} alone"
    return ""


def _host(text: str) -> str:
    """The host of ``host``, ``host:port``, ``[address]:port`` or a path of a socket's folder."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text if text.startswith("/") else text.partition(":")[0]


def _here(host: str) -> bool:
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
