"""Where an engine is and how to log in: ``engine.json``, written by whoever starts ArcadeDB. Files only."""

from __future__ import annotations

import ipaddress
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import AddressUnsafe, GraphRefused

ENGINE_FILE = "engine.json"
ADDRESS = re.compile(r"(?:bolt|neo4j)(\+s)?://(\[[0-9A-Fa-f:.]+\]|[^\s@/:\[\]]+)(?::[0-9]{1,5})?")
"""Scheme and host, and a port where it is not 7687: no user, no path."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``uri``: bolt://, neo4j://, neo4j+s:// ...; the password is not shown when this is printed."""

    uri: str
    user: str
    password: str
    database: str

    def __repr__(self) -> str:
        return f"Endpoint({self.uri!r}, {self.user!r}, {self.database!r})"


def check_address(uri: str) -> None:
    """A host of its own over TLS (``+s``), or this machine: passwords and rows cross no network in clear.

    Raises AddressUnsafe for ``bolt://`` or ``neo4j://`` to another machine, GraphRefused for what is no address.
    """
    found = ADDRESS.fullmatch(uri)
    if found is None:
        raise GraphRefused("not bolt://, neo4j://, bolt+s:// or neo4j+s://, with a host alone")
    if found[1] is None and not is_loopback(found[2].strip("[]")):
        raise AddressUnsafe("without TLS on loopback alone: bolt+s:// or neo4j+s:// elsewhere")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: ``localhost``, or an address of RFC 1122 section 3.2.1.3 or RFC 4291 2.5.3."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` whole, readable by its owner alone from its first byte on."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def save_endpoint(folder: Path, endpoint: Endpoint) -> None:
    """Write ``engine.json`` (mode 0600) into ``folder``."""
    fields = {name: getattr(endpoint, name) for name in ("uri", "user", "password", "database")}
    write_private(folder / ENGINE_FILE, json.dumps(fields))


def load_endpoint(folder: Path) -> Endpoint:
    """Read it again. Raises OSError where no engine was started there, ValueError where the file is none of ours."""
    fields = json.loads((folder / ENGINE_FILE).read_text("utf-8"))
    if not isinstance(fields, dict) or set(fields) != {"uri", "user", "password", "database"}:
        raise ValueError("not an engine file")
    return Endpoint(**{name: str(value) for name, value in fields.items()})
