"""Prison admissions and releases: one stay, its events, its number."""

from __future__ import annotations

from typing import Any

import pytest

from services.values.records import CustodyEvent
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, reasons


def events(**changes: Any) -> list[CustodyEvent]:
    found = [draft.body for draft in drafts("prison_register", **changes)]
    assert all(isinstance(event, CustodyEvent) for event in found)
    return [event for event in found if isinstance(event, CustodyEvent)]


FULL = {
    "transferred": "2024-05-01",
    "transferred_to": "Central Jail Rawalpindi",
    "remission": "60",
    "remission_date": "2024-08-14",
    "released": "2024-09-02 16:00",
    "reason": "Sentence Served",
}


def test_an_admission() -> None:
    assert events() == [CustodyEvent("ADMISSION", "2024-03-20", "CAMP JAIL LAHORE")]


def test_a_whole_stay() -> None:
    assert events(**FULL) == [
        CustodyEvent("ADMISSION", "2024-03-20", "CAMP JAIL LAHORE"),
        CustodyEvent("TRANSFER", "2024-05-01", "CENTRAL JAIL RAWALPINDI"),
        CustodyEvent("REMISSION", "2024-08-14", "CAMP JAIL LAHORE", 60),
        CustodyEvent("RELEASE", "2024-09-02T16:00+05:00", "CAMP JAIL LAHORE", release_reason="SENTENCE_SERVED"),
    ]


@pytest.mark.parametrize(("reason", "kind"), [("died", "DEATH"), ("وفات", "DEATH"), ("escaped", "ESCAPE")])
def test_death_and_escape_are_no_release(reason: str, kind: str) -> None:
    last = events(released="2024-09-02", reason=reason)[-1]
    assert (last.type, last.release_reason) == (kind, "")


@pytest.mark.parametrize(
    ("reason", "said"),
    [("Bail", "BAIL"), ("ضمانت", "BAIL"), ("acquitted", "ACQUITTED"), ("بری", "ACQUITTED"), ("معافی", "REMISSION")],
)
def test_reasons_of_release(reason: str, said: str) -> None:
    assert events(released="2024-09-02", reason=reason)[-1].release_reason == said


@pytest.mark.parametrize(
    ("standing", "register"),
    [("UTP", "PRISON_UNDER_TRIAL"), ("حوالاتی", "PRISON_UNDER_TRIAL"), ("convict", "PRISON_CONVICT")],
)
def test_the_prisons_number_is_a_reference(standing: str, register: str) -> None:
    (draft,) = drafts("prison_register", standing=standing)
    assert [(reference.type, reference.key) for reference in draft.case_references] == [
        ("FIR", "PB/LAHORE/ICHHRA/512/2024"),
        (register, "CAMP JAIL LAHORE/412/2024"),
    ]


def test_a_note_goes_with_the_last_event() -> None:
    assert events(note="ill")[0].note == "ill"
    assert [event.note for event in events(note="ill", released="2024-09-02", reason="bail")] == ["", "ill"]


def ids(**changes: Any) -> list[str]:
    return [draft.record_id for draft in drafts("prison_register", **changes)]


def test_a_release_that_comes_later_adds_a_record_and_changes_none() -> None:
    assert ids(released="2024-09-02", reason="bail")[:1] == ids()


def test_corrected_dates_keep_their_ids() -> None:
    first = ids(released="2024-09-02", reason="bail")
    assert ids(released="2024-09-03", reason="acquitted", admitted="2024-03-21", prisoner="A. Raza") == first


@pytest.mark.parametrize(
    "changes", [{"prison_no": "413/2024"}, {"prison": "District Jail Kasur"}, {"fir_no": "513/2024"}]
)
def test_another_stay_has_other_ids(changes: dict[str, str]) -> None:
    assert not set(ids(**changes)) & set(ids())


@of_rows(
    ("changes", "found"),
    [
        ({"released": "2024-09-02"}, ("reason", "missing")),
        ({"released": "2024-09-02", "reason": "let go"}, ("reason", "unknown-word")),
        ({"reason": "bail"}, ("reason", "no-place")),
        ({"remission": "60"}, ("remission_date", "missing")),
        ({"remission_date": "2024-08-14"}, ("remission_date", "no-place")),
        ({"transferred_to": "Kasur"}, ("transferred_to", "no-place")),
        ({"standing": "guest"}, ("standing", "unknown-word")),
        ({"standing": ""}, ("standing", "missing")),
        ({"prison": "NILL"}, ("prison", "missing")),
        ({"prison_no": "4.12E+05"}, ("prison_no", "rounded-by-spreadsheet")),
        ({"prison_no": "12-Apr"}, ("prison_no", "turned-into-date")),
        ({"prisoner": "Ali; Bilal"}, ("prisoner", "count-differs")),
        ({"prisoner": "نامعلوم"}, ("prisoner", "missing")),
        ({"admitted": ""}, ("admitted", "missing")),
    ],
)
def test_what_is_wrong(changes: dict[str, Any], found: tuple[str, str]) -> None:
    assert found in reasons("prison_register", **changes)


def test_age_is_at_the_admission() -> None:
    (draft,) = drafts("prison_register", prisoner_age="34")
    assert draft.subject is not None
    assert draft.subject.birth is not None
    assert (draft.subject.birth.earliest, draft.subject.birth.latest) == ("1989-03-21", "1990-03-20")


def test_a_convicts_admission_names_the_court_and_the_warrant() -> None:
    """With the prison's own convict number that is its certificate (CrPC s. 511)."""
    (admission,) = events(standing="convict", court="Sessions Court Lahore", warrant_no="W-17/2024")
    assert (admission.court, admission.warrant_no) == ("SESSIONS COURT LAHORE", "W-17/2024")


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"released": "2024-03-19", "reason": "bail"}, "released"),
        ({"transferred": "2024-03-19", "transferred_to": "Kot Lakhpat"}, "transferred"),
        ({"remission": "10", "remission_date": "2024-03-19"}, "remission_date"),
    ],
)
def test_nothing_ends_a_stay_before_it_begins(changes: dict[str, str], column: str) -> None:
    assert reasons("prison_register", **changes) == [(column, "contradicts")]


def test_a_stay_may_end_on_its_first_day() -> None:
    assert drafts("prison_register", released="2024-03-20", reason="bail") != []


def test_a_prisoner_may_leave_on_the_day_of_admission() -> None:
    assert events(admitted="2024-03-20 09:00", released="2024-03-20", reason="bail")[-1].at == "2024-03-20"
