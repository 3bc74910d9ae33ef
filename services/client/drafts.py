"""Drafts: what an agency states of a record, before the feed makes the next version of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from google.protobuf.message import DecodeError
from rabta.records.v1.record_pb2 import RECORD_STATUS_ACTIVE, RECORD_STATUS_CORRECTED, RecordVersion

from services.client.store.journal_rows import Held


@dataclass(frozen=True, slots=True)
class Draft:
    """``content``: serialised RecordVersion without version, previous digest and status; ``row``: of the file."""

    record_id: str
    content: bytes
    row: int = 0


def version_bytes(agency: str, draft: Draft, held: Held | None) -> bytes:
    """The next version of a record: number, previous digest and status set, serialised in field order.

    Raises ValueError where the draft is not a RecordVersion of that agency and id.
    """
    try:
        version = RecordVersion.FromString(draft.content)
    except DecodeError:
        raise ValueError("the draft is not a RecordVersion") from None
    if (version.agency, version.record_id) != (agency, draft.record_id):
        raise ValueError("the draft names another agency or record")
    version.version = held.version + 1 if held else 1
    version.previous_sha256 = held.sha256 if held else b""
    if not version.status:
        same = held is None or (not held.corrected and held.facts_sha256 == facts_digest(draft.content))
        version.status = RECORD_STATUS_ACTIVE if same else RECORD_STATUS_CORRECTED
    return version.SerializeToString(deterministic=True)


def content_of(raw: bytes) -> bytes:
    """The draft's content that a version was made of by :func:`version_bytes`."""
    version = RecordVersion.FromString(raw)
    for name in ("version", "previous_sha256"):
        version.ClearField(name)
    if version.status in (RECORD_STATUS_ACTIVE, RECORD_STATUS_CORRECTED):
        version.ClearField("status")
    return version.SerializeToString(deterministic=True)


def facts_digest(content: bytes) -> bytes:
    """SHA-256 of what a draft says of the case, apart from which officers work on it and of which rank.

    Another investigating officer corrects nothing that was said before.
    """
    version = RecordVersion.FromString(content)
    if version.HasField("case_file"):
        del version.case_file.officers[:]
        version.case_file.investigator_rank = ""
    return sha256(version.SerializeToString(deterministic=True)).digest()
