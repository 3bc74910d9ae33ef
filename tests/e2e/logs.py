"""The log read past the wire: leaves as the database holds them, entries opened with the hub's own month keys."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from audit.entry import OpenEntry, SealedEntry, decode_open, decode_sealed
from audit.leaves import read_rows
from audit.monthkeys import MonthKeys, load_seal_private, load_seal_public
from audit.place import open_store
from audit.settings import read_settings
from audit.vault import key_id_of, month_key_id, unseal


class Entry(NamedTuple):
    """One entry of the log."""

    index: int  # type: ignore[assignment]  # tuple.index is not asked: the log's word for an entry's place
    commitment: bytes
    open: OpenEntry
    sealed: SealedEntry


class LogReader:
    """Reads what is durable now."""

    def __init__(self, hub: Path) -> None:
        """``hub``: its folder, in which the writer's settings say where the log's rows are."""
        self._store = open_store(read_settings(hub / "audit" / "writer.toml").place, read_only=True)
        seal = load_seal_private(hub / "seal.key")
        oversight = load_seal_public(hub / "audit" / "oversight-seal.pem")
        self._keys = MonthKeys(hub / "audit" / "month-keys", seal, oversight)
        self._months: dict[bytes, tuple[str, str]] = {}

    def size(self) -> int:
        """How many leaves the log holds."""
        return self._store.size()

    def entries(self, first: int = 0, end: int = 1 << 62) -> list[Entry]:
        """Entries with an index in [first, end); leaves of other kinds are passed over."""
        rows = [row for row in read_rows(self._store, first, end) if row[2] is not None]
        return [self._entry(index, body, sealed) for index, body, sealed in rows if sealed is not None]

    def _entry(self, index: int, body: bytes, sealed: bytes) -> Entry:
        if key_id_of(sealed) not in self._months:
            for agency, month, *_ in self._store.rows("select_month_keys"):
                self._months[month_key_id(agency, month)] = (agency, month)
        parts = unseal(index, self._keys.get(*self._months[key_id_of(sealed)]), sealed)
        return Entry(index, body, decode_open(parts.open), decode_sealed(parts.sealed))

    def since(self, mark: int) -> list[Entry]:
        """Entries from a mark on, but for the summaries that come by the minute."""
        return [entry for entry in self.entries(mark) if entry.open.kind != "SUMMARY"]

    def close(self) -> None:
        self._store.close()
