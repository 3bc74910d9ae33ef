"""Statements: what was said, by whom, with whom there, and which earlier ones it is about."""

from __future__ import annotations

import pytest

from services.sources.exports.statements import TEXT_LENGTH
from services.values.records import Attendance, RecordVersion, Statement
from services.values.validation.validate import violations
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, reasons


def one(**changes: str) -> RecordVersion:
    (found,) = drafts("statements", **changes)
    return found


def body(**changes: str) -> Statement:
    found = one(**changes).body
    assert isinstance(found, Statement)
    return found


def test_a_statement_before_a_magistrate() -> None:
    found = one()
    assert found.body == Statement(type="164", at="2024-04-10T11:30+05:00", text="They sent me there.")
    assert (found.kind, found.role, found.valid_from) == ("STATEMENT", "VICTIM", "2024-04-10")
    assert [each.key for each in found.case_references] == ["PB/LAHORE/ICHHRA/512/2024"]


def test_what_surrounds_it() -> None:
    found = body(
        relation="resiled", earlier="1, 2", language="PA", written_in="ur", interpreter="court's office", place="shelter",
        liberty="with accused side", support="Dar-ul-Aman", attended="police، kin of accused, police", drafter="a notary",
        recorded_by="Magistrate Section 30", measures="screen, video link", left_shelter="01-04-2024",
    )  # fmt: skip
    assert (found.relation, found.retracts, found.takes_back) == ("RETRACTS", True, True)
    assert (found.language, found.written_in, found.place_kind, found.liberty) == (
        "pa", "ur", "SHELTER", "WITH_ACCUSED_SIDE",
    )  # fmt: skip
    assert found.attendance == (Attendance("police", "POLICE"), Attendance("kin of accused", "ACCUSED_KIN"))
    assert (found.drafter, found.support_person) == ("a notary", "Dar-ul-Aman")
    assert (found.measures, found.left_shelter) == (("SCREEN", "VIDEO_LINK"), "2024-04-01")


def test_an_earlier_one_is_named_as_its_own_row_names_it() -> None:
    first = one(statement_no="1")
    later = body(statement_no="3", relation="adds", earlier="1")
    assert later.earlier == (f"agencies/pk.punjab-police/records/{first.record_id}",)


def test_a_courts_own_number_stands_beside_the_firs() -> None:
    found = one(court="Sessions Court Lahore", court_case_no="9/2024")
    assert [each.key for each in found.case_references][1:] == ["SESSIONS COURT LAHORE/9/2024"]


def test_the_same_number_is_the_same_record_whatever_else_is_written() -> None:
    assert one().record_id == one(words="They sent me there, they say.").record_id != one(statement_no="4").record_id


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("u/s 161", "161"), ("in court", "COURT"), ("بیان حلفی", "AFFIDAVIT"), ("compromise", "COMPROMISE"),
     ("interview of child", "CHILD_INTERVIEW")],
)  # fmt: skip
def test_kinds_as_offices_word_them(kind: str, expected: str) -> None:
    assert body(kind=kind).type == expected


@of_rows(
    ("changes", "expected"),
    [
        ({"relation": "first", "earlier": "1"}, ("earlier", "contradicts")),
        ({"earlier": "3"}, ("earlier", "contradicts")),
        ({"earlier": ",".join(map(str, range(10, 31)))}, ("earlier", "too-long")),
        ({"kind": "hearsay"}, ("kind", "unknown-word")),
        ({"speaks_as": "judge"}, ("speaks_as", "unknown-word")),
        ({"attended": "police, somebody"}, ("attended", "unknown-word")),
        ({"words": ""}, ("words", "missing")),
        ({"words": "x" * (TEXT_LENGTH + 1)}, ("words", "too-long")),
        ({"taken": "tomorrow"}, ("taken", "not-a-date")),
        ({"statement_no": ""}, ("statement_no", "missing")),
        ({"speaker": "Nida, Hina"}, ("speaker", "count-differs")),
        ({"court_case_no": "9/2024"}, ("court_case_no", "no-place")),
        ({"court": "Sessions Court Lahore"}, ("court_case_no", "missing")),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(changes: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in reasons("statements", **changes)


def test_a_draft_is_one_that_a_hub_takes() -> None:
    found = one(relation="modifies", earlier="1", language="ur", attended="support")
    assert not [each for each in violations(found) if each.field.startswith("statement")]
