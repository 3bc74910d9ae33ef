"""Who asks, and for which case, in the tests of reads."""

from __future__ import annotations

from dataclasses import replace

from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    FIA,
    case_file,
    fir,
)
from tests.fakes.stated import Standing

CHECKPOINT: Standing = {
    "roles": frozenset({"CHECKPOINT_OFFICER"}),
    "purpose": "CHECKPOINT",
    "legal_basis": "EXIT_CONTROL",
    "query_class": "CHECKPOINT",
    "case_type": "MOVEMENT",
    "case_key": "TORKHAM/2021/7",
}
ENQUIRY: Standing = {
    "purpose": "PRELIMINARY_ENQUIRY",
    "legal_basis": "FIA_ENQUIRY",
    "case_type": "ENQUIRY",
    "case_key": "FIA/LHR/12/2021",
}


def name(record: RecordVersion) -> str:
    return record.record_name


def enquiry_file(officer: str = "fia-1") -> RecordVersion:
    reference = replace(fir(), type="ENQUIRY", key="FIA/LHR/12/2021")
    return case_file("enquiry", agency=FIA, officers=(officer,), case_references=(reference,))
