"""What a border lives by: lists, warrants and lost documents; on whose authority, from when to when, and who is meant."""

from __future__ import annotations

from typing import Any

import pytest

from services.values.records import Identifier, ListEntry, Proclamation, RecordVersion
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, outcome, reasons

LISTS = ("exit_control_list", "provisional_list", "passport_control", "lost_documents")
OWN_NUMBER = {
    "exit_control_list": "ecl_no",
    "provisional_list": "pnil_no",
    "passport_control": "pcl_no",
    "lost_documents": "report_no",
    "warrants": "process_no",
}


def only(layout: str, **changes: Any) -> RecordVersion:
    (draft,) = drafts(layout, **changes)
    return draft


def entry(layout: str, **changes: Any) -> ListEntry:
    body = only(layout, **changes).body
    assert isinstance(body, ListEntry)
    return body


class TestEntries:
    def test_an_exit_control_entry(self) -> None:
        draft = only("exit_control_list", expires="2025-02-05", caution="armed", scope="airports")
        assert draft.body == ListEntry(
            "ECL", "PREVENT_EXIT", "armed", "MoI ECL 12/33-2024", "airports", "2024-02-05", "2025-02-05"
        )
        assert (draft.kind, draft.role, draft.case_references) == ("LIST_ENTRY", "LISTED", ())
        assert (draft.valid_from, draft.grade, draft.handling) == ("2024-02-05", "A1", "OPEN")

    @pytest.mark.parametrize(
        ("action", "said"), [("Stop", "PREVENT_EXIT"), ("روکیں", "PREVENT_EXIT"), ("inform", "INFORM")]
    )
    def test_a_provisional_entry_says_who_asked_for_it(self, action: str, said: str) -> None:
        found = entry("provisional_list", action=action)
        assert (found.type, found.action) == ("PNIL", said)
        assert found.authority == "Special Judge Central, order of 02-03-2026, asked by FIA AHTC Lahore"

    def test_a_provisional_entry_without_an_order_has_no_authority(self) -> None:
        """A request alone is none: the entry is stored, and nobody may act on it."""
        assert entry("provisional_list", authority="NILL").authority == ""

    @pytest.mark.parametrize(
        ("category", "kind", "action"),
        [
            ("Black List", "BLACKLIST", "PREVENT_EXIT"),
            ("entry ban", "BLACKLIST", "PREVENT_ENTRY"),
            ("watch list", "WATCH", "INFORM"),
            ("نگرانی", "WATCH", "INFORM"),
        ],
    )
    def test_a_passport_is_on_one_of_three_lists(self, category: str, kind: str, action: str) -> None:
        found = entry("passport_control", category=category)
        assert (found.type, found.action) == (kind, action)

    def test_a_passport_of_another_country(self) -> None:
        subject = only("passport_control", holder_passport="GB 123456789").subject
        assert subject is not None
        assert subject.identifiers == (Identifier("PASSPORT", "123456789", "GB"),)

    def test_a_lost_document_is_the_document_and_nothing_else_of_its_holder(self) -> None:
        draft = only("lost_documents", holder_father="Ahmed Din", holder_born="1990")
        assert draft.subject is not None
        assert draft.subject.identifiers == (Identifier("PASSPORT", "AB1234567", "PK"),)
        assert [name.text for name in draft.subject.names] == ["Ali Raza", "Ahmed Din"]
        assert draft.body == ListEntry(
            "LOST_DOCUMENT", "SEIZE_DOCUMENT", "", "report R-7/2026", "", "2026-02-01"
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("document", "number", "kind"),
        [
            ("CNIC", "35202-9900041-1", "CNIC"),
            ("شناختی کارڈ", "3520299000411", "CNIC"),
            ("NICOP", "3520299000411", "NICOP"),
            ("PoR", "16101-1234567-1", "POR"),
        ],
    )
    def test_documents_of_other_kinds(self, document: str, number: str, kind: str) -> None:
        subject = only("lost_documents", document=document, number=number).subject
        assert subject is not None
        assert [each.type for each in subject.identifiers] == [kind]

    def test_what_cancelled_a_lost_document_is_its_authority(self) -> None:
        assert entry("lost_documents", authority="NADRA 77/2026").authority == "NADRA 77/2026"


class TestProcesses:
    @pytest.mark.parametrize(
        ("process", "kind"),
        [("NBW", "WARRANT_NON_BAILABLE"), ("Bailable Warrant", "WARRANT_BAILABLE"), ("وارنٹ بلا ضمانت", "WARRANT_NON_BAILABLE")],
    )  # fmt: skip
    def test_a_warrant_is_to_arrest(self, process: str, kind: str) -> None:
        draft = only("warrants", process=process, expires="2026-08-01", caution="armed")
        assert draft.body == ListEntry(
            kind, "ARREST", "armed", "SESSIONS COURT LAHORE, 44/2026", "", "2026-02-01", "2026-08-01"
        )
        assert (draft.kind, draft.role) == ("LIST_ENTRY", "LISTED")
        assert [each.key for each in draft.case_references] == ["PB/LAHORE/ICHHRA/512/2024"]

    @pytest.mark.parametrize(
        ("process", "kind"),
        [("Proclamation u/s 87", "87"), ("attachment 88", "88_ATTACHMENT"), ("512", "512"), ("مفرور", "512")],
    )
    def test_a_proclamation_is_of_the_accused(self, process: str, kind: str) -> None:
        draft = only("warrants", process=process, ended="2026-03-01")
        assert draft.body == Proclamation(kind, "2026-02-01", "SESSIONS COURT LAHORE", "2026-03-01")
        assert (draft.kind, draft.role) == ("PROCLAMATION", "ACCUSED")

    def test_what_was_executed_is_over(self) -> None:
        assert entry("warrants", ended="2026-03-01").cancelled == "2026-03-01"


class TestIds:
    @pytest.mark.parametrize("layout", OWN_NUMBER)
    def test_a_later_export_that_says_otherwise_is_the_same_record(self, layout: str) -> None:
        ended = {"ended": "2027-01-01"} if layout == "warrants" else {"removed": "2027-01-01", "expires": "2028-01-01"}
        assert only(layout, **ended).record_id == only(layout).record_id

    @pytest.mark.parametrize("layout", OWN_NUMBER)
    def test_another_number_is_another_record(self, layout: str) -> None:
        assert only(layout, **{OWN_NUMBER[layout]: "9/2030"}).record_id != only(layout).record_id

    def test_the_same_number_in_another_list_is_another_record(self) -> None:
        ids = {only(layout, **{OWN_NUMBER[layout]: "7"}).record_id for layout in OWN_NUMBER}
        assert len(ids) == len(OWN_NUMBER)

    def test_two_documents_of_one_report_are_two_records(self) -> None:
        other = only("lost_documents", document="CNIC", number="35202-9900041-1")
        assert other.record_id != only("lost_documents").record_id


class TestRejects:
    @pytest.mark.parametrize("layout", LISTS)
    @pytest.mark.parametrize("column", ["expires", "removed"])
    def test_nothing_ends_before_it_begins(self, layout: str, column: str) -> None:
        assert reasons(layout, **{column: "1999-01-01"}) == [(column, "contradicts")]

    @pytest.mark.parametrize("layout", LISTS)
    def test_an_entry_begins_on_a_day(self, layout: str) -> None:
        assert ("placed", "missing") in reasons(layout, placed="")
        assert ("placed", "not-a-date") in reasons(layout, placed="2026")

    @pytest.mark.parametrize("layout", ["exit_control_list", "passport_control"])
    def test_these_lists_have_no_entry_without_an_order(self, layout: str) -> None:
        assert ("authority", "missing") in reasons(layout, authority="-")

    @pytest.mark.parametrize("layout", OWN_NUMBER)
    def test_one_row_is_one_person(self, layout: str) -> None:
        who = {"warrants": "accused", "passport_control": "holder", "lost_documents": "holder"}.get(layout, "person")
        assert {reason for _, reason in reasons(layout, **{who: "Ali Raza; Bilal"})} == {"count-differs"}
        assert (who, "missing") in reasons(layout, **{who: "نامعلوم"})

    @of_rows(
        ("layout", "changes", "found"),
        [
            ("provisional_list", {"action": "detain"}, ("action", "unknown-word")),
            ("provisional_list", {"asked_by": ""}, ("asked_by", "missing")),
            ("passport_control", {"category": "grey list"}, ("category", "unknown-word")),
            ("passport_control", {"holder_passport": ""}, ("holder_passport", "missing")),
            ("passport_control", {"holder_passport": "", "holder_phone": "03001234567"}, ("holder_passport", "missing")),
            ("exit_control_list", {"person_cnic": "3.52E+12"}, ("person_cnic", "rounded-by-spreadsheet")),
            ("exit_control_list", {"ecl_no": "1.01E+05"}, ("ecl_no", "rounded-by-spreadsheet")),
            ("warrants", {"process": "search warrant"}, ("process", "unknown-word")),
            ("warrants", {"process": "bail granted"}, ("process", "unknown-word")),
            ("warrants", {"ended": "2026-01-31"}, ("ended", "contradicts")),
            ("warrants", {"expires": "2026-01-31"}, ("expires", "contradicts")),
            ("warrants", {"process": "512", "expires": "2026-08-01"}, ("expires", "no-place")),
            ("warrants", {"process": "512", "caution": "armed"}, ("caution", "no-place")),
            ("warrants", {"court": ""}, ("court", "missing")),
            ("lost_documents", {"document": "driving licence"}, ("document", "unknown-word")),
            ("lost_documents", {"number": "1"}, ("number", "not-an-identifier")),
            ("lost_documents", {"document": "CNIC", "number": "3520000000000"}, ("number", "rounded-by-spreadsheet")),
            ("lost_documents", {"document": "CNIC", "number": "3520299000411", "country": "PK"}, ("number", "not-an-identifier")),
            ("lost_documents", {"report_no": ""}, ("report_no", "missing")),
        ],
    )  # fmt: skip
    def test_what_is_wrong(self, layout: str, changes: dict[str, str], found: tuple[str, str]) -> None:
        assert reasons(layout, **changes) == [found]

    def test_no_value_is_told(self) -> None:
        (reject,) = outcome("lost_documents", number="P0 12/34567").rejects
        assert reject.shape == "A9 99/99999"
