"""Does an answer tell what the signed versions in it say? What the hub adds of its own is named in the protocol.

Bytes and messages in, what differs out; empty where nothing does. A version without bytes, which a court's
pseudonym explains, is the hub's word alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rabta.access.v1.purpose_pb2 import InformationGrade, SourceGrade
from rabta.records.v1.history_pb2 import History, SignedVersion, TimelineEntry
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetRecordResponse
from rabta.signing.v1.page_pb2 import SignedPageHeader

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

_UNSTATED: Final = "-"


def timeline_differs(history: History) -> str:
    """Which line of a timeline is not the version that stands behind it, in owner, kind, status, dates or grade."""
    if len(history.timeline) != len(history.versions):
        return "the timeline has other lines than there are versions"
    for line, signed in zip(history.timeline, history.versions, strict=True):
        if signed.version and _said(line) != _signed(signed):
            return "a line of the timeline is not the version behind it"
    return ""


def record_differs(name: str, versions: Iterable[SignedVersion]) -> str:
    """Whether a version is of another record than ``agencies/{agency}/records/{id}``, or out of order."""
    last = 0
    for signed in versions:
        if not signed.version:
            continue
        version = RecordVersion.FromString(signed.version)
        if record_name(version) != name:
            return "a version is of another record than the one asked for"
        if version.version <= last:
            return "versions are not in their order"
        last = version.version
    return ""


def record_pages(answer: GetRecordResponse) -> list[SignedPageHeader]:
    """The page behind an answer's version; none where a court's pseudonym leaves neither bytes nor page."""
    return [answer.page] if answer.HasField("page") else []


def record_name(version: RecordVersion) -> str:
    """Name of the record that a version is of: ``agencies/{agency}/records/{id}``."""
    return f"agencies/{version.agency}/records/{version.record_id}"


def version_name(version: RecordVersion) -> str:
    """Name of the version itself: ``agencies/{agency}/records/{id}/versions/{n}``."""
    return f"{record_name(version)}/versions/{version.version}"


def grade_of(version: RecordVersion) -> str:
    """Source and information grade as answers tell them, such as ``B2``; ``-`` where one is not stated."""
    return _grade(SourceGrade, version.source_grade) + _grade(InformationGrade, version.information_grade)


def _said(line: TimelineEntry) -> tuple[object, ...]:
    return (
        line.version, line.owner, line.kind, line.status, line.valid_from, line.valid_to, line.grade, line.recorded_ms,
    )  # fmt: skip


def _signed(signed: SignedVersion) -> tuple[object, ...]:
    version = RecordVersion.FromString(signed.version)
    return (
        version_name(version), version.agency, version.kind, version.status, version.valid_from, version.valid_to,
        grade_of(version), signed.recorded_ms,
    )  # fmt: skip


def _grade(enum: EnumTypeWrapper, number: int) -> str:
    return str(enum.Name(number)).rpartition("_")[2] if number else _UNSTATED
