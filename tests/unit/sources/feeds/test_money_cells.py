"""Amounts and currencies of money files: what a cell says is never passed over."""

from __future__ import annotations

import pytest

from tests.unit.sources.feeds.test_acts import acts, items, rejected

BANK = "account,bank,date,debit,credit,currency,description\n"
WALLET = "transaction,at,service,sender,receiver,amount\n"


def row(debit: str = "", credit: str = "", currency: str = "") -> str:
    return f'0001234567,MEZN,01-03-2024,"{debit}","{credit}",{currency},ATM WDL\n'


@pytest.mark.parametrize(
    ("debit", "reason"),
    [("USD 500", "other-currency"), ("$500", "other-currency"), ("1.234,56", "decimal-comma"), ("1,2345", "grouping")],
)
def test_a_cell_that_says_otherwise_rejects_its_row(debit: str, reason: str) -> None:
    found = items("bank-statements", BANK + row(debit) + row("Rs. 500/-"))
    assert rejected(found) == [(2, reason)]
    assert [(each.amount_minor, each.currency) for each in acts(found)] == [(50_000, "PKR")]


def test_a_mark_of_the_rows_own_currency_is_read() -> None:
    found = items("bank-statements", BANK + row("$500", currency="USD") + row("12,34,567.00", currency="PKR"))
    assert [(each.amount_minor, each.currency) for each in acts(found)] == [(50_000, "USD"), (123_456_700, "PKR")]


@pytest.mark.parametrize("debit", ["-500", "(500)", "500-"])
def test_a_negative_amount_of_one_side_is_no_amount_of_the_other(debit: str) -> None:
    assert rejected(items("bank-statements", BANK + row(debit))) == [(2, "not-an-amount")]


def test_a_side_behind_the_amount_that_is_not_the_columns_contradicts() -> None:
    assert rejected(items("bank-statements", BANK + row("500 Cr"))) == [(2, "contradicts")]


def test_a_wallets_amount_is_read_by_the_same_rule() -> None:
    found = items("wallet", WALLET + 'T1,01-03-2024 10:00,transfer,03001234567,03331234567,"$500"\n', provider="sample")
    assert rejected(found) == [(2, "other-currency")]
