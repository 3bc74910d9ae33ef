"""A currency is stated by title, heading, cell or importer; one that two places state differently is refused."""

from __future__ import annotations

from typing import Any

import pytest

from services.sources.feeds.row import FileRefused
from tests.unit.sources.feeds.test_acts import acts, items, rejected

ROW = "0001234567,MEZN,01-03-2024,500,,{}ATM WDL\n"
HEADING = "account,bank,date,{},{},{}description\n"


def bank(
    title: str = "", debit: str = "Debit", credit: str = "Credit", column: str = "", cells: tuple[str, ...] = ("",)
) -> str:
    heading = HEADING.format(debit, credit, f"{column}," if column else "")
    rows = "".join(
        ROW.format(f"{cell}," if column else "").replace("01-03", f"{day:02}-03") for day, cell in enumerate(cells, 1)
    )
    return f"{title}\n" * bool(title) + heading + rows


def codes(text: str, **options: Any) -> list[str]:
    return [each.currency for each in acts(items("bank-statements", text, **options))]


@pytest.mark.parametrize(
    "title",
    [
        "Currency: USD",
        "Currency,USD",
        "Account Currency : USD",
        "Currency Code;US$",
        "CCY: usd",
        "All amounts in USD",
        '"Currency:","USD"',
    ],
)
def test_a_title_row_states_it(title: str) -> None:
    assert codes(bank(title)) == ["USD"]


@pytest.mark.parametrize(
    ("debit", "credit", "code"),
    [
        ("Debit (USD)", "Credit (USD)", "USD"),
        ("Withdrawal in AED", "Deposit in AED", "AED"),
        ("Debit AED", "Credit", "AED"),
        ("Debit (Rs.)", "Credit (Rs.)", "PKR"),
        ("Debit (€)", "Credit (€)", "EUR"),
        ("Debit (US$)", "Credit (US$)", "USD"),
    ],
)
def test_a_heading_states_it(debit: str, credit: str, code: str) -> None:
    assert codes(bank(debit=debit, credit=credit)) == [code]


@pytest.mark.parametrize("column", ["Currency", "Currency Code", "Curr", "Cur", "Ccy", "Account Currency", "کرنسی"])
def test_a_cell_states_it(column: str) -> None:
    assert codes(bank(column=column, cells=("USD", "Rs."))) == ["USD", "PKR"]


def test_nothing_states_it_and_the_importers_word_holds_else_rupees() -> None:
    assert codes(bank()) == ["PKR"]
    assert codes(bank(), currency="AED") == ["AED"]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (bank("Currency: USD"), {"currency": "PKR"}),
        (bank("Currency: USD\nCurrency: AED"), {}),
        (bank("Currency: USD", debit="Debit (AED)"), {}),
        (bank(debit="Debit (USD)", credit="Credit (AED)"), {}),
        (bank(debit="Debit (AED)"), {"currency": "USD"}),
        (bank("Currency: QQQ"), {}),
        (bank(debit="Debit ($)"), {}),
        (bank("Currency: USD", column="CCY", cells=("PKR", "PKR")), {}),
        (bank().replace(",500,", ",$500,") + ROW.format("").replace("500", "$7"), {}),
    ],
)
def test_statements_that_contradict_refuse_the_file(text: str, options: dict[str, str]) -> None:
    with pytest.raises(FileRefused, match="currency"):
        items("bank-statements", text, **options)


def test_a_dollar_sign_above_is_the_dollar_that_the_importer_states() -> None:
    assert codes(bank(debit="Debit ($)"), currency="CAD") == ["CAD"]


def test_a_cell_that_differs_from_what_the_file_states_rejects_its_row() -> None:
    found = items("bank-statements", bank("Currency: USD", column="CCY", cells=("USD", "PKR", "")))
    assert rejected(found) == [(4, "other-currency")]
    assert [each.currency for each in acts(found)] == ["USD", "USD"]


def test_an_empty_cell_is_not_rupees_where_other_cells_of_its_column_say_dollars() -> None:
    found = items("bank-statements", bank(column="CCY", cells=("USD", "", "USD")))
    assert rejected(found) == [(3, "missing")]


def test_an_empty_cell_beside_rupees_is_rupees() -> None:
    assert codes(bank(column="CCY", cells=("PKR", ""))) == ["PKR", "PKR"]


def test_a_wallets_heading_and_cell_state_it_too() -> None:
    heading = "transaction,at,service,sender,receiver,{}\n"
    row = "T1,01-03-2024 10:00,transfer,03001234567,03331234567,500{}\n"
    for headed, cell, code in (
        ("Amount (USD)", "", "USD"),
        ("Amount,Currency Code", ",AED", "AED"),
        ("Amount Rs", "", "PKR"),
    ):
        found = items("wallet", heading.format(headed) + row.format(cell), provider="sample")
        assert [each.currency for each in acts(found)] == [code]


def test_a_currency_that_is_none_is_refused_as_an_option() -> None:
    with pytest.raises(FileRefused, match="currency"):
        items("bank-statements", bank(), currency="rupeez")
