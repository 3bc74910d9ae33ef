"""Bank statements as CSV: one row a booking, of one or many accounts of a bank.

A debit leads from the statement's account to the counterparty's, a credit back. A booking without counterparty
account is cash: drawn cash leads to ``CASH:<account>``, a node of that account alone, so that cash links nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from services.sources.feeds import meaning, status
from services.sources.feeds.acts import items_of
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line
from services.sources.feeds.stated_currency import CELL, Stated, first_pass, in_currencies

FEED = "MONEY"
FORM = "bank-statements"
LAYOUT = Layout(
    "bank-statements",
    (
        Column("account", ("Account No", "A/C No", "Account Number", "IBAN", "اکاؤنٹ نمبر"), required=True),
        Column("bank", ("Bank Code",)),
        Column("holder", ("Account Title", "Title of Account", "کھاتہ دار")),
        Column("holder_cnic", ("CNIC", "Holder CNIC", "شناختی کارڈ نمبر")),
        Column("at", ("Date", "Transaction Date", "Txn Date", "Booking Date", "تاریخ"), required=True),
        in_currencies("debit", ("Withdrawal", "Withdrawals", "Dr", "Debit Amount", "Withdrawal Amount", "منہا")),
        in_currencies("credit", ("Deposit", "Deposits", "Cr", "Credit Amount", "Deposit Amount", "جمع")),
        CELL,
        in_currencies("balance", ("Running Balance", "Available Balance", "بقایا")),
        Column("reference", ("Reference No", "Txn ID", "Cheque No", "Instrument No")),
        Column("counterparty", ("Counterparty Account", "Beneficiary Account", "Other Account")),
        Column("counterparty_bank", ("Counterparty Bank", "Beneficiary Bank")),
        Column("counterparty_name", ("Counterparty Name", "Beneficiary Name", "Other Name")),
        Column("description", ("Particulars", "Narration", "Details", "تفصیل")),
        Column("status", status.HEADINGS),
    ),
)


AMOUNTS = ("debit", "credit", "balance")


def read(stream: BinaryIO, options: Options) -> Items:
    """Accounts, holders, transfers and cash. Raises FileRefused."""
    yield Remark("zone", f"times without zone are read as {options.zone}")
    currency = first_pass(stream, LAYOUT, AMOUNTS, options)
    yield Remark("currency", f"amounts without currency are read as {currency.file or currency.otherwise}")
    yield from items_of(stream, (LAYOUT,), partial(_say, options, currency), _single, options.stated)


def _single(line: Line) -> bool:
    """A booking without reference and balance is like every other of its sum and day."""
    return bool(line.text("reference") or line.text("balance"))


def _say(options: Options, currency: Stated, line: Line) -> Iterator[FeedNode | FeedEdge]:
    bank = line.text("bank").upper() or options.provider
    account = line.read("account", lambda text: meaning.account(text, bank), "")
    yield FeedNode("ACCOUNT", account)
    yield from _held(line, account)
    yield from _booking(line, options, currency, account, bank)


def _held(line: Line, account: str) -> Iterator[FeedNode | FeedEdge]:
    name, document = line.text("holder"), line.read("holder_cnic", meaning.cnic, "")
    if name or document:
        yield from holding(FORM, account, name, document, line.number)


def holding(form: str, account: str, name: str, document: str, row: int) -> Iterator[FeedNode | FeedEdge]:
    """A person, the account that the person holds, and the document that the person showed, where one is named."""
    holder = person(form, name, cnic=document.removeprefix("CNIC:"))
    yield holder
    yield edge(form, "ACCOUNT_HELD_BY", account, holder.id, row=row)
    if document:
        yield FeedNode("DOCUMENT", document)
        yield edge(form, "IDENTIFIED_BY", holder.id, document, row=row)


def _booking(line: Line, options: Options, currency: Stated, account: str, bank: str) -> Iterator[FeedNode | FeedEdge]:
    status.refuse_not_done(line)
    code = currency.of(line)
    debit, credit = (line.read(name, lambda text: meaning.minor(text, code), 0) for name in ("debit", "credit"))
    at_ms, day_end_ms = line.read("at", lambda text: meaning.span_ms(text, options.tz), (0, 0))
    if not line.bad and (min(debit, credit) < 0 or bool(debit) == bool(credit)):
        line.reject("debit", "not-an-amount")
    other_bank = line.text("counterparty_bank").upper() or bank
    other = line.read("counterparty", lambda text: meaning.account(text, other_bank), "")
    kind = "TRANSFERRED" if other or credit else "WITHDREW"
    other = other or f"CASH:{account}"
    yield FeedNode("ACCOUNT", other)
    said = note(
        counterparty=line.text("counterparty_name"),
        description=line.text("description"),
        reference=line.text("reference"),
    )
    start, end = (account, other) if debit else (other, account)
    facts = {"at_ms": at_ms, "amount_minor": debit or credit, "currency": code, "note": said}
    yield edge(FORM, kind, start, end, line.text("balance"), row=line.number, day_end_ms=day_end_ms, **facts)
