"""Where each log of a node lies: a folder, a key and a socket of its own, by the number that ends its origin.

``<federation>/audit/1`` lies in ``audit/`` with ``log.key``; ``.../2`` in ``audit-2/``, its key ``log-2.key``
beside the first one's. So a log that was closed stays as it was, and a new one begins in an empty folder.
"""

from __future__ import annotations

from pathlib import Path

from audit.place import SCHEMA, Database, Place
from services.errors import RabtaError
from services.membership.registry import Registry
from services.node.settings import SQLITE, NodeSettings, SettingsError


class NoSuccession(RabtaError):
    """A later log without its first leaf: what the log before it promised would be forgotten, and replays taken."""


def origin_of(settings: NodeSettings, registry: Registry) -> str:
    """Origin of the log that the node writes now. Raises NotServing."""
    return registry.open_log(settings.server(registry.hub)).origin


def number_of(origin: str) -> int:
    """2 of ``rabta.pk/audit/2``. Raises SettingsError."""
    number = origin.rpartition("/")[2]
    if not (number.isascii() and number.isdigit() and number[0] != "0"):
        raise SettingsError("log: its origin does not end in a number")
    return int(number)


def folder_of(settings: NodeSettings, origin: str) -> Path:
    """Folder of one log."""
    number = number_of(origin)
    return settings.audit if number == 1 else settings.audit.with_name(f"{settings.audit.name}-{number}")


def socket_of(settings: NodeSettings, origin: str) -> Path:
    """Unix socket of the log's writer, in the log's folder."""
    return folder_of(settings, origin) / "writer.sock"


def key_of(origin: str) -> str:
    """Path of its key, from its folder."""
    number = number_of(origin)
    return "log.key" if number == 1 else f"../audit/log-{number}.key"


def place_of(settings: NodeSettings, origin: str) -> Place:
    """Where its rows are: ``log.db`` in its folder, or a schema named by its number where settings name a database."""
    if settings.log_store == SQLITE:
        return folder_of(settings, origin) / "log.db"
    named = settings.log_store_password_file
    schema = _schema_of(number_of(origin))
    return Database(settings.log_store, schema, settings.folder / named if named else None)


def _schema_of(number: int) -> str:
    return SCHEMA if number == 1 else f"{SCHEMA}_{number}"


def folders_of(settings: NodeSettings) -> dict[str, Path]:
    """Folder of each log that the node has, or had, by the schema that it has in a database."""
    first = settings.audit
    numbered = ((folder.name.rpartition("-")[2], folder) for folder in sorted(first.parent.glob(f"{first.name}-*")))
    later = {_schema_of(int(number)): folder for number, folder in numbered if number.isascii() and number.isdigit()}
    return {_schema_of(1): first, **later}


def month_keys_of(settings: NodeSettings, origin: str) -> Path:
    """Folder of its month keys."""
    if settings.log_month_keys:
        return settings.folder / settings.log_month_keys
    return folder_of(settings, origin) / "month-keys"


def check_succession(settings: NodeSettings, origin: str) -> None:
    """Raise NoSuccession unless it is the first log, or begins with the last checkpoint of the one before it."""
    if number_of(origin) == 1:
        return
    from audit.succession import begun_after

    folder = folder_of(settings, origin)
    if not begun_after(place_of(settings, origin)):
        raise NoSuccession(
            f"begin it with: python -m audit --config {folder.name}/writer.toml --after ... --old-log ..."
        )
