"""The FIR register: what one row states, and under which ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.records import wire
from services.sources.exports import Origin
from services.values.records import CaseFile, CustodyEvent, InvestigationEvent, RecordVersion
from services.values.validation.validate import violations
from tests.rows import of_rows
from tests.unit.sources.exports.rows import ORIGIN, drafts, outcome, reasons


def fir(**changes: Any) -> list[RecordVersion]:
    return drafts("fir_register", **changes)


def kinds(found: list[RecordVersion]) -> list[tuple[str, str]]:
    return [(draft.kind, draft.role) for draft in found]


def case_file(**changes: Any) -> CaseFile:
    body = fir(**changes)[0].body
    assert isinstance(body, CaseFile)
    return body


def test_a_plain_row() -> None:
    assert kinds(fir()) == [("CASE_FILE", ""), ("PARTY", "ACCUSED"), ("INVESTIGATION_EVENT", "ACCUSED")]


def test_a_full_row() -> None:
    found = fir(
        accused_arrested="2024-03-13", step="challan", step_date="2024-03-26", complainant="Bashir", victim="Sana"
    )
    assert kinds(found)[3:] == [
        ("CUSTODY_EVENT", "ACCUSED"),
        ("INVESTIGATION_EVENT", "ACCUSED"),
        ("PARTY", "COMPLAINANT"),
        ("PARTY", "VICTIM"),
    ]
    assert {draft.case_references[0].key for draft in found} == {"PB/LAHORE/ICHHRA/512/2024"}


def test_drafts_can_be_encoded() -> None:
    for draft in fir(victim="Sana", accused_age="25"):
        assert wire.decode_version(wire.encode(draft)) == draft


def test_an_enquiry_accuses_nobody() -> None:
    found = fir(type="Enquiry", sections="")
    assert kinds(found) == [("CASE_FILE", ""), ("PARTY", "SUSPECT"), ("INVESTIGATION_EVENT", "SUSPECT")]
    event = found[2].body
    assert isinstance(event, InvestigationEvent)
    assert event.type == "ENQUIRY"
    assert found[0].case_references[0].type == "ENQUIRY"


def test_a_complaint_has_no_first_event_of_the_police() -> None:
    assert kinds(fir(type="Complaint")) == [("CASE_FILE", ""), ("PARTY", "ACCUSED")]


def test_an_fir_needs_sections() -> None:
    assert reasons("fir_register", sections="NILL") == [("sections", "missing")]


@pytest.mark.parametrize(
    ("number", "year", "key"),
    [
        ("512", "2024", "PB/LAHORE/ICHHRA/512/2024"),
        ("512/2024", "", "PB/LAHORE/ICHHRA/512/2024"),
        ("512/24", "", "PB/LAHORE/ICHHRA/512/2024"),
        ("512/24", "2024", "PB/LAHORE/ICHHRA/512/2024"),
        ("512", "", "PB/LAHORE/ICHHRA/512/2024"),
        ("0512", "2024", "PB/LAHORE/ICHHRA/512/2024"),
        ("FIR No. 512", "2024", "PB/LAHORE/ICHHRA/512/2024"),
        ("۵۱۲", "۲۰۲۴", "PB/LAHORE/ICHHRA/512/2024"),
    ],
)
def test_case_numbers(number: str, year: str, key: str) -> None:
    assert fir(fir_no=number, year=year)[0].case_references[0].key == key


@of_rows(
    ("changes", "found"),
    [
        ({"fir_no": "24-Dec"}, ("fir_no", "turned-into-date")),
        ({"fir_no": datetime(2024, 12, 24)}, ("fir_no", "turned-into-date")),
        ({"fir_no": "5.1E+02"}, ("fir_no", "rounded-by-spreadsheet")),
        ({"fir_no": "abc"}, ("fir_no", "not-a-case")),
        ({"fir_no": "31/AHTC/2024"}, ("fir_no", "not-a-case")),
        ({"fir_no": "512/2023"}, ("year", "contradicts")),
        ({"year": "24-Dec"}, ("year", "turned-into-date")),
        ({"province": "Mars"}, ("province", "unknown-word")),
        ({"type": "rumour"}, ("type", "unknown-word")),
        ({"station": ""}, ("station", "missing")),
        ({"registered": "2024"}, ("registered", "not-a-date")),
        ({"occurred": "sometime"}, ("occurred", "not-a-date")),
        ({"step": "challan"}, ("step_date", "missing")),
        ({"step_date": "2024-03-26"}, ("step", "missing")),
        ({"officers": "Inspector Ali"}, ("officers", "unknown-word")),
        ({"rank": "boss"}, ("rank", "unknown-word")),
        ({"place": "x" * 121}, ("place", "too-long")),
        ({"accused_arrested": "13-03-24"}, ("accused_arrested", "year-of-two-digits")),
        ({"grade": "A5"}, ("grade", "unknown-word")),
        ({"handling": "secret"}, ("handling", "unknown-word")),
        ({"clearance": "4"}, ("clearance", "not-a-number")),
        ({"complainant_cnic": "35202-9900001-1"}, ("complainant_cnic", "no-place")),
    ],
)
def test_what_is_wrong(changes: dict[str, Any], found: tuple[str, str]) -> None:
    assert reasons("fir_register", **changes) == [found]


def test_everything_wrong_is_told_at_once() -> None:
    found = reasons("fir_register", registered="soon", sections="302", accused_cnic="1")
    assert found == [("registered", "not-a-date"), ("sections", "no-statute"), ("accused_cnic", "not-an-identifier")]


def test_the_province_of_the_file_stands_in() -> None:
    layout = "fir_register"
    assert outcome(layout, Origin("pk.x", "SD")).drafts[0].case_references[0].key.startswith("SD/")
    assert [reject.column for reject in outcome(layout, Origin("pk.x")).rejects] == ["province"]
    assert fir(province="Sindh")[0].case_references[0].key.startswith("SD/")


def test_the_act_is_a_range() -> None:
    assert (case_file(occurred="2023").act_from, case_file(occurred="2023").act_to) == ("2023-01-01", "2023-12-31")
    assert case_file(occurred="2024-03-01", occurred_to="2024-03-05").act_to == "2024-03-05"
    assert case_file().act_from == ""


def test_age_is_at_the_act_else_at_the_report() -> None:
    for changes, latest in (({}, "1999-03-12"), ({"occurred": "2020-01-01"}, "1995-01-01")):
        subject = fir(accused_age="25", **changes)[1].subject
        assert subject is not None
        assert subject.birth is not None
        assert subject.birth.latest == latest


def test_facts_of_the_case() -> None:
    body = case_file(
        officers="PB-101, pb-102", rank="SI", crosses_border="yes", closed="no", place="Main\nBazar", summary="facts"
    )
    assert body.officers == ("pb-101", "pb-102")
    assert (body.investigator_rank, body.crosses_border, body.closed) == ("SUB_INSPECTOR", True, False)
    assert (body.place, body.summary, body.station) == ("Main Bazar", "facts", "ICHHRA")


def test_a_challan_number_is_the_stations() -> None:
    assert fir(challan_no="45/2024")[0].case_references[1].key == "PB/LAHORE/ICHHRA/45/2024"


def test_arrests_go_to_their_own_accused() -> None:
    found = fir(accused="Ali; Bilal", accused_cnic="", accused_arrested="NILL; 13-03-2024 10:00")
    (arrest,) = [draft for draft in found if isinstance(draft.body, CustodyEvent)]
    assert isinstance(arrest.body, CustodyEvent)
    assert arrest.body.at == "2024-03-13T10:00+05:00"
    assert arrest.subject is not None
    assert arrest.subject.names[0].text == "Bilal"


def test_an_arrest_without_an_accused_has_no_place() -> None:
    changes = {"accused": "", "accused_cnic": "", "accused_arrested": "13-03-2024"}
    assert reasons("fir_register", **changes) == [("accused_arrested", "no-place")]


UNKNOWN = {"accused": "نامعلوم", "accused_cnic": ""}


def numbers(found: list[RecordVersion]) -> list[tuple[str, list[str]]]:
    """Role and numbers of each record that names nobody."""
    nameless = [draft for draft in found if draft.subject is not None and not draft.subject.names]
    return [
        (draft.role, [f"{each.type}:{each.value}" for each in draft.subject.identifiers])
        for draft in nameless
        if draft.subject is not None
    ]


def test_the_phone_of_an_unknown_accused_is_the_cases_and_accuses_nobody() -> None:
    found = fir(**UNKNOWN, accused_phone="0300-1234567", accused_other="IMEI 490154203237518")
    assert kinds(found) == [("CASE_FILE", ""), ("PARTY", "LISTED")]
    assert numbers(found) == [("LISTED", ["PHONE:+923001234567", "IMEI:490154203237518"])]
    assert [violation for draft in found for violation in violations(replace(draft, version=1, status="ACTIVE"))] == []


def test_numbers_of_the_case_have_columns_of_their_own() -> None:
    found = fir(
        case_phone="0300-1234567, 0333-1234567", case_imei="490154203237518", case_vehicle="LEA-1234",
        case_account="PK36SCBL0000001123456702",
    )  # fmt: skip
    every = ["PHONE:+923001234567", "PHONE:+923331234567", "IMEI:490154203237518", "VEHICLE:LEA1234"]
    assert numbers(found) == [("LISTED", [*every, "IBAN:PK36SCBL0000001123456702"])]
    assert kinds(found)[2:] == kinds(fir())[1:]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("case_phone", "12", "not-a-phone"),
        ("case_imei", "4.9E+14", "rounded-by-spreadsheet"),
        ("case_imei", "1234", "not-an-identifier"),
        ("case_account", "0012345", "not-an-identifier"),
    ],
)
def test_a_number_of_the_case_that_cannot_be_kept_rejects_the_row(column: str, cell: str, reason: str) -> None:
    assert reasons("fir_register", **UNKNOWN, **{column: cell}) == [(column, reason)]


def test_the_phone_of_an_unknown_victim_stays_protected() -> None:
    found = fir(victim="unknown", victim_phone="0300-1234567")
    assert numbers(found) == [("VICTIM", ["PHONE:+923001234567"])]


def test_the_last_step_is_the_cases_where_no_accused_is_named() -> None:
    found = fir(**UNKNOWN, step="untraced", step_date="2024-05-01")
    assert kinds(found) == [("CASE_FILE", ""), ("INVESTIGATION_EVENT", "")]
    assert reasons("fir_register", **UNKNOWN, step="not sent up", step_date="2024-05-01") == [("step", "no-place")]


def test_nobody_can_arrest_whom_nobody_can_name() -> None:
    changes = {**UNKNOWN, "accused_phone": "0300-1234567", "accused_arrested": "13-03-2024"}
    assert reasons("fir_register", **changes) == [("accused_arrested", "no-place")]


def test_an_unknown_accused_leaves_the_case() -> None:
    assert kinds(fir(accused="2 unknown persons", accused_cnic="")) == [("CASE_FILE", "")]


def test_grade_and_handling_reach_every_record() -> None:
    changes = {"grade": "b3", "handling": "h3", "releasable_to": "pk.customs, pk.fia", "clearance": "2"}
    for draft in fir(**changes):
        assert (draft.grade, draft.handling, draft.clearance) == ("B3", "H3", 2)
        assert draft.releasable_to == ("pk.customs", "pk.fia")
    assert {(draft.grade, draft.handling) for draft in fir()} == {("A2", "OPEN")}


def ids(**changes: Any) -> list[str]:
    return [draft.record_id for draft in fir(**changes)]


def test_ids_depend_on_the_keys_and_on_nothing_else() -> None:
    plain = ids(accused_arrested="2024-03-13", step="challan", step_date="2024-03-26")
    changes = {"accused_arrested": "2024-03-14", "step": "challan", "step_date": "2024-03-27"}
    assert ids(**changes, accused="Ali R.", accused_cnic="NILL", sections="324 PPC", grade="B2") == plain
    assert ids(fir_no="0512/2024", **changes) == plain


@pytest.mark.parametrize(
    "changes", [{"fir_no": "513"}, {"year": "2023"}, {"station": "Gulberg"}, {"district": "Kasur"}]
)
def test_another_case_has_other_ids(changes: dict[str, str]) -> None:
    assert not set(ids(**changes)) & set(ids())


def test_an_id_names_no_person() -> None:
    assert all("ali" not in record_id and "35202" not in record_id for record_id in ids())


def test_positions_keep_their_ids_when_one_becomes_known() -> None:
    before = {draft.record_id for draft in fir(accused="unknown person; Bilal", accused_cnic="")}
    after = {draft.record_id for draft in fir(accused="Ali; Bilal", accused_cnic="")}
    assert before < after


FUTURE = replace(ORIGIN, today="2024-03-12")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"registered": "2024-03-13", "occurred": "2024-03-01"}, [("registered", "in-future")]),
        ({"accused_arrested": "2024-03-13"}, [("accused_arrested", "in-future")]),
        ({"step": "challan", "step_date": "2024-04-01"}, [("step_date", "in-future")]),
        ({"registered": "2024-03-12 23:59"}, []),
    ],
)
def test_nothing_has_happened_on_a_day_that_is_not_here(changes: dict[str, str], wrong: list[tuple[str, str]]) -> None:
    there = outcome("fir_register", FUTURE, **changes)
    assert [(each.column, each.reason) for each in there.rejects] == wrong
    assert bool(there.drafts) is not bool(wrong)


def test_an_act_is_not_reported_before_it_happens() -> None:
    assert reasons("fir_register", occurred="2024-03-13") == [("occurred", "contradicts")]
    assert reasons("fir_register", occurred="2025") == [("occurred", "contradicts")]
    assert case_file(occurred="2024-03-12").act_from == "2024-03-12"
