"""Mobile-money wallets as CSV: one row a transaction between two numbers, or a number and an agent.

A wallet is ``WALLET:<provider>:<E.164>``, an agent's till ``WALLET:<provider>:AGENT-<id>``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from services.sources.feeds import meaning, status
from services.sources.feeds.acts import items_of
from services.sources.feeds.bank_statements import holding
from services.sources.feeds.meaning import edge, note
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.sources.feeds.stated_currency import CELL, Stated, first_pass, in_currencies
from services.tables import phones
from services.values.node_ids import packed

FEED = "MONEY"
FORM = "wallet"
LAYOUT = Layout(
    "wallet",
    (
        Column("transaction", ("Transaction ID", "Txn ID", "TID", "Trx ID"), required=True),
        Column("at", ("Date Time", "Transaction Time", "Timestamp", "تاریخ وقت"), required=True, date=True),
        Column("service", ("Transaction Type", "Type", "قسم"), required=True),
        Column("sender", ("Sender MSISDN", "From", "Sender", "بھیجنے والا نمبر")),
        Column("sender_name", ("Sender Name",)),
        Column("sender_cnic", ("Sender CNIC",)),
        Column("receiver", ("Receiver MSISDN", "To", "Receiver", "وصول کنندہ نمبر")),
        Column("receiver_name", ("Receiver Name",)),
        Column("receiver_cnic", ("Receiver CNIC",)),
        Column("agent", ("Agent ID", "Retailer ID", "Till")),
        in_currencies("amount", ("Transaction Amount", "Txn Amount", "رقم"), required=True),
        CELL,
        Column("status", status.HEADINGS),
    ),
)
SERVICES = {
    **dict.fromkeys(("p2p", "send money", "transfer", "money transfer", "wallet to wallet", "ترسیل"), "SEND"),
    **dict.fromkeys(("cash in", "cash-in", "cash_in", "cash deposit", "deposit", "نقد جمع"), "IN"),
    **dict.fromkeys(("cash out", "cash-out", "cash_out", "cash withdrawal", "withdrawal", "نقد وصولی"), "OUT"),
}


def read(stream: BinaryIO, options: Options) -> Items:
    """Wallets, their holders, transfers, cash in and out. Raises FileRefused, also where no provider is stated."""
    if not options.provider:
        raise FileRefused("options", "provider", "state whose wallets these are")
    yield Remark("zone", f"times without zone are read as {options.zone}")
    yield Remark("region", f"numbers without country are read in {options.region}, or as another country's alone")
    sheet = Sheet(stream, (LAYOUT,), options.stated)
    currency = first_pass(sheet, LAYOUT, ("amount",), options)
    yield Remark("currency", f"amounts without currency are read as {currency.file or currency.otherwise}")
    yield from items_of(sheet, partial(_say, options, currency), lambda _line: True, options)


def _say(options: Options, currency: Stated, line: Line) -> Iterator[FeedNode | FeedEdge]:
    service = line.word("service", SERVICES)
    status.refuse_not_done(line)
    sender = _agent(line, options) if service == "IN" else _wallet(line, options, "sender")
    receiver = _agent(line, options) if service == "OUT" else _wallet(line, options, "receiver")
    yield FeedNode("ACCOUNT", sender)
    yield FeedNode("ACCOUNT", receiver)
    for side, held in (("sender", sender), ("receiver", receiver)):
        name, document = line.text(f"{side}_name"), line.read(f"{side}_cnic", meaning.cnic, "")
        if (name or document) and ":AGENT-" not in held:
            yield from holding(FORM, held, name, document, line.number)
    code = currency.of(line)
    amount = line.read("amount", lambda text: meaning.minor(text, code), 0)
    if amount < 0:
        line.reject("amount", "not-an-amount")
    at_ms, day_end_ms = line.read("at", lambda text: meaning.span_ms(text, options.tz), (0, 0))
    said = note(service=service, transaction=line.text("transaction"))
    facts = {"at_ms": at_ms, "amount_minor": amount, "currency": code, "note": said}
    kind = "WITHDREW" if service == "OUT" else "TRANSFERRED"
    yield edge(FORM, kind, sender, receiver, row=line.number, day_end_ms=day_end_ms, **facts)


def _wallet(line: Line, options: Options, side: str) -> str:
    number = line.read(side, lambda text: phones.phone(text, options.region), "")
    if not number and not line.bad:
        line.reject(side, "missing")
    return f"WALLET:{packed(options.provider)}:{number}"


def _agent(line: Line, options: Options) -> str:
    agent = "".join(line.text("agent").upper().split())
    if not agent:
        line.reject("agent", "missing")
    return f"WALLET:{packed(options.provider)}:AGENT-{packed(agent)}"
