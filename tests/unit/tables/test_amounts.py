"""Amounts as offices write them: read whole, or refused with the reason; nothing in a cell is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables import amounts
from services.tables.rejects import BadCell
from tests.budget import budget


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("1,234.50", "PKR", 123_450),
        ("1,234,567", "PKR", 123_456_700),
        ("12,34,567.00", "PKR", 123_456_700),
        ("1,23,45,67,890", "PKR", 123_456_789_000),
        ("Rs. 500/-", "PKR", 50_000),
        ("Rs.500", "PKR", 50_000),
        ("500/= only", "PKR", 50_000),
        ("PKR 7.1", "PKR", 710),
        ("500 PKR", "PKR", 50_000),
        ("500 روپے", "PKR", 50_000),
        ("₨ 500", "PKR", 50_000),
        ("$500", "USD", 50_000),
        ("US$ 1,500.25", "USD", 150_025),
        ("AED 12", "AED", 1_200),
        ("(500.00)", "PKR", -50_000),
        ("Rs. (500)", "PKR", -50_000),
        ("-500", "PKR", -50_000),
        ("500-", "PKR", -50_000),
        ("5", "JPY", 5),
        ("1.234", "KWD", 1_234),
    ],
)
def test_amounts_in_minor_units(text: str, code: str, minor: int) -> None:
    assert amounts.amount(text, code).minor == minor


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("USD 500", "PKR", "other-currency"),
        ("$500", "PKR", "other-currency"),
        ("500 AED", "PKR", "other-currency"),
        ("Rs. 500", "USD", "other-currency"),
        ("€5", "USD", "other-currency"),
        ("Rs 500 USD", "PKR", "other-currency"),
        ("1.234,56", "PKR", "decimal-comma"),
        ("1.234.567,00", "PKR", "decimal-comma"),
        ("1234,56", "PKR", "decimal-comma"),
        ("0,5", "PKR", "decimal-comma"),
        ("1,2345", "PKR", "grouping"),
        ("12,345,67", "PKR", "grouping"),
        ("1,234,56,789", "PKR", "grouping"),
        ("1234,567", "PKR", "grouping"),
        (",500", "PKR", "not-an-amount"),
        ("0,123", "PKR", "grouping"),
        ("1.234.567", "PKR", "grouping"),
        ("1.005", "PKR", "not-an-amount"),
        ("(500", "PKR", "not-an-amount"),
        ("-(500)", "PKR", "not-an-amount"),
        ("-500-", "PKR", "not-an-amount"),
        ("XQZ 500", "PKR", "not-an-amount"),
        ("500 and 600", "PKR", "not-an-amount"),
        ("1 234", "PKR", "not-an-amount"),
        ("9" * 40, "PKR", "not-an-amount"),
    ],
)
def test_what_is_no_amount_of_the_currency_is_refused(text: str, code: str, reason: str) -> None:
    with pytest.raises(BadCell, match=f"^{reason}$"):
        amounts.amount(text, code)


@pytest.mark.parametrize(
    ("text", "side"), [("500 Dr", "DR"), ("500.00CR", "CR"), ("Rs. 500 Cr.", "CR"), ("500", ""), ("(500)", "")]
)
def test_the_side_that_stands_behind_an_amount(text: str, side: str) -> None:
    assert amounts.amount(text, "PKR").side == side


@budget(60)
@given(st.integers(0, 10**15), st.booleans())
def test_grouping_of_three_and_of_lakh_lose_nothing(minor: int, lakh: bool) -> None:
    whole, fraction = divmod(minor, 100)
    text = f"{whole:,}"
    if lakh and whole > 999:
        head, tail = divmod(whole, 1000)
        pairs = []
        while head:
            head, pair = divmod(head, 100)
            pairs.append(f"{pair:02d}" if head else str(pair))
        text = f"{','.join(reversed(pairs))},{tail:03d}"
    assert amounts.amount(f"{text}.{fraction:02d}", "PKR").minor == minor


@budget(60)
@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    def reason() -> str:
        try:
            amounts.amount(text, "PKR")
        except BadCell as bad:
            return bad.reason
        return "not-an-amount"

    assert reason() in amounts.REASONS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usd", "USD"),
        ("US$", "USD"),
        ("Rs.", "PKR"),
        ("Rupees", "PKR"),
        ("Pak Rs", "PKR"),
        ("روپے", "PKR"),
        ("€", "EUR"),
    ],
)
def test_a_currency_is_stated_by_its_code_or_its_own_word(text: str, code: str) -> None:
    assert amounts.currency(text) == code


@pytest.mark.parametrize("text", ["$", "ZZQ", "", "Dr", "rupee dollars"])
def test_a_currency_that_nobody_can_name_is_refused(text: str) -> None:
    with pytest.raises(BadCell, match="not-a-currency"):
        amounts.currency(text)
