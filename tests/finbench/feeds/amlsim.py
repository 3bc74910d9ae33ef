"""IBM AMLSim: simulated accounts and transactions, as the sets of two tables and as the simulator's own output.

Steps are days from 1 January 2017 (UTC), amounts US dollars. Fraud marks and alerts are in notes: truth for tests.
The sets number no transaction, and the simulator makes equal ones: the second of them carries its count in its id, so
that all are there whatever the order of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from services.sources.feeds import meaning
from services.sources.feeds.acts import items_of
from services.sources.feeds.meaning import digest, edge, note
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.tables.days import DAY_MS, day_end
from services.tables.rejects import BadCell

FEED = "MONEY"
FORM = "amlsim"
START_MS = 1_483_228_800_000


_UNREAD = ("start", "end", "tx_count", "Organization_Type", "Escalated_To_Case_Investigation")
"""Headings of AMLSim's tables of which nothing here depends."""


def _layout(name: str, needed: str, besides: str = "") -> Layout:
    columns = [Column(column, required=True) for column in needed.split()]
    return Layout(name, (*columns, *(Column(column) for column in besides.split())), _UNREAD)


NODES = _layout("nodes", "nodeid isFraud init_balance fraudStep")
TRANSACTIONS = _layout("transactions", "sourceNodeId targetNodeId value time")
ACCOUNTS = _layout(
    "accounts", "ACCOUNT_ID PRIMARY_CUSTOMER_ID init_balance", "country business suspicious isFraud modelID"
)
TX = _layout("tx", "TXN_ID ACCOUNT_ID COUNTER_PARTY_ACCOUNT_NUM TXN_SOURCE_TYPE_CODE TXN_AMOUNT_ORIG start")
CASH = _layout("cash_tx", "TXN_ID ACCOUNT_ID BRANCH_ID TXN_SOURCE_TYPE_CODE TXN_AMOUNT_ORIG RUN_DATE")
ALERTS = _layout("alerts", "ALERT_KEY ALERT_TEXT ACCOUNT_ID CUSTOMER_ID EVENT_DATE CHECK_NAME")
_SERVICES = {"cash-out": "WITHDREW", "cash-in": "TRANSFERRED"}


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of whichever table this is. Raises FileRefused."""
    yield from items_of(Sheet(stream, (NODES, TRANSACTIONS, ACCOUNTS, TX, CASH, ALERTS)), _say, _numbered)


def _numbered(line: Line) -> bool:
    return line.layout.name != TRANSACTIONS.name


def _say(line: Line) -> Iterator[FeedNode | FeedEdge]:
    return _TABLES[line.layout.name](line)


def _nodes(line: Line) -> Iterator[FeedNode | FeedEdge]:
    said = note(
        fraudStep=line.read("fraudStep", _number, 0),
        initBalance=line.text("init_balance"),
        isFraud=line.text("isFraud"),
    )
    yield FeedNode("ACCOUNT", _account(line, "nodeid"), note=said)


def _transactions(line: Line) -> Iterator[FeedNode | FeedEdge]:
    yield from _transfer(line, "TRANSFERRED", ("sourceNodeId", "targetNodeId"), "value", "time", "")


def _tx(line: Line) -> Iterator[FeedNode | FeedEdge]:
    said = note(service=line.text("TXN_SOURCE_TYPE_CODE"), transaction=line.text("TXN_ID"))
    ends = ("ACCOUNT_ID", "COUNTER_PARTY_ACCOUNT_NUM")
    yield from _transfer(line, "TRANSFERRED", ends, "TXN_AMOUNT_ORIG", "start", said)


def _transfer(
    line: Line, kind: str, ends: tuple[str, str], amount: str, step: str, said: str
) -> Iterator[FeedNode | FeedEdge]:
    start, end = (_account(line, column) for column in ends)
    yield FeedNode("ACCOUNT", start)
    yield FeedNode("ACCOUNT", end)
    yield _paid(line, kind, start, end, amount, step, said)


def _paid(line: Line, kind: str, start: str, end: str, amount: str, step: str, said: str) -> FeedEdge:
    at_ms = START_MS + DAY_MS * line.read(step, _number, 0)
    minor = line.read(amount, lambda text: meaning.minor(text, "USD"), 0)
    facts = {"at_ms": at_ms, "amount_minor": minor, "currency": "USD", "note": said}
    return edge(FORM, kind, start, end, row=line.number, day_end_ms=day_end(at_ms), **facts)


def _accounts(line: Line) -> Iterator[FeedNode | FeedEdge]:
    words = ("country", "business", "suspicious", "isFraud", "modelID", "init_balance")
    account = _account(line, "ACCOUNT_ID")
    yield FeedNode("ACCOUNT", account, note=note(**{word: line.text(word) for word in words}))
    holder = _customer(line.read("PRIMARY_CUSTOMER_ID", str, "").removeprefix("C_"))
    yield holder
    yield edge(FORM, "ACCOUNT_HELD_BY", account, holder.id, row=line.number)


def _cash(line: Line) -> Iterator[FeedNode | FeedEdge]:
    kind = line.word("TXN_SOURCE_TYPE_CODE", _SERVICES)
    account, branch = _account(line, "ACCOUNT_ID"), f"amlsim:BRANCH-{line.read('BRANCH_ID', _number, 0)}"
    yield FeedNode("ACCOUNT", account)
    yield FeedNode("ACCOUNT", branch)
    start, end = (account, branch) if kind == "WITHDREW" else (branch, account)
    yield _paid(line, kind, start, end, "TXN_AMOUNT_ORIG", "RUN_DATE", note(transaction=line.text("TXN_ID")))


def _alerts(line: Line) -> Iterator[FeedNode | FeedEdge]:
    person, case = _customer(line.read("CUSTOMER_ID", str, "")), f"amlsim:ALERT-{line.read('ALERT_TEXT', _number, 0)}"
    yield person
    yield FeedNode("CASE", case)
    said = note(account=_account(line, "ACCOUNT_ID"), alert=line.text("ALERT_KEY"), check=line.text("CHECK_NAME"))
    yield edge(FORM, "PARTY_TO", person.id, case, row=line.number, note=said)


_TABLES = {
    "nodes": _nodes,
    "transactions": _transactions,
    "accounts": _accounts,
    "tx": _tx,
    "cash_tx": _cash,
    "alerts": _alerts,
}


def _customer(number: str) -> FeedNode:
    return FeedNode("SUBJECT", f"feeds/{FORM}/{digest(number)}", f"customer {number}")


def _account(line: Line, column: str) -> str:
    return f"amlsim:{line.read(column, _number, 0)}"


def _number(text: str) -> int:
    digits = text.removeprefix("-")
    if not digits.isdecimal() or len(digits) > 12:
        raise BadCell("not-a-number")
    return int(text)
