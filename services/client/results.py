"""What a verified answer is as values: nothing of it is made before every proof held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from google.protobuf.message import Message
from rabta.records.v1.history_pb2 import SignedVersion

from services.access.errors import InvalidArgument
from services.client.channel import Exchange
from services.client.errors import Unreadable
from services.client.feed import Finding
from services.client.import_summary import Summary
from services.values.encoding import RECORDS
from services.values.encoding.nouns import Noun, Nouns
from services.values.records import CopyAge, RecordVersion, Release

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Verified(Generic[T_co]):
    """An answer whose every proof held.

    ``unsigned``: how many versions in it come without their owner's bytes, and are the hub's word alone. ``exchange``:
    question and answer as they were signed, from which evidence is made. ``copies``: of an answer that a member's own
    node gave out of copies, how old those of each agency are; nothing of any other agency is in it.
    ``releases``: by which alone a record is shown.
    """

    value: T_co
    exchange: Exchange
    unsigned: int = 0
    copies: tuple[CopyAge, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def entry(self) -> int:
        """Index of the leaf in the hub's log that it promised for this call."""
        return self.exchange.proven.header.audit_index


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a record. ``record`` None and ``raw`` empty: only that it is there may be shown.

    ``raw``: the bytes that the owner signed; ``recorded_ms``: when the hub took it, epoch ms.
    """

    record: RecordVersion | None
    raw: bytes
    recorded_ms: int


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of one record, oldest first; ``next_page_token``: empty where there is no more."""

    versions: tuple[Version, ...]
    next_page_token: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of records handed in, with what the hub refused or flagged."""

    summary: Summary
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Receipts:
    """Counts: promises proven just now, still waiting, and those that the hub owes for more than a minute."""

    proven: int
    pending: int
    late: int


def read(nouns: Nouns, kind: type[Noun], message: Message) -> Noun:
    """The value of a proven message. Raises Unreadable."""
    try:
        return nouns.from_message(kind, message)
    except InvalidArgument as bad:
        raise Unreadable(bad.violations[0].field) from None


def read_version(signed: SignedVersion) -> Version:
    """A version that was held against its page. Raises Unreadable."""
    raw = signed.version
    if not raw:
        return Version(None, b"", signed.recorded_ms)
    message = RECORDS.message_class(RecordVersion).FromString(raw)
    return Version(read(RECORDS, RecordVersion, message), raw, signed.recorded_ms)
