"""One form for every spelling of a case number, and a refusal for what a spreadsheet broke."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values.case_references import TYPES, canonical, fir_key, is_canonical, main_reference, parse, text_form
from services.values.errors import CaseReferenceInvalid
from services.values.records import CaseReference

KEY = "PB/LAHORE/ICHHRA/512/2024"


@pytest.mark.parametrize(
    ("province", "number", "year"),
    [
        ("Punjab", "512", "2024"),
        ("PB", "512/2024", ""),
        ("punjab ", "512/24", ""),
        ("PB", "FIR No. 512/2024", ""),
        ("PB", "F.I.R 512", 2024),
        ("PB", "۵۱۲", "۲۰۲۴"),
        ("PB", "0512 / 24", ""),
    ],
)
def test_one_fir(province: str, number: str, year: str | int) -> None:
    assert fir_key(province, " Lahore", "ichhra", number, year) == KEY


@pytest.mark.parametrize(
    ("number", "year", "rule"),
    [
        ("24-Dec", "", "spreadsheet-date"),
        ("Dec-24", "", "spreadsheet-date"),
        ("2024-12-24", "", "spreadsheet-date"),
        ("2024-12-24 00:00:00", "", "spreadsheet-date"),
        ("512", "", "case-reference-characters"),
        ("512", "2150", "fir-year"),
        ("0", "2024", "case-reference-characters"),
        ("1234567", "2024", "fir-number"),
        ("51\x1b2", "2024", "case-reference-text"),
    ],
)
def test_what_is_lost_or_wrong_is_refused(number: str, year: str, rule: str) -> None:
    with pytest.raises(CaseReferenceInvalid) as refused:
        fir_key("PB", "LAHORE", "ICHHRA", number, year, field="fir_no")
    assert [(v.field, v.rule) for v in refused.value.violations] == [("fir_no", rule)]


def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(CaseReferenceInvalid):
        fir_key("Atlantis", "LAHORE", "ICHHRA", "1", "2024")


def test_a_lettered_number_and_a_slash_in_a_name() -> None:
    assert fir_key("PB", "LAHORE", "CIA/AHTC", "12 - A", "2024") == "PB/LAHORE/CIA-AHTC/12-A/2024"


def test_urdu_stations_meet_whatever_the_keyboard() -> None:
    assert fir_key("PB", "لاهور", "اچھرہ", "1", "2024") == fir_key("PB", "لاہور", "اچھره", "1", "2024")


def test_other_registers() -> None:
    assert canonical("COURT_CASE", " lahore  sessions/99 /2024") == "LAHORE SESSIONS/99/2024"
    for bad in ("", "/", "a//b", "\u202e1", "x" * 200):
        with pytest.raises(CaseReferenceInvalid):
            canonical("COURT_CASE", bad)
    with pytest.raises(CaseReferenceInvalid):
        canonical("GOSSIP", "1")
    with pytest.raises(CaseReferenceInvalid):
        canonical("FIR", "PB/LAHORE/512/2024")


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_any_text_has_one_form_or_none(kind: str, text: str) -> None:
    try:
        reference = parse(kind, text)
    except CaseReferenceInvalid:
        return
    assert is_canonical(reference)
    assert canonical(kind, reference.key) == reference.key


def test_the_number_a_case_is_called_by() -> None:
    fir, prison = CaseReference("FIR", KEY), CaseReference("PRISON_CONVICT", "JAIL/1")
    assert main_reference((prison, fir)) == fir
    assert main_reference((prison,)) == prison
    assert main_reference(()) is None
    assert text_form(fir) == f"FIR:{KEY}"
