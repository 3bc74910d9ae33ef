"""Settings of the writer, from a TOML file.

    origin = "rabta.pk/audit/1"
    folder = "audit"                       # 0700; paths are relative to the file
    log_key = "audit/log.key"              # Ed25519, PKCS8 PEM, 0600
    hub_seal_key = "audit/hub-seal.key"    # P-256, PKCS8 PEM, 0600
    oversight_seal_key = "oversight.pem"   # P-256, SubjectPublicKeyInfo PEM
    retention_keys = ["g1.pem", "g2.pem"]  # P-256 public keys; two sign to destroy a month key
    retention_months = 12                  # at least 12
    quorum = 3
    peers = [1000]                         # uids beside the writer's own that may use the socket
    [[witnesses]]
    vkey = "..."
    url = "https://witness.example:7001"   # http:// on loopback alone, without a pin
    pin = "..."                            # hex SHA-256 of the SubjectPublicKeyInfo of its TLS key
    [limits]                               # distinct identifiers
    officer_per_hour = 60
    officer_per_day = 300
    agency_per_hour = 2000
    [store]                                # instead of log.db in the folder; see audit.place
    address = "postgresql://rabta@one.example,two.example/rabta?sslmode=verify-full"
    schema = "audit"
    password_file = "database.password"    # 0600
    month_key_folder = "/srv/month-keys"   # instead of month-keys in the folder: one for all writers of the log

A setting that is not known is an error. The clock is no setting: only a composition of
tests puts another in the dataclass.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from audit.cosign import Witness
from audit.limits import LimitSettings
from audit.note import NoteError, VerifierKey
from audit.pins import endpoint_fault
from audit.place import SCHEMA, Database, Place
from audit.quorum import Quorum, QuorumError
from audit.retention import MIN_RETENTION_MONTHS

Clock = Callable[[], int]


class SettingsError(Exception):
    """A setting is missing, unknown or out of range; the text names it."""


def system_clock() -> int:
    """This machine's time in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def steady_clock() -> int:
    """Milliseconds on a clock that cannot be set."""
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """One log. ``quorum`` 0 without witnesses is for tests alone; ``peers`` are uids; ``clock`` is epoch ms."""

    folder: Path
    origin: str
    log_key: Path
    hub_seal_key: Path
    oversight_seal_key: Path
    retention_keys: tuple[Path, ...] = ()
    retention_months: int = MIN_RETENTION_MONTHS
    witnesses: tuple[Witness, ...] = ()
    quorum: int = 0
    peers: frozenset[int] = frozenset()
    limits: LimitSettings = field(default_factory=LimitSettings)
    max_commit: int = 128
    max_queue: int = 4096
    clock: Clock = system_clock
    steady: Clock = steady_clock
    store: Database | None = None
    month_key_folder: Path | None = None

    @property
    def socket(self) -> Path:
        """The writer's Unix socket."""
        return self.folder / "writer.sock"

    @property
    def database(self) -> Path:
        """Path of the log's database, where it is a file."""
        return self.folder / "log.db"

    @property
    def place(self) -> Place:
        """Where the log's rows are."""
        return self.store or self.database

    @property
    def month_keys(self) -> Path:
        """Folder of month keys: not in the backup of the database."""
        return self.month_key_folder or self.folder / "month-keys"

    def witness_quorum(self) -> Quorum | None:
        """The quorum, None where there are no witnesses; SettingsError when two forks could both have one."""
        if not self.witnesses and self.quorum == 0:
            return None
        try:
            return Quorum(self.quorum, tuple(witness.key for witness in self.witnesses))
        except QuorumError as error:
            raise SettingsError(f"quorum: {error}") from error


_TABLE = {
    "folder", "origin", "log_key", "hub_seal_key", "oversight_seal_key", "retention_keys", "retention_months",
    "witnesses", "quorum", "peers", "limits", "max_commit", "max_queue", "store", "month_key_folder",
}  # fmt: skip


def read_settings(path: Path) -> WriterSettings:
    """Settings of a TOML file; SettingsError."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("settings file cannot be read") from error
    if unknown := sorted(table.keys() - _TABLE):
        raise SettingsError(f"{unknown[0]}: unknown setting")
    try:
        settings = WriterSettings(**{name: _value(path.parent, name, value) for name, value in table.items()})
    except (TypeError, ValueError, KeyError, NoteError) as error:
        raise SettingsError(f"settings are incomplete or malformed: {error}") from error
    settings.witness_quorum()
    if settings.quorum < 1 or settings.retention_months < MIN_RETENTION_MONTHS:
        raise SettingsError("quorum: at least 1, retention_months: at least 12")
    return settings


def _value(base: Path, name: str, value: Any) -> Any:
    if name in ("folder", "log_key", "hub_seal_key", "oversight_seal_key", "month_key_folder"):
        return base / str(value)
    if name == "retention_keys":
        return tuple(base / str(one) for one in value)
    if name == "witnesses":
        return tuple(_witness(one) for one in value)
    if name == "peers":
        return frozenset(int(one) for one in value)
    if name == "limits":
        return _limits(value)
    if name == "store":
        return _store(base, value)
    return str(value) if name == "origin" else int(value)


def _witness(table: dict[str, Any]) -> Witness:
    witness = Witness(VerifierKey.parse(table["vkey"]), str(table["url"]), bytes.fromhex(table.get("pin", "")))
    if table.keys() - {"vkey", "url", "pin"}:
        raise ValueError("unknown setting of a witness")
    if fault := endpoint_fault(witness.url, witness.pin):
        raise ValueError(f"a witness is asked over HTTPS with a pin, or over HTTP on loopback ({fault})")
    return witness


def _store(base: Path, table: dict[str, Any]) -> Database:
    if table.keys() - {"address", "schema", "password_file"}:
        raise ValueError("unknown setting of a store")
    named = table.get("password_file")
    password = None if named is None else base / str(named)
    return Database(str(table["address"]), str(table.get("schema", SCHEMA)), password)


def _limits(table: dict[str, Any]) -> LimitSettings:
    known = {limit.name for limit in fields(LimitSettings)}
    if table.keys() - known:
        raise ValueError("unknown limit")
    return LimitSettings(**{name: int(value) for name, value in table.items()})
