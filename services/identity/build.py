"""The service put together over its register."""

from __future__ import annotations

from services.identity import wire
from services.identity.app.context import Context
from services.identity.keys import Keys
from services.identity.store.register import StoredRegister
from services.store.database import Database


def build_identity(database: Database, secret: bytes) -> Context:
    """Over an open database; ``secret``: the node's, of which keys are derived."""
    keys = Keys.of(secret)
    return Context(StoredRegister(database, keys), keys, wire.encode)
