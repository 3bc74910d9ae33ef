"""Digits that a spreadsheet took are gone, whether the cell shows `3.52E+12` or the number that this was saved as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports import Origin, formats, read
from services.sources.feeds import meaning
from services.tables import numbers
from services.tables.rejects import BadCell
from tests.unit.sources.exports.rows import reasons

HEADING = [
    "FIR No",
    "Province",
    "District",
    "Police Station",
    "FIR Date",
    "U/S",
    "Accused",
    "Accused CNIC",
    "Accused Phone",
]
ROW = ["512/2024", "PB", "Lahore", "Ichhra", "2024-03-12", "302/34 PPC", "Ali Raza"]


@pytest.mark.parametrize("text", ["3.52E+12", "3520000000000", "3520210000000", "3520000000000.0"])
def test_a_cnic_that_was_rounded_is_never_a_cnic(text: str) -> None:
    assert reasons("fir_register", accused_cnic=text) == [("accused_cnic", "rounded-by-spreadsheet")]
    with pytest.raises(BadCell, match="rounded-by-spreadsheet"):
        meaning.cnic(text)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("accused_phone", "923000000000"),
        ("accused_passport", "9.23E+11"),
        ("accused_other", "IMEI 354000000000000"),
        ("accused_other", "IMSI 4.1E+14"),
        ("accused_other", "POR 120000000000"),
        ("accused_other", "NTN 3520210000000"),
    ],
)
def test_the_same_for_every_identifier(column: str, text: str) -> None:
    assert reasons("fir_register", **{column: text}) == [(column, "rounded-by-spreadsheet")]


@pytest.mark.parametrize("value", [3.52e12, 3520000000000, 3520210000000.0])
def test_a_cell_that_is_a_number_is_refused_as_one_that_is_text(tmp_path: Path, value: float) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEADING, [*ROW, value, ""], [*ROW[:6], "Bilal", 3520299000011, 923001234567]):
        book.active.append(row)
    path = tmp_path / "register.xlsx"
    book.save(path)
    bad, good = read(formats()["fir_register"], path, Origin("pk.punjab-police"))
    assert [(reject.column, reject.reason) for reject in bad.rejects] == [("accused_cnic", "rounded-by-spreadsheet")]
    assert good.drafts


@pytest.mark.parametrize("rule", [meaning.device, meaning.subscription, lambda text: meaning.account(text, "MEZN")])
def test_devices_and_accounts_of_feeds_too(rule: Callable[..., Any]) -> None:
    for text in ("3.54E+14", "354000000000000"):
        with pytest.raises(BadCell, match="rounded-by-spreadsheet"):
            rule(text)


@given(st.integers(10**11, 10**15 - 1))
def test_what_a_spreadsheet_shows_of_a_long_number_is_refused_when_it_comes_back(number: int) -> None:
    """Its general format keeps six digits at most; what comes back has zeros for the rest."""
    back = str(int(float(f"{number:.5e}")))
    with pytest.raises(numbers.NumberError):
        numbers.refuse_read_back(back)


@given(st.integers(10**11, 10**15 - 1))
def test_a_number_with_its_digits_is_not_refused(number: int) -> None:
    if str(number)[6:].strip("0"):
        numbers.refuse_read_back(str(number))


def test_money_may_be_round() -> None:
    assert meaning.minor("350000000000", "PKR") == 35_000_000_000_000
