"""What a log entry says, its canonical bytes, and the leaf that commits to it.

An entry has an open part, the caller's own facts, and a sealed part, which only the
oversight body reads. Both are the canonical protobuf encoding of ``rabta.audit.v1``
(see :mod:`audit.canonical`). Because defaults are left out, parts of an open entry that
are known early (such as all that comes from one token) can be encoded once and joined
with the rest, as long as field numbers ascend.

Leaf data, by first byte (a leaf hash is SHA-256(0x00 || leaf data), RFC 6962):

    01  u64be index, SHA-256(SHA-256(salt1 || open) || SHA-256(salt2 || sealed)): an entry
    02  u64be version, SHA-256(registry payload): a registry version
    03  agency, 00, "YYYY-MM", SHA-256(signature 1 || signature 2): a month key destroyed
    04  checkpoint note of the origin that this log continues: only at index 0
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from audit.canonical import INT64, OCTETS, TEXT, UINT32, UINT64, Codec, Field, names

SALT_BYTES = 32
ENTRY_LEAF, REGISTRY_LEAF, DESTROYED_LEAF, ORIGIN_LEAF = b"\x01", b"\x02", b"\x03", b"\x04"
MAX_ORIGIN_NOTE_BYTES = 60_000
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_AGENCY = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}", re.ASCII)


class EntryKind(StrEnum):
    """What a leaf stands for: the wire's ``EntryKind`` without prefix, in the order of its numbers."""

    READ = "READ"
    INTENT = "INTENT"
    OUTCOME = "OUTCOME"
    REFUSAL = "REFUSAL"
    SUMMARY = "SUMMARY"

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of copies or orders between two nodes, but for its last number and digest, which the entry itself has.

    ``peer``: agency of the other node; ``since``: number before the first; ``previous``: digest of the header before,
    32 bytes; ``count`` items, ``passed`` numbers without one.
    """

    peer: str = ""
    epoch: int = 0
    since: int = 0
    previous: bytes = b""
    count: int = 0
    passed: int = 0


CASE_STATES = ("RESOLVED", "UNRESOLVED", "CLOSED", "NOT_THIS_AGENCY")


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """The caller's own part; field meanings in ``proto/rabta/audit/v1/entry.proto``.

    ``case_state`` is one of CASE_STATES, or empty. Times are epoch ms, digests and tokens
    32 bytes.
    """

    kind: EntryKind | Literal[""] = ""
    time_ms: int = 0
    agency: str = ""
    system: str = ""
    officer: str = ""
    approver: str = ""
    method: str = ""
    purpose: str = ""
    legal_basis: str = ""
    query_class: str = ""
    case_reference: str = ""
    case_state: str = ""
    role: str = ""
    token_id: str = ""
    token_sha256: bytes = b""
    approver_sha256: bytes = b""
    tls_sha256: bytes = b""
    request_kid: bytes = b""
    request_sha256: bytes = b""
    request_body_sha256: bytes = b""
    answer_body_sha256: bytes = b""
    status: int = 0
    reason: str = ""
    selectors: tuple[bytes, ...] = ()
    records: tuple[str, ...] = ()
    registry_version: int = 0
    registry_sha256: bytes = b""
    policy_sha256: bytes = b""
    intent_index_plus_one: int = 0
    feed: str = ""
    feed_page: int = 0
    feed_chain_sha256: bytes = b""
    break_glass: str = ""
    as_of_valid_ms: int = 0
    as_of_recorded_ms: int = 0
    request_id: str = ""
    counts: tuple[str, ...] = ()
    page: FeedPage | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """``count`` records of ``owner`` that the caller was not shown, and the short word for why."""

    owner: str = ""
    cause: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """The part that only oversight reads."""

    withheld: tuple[Withheld, ...] = ()
    policies: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    peer: str = ""


_WITHHELD = Codec(Withheld, (Field(1, "owner", TEXT), Field(2, "cause", TEXT), Field(3, "count", UINT32)))
_SEALED = Codec(
    SealedEntry,
    (
        Field(1, "withheld", _WITHHELD.nested, repeated=True),
        Field(2, "policies", TEXT, repeated=True),
        Field(3, "alarms", TEXT, repeated=True),
        Field(4, "peer", TEXT),
    ),
)
_PAGE = Codec(
    FeedPage,
    (
        Field(1, "peer", TEXT),
        Field(2, "epoch", UINT64),
        Field(3, "since", UINT64),
        Field(4, "previous", OCTETS),
        Field(5, "count", UINT32),
        Field(6, "passed", UINT64),
    ),
)
_OPEN = Codec(
    OpenEntry,
    (
        Field(1, "kind", names(*EntryKind)),
        Field(2, "time_ms", INT64),
        Field(3, "agency", TEXT),
        Field(4, "system", TEXT),
        Field(5, "officer", TEXT),
        Field(6, "approver", TEXT),
        Field(7, "method", TEXT),
        Field(8, "purpose", TEXT),
        Field(9, "legal_basis", TEXT),
        Field(10, "query_class", TEXT),
        Field(11, "case_reference", TEXT),
        Field(12, "case_state", names(*CASE_STATES)),
        Field(13, "role", TEXT),
        Field(14, "token_id", TEXT),
        Field(15, "token_sha256", OCTETS),
        Field(16, "approver_sha256", OCTETS),
        Field(17, "tls_sha256", OCTETS),
        Field(18, "request_kid", OCTETS),
        Field(19, "request_sha256", OCTETS),
        Field(20, "request_body_sha256", OCTETS),
        Field(21, "answer_body_sha256", OCTETS),
        Field(22, "status", UINT32),
        Field(23, "reason", TEXT),
        Field(24, "selectors", OCTETS, repeated=True),
        Field(25, "records", TEXT, repeated=True),
        Field(26, "registry_version", UINT64),
        Field(27, "registry_sha256", OCTETS),
        Field(28, "policy_sha256", OCTETS),
        Field(29, "intent_index_plus_one", UINT64),
        Field(30, "feed", TEXT),
        Field(31, "feed_page", UINT64),
        Field(32, "feed_chain_sha256", OCTETS),
        Field(33, "break_glass", TEXT),
        Field(34, "as_of_valid_ms", INT64),
        Field(35, "as_of_recorded_ms", INT64),
        Field(36, "request_id", TEXT),
        Field(37, "counts", TEXT, repeated=True),
        Field(38, "page", _PAGE.nested),
    ),
)

encode_open = _OPEN.encode
decode_open = _OPEN.decode
encode_sealed = _SEALED.encode
decode_sealed = _SEALED.decode


@lru_cache(maxsize=4096)
def is_agency(agency: str) -> bool:
    """Whether ``agency`` may name an agency: lower case letters, digits, dot, dash; at most 64; safe as a file name."""
    return _AGENCY.fullmatch(agency) is not None


def is_month(month: str) -> bool:
    """Whether ``month`` has the form "YYYY-MM"."""
    return _MONTH.fullmatch(month) is not None


def commitment(open_part: bytes, open_salt: bytes, sealed: bytes, sealed_salt: bytes) -> bytes:
    """The 32 bytes that bind both parts of an entry; either can be shown without the other."""
    return sha256(sha256(open_salt + open_part).digest() + sha256(sealed_salt + sealed).digest()).digest()


def entry_leaf(index: int, value: bytes) -> bytes:
    """Leaf data of an entry at ``index`` with 32-byte commitment ``value``."""
    return ENTRY_LEAF + index.to_bytes(8, "big") + value


def registry_leaf(version: int, payload_sha256: bytes) -> bytes:
    """Leaf data of a registry version, with the 32-byte digest of its payload."""
    return REGISTRY_LEAF + version.to_bytes(8, "big") + payload_sha256


def destroyed_leaf(agency: str, month: str, signatures: tuple[bytes, bytes]) -> bytes:
    """Leaf data of a destroyed month key; ``signatures`` are 64 bytes each, in order of their key ids."""
    if not is_agency(agency) or not is_month(month):
        raise ValueError("not an agency and a month")
    return DESTROYED_LEAF + agency.encode() + b"\x00" + month.encode() + sha256(b"".join(signatures)).digest()


def origin_leaf(old_checkpoint: bytes) -> bytes:
    """Leaf data that names the last quorum checkpoint of the origin before this one; ValueError when too long."""
    if len(old_checkpoint) > MAX_ORIGIN_NOTE_BYTES:
        raise ValueError("checkpoint note is too long for a leaf")
    return ORIGIN_LEAF + old_checkpoint
