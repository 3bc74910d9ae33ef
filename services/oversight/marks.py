"""What an entry of the log is found by, and which entries are looked at: the same for every index of reads."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from audit.entry import DESTROYED_LEAF, EntryKind, OpenEntry, Withheld, decode_open, decode_sealed
from audit.replies import LoggedEntry
from services.oversight.ports import Yearly
from services.vocabulary.access import Purpose
from services.vocabulary.records import RecordKind

_KINDS: Final = frozenset({EntryKind.READ, EntryKind.OUTCOME, EntryKind.REFUSAL})
_TOKEN_BYTES: Final = 16
_MONTH: Final = len("2026-01")


class Looked(NamedTuple):
    """A call as it is indexed. ``withheld``: what its sealed part says was not shown."""

    entry: OpenEntry
    withheld: tuple[Withheld, ...]


class Destroyed(NamedTuple):
    """A month (``YYYY-MM``) whose key was destroyed in the log: what was read under it goes."""

    agency: str
    month: str

    def times(self) -> tuple[int, int]:
        """First millisecond of the month, and of the next (epoch, UTC)."""
        year, number = int(self.month[:4]), int(self.month[5:])
        later = (year + 1, 1) if number == 12 else (year, number + 1)
        start, end = (datetime(*one, 1, tzinfo=UTC) for one in ((year, number), later))
        return int(start.timestamp() * 1000), int(end.timestamp() * 1000)


def look(one: LoggedEntry) -> Looked | Destroyed | None:
    """What an entry is to an index; None for one that is no call that was answered or refused."""
    if not one.open:
        return destroyed(one.leaf)
    entry = decode_open(one.open)
    return Looked(entry, decode_sealed(one.sealed).withheld) if entry.kind in _KINDS else None


def destroyed(leaf: bytes) -> Destroyed | None:
    """What a plain leaf says of a month's key; None for a leaf that says something else."""
    if not leaf.startswith(DESTROYED_LEAF):
        return None
    agency, _, rest = leaf[len(DESTROYED_LEAF) :].partition(b"\0")
    return Destroyed(agency.decode("ascii"), rest[:_MONTH].decode("ascii"))


class Marks:
    """Tokens under a key of 32 bytes, so that an index says no more at rest than the log's own files."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, kind: str, value: bytes) -> bytes:
        """16 bytes; ``kind`` is one that :meth:`of` names."""
        return hmac.digest(self._key, kind.encode() + b"\0" + value, sha256)[:_TOKEN_BYTES]

    def yearly(self, counted: Yearly) -> bytes:
        """Token of a yearly count."""
        return self.token("yearly", "\0".join(map(str, counted)).encode())

    def of(self, looked: Looked) -> set[bytes]:
        """All tokens that a call is found by."""
        return {self.token(kind, value) for kind, value in (*_marks(looked.entry), *_withheld_marks(looked))}


def owner_of(record: str) -> str:
    """Agency of a record or version name; empty for another name."""
    parts = record.split("/")
    return parts[1] if len(parts) >= 4 and parts[0] == "agencies" else ""


def record_of(name: str) -> str:
    """Name of a record, without the version."""
    return "/".join(name.split("/")[:4])


def foreign_records(entry: OpenEntry) -> frozenset[str]:
    """Names of records of other agencies that an entry shows; none of what oversight itself looks at."""
    if entry.purpose == Purpose.OVERSIGHT:
        return frozenset()
    names = {record_of(name) for name in entry.records}
    return frozenset(name for name in names if owner_of(name) not in ("", entry.agency))


def counted_in(entry: OpenEntry, kinds: Mapping[str, RecordKind]) -> set[Yearly]:
    """The yearly counts to which a call adds one. ``kinds``: of records by name; what has none there is not counted."""
    year = datetime.fromtimestamp(entry.time_ms / 1000, UTC).year
    return {Yearly(owner_of(name), kinds[name], year) for name in foreign_records(entry) if name in kinds}


def _marks(entry: OpenEntry) -> Iterator[tuple[str, bytes]]:
    """Kind and value of each mark; ``refused`` beside each of them for refusals."""
    found = list(_plain_marks(entry))
    yield from found
    if entry.reason:
        yield from (("refused " + kind, value) for kind, value in found)


def _plain_marks(entry: OpenEntry) -> Iterator[tuple[str, bytes]]:
    yield "all", b""
    yield "agency", entry.agency.encode()
    if entry.officer:
        yield "officer", f"{entry.agency}/{entry.officer}".encode()
    yield from (("selector", token) for token in entry.selectors)
    for name in entry.records:
        yield "record", record_of(name).encode()


def _withheld_marks(looked: Looked) -> Iterator[tuple[str, bytes]]:
    if looked.withheld:
        yield "withheld", b""
        yield "withheld agency", looked.entry.agency.encode()
