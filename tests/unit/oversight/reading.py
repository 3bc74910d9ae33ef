"""Entries of a log as the index of reads follows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from audit.entry import DESTROYED_LEAF, OpenEntry, SealedEntry, Withheld, destroyed_leaf, encode_open, encode_sealed
from audit.replies import LoggedEntry
from services.oversight.marks import Marks
from services.oversight.store.sqlite_reads import SqliteReads
from services.signing.sealing import Sealer
from services.vocabulary.records import RecordKind

ORIGIN = "rabta.test/audit/1"
KEY = b"k" * 32
MARKS = Marks(KEY)
SELECTOR = b"s" * 32
MARCH = 1_709_251_200_000
"""1 March 2024, UTC."""
DAY = 86_400_000


class Kinds:
    """Every record is of one kind. See :class:`services.oversight.ports.RecordKinds`."""

    async def kinds(self, names: Collection[str]) -> Mapping[str, RecordKind]:
        return dict.fromkeys(names, RecordKind.PARTY)


def index_of(path: Path, key: bytes = KEY) -> SqliteReads:
    return SqliteReads(path, Marks(key), Sealer(key))


def read(agency: str = "pk.fia", officer: str = "fia-1", *owners: str, **more: Any) -> OpenEntry:
    """A call that was shown a record of each owner."""
    facts: dict[str, Any] = {
        "kind": "READ",
        "time_ms": MARCH,
        "agency": agency,
        "officer": officer,
        "method": "/rabta.records.v1.RecordsService/GetHistory",
        "purpose": "INVESTIGATE_CASE",
        "legal_basis": "CRPC_CASE",
        "query_class": "HISTORY",
        "case_reference": "FIR:PB/LAHORE/ICHHRA/512/2024",
        "records": tuple(f"agencies/{owner}/records/r1/versions/2" for owner in owners),
        **more,
    }
    return OpenEntry(**facts)


def logged(*entries: OpenEntry | bytes, start: int = 0) -> list[LoggedEntry]:
    """As the log's writer gives them; bytes are a plain leaf."""
    return [
        LoggedEntry(index, one, b"", b"", b"", b"", b"", ())
        if isinstance(one, bytes)
        else LoggedEntry(index, b"leaf", encode_open(one), b"", b"", b"", b"x", ())
        for index, one in enumerate(entries, start)
    ]


def withheld(entry: OpenEntry, *parts: Withheld, index: int = 0) -> LoggedEntry:
    """A call whose sealed part says what it was not shown."""
    sealed = encode_sealed(SealedEntry(parts, ("cap-juvenile",), (), "ipv4:1"))
    return LoggedEntry(index, b"leaf", encode_open(entry), b"", sealed, b"", b"x", ())


def destroyed(agency: str, month: str) -> bytes:
    leaf = destroyed_leaf(agency, month, (b"1" * 64, b"2" * 64))
    assert leaf.startswith(DESTROYED_LEAF)
    return leaf
