"""Filters: what each lets through, that those of one field are alternatives, and what is no filter."""

from __future__ import annotations

import pytest

from services.console.network.filters import BadFilter, Filter, admits, amount_of, checked, choices, source_of
from tests.unit.console.network.sample import ACCUSED, CALLS, DAY, PAID, PHONE, T, row

UNDATED = row("x", "PHONE_USED_BY", PHONE, ACCUSED)
TIE = row(
    "y",
    "TRANSFERRED",
    PHONE,
    ACCUSED,
    at_ms=T,
    amount_minor=100,
    sum_minor=900_000,
    rows=9,
    currency="PKR",
    first_ms=T - 9 * DAY,
)


def let(field: str, value: str, *rows: object) -> list[object]:
    return [row for row in rows if admits([checked(field, value)], row)]  # type: ignore[arg-type]  # acts and rows of any kind


def test_days_are_both_included_and_rows_without_a_time_stay() -> None:
    """T is the 25th of February 2026, 11:13 in Pakistan."""
    assert let("since", "2026-02-27", *CALLS, UNDATED) == [*CALLS[2:], UNDATED]
    assert let("until", "2026-02-27", *CALLS, UNDATED) == [*CALLS[:3], UNDATED]
    assert let("until", "2026-02-17", TIE) == [TIE]
    assert let("until", "2026-02-15", TIE) == []


def test_amounts_are_whole_units_and_of_a_tie_its_sum() -> None:
    assert let("amount", "60000", *PAID, UNDATED) == [PAID[1], UNDATED]
    assert let("amount", "50000", *PAID) == list(PAID)
    assert amount_of(TIE) == 900_000
    assert let("amount", "9000", TIE) == [TIE]
    assert let("amount", "9001", TIE) == []
    yen = row("j", "TRANSFERRED", PHONE, ACCUSED, amount_minor=60_000, currency="JPY")
    assert let("amount", "60000", yen) == [yen]


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("kind", "CALLED", 6),
        ("agency", "pk.fmu", 1),
        ("grade", "A1", 1),
        ("source", "feeds/calls", 8),
        ("source", "feeds", 0),
    ],
)
def test_words_are_met_whole(field: str, value: str, left: int) -> None:
    assert len(let(field, value, *CALLS, *PAID)) == left


def test_one_field_is_alternatives_and_two_hold_together() -> None:
    both = [Filter("kind", "CALLED"), Filter("kind", "TRANSFERRED")]
    assert all(admits(both, each) for each in (*CALLS, *PAID))
    assert [each for each in (*CALLS, *PAID) if admits([*both, Filter("grade", "A1")], each)] == [PAID[1]]
    assert admits([], UNDATED)


@pytest.mark.parametrize(
    ("field", "value"),
    [("person", "x"), ("kind", " "), ("since", "yesterday"), ("until", "2026-13-01"), ("amount", "1e9"), ("amount", "-5"),
     ("amount", "٥"), ("amount", "9" * 16), ("grade", "x" * 81), ("", "")],
)  # fmt: skip
def test_what_is_no_filter_is_refused(field: str, value: str) -> None:
    with pytest.raises(BadFilter):
        checked(field, value)


def test_choices_are_what_rows_have() -> None:
    found = choices((*CALLS, *PAID, row("z", "CALLED", PHONE, ACCUSED, owner="", grade="", source="")))
    assert found == {
        "kind": ("CALLED", "TRANSFERRED"),
        "source": ("feeds/calls",),
        "grade": ("A1", "B2"),
        "agency": ("pk.fia", "pk.fmu"),
    }
    assert source_of(row("w", "CALLED", PHONE, ACCUSED, source="agencies/pk.fia/records/1")) == "agencies/pk.fia"
