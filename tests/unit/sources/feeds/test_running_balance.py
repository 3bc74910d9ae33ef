"""Balances and totals of a statement add up, or the row or the file is refused; lines of a balance are no bookings."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds.row import BARE, REJECTED, TAKEN, FileRefused
from tests.budget import budget
from tests.unit.sources.feeds.test_acts import acts, fates, items, rejected

HEADING = "account,bank,date,debit,credit,balance,reference,description"
MOVES = [-200, 500, -50, -75, 1000, -300]


def rows(moves: list[int] = MOVES, opening: int = 1000, account: str = "0001234567") -> list[list[str]]:
    found, balance = [], opening
    for place, move in enumerate(moves, 1):
        balance += move
        debit, credit = (str(-move), "") if move < 0 else ("", str(move))
        found.append([account, "MEZN", f"{place:02}-03-2024", debit, credit, str(balance), f"T{place}", "ATM WDL"])
    return found


def text(*parts: list[list[str]], heading: str = HEADING) -> str:
    return "".join(f"{','.join(row)}\n" for row in [heading.split(","), *(row for part in parts for row in part)])


def line(words: str, column: int = 7, **cells: str) -> list[list[str]]:
    found = [""] * 8
    found[column] = words
    for name, cell in cells.items():
        found[HEADING.split(",").index(name)] = cell
    return [found]


def moved(found: str) -> list[int]:
    return [each.amount_minor // 100 for each in acts(items("bank-statements", found))]


@pytest.mark.parametrize("ordered", [rows(), rows()[::-1]], ids=["oldest first", "newest first"])
def test_both_orders_follow(ordered: list[list[str]]) -> None:
    assert sorted(moved(text(ordered))) == sorted(map(abs, MOVES))


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_a_row_whose_amount_does_not_lead_to_its_balance_is_rejected(place: int, newest_first: bool) -> None:
    made = rows()
    column = 3 if made[place][3] else 4
    made[place][column] = made[place][column] + "0"
    at = len(made) - 1 - place if newest_first else place
    found = items("bank-statements", text(made[::-1] if newest_first else made))
    assert rejected(found) == [(at + 2, "balance-differs")]
    assert len(acts(found)) == len(MOVES) - 1


def test_debit_and_credit_in_each_others_place_reject_the_row() -> None:
    made = rows()
    made[2][3], made[2][4] = made[2][4], made[2][3]
    assert rejected(items("bank-statements", text(made))) == [(4, "balance-differs")]


def test_debits_and_credits_that_change_places_everywhere_refuse_the_file() -> None:
    with pytest.raises(FileRefused, match="change places"):
        items("bank-statements", text(rows(), heading=HEADING.replace("debit,credit", "credit,debit")))


def test_equal_sums_that_only_the_other_order_explains_are_judged_by_their_days() -> None:
    made = rows([-100, -100, -100])
    with pytest.raises(FileRefused, match="change places"):
        items("bank-statements", text(made, heading=HEADING.replace("debit,credit", "credit,debit")))
    with pytest.raises(FileRefused, match="change places"):
        items("bank-statements", text(made[::-1], heading=HEADING.replace("debit,credit", "credit,debit")))


def test_rows_in_no_order_of_time_refuse_the_file() -> None:
    made = rows([-n for n in range(1, 21)], 10_000)
    random.Random(3).shuffle(made)
    with pytest.raises(FileRefused, match="balance"):
        items("bank-statements", text(made))


def test_a_line_that_was_taken_out_rejects_the_next() -> None:
    made = rows()
    del made[2]
    assert rejected(items("bank-statements", text(made))) == [(4, "balance-differs")]


def test_days_whose_last_row_alone_has_a_balance_are_judged_by_their_sum() -> None:
    made = rows()
    made[1][5] = made[2][5] = ""
    assert len(moved(text(made))) == len(MOVES)
    made[2][3] = "60"
    assert rejected(items("bank-statements", text(made))) == [(row, "balance-differs") for row in (3, 4, 5)]


def test_accounts_of_one_file_have_balances_of_their_own() -> None:
    other = rows([70, -20, -30], 0, "0009999999")
    mixed = [row for pair in zip(rows(), other, strict=False) for row in pair] + rows()[3:]
    assert len(moved(text(mixed))) == len(MOVES) + 3


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("Opening Balance", "Closing Balance"),
        ("B/F", "C/F"),
        ("Balance B/F", "Balance C/F"),
        ("BALANCE BROUGHT FORWARD", "Balance carried forward"),
        ("*** Opening Bal. ***", "Closing balance as on 31-03-2024"),
        ("سابقہ بقایا", "اختتامی بقایا"),
    ],
)
@pytest.mark.parametrize("column", [0, 2, 6, 7])
def test_lines_of_a_balance_are_no_bookings(opening: str, closing: str, column: int) -> None:
    found = items(
        "bank-statements",
        text(line(opening, column, balance="1000"), rows(), line(closing, column, balance="1875")),
    )
    assert rejected(found) == []
    assert fates(found) == {TAKEN: len(MOVES), BARE: 2}


def test_an_opening_balance_that_stands_among_the_credits_is_no_credit() -> None:
    opening = line("Opening Balance", account="0001234567", bank="MEZN", date="01-03-2024", credit="1000")
    assert sum(moved(text(opening, rows()))) == sum(map(abs, MOVES))


def test_the_first_row_is_judged_by_the_opening_balance() -> None:
    made = rows()
    made[0][3] = "900"
    found = items("bank-statements", text(line("Opening Balance", balance="1000"), made))
    assert rejected(found) == [(3, "balance-differs")]


def test_a_closing_balance_that_no_row_leads_to_refuses_the_file() -> None:
    with pytest.raises(FileRefused, match="balance"):
        items("bank-statements", text(rows()[:-1], line("Closing Balance", balance="1875")))


@pytest.mark.parametrize("words", ["TOTAL", "Grand Total", "میزان", "Totals:"])
@pytest.mark.parametrize("column", [0, 7])
def test_a_row_of_totals_is_no_booking_and_is_checked(words: str, column: int) -> None:
    found = items("bank-statements", text(rows(), line(words, column, debit="625", credit="1500")))
    assert fates(found) == {TAKEN: len(MOVES)}
    with pytest.raises(FileRefused, match="total"):
        items("bank-statements", text(rows()[:-1], line(words, column, debit="625", credit="1500")))


def test_a_payment_to_a_firm_called_total_is_a_booking() -> None:
    made = rows()
    made[0][7] = "Total Parco Pakistan"
    assert len(moved(text(made))) == len(MOVES)


def test_a_balance_that_is_no_amount_rejects_its_row_alone() -> None:
    made = rows()
    made[3][5] = f"USD {made[3][5]}"
    assert rejected(items("bank-statements", text(made))) == [(5, "other-currency")]


def test_a_damaged_row_does_not_reject_the_next() -> None:
    made = rows()
    made[3] += ["x", "y"]
    assert rejected(items("bank-statements", text(made))) == [(5, "too-many-cells")]


def test_a_last_row_that_is_cut_is_rejected() -> None:
    made = rows()
    cut = [*made[:-1], [*made[-1][:3], "6"]]
    assert rejected(items("bank-statements", text(cut))) == [(len(made) + 1, "cut-row")]
    short = [row[:7] for row in made]
    assert len(moved(text(short))) == len(MOVES)
    assert len(moved(text(short[:1]))) == 1


def test_a_failed_payment_moves_no_balance() -> None:
    made = [[*row, "Success"] for row in rows()]
    made.insert(2, ["0001234567", "MEZN", "02-03-2024", "999", "", made[1][5], "T99", "ATM WDL", "FAILED"])
    found = items("bank-statements", text(made, heading=f"{HEADING},status"))
    assert rejected(found) == [(4, "not-done")]


@pytest.mark.parametrize(
    ("amount", "side", "ways"),
    [("500", "Dr", "out"), ("500", "CR", "in"), ("500 Dr", "", "out"), ("500", "Credit", "in")],
)
def test_one_column_of_amounts_with_the_side_beside_it(amount: str, side: str, ways: str) -> None:
    found = items(
        "bank-statements",
        f"account,bank,date,amount,Dr/Cr,description\n0001234567,MEZN,01-03-2024,{amount},{side},ATM CASH\n",
    )
    (act,) = acts(found)
    assert (act.start == "MEZN:0001234567") == (ways == "out")


@pytest.mark.parametrize(
    ("amount", "side", "reason"),
    [("500", "", "no-side"), ("500 Dr", "Cr", "contradicts"), ("500", "QQ", "unknown-word")],
)
def test_an_amount_without_its_side_is_refused(amount: str, side: str, reason: str) -> None:
    found = items(
        "bank-statements",
        f"account,bank,date,amount,Dr/Cr,description\n0001234567,MEZN,01-03-2024,{amount},{side},ATM CASH\n",
    )
    assert rejected(found) == [(2, reason)]


@budget(60)
@given(
    st.lists(st.integers(-500, 500).filter(bool), min_size=4, max_size=12),
    st.data(),
    st.booleans(),
)
def test_no_changed_amount_is_taken(moves: list[int], data: st.DataObject, newest_first: bool) -> None:
    """Whatever amount below the opening balance is changed, it does not reach the graph as it stands."""
    made = rows(moves, 10_000)
    place = data.draw(st.integers(0, len(made) - 1))
    wrong = data.draw(st.integers(501, 900))
    made[place][3:5] = (str(wrong), "") if moves[place] < 0 else ("", str(wrong))
    opening = line("Opening Balance", balance="10000")
    whole = [*made[::-1], *opening] if newest_first else [*opening, *made]
    try:
        assert wrong not in moved(text(whole))
    except FileRefused:
        return


def test_what_rejects_its_row_counts_as_rejected() -> None:
    made = rows()
    made[2][3] = "51"
    assert fates(items("bank-statements", text(made))) == {TAKEN: len(MOVES) - 1, REJECTED: 1}
