"""What the writer answers to reads, and the bytes of it on its socket (see :mod:`audit.protocol`).

CHECKPOINT  reply    size, note, root, registry version, registry index, list of alarms:
                     witness, claim, size, since ms; 1 where the clock is off, list of clocks:
                     witness, seconds ahead as text
RECEIPTS    request  agency, known size, list of index, registry version (0 for the newest)
            reply    checkpoint of the reply, list of hash (consistency), registry version,
                     registry index, list of hash (its path), list of receipts:
                     index, open, open salt, sealed digest, list of hash (path)
ENTRIES     request  start, count
            reply    checkpoint of the reply, list of entries:
                     index, leaf, open, open salt, sealed, sealed salt, stored form, list of hash (path);
                     list of month keys: agency, month, file
REGISTRY    request  version, payload digest; reply: index
DESTROY     request  agency, month, list of (kid, signature); reply: index

where the checkpoint of a reply is: size, note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audit.protocol import ProtocolError
from audit.rollback import Alarm

T = TypeVar("T")
MAX_RECEIPTS = 500
MAX_ENTRIES = 256


@dataclass(frozen=True, slots=True)
class Clock:
    """A witness whose clock is off the hub's. ``ahead_s``: how far, in seconds, below 0 for one that is behind."""

    witness: str
    ahead_s: int


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """The newest checkpoint with a quorum; size 0 and an empty note before the first.

    ``registry_version`` is the newest that the log holds, covered or not; 0 for none.
    ``alarms``: what witnesses claim without proof. ``clock_off``: the hub's clock is off what most witnesses say, and
    nothing is appended; ``clocks``: the witnesses whose own is off the hub's.
    """

    size: int
    note: bytes
    root: bytes
    registry_version: int
    registry_index: int
    alarms: tuple[Alarm, ...] = ()
    clock_off: bool = False
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """One entry proved; all but ``index`` empty where it is no entry of the agency that asks."""

    index: int
    open: bytes = b""
    open_salt: bytes = b""
    sealed_sha256: bytes = b""
    path: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipts:
    """Receipts under one checkpoint, for those indexes that it covers.

    ``consistency`` leads from the size that the caller knew; empty where that is 0, equal or
    larger. The registry is the version asked for, else the newest, where the checkpoint covers its leaf;
    version 0 for none.
    """

    size: int
    checkpoint: bytes
    consistency: tuple[bytes, ...]
    registry_version: int
    registry_index: int
    registry_path: tuple[bytes, ...]
    receipts: tuple[OwnReceipt, ...]


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One leaf; parts and stored form empty for a plain leaf, or where the month key is gone."""

    index: int
    leaf: bytes
    open: bytes
    open_salt: bytes
    sealed: bytes
    sealed_salt: bytes
    stored: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A month key as it is wrapped (:class:`audit.monthkeys.WrappedKey`)."""

    agency: str
    month: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Entries:
    """A contiguous range under one checkpoint, cut where that ends; ``keys`` are those of its entries."""

    size: int
    checkpoint: bytes
    entries: tuple[LoggedEntry, ...]
    keys: tuple[KeyFile, ...] = ()


def number(value: int) -> bytes:
    """Field of a number in [0, 2**64)."""
    return value.to_bytes(8, "big")


def octets(value: bytes) -> bytes:
    """A field: its length in four bytes, then its bytes."""
    return len(value).to_bytes(4, "big") + value


def listed(members: Sequence[bytes]) -> bytes:
    """Field of a list of encoded members."""
    return len(members).to_bytes(4, "big") + b"".join(members)


def hashes(values: Iterable[bytes]) -> bytes:
    """Field of a list of bytes."""
    return listed([octets(value) for value in values])


class Reader:
    """Reads fields in order; ProtocolError when they are not there."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def _take(self, length: int) -> bytes:
        start, self._at = self._at, self._at + length
        if self._at > len(self._data):
            raise ProtocolError("body is cut off")
        return self._data[start : self._at]

    def number(self) -> int:
        """An unsigned number of eight bytes. Raises ProtocolError at the end."""
        return int.from_bytes(self._take(8), "big")

    def octets(self) -> bytes:
        """A field of bytes behind its length. Raises ProtocolError."""
        return self._take(int.from_bytes(self._take(4), "big"))

    def text(self) -> str:
        """A field of UTF-8 text. Raises ProtocolError."""
        try:
            return self.octets().decode()
        except UnicodeDecodeError as error:
            raise ProtocolError("text is not UTF-8") from error

    def listed(self, member: Callable[[], T]) -> tuple[T, ...]:
        """Members behind their number, in order. Raises ProtocolError."""
        return tuple(member() for _ in range(int.from_bytes(self._take(4), "big")))

    def hashes(self) -> tuple[bytes, ...]:
        """A list of bytes."""
        return self.listed(self.octets)

    def end(self) -> None:
        """Raises ProtocolError where anything follows."""
        if self._at != len(self._data):
            raise ProtocolError("body is too long")


def encode_checkpointed(reply: Checkpointed) -> bytes:
    """The body of a reply to CHECKPOINT."""
    registry = number(reply.registry_version) + number(reply.registry_index)
    alarms = [
        octets(one.witness.encode()) + octets(one.claim.encode()) + number(one.size) + number(one.since_ms)
        for one in reply.alarms
    ]
    clocks = [octets(one.witness.encode()) + octets(str(one.ahead_s).encode()) for one in reply.clocks]
    head = number(reply.size) + octets(reply.note) + octets(reply.root) + registry
    return head + listed(alarms) + number(reply.clock_off) + listed(clocks)


def decode_checkpointed(data: bytes) -> Checkpointed:
    """Read a reply to CHECKPOINT; ProtocolError."""
    read = Reader(data)

    def alarm() -> Alarm:
        return Alarm(read.text(), read.text(), read.number(), read.number())

    def clock() -> Clock:
        return Clock(read.text(), _seconds(read.text()))

    head = read.number(), read.octets(), read.octets(), read.number(), read.number()
    return _whole(read, Checkpointed(*head, read.listed(alarm), bool(read.number()), read.listed(clock)))


def _seconds(text: str) -> int:
    if not text.removeprefix("-").isdecimal() or len(text) > 18:
        raise ProtocolError("not a number of seconds")
    return int(text)


def encode_receipt(one: OwnReceipt) -> bytes:
    """One member of a reply to RECEIPTS."""
    parts = octets(one.open) + octets(one.open_salt) + octets(one.sealed_sha256)
    return number(one.index) + parts + hashes(one.path)


def encode_receipts(reply: Receipts) -> bytes:
    """The body of a reply to RECEIPTS."""
    registry = number(reply.registry_version) + number(reply.registry_index) + hashes(reply.registry_path)
    head = number(reply.size) + octets(reply.checkpoint) + hashes(reply.consistency)
    return head + registry + listed([encode_receipt(one) for one in reply.receipts])


def decode_receipts(data: bytes) -> Receipts:
    """Read a reply to RECEIPTS; ProtocolError."""
    read = Reader(data)

    def receipt() -> OwnReceipt:
        return OwnReceipt(read.number(), read.octets(), read.octets(), read.octets(), read.hashes())

    head = read.number(), read.octets(), read.hashes()
    registry = read.number(), read.number(), read.hashes()
    return _whole(read, Receipts(*head, *registry, read.listed(receipt)))


def encode_entries(reply: Entries) -> bytes:
    """The body of a reply to ENTRIES."""
    members = [
        number(one.index)
        + b"".join(
            octets(part) for part in (one.leaf, one.open, one.open_salt, one.sealed, one.sealed_salt, one.stored)
        )
        + hashes(one.path)
        for one in reply.entries
    ]
    keys = [octets(key.agency.encode()) + octets(key.month.encode()) + octets(key.wrapped) for key in reply.keys]
    return number(reply.size) + octets(reply.checkpoint) + listed(members) + listed(keys)


def decode_entries(data: bytes) -> Entries:
    """Read a reply to ENTRIES; ProtocolError."""
    read = Reader(data)

    def entry() -> LoggedEntry:
        index = read.number()
        parts = read.octets(), read.octets(), read.octets(), read.octets(), read.octets(), read.octets()
        return LoggedEntry(index, *parts, read.hashes())

    def key() -> KeyFile:
        return KeyFile(read.text(), read.text(), read.octets())

    return _whole(read, Entries(read.number(), read.octets(), read.listed(entry), read.listed(key)))


def _whole(read: Reader, value: T) -> T:
    read.end()
    return value
