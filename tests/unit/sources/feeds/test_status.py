"""What did not take place is no money that moved, whatever the office calls its column."""

from __future__ import annotations

import pytest

from tests.unit.sources.feeds.test_acts import acts, items, rejected

ROW = "0001234567,MEZN,01-03-2024,500,,ATM WDL,{}\n"


@pytest.mark.parametrize("heading", ["Status", "Txn Status", "Transaction Status"])
@pytest.mark.parametrize("word", ["FAILED", "Reversed", "PENDING", "declined", "ناکام"])
def test_a_booking_that_did_not_take_place_is_rejected(heading: str, word: str) -> None:
    text = f"account,bank,date,debit,credit,description,{heading}\n" + ROW.format(word) + ROW.format("Success")
    found = items("bank-statements", text)
    assert rejected(found) == [(2, "not-done")]
    assert [each.row for each in acts(found)] == [3]


def test_a_status_that_nobody_knows_rejects_the_row_and_an_empty_one_does_not() -> None:
    text = "account,bank,date,debit,credit,description,status\n" + ROW.format("QX") + ROW.format("")
    found = items("bank-statements", text)
    assert rejected(found) == [(2, "unknown-word")]
    assert len(acts(found)) == 1


@pytest.mark.parametrize("word", ["PENDING", "Declined", "In Process"])
def test_a_wallet_knows_the_same_words(word: str) -> None:
    text = "transaction,at,service,sender,receiver,amount,Txn Status\n"
    row = f"T1,01-03-2024 10:00,transfer,03001234567,03331234567,500,{word}\n"
    assert rejected(items("wallet", text + row, provider="sample")) == [(2, "not-done")]
