"""Where the stores of the demonstration lie: files, or databases of a server that lives as long as it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Final

from services.demo.server import Server

HUB: Final = "hub"
LOG: Final = "log"


class Store(StrEnum):
    """What `--store` and RABTA_DEMO_STORE take."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


@contextmanager
def databases(store: Store, agencies: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Address of a new database for the hub, its log, and each agency's issuer; none where stores are files.

    Their server is gone when this is left. Raises ServerAbsent.
    """
    if store is Store.SQLITE:
        yield {}
        return
    server = Server()
    try:
        server.start()
        for part in (named := {HUB: HUB, LOG: LOG, **{agency: f"issuer-{agency}" for agency in agencies}}).values():
            server.create(part)
        yield {part: server.address(name) for part, name in named.items()}
    finally:
        server.remove()
