"""Missing-child reports: the file, the child's part, the alert at the posts, and the telling of ZARRA."""

from __future__ import annotations

from typing import Any

import pytest

from services.values.records import CaseFile, InvestigationEvent, ListEntry, Party, RecordVersion
from tests.unit.sources.exports.rows import drafts, reasons

KEY = "PB/LAHORE/ICHHRA/12/2026"


def by_kind(**changes: Any) -> dict[str, RecordVersion]:
    found = drafts("missing_children", **changes)
    assert len({draft.kind for draft in found}) == len(found)
    return {draft.kind: draft for draft in found}


def test_a_report_is_a_file_a_child_and_an_alert() -> None:
    found = by_kind(missing_since="2026-03-03", last_seen="Ferozepur Road", caution="needs medicine")
    assert {kind: draft.body for kind, draft in found.items()} == {
        "CASE_FILE": CaseFile("2026-03-03", "2026-03-03", "2026-03-03T14:30+05:00", "Ferozepur Road", "ICHHRA"),
        "PARTY": Party(),
        "LIST_ENTRY": ListEntry(
            "CHILD_ALERT", "CALL_DESK", "needs medicine", f"missing-child report {KEY}", "", "2026-03-03"
        ),
    }
    assert {kind: draft.role for kind, draft in found.items()} == {
        "CASE_FILE": "", "PARTY": "VICTIM", "LIST_ENTRY": "LISTED",
    }  # fmt: skip
    for draft in found.values():
        assert [(each.type, each.key) for each in draft.case_references] == [("MISSING_CHILD", KEY)]
    assert found["CASE_FILE"].subject is None
    assert found["PARTY"].subject == found["LIST_ENTRY"].subject is not None


def test_the_firs_number_stands_beside_the_reports() -> None:
    for draft in drafts("missing_children", fir_no="512/2026"):
        assert [each.key for each in draft.case_references] == [KEY, "PB/LAHORE/ICHHRA/512/2026"]


def test_zarra_is_told_at_a_time() -> None:
    told = by_kind(zarra_told="2026-03-03 15:10")["INVESTIGATION_EVENT"]
    assert told.body == InvestigationEvent("ZARRA_TOLD", "2026-03-03T15:10+05:00")
    assert told.subject is None


def test_a_child_who_is_found_ends_the_alert_and_closes_the_file() -> None:
    found = by_kind(recovered="2026-03-05")
    alert, file = found["LIST_ENTRY"].body, found["CASE_FILE"].body
    assert isinstance(alert, ListEntry)
    assert isinstance(file, CaseFile)
    assert (alert.cancelled, file.closed) == ("2026-03-05", True)
    before = by_kind()
    assert {kind: draft.record_id for kind, draft in found.items()} == {
        kind: draft.record_id for kind, draft in before.items()
    }


def test_age_is_at_the_report() -> None:
    subject = by_kind()["PARTY"].subject
    assert subject is not None
    assert subject.birth is not None
    assert (subject.birth.earliest, subject.birth.latest) == ("2016-03-04", "2017-03-03")


@pytest.mark.parametrize("changes", [{"report_no": "13/2026"}, {"station": "Kahna"}, {"district": "Kasur"}])
def test_another_report_has_other_ids(changes: dict[str, str]) -> None:
    assert not {d.record_id for d in by_kind(**changes).values()} & {d.record_id for d in by_kind().values()}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"recovered": "2026-03-02"}, ("recovered", "contradicts")),
        ({"missing_since": "2026-03-04"}, ("missing_since", "contradicts")),
        ({"report_no": ""}, ("report_no", "missing")),
        ({"report_no": "18-Dec"}, ("report_no", "turned-into-date")),
        ({"fir_no": "24-Dec"}, ("fir_no", "turned-into-date")),
        ({"fir_no": "512"}, ("fir_no", "not-a-case")),
        ({"reported": ""}, ("reported", "missing")),
        ({"child": "Nida; Sana", "child_age": ""}, ("child", "count-differs")),
        ({"child": "نامعلوم"}, ("child", "missing")),
        ({"child_age": "seven"}, ("child_age", "not-an-age")),
        ({"zarra_told": "soon"}, ("zarra_told", "not-a-date")),
    ],
)
def test_what_is_wrong(changes: dict[str, str], found: tuple[str, str]) -> None:
    assert found in reasons("missing_children", **changes)


def test_a_phone_of_nobody_known_is_the_cases() -> None:
    *_, listed = drafts("missing_children", case_phone="0300-1234567", case_vehicle="LEA-1234")
    assert (listed.kind, listed.role) == ("PARTY", "LISTED")
    assert listed.subject is not None
    assert listed.subject.names == ()
    assert [each.value for each in listed.subject.identifiers] == ["+923001234567", "LEA1234"]
