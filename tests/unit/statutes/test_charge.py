"""Reasons for charging the general law alone, and which rows a section as charged is of."""

from __future__ import annotations

import pytest

from services.statutes.charge import GeneralReason, Reason, charges, reason_fault, reason_holds
from services.statutes.errors import BadLaw
from services.statutes.offence_rows import offence_rows
from services.values.dates import span
from services.values.records import Section

ROWS = offence_rows()
OTHER = GeneralReason.OTHER


def day(text: str) -> int:
    return span(text).first_day


@pytest.mark.parametrize(
    ("section", "row"),
    [
        (Section("PTPA", "3(2)"), "ptpa3-2@2018"),
        (Section("PTPA", "3"), "ptpa3-1@2018"),
        (Section("PPC", "371-A"), "ppc371a"),
        (Section("PPC", "371 a"), "ppc371a"),
        (Section("OTHER", "11 BLSA"), "blsa11"),
        (Section("OTHER", "14 ECA"), "eca14"),
        (Section("POSM", "3"), "posm3"),
    ],
)
def test_a_section_is_of_its_row(section: Section, row: str) -> None:
    assert charges(section, ROWS[row])


@pytest.mark.parametrize(
    ("section", "row"),
    [
        (Section("PPC", "371"), "ppc371a"),
        (Section("PPC", "371-A"), "ppc371"),
        (Section("PPC", "3"), "ptpa3-1@2018"),
        (Section("OTHER", "12 BLSA"), "blsa11"),
        (Section("OTHER", "11 XYZ"), "blsa11"),
        (Section("PTPA", "4"), "ptpa3-1@2018"),
        (Section("PTPA", ""), "ptpa3-1@2018"),
    ],
)
def test_and_of_no_other(section: Section, row: str) -> None:
    assert not charges(section, ROWS[row])


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        (Reason(OTHER, "x" * 40, "io-1", "2024-05-01"), ""),
        (Reason(OTHER, "x" * 39 + "  ", "io-1", "2024-05-01"), "has fewer than 40 characters"),
        (Reason(GeneralReason.ACT_BEFORE_2018, "", "io-1", "2024-05-01"), ""),
        (Reason(GeneralReason.COURT_ORDER, " ", "io-1", "2024-05-01"), "names no element, no prosecutor or no order"),
        (Reason(GeneralReason.PROSECUTOR_ADVICE, "A. Khan", "io-1", "2024-05-01"), ""),
        (Reason(GeneralReason.ACT_BEFORE_2018, "", " ", "2024-05-01"), "names no officer or no day"),
        (Reason(GeneralReason.ACT_BEFORE_2018, "", "io-1", "soon"), "names no officer or no day"),
    ],
)
def test_a_reason_is_one_of_a_closed_list_with_what_it_needs(reason: Reason, fault: str) -> None:
    assert reason_fault(reason) == fault


def test_a_reason_holds_for_fourteen_days_or_until_the_challan() -> None:
    reason = Reason(OTHER, "x" * 40, "io-1", "2024-05-01")
    held = [
        reason_holds(reason, day(text), sent_up=False)
        for text in ("2024-04-30", "2024-05-01", "2024-05-14", "2024-05-15")
    ]
    assert held == [False, True, True, False]
    assert not reason_holds(reason, day("2024-05-02"), sent_up=True)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (b'acts = ["STEAL"]', "acts"),
        (b'purposes = ["FUN"]', "purposes"),
        (b'mode = "EITHER"', "mode"),
        (b"charged = [3]", "charged"),
        (b'bailable = "no"', "bailable"),
        (b'max_years = "7"', "max_years"),
    ],
)
def test_a_bad_offence_is_refused(text: bytes, field: str) -> None:
    raw = b'read_on = "2026-11-27"\n[[offence]]\nid = "x"\nlaw = "L"\nextent = []\nmark = "V"\n' + text
    with pytest.raises(BadLaw) as refused:
        offence_rows(raw, "mine.toml")
    assert (refused.value.row, refused.value.field) == ("x", field)
