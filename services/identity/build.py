"""The service put together over its register, and over the children whom nobody registered yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.identity import wire
from services.identity.app.context import Context
from services.identity.keys import Keys
from services.identity.provisional.ports import Children
from services.identity.provisional.store.children import StoredChildren
from services.identity.provisional.store.database import FILE as PROVISIONAL
from services.identity.provisional.store.database import open_database
from services.identity.store.database import open_register
from services.identity.store.register import StoredRegister


class UseCases(NamedTuple):
    """What the service's methods are over."""

    context: Context
    children: Children


class OpenIdentity(NamedTuple):
    """The service of a process that serves it, over stores that are open."""

    use_cases: UseCases
    close: Callable[[], None]


def build_identity(folder: Path, secret: bytes) -> OpenIdentity:
    """Over the databases of the node's folder. ``secret``: the node's, of which keys are derived.

    Raises UnsafeFile, RegisterUnavailable, StoreUnavailable.
    """
    keys, register = Keys.of(secret), open_register(folder)
    children = open_database(folder / PROVISIONAL)
    context = Context(StoredRegister(register, keys), keys, wire.encode, wire.decode_statement)

    def close() -> None:
        register.close()
        children.close()

    return OpenIdentity(UseCases(context, StoredChildren(children, secret)), close)
