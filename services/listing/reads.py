"""Calls that were shown records, or refused: who asked, why, and the entry of the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.audit.v1.audit_service_pb2 import Read

from services.listing.part import Part
from services.tables.times import shown

COLUMNS: Final = (
    "when", "agency", "officer", "method", "purpose", "law", "case", "refused for", "records", "entry",
)  # fmt: skip


def reads(found: Iterable[Read]) -> Part:
    """Calls as the log has them."""
    return Part("Calls", COLUMNS, [_row(each) for each in found])


def _row(one: Read) -> tuple[str, ...]:
    method = one.method.rpartition("/")[2]
    return (
        shown(one.time_ms), one.agency, one.officer, method, one.purpose, one.legal_basis, one.case_reference,
        one.reason, " ".join(one.records), str(one.index),
    )  # fmt: skip
