"""What a row of a bank statement moves, and the balance that it leaves, in minor units. Pure."""

from __future__ import annotations

from typing import Final

from services.sources.feeds import meaning
from services.sources.feeds.sheet import Column, Line
from services.sources.feeds.stated_currency import in_currencies
from services.tables import amounts
from services.tables.rejects import BadCell

COLUMNS: Final = (
    in_currencies("debit", ("Withdrawal", "Withdrawals", "Dr", "Debit Amount", "Withdrawal Amount", "منہا")),
    in_currencies("credit", ("Deposit", "Deposits", "Cr", "Credit Amount", "Deposit Amount", "جمع")),
    in_currencies("amount", ("Transaction Amount", "Txn Amount", "رقم")),
    Column("side", ("Dr/Cr", "Cr/Dr", "D/C", "C/D", "Debit/Credit")),
    in_currencies("balance", ("Running Balance", "Available Balance", "بقایا")),
)
AMOUNTS: Final = ("debit", "credit", "amount", "balance")
SUMMED: Final = ("debit", "credit")
"""Columns of which a statement gives totals."""
_SIDES: Final = {
    **dict.fromkeys(("dr", "dr.", "d", "debit", "withdrawal", "منہا"), "DR"),
    **dict.fromkeys(("cr", "cr.", "c", "credit", "deposit", "جمع"), "CR"),
}


def moved(line: Line, code: str) -> int:
    """What the row adds to the account, below 0 where it takes; a row that does not say one amount is rejected."""
    before = len(line.bad)
    debit, credit = (line.read(name, lambda text: meaning.minor(text, code), 0) for name in ("debit", "credit"))
    amount = line.read("amount", lambda text: amounts.amount(text, code), amounts.Amount(0))
    if len(line.bad) > before:
        return 0
    if min(debit, credit, amount.minor) < 0 or [bool(debit), bool(credit), bool(amount.minor)].count(True) != 1:
        line.reject("debit", "not-an-amount")
        return 0
    if not amount.minor:
        return credit - debit
    return amount.minor if _side(line, amount.side) == "CR" else -amount.minor


def _side(line: Line, written: str) -> str:
    side = line.word("side", _SIDES)
    if line.bad:
        return ""
    if side and written and side != written:
        line.reject("side", "contradicts")
    elif not side and not written:
        line.reject("amount", "no-side")
    return side or written


def balance(line: Line, code: str) -> int | None:
    """The balance, below 0 where ``Dr`` stands behind it; None where the row has none."""

    def read(text: str) -> int | None:
        figure = amounts.amount(text, code)
        if figure.side and figure.minor < 0:
            raise BadCell("not-an-amount")
        return -figure.minor if figure.side == "DR" else figure.minor

    return line.read("balance", read, None)
