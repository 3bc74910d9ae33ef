"""Bank statements as CSV: one row a booking, of one or many accounts of a bank.

A debit leads from the statement's account to the counterparty's, a credit back. The counterparty stands in a column of
its own, or in what the bank writes about the booking. Cash leads to ``CASH:<account>``, what names no counterparty
to ``UNSTATED:<account>``: nodes of that account alone, so that they link nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from services.sources.feeds import booking, meaning, status
from services.sources.feeds.acts import items_of
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.narration import Kind, explain, other_end
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.sources.feeds.stated_currency import CELL
from services.sources.feeds.statement_check import Checked, booked, check, words
from services.sources.feeds.statement_lines import What, what_is

FEED = "MONEY"
FORM = "bank-statements"
LAYOUT = Layout(
    "bank-statements",
    (
        Column("account", ("Account No", "A/C No", "Account Number", "IBAN", "اکاؤنٹ نمبر"), required=True),
        Column("bank", ("Bank Code",)),
        Column("holder", ("Account Title", "Title of Account", "کھاتہ دار")),
        Column("holder_cnic", ("CNIC", "Holder CNIC", "شناختی کارڈ نمبر")),
        Column("at", ("Date", "Transaction Date", "Txn Date", "Booking Date", "تاریخ"), required=True, date=True),
        *booking.COLUMNS,
        CELL,
        Column("reference", ("Reference No", "Txn ID", "Cheque No", "Instrument No")),
        Column("counterparty", ("Counterparty Account", "Beneficiary Account", "Other Account")),
        Column("counterparty_bank", ("Counterparty Bank", "Beneficiary Bank")),
        Column("counterparty_name", ("Counterparty Name", "Beneficiary Name", "Other Name")),
        Column("description", ("Particulars", "Narration", "Details", "تفصیل")),
        Column("mode", ("Mode", "Channel", "Transaction Type", "Txn Type", "Instrument Type")),
        Column("status", status.HEADINGS),
    ),
    own_totals=booking.SUMMED,
)


def read(stream: BinaryIO, options: Options) -> Items:
    """Accounts, holders, transfers and cash. Raises FileRefused."""
    yield Remark("zone", f"times without zone are read as {options.zone}")
    sheet = Sheet(stream, (LAYOUT,), options.stated)
    checked = check(sheet, LAYOUT, options)
    code = checked.currency.file or checked.currency.otherwise
    yield Remark("currency", f"amounts without currency are read as {code}")
    yield from items_of(sheet, partial(_say, options, checked), _single, options)


def _single(line: Line) -> bool:
    """A booking without reference and balance is like every other of its sum and day."""
    return bool(line.text("reference") or line.text("balance"))


def _say(options: Options, checked: Checked, line: Line) -> Iterator[FeedNode | FeedEdge]:
    if what_is(line) is not What.BOOKING:
        return
    if line.number in checked.differing:
        line.reject("balance", "balance-differs")
    if line.number == checked.cut:
        line.reject("", "cut-row")
    bank = line.text("bank").upper() or options.provider
    account = line.read("account", lambda text: meaning.account(text, bank), "")
    yield FeedNode("ACCOUNT", account)
    yield from _held(line, account)
    yield from _booking(line, options, checked, account, bank)


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


def _booking(line: Line, options: Options, checked: Checked, account: str, bank: str) -> Iterator[FeedNode | FeedEdge]:
    status.refuse_not_done(line)
    code = checked.currency.of(line)
    booking.balance(line, code)
    moved = booking.moved(line, code)
    at_ms, day_end_ms = line.read("at", lambda text: meaning.span_ms(text, options.tz), (0, 0))
    explained = explain(words(line), outgoing=moved < 0, own=account, region=options.region)
    if explained.is_of(Kind.REVERSAL):
        line.reject("description", "reversal")
    elif not line.bad and checked.reversals.take_back(booked(line, code, options)):
        line.reject("reference", "reversed")
    stated = _stated(line, bank)
    kind, other = ("TRANSFERRED", stated) if stated else other_end(explained, account, outgoing=moved < 0)
    yield FeedNode("ACCOUNT", other)
    said = note(
        counterparty=line.text("counterparty_name") or explained.name,
        description=line.text("description"),
        explained="" if stated or other.startswith("CASH:") else explained.source(),
        reference=line.text("reference"),
    )
    start, end = (account, other) if moved < 0 else (other, account)
    facts = {"at_ms": at_ms, "amount_minor": abs(moved), "currency": code, "note": said}
    yield edge(FORM, kind, start, end, line.text("balance"), row=line.number, day_end_ms=day_end_ms, **facts)


def _stated(line: Line, bank: str) -> str:
    """The counterparty's account in its own column."""
    other_bank = line.text("counterparty_bank").upper() or bank
    return line.read("counterparty", lambda text: meaning.account(text, other_bank), "")
