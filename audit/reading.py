"""Answers to reads, a slice at a time: the writer's one thread goes on appending between slices.

A job is a generator that yields after each slice and returns the reply's body.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from hashlib import sha256

from audit.canonical import EncodingError
from audit.checkpoint import Checkpoint
from audit.entry import decode_open
from audit.leaves import Row, leaf_data, read_rows
from audit.log import Log, NeverError
from audit.merkle import EMPTY_ROOT, consistency_path, inclusion_path
from audit.note import Note
from audit.protocol import Op
from audit.replies import (
    MAX_ENTRIES,
    MAX_RECEIPTS,
    Checkpointed,
    Clock,
    Entries,
    KeyFile,
    LoggedEntry,
    OwnReceipt,
    Reader,
    Receipts,
    encode_checkpointed,
    encode_entries,
    encode_receipts,
    number,
)
from audit.retention import Destruction
from audit.vault import Parts, VaultError, key_id_of, unseal

Job = Generator[None, None, bytes]
_SLICE = 16


def _now(log: Log, body: bytes) -> Job:
    """Newest checkpoint with a quorum."""
    Reader(body).end()
    note = log.heads.quorum_note
    root = Checkpoint.parse(Note.parse(note).text).root if note else EMPTY_ROOT
    version, index = log.newest_registry(log.appender.tree.size)
    yield
    clocks = tuple(Clock(name, offset_ms // 1000) for name, offset_ms in log.clocks_off().items())
    head = log.heads.quorum_size, note, root, version, index
    return encode_checkpointed(Checkpointed(*head, log.closure.alarms, log.clock_off(), clocks))


def _receipts(log: Log, body: bytes) -> Job:
    read = Reader(body)
    agency, known, indexes, wanted = read.text(), read.number(), read.listed(read.number), read.number()
    read.end()
    if len(indexes) > MAX_RECEIPTS:
        raise NeverError("more receipts than one reply holds")
    size, note = log.heads.quorum_size, log.heads.quorum_note
    version, registry_index = log.registry_leaf_of(wanted, size) if wanted else log.newest_registry(size)
    registry_path = tuple(inclusion_path(registry_index, size, log.nodes)) if version else ()
    consistency = tuple(consistency_path(known, size, log.nodes)) if known < size else ()
    receipts = []
    for place, index in enumerate(indexes):
        if index < size:
            receipts.append(_receipt(log, index, size, agency))
        if place % _SLICE == 0:
            yield
    head = size, note, consistency
    return encode_receipts(Receipts(*head, version, registry_index, registry_path, tuple(receipts)))


def _receipt(log: Log, index: int, size: int, agency: str) -> OwnReceipt:
    ((_, _, sealed),) = read_rows(log.store, index, index + 1)
    parts = _open(log, index, sealed, only=agency)
    if parts is None or not _is_of(parts.open, agency):
        return OwnReceipt(index)
    sealed_sha256 = sha256(parts.sealed_salt + parts.sealed).digest()
    return OwnReceipt(index, parts.open, parts.open_salt, sealed_sha256, tuple(inclusion_path(index, size, log.nodes)))


def _is_of(open_part: bytes, agency: str) -> bool:
    try:
        return decode_open(open_part).agency == agency
    except EncodingError:
        return False


def _entries(log: Log, body: bytes) -> Job:
    read = Reader(body)
    start, count = read.number(), read.number()
    read.end()
    if count > MAX_ENTRIES:
        raise NeverError("more entries than one reply holds")
    size, note = log.heads.quorum_size, log.heads.quorum_note
    entries: list[LoggedEntry] = []
    while start + len(entries) < min(start + count, size):
        first = start + len(entries)
        end = min(first + _SLICE, start + count, size)
        entries += _logged(log, read_rows(log.store, first, end), size)
        yield
    return encode_entries(Entries(size, note, tuple(entries), _keys_of(log, entries)))


def _keys_of(log: Log, entries: Iterable[LoggedEntry]) -> tuple[KeyFile, ...]:
    """The files of the month keys that entries are sealed under, as they are."""
    used = sorted({log.appender.months[key_id_of(entry.stored)] for entry in entries if entry.stored})
    found = []
    for agency, month in used:
        with suppress(OSError):
            found.append(KeyFile(agency, month, log.keys.path(agency, month).read_bytes()))
    return tuple(found)


def _logged(log: Log, rows: Iterable[Row], size: int) -> list[LoggedEntry]:
    entries = []
    for row in rows:
        index, _, sealed = row
        parts = _open(log, index, sealed)
        stored = sealed if parts and sealed else b""
        parts = parts or Parts(b"", b"", b"", b"")
        shown = parts.open, parts.open_salt, parts.sealed, parts.sealed_salt, stored
        entries.append(LoggedEntry(index, leaf_data(row), *shown, tuple(inclusion_path(index, size, log.nodes))))
    return entries


def _open(log: Log, index: int, sealed: bytes | None, only: str = "") -> Parts | None:
    """Parts of an entry; None for a plain leaf, a month key that is gone, or another agency than ``only``."""
    if sealed is None:
        return None
    try:
        agency, month = log.appender.months[key_id_of(sealed)]
        return unseal(index, log.keys.get(agency, month), sealed) if only in ("", agency) else None
    except (KeyError, VaultError):
        return None


def _registry(log: Log, body: bytes) -> Job:
    read = Reader(body)
    version, digest = read.number(), read.octets()
    systems = dict(read.listed(lambda: (read.text(), read.number())))
    read.end()
    if len(digest) != 32 or not 0 < version < 2**63:
        raise NeverError("not a registry version and the digest of its payload")
    index = log.append_registry(version, digest, systems)
    yield
    return number(index)


def _destroy(log: Log, body: bytes) -> Job:
    read = Reader(body)
    agency, month = read.text(), read.text()
    signatures = read.listed(lambda: (read.octets(), read.octets()))
    read.end()
    index = log.destroy_month_key(Destruction(agency, month, signatures))
    yield
    return number(index)


JOBS: dict[int, Callable[[Log, bytes], Job]] = {
    Op.CHECKPOINT: _now,
    Op.RECEIPTS: _receipts,
    Op.ENTRIES: _entries,
    Op.REGISTRY: _registry,
    Op.DESTROY: _destroy,
}
