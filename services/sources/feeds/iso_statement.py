"""Entries of ISO 20022 account messages (camt.052, camt.053, camt.054): money between the account and its counterpart.

Each booked transaction (TxDtls, else the entry itself) that names the other account is one TRANSFERRED. Rejected, so
that nothing is dropped in silence: ``no-counterparty`` (the other account is not named; a name is no account, and none
is made up), ``not-booked`` (pending or informational: no money has moved), ``no-amount`` (one of several transactions
of an entry without its own), ``no-date``. The three messages give the same ids, so that an entry which comes in more
than one of them with equal words is one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from services.sources.feeds.gathering import Gathering, RowRefused, note
from services.sources.feeds.iso_message import ancestor, find, message, text
from services.sources.feeds.iso_party import Account, Holders, account, bank_of
from services.sources.feeds.options import Options
from services.sources.feeds.row import REJECTED, Item, Items, Reject, Remark, RowRead
from services.sources.feeds.xml_stream import line, local

_CONTAINERS = ("Stmt", "Rpt", "Ntfctn")
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
_TIMES = ("BookgDt/DtTm", "BookgDt/Dt", "ValDt/DtTm", "ValDt/Dt")
_REFERENCES = (
    *("Refs/EndToEndId", "Refs/TxId", "Refs/InstrId", "Refs/UETR", "Refs/AcctSvcrRef"),
    *("AcctSvcrRef", "NtryRef"),
)
"""What numbers one transaction: its own references; those of an entry only where the entry is the transaction."""
_LATER_TIMES = ("RltdDts/AccptncDtTm", "RltdDts/TxDtTm", "RltdDts/IntrBkSttlmDt")


def entries(stream: BinaryIO, options: Options, name: str, root: str) -> Items:
    """Rows of a message ``name``."""
    reading = _Entries(options)
    for item in message(stream, options, name, root, ("GrpHdr", *_CONTAINERS, "Ntry", "TxDtls")):
        if isinstance(item, Remark):
            yield item
        elif local(item.tag) in ("Ntry", "TxDtls"):
            yield from reading.element(item)
    yield from reading.end()


class _Entries:
    """``_alone``: the first transaction of an entry, if it had no amount: its sum is the entry's if it stays alone."""

    def __init__(self, options: Options) -> None:
        self._to = Gathering("iso20022", options)
        self._details, self._first, self._entries = 0, 0, 0
        self._alone: list[Item] = []
        self._account: tuple[etree._Element, Account, etree._Element | None] | None = None

    def end(self) -> Iterator[Item]:
        yield from self._to.end()

    def element(self, element: etree._Element) -> Iterator[Item]:
        if local(element.tag) == "Ntry":
            yield from self._alone or ([] if self._details else self._row(element, element))
            self._details, self._alone = 0, []
            self._entries += 1
            return
        entry = ancestor(element, "Ntry")
        if entry is None:
            return
        self._details += 1
        bare = find(element, *_AMOUNTS) is None
        if self._alone:
            yield from self._several()
        if not bare:
            yield from self._row(entry, element)
        elif self._details == 1:
            self._alone = list(self._row(entry, element))
            self._first = line(element)
        else:
            yield from (Reject(line(element), "TxDtls/Amt", "", "no-amount"), RowRead(line(element), REJECTED))

    def _several(self) -> Iterator[Item]:
        """The first transaction is not alone after all."""
        self._alone = []
        yield from (Reject(self._first, "TxDtls/Amt", "", "no-amount"), RowRead(self._first, REJECTED))

    def _row(self, entry: etree._Element, details: etree._Element) -> Iterator[Item]:
        self._to.begin(line(details))
        try:
            self._transfer(entry, details)
        except RowRefused as refused:
            self._to.refuse(refused)
        yield from self._to.take()

    def _own(self, entry: etree._Element) -> tuple[Account, etree._Element | None]:
        holder = ancestor(entry, *_CONTAINERS)
        if self._account is not None and holder is self._account[0]:
            return self._account[1:]
        told = find(holder, "Acct") if holder is not None else None
        if told is None:
            raise RowRefused("Acct", "", "no-account")
        own = account(told, "Acct", bank_of(find(told, "Svcr"), self._to.options.provider))
        if own is None:
            raise RowRefused("Acct/Id", "", "no-account")
        owner = find(told, "Ownr")
        if holder is not None:
            self._account = holder, own, owner
        return own, owner

    def _transfer(self, entry: etree._Element, details: etree._Element) -> None:
        own, owner = self._own(entry)
        if (status := text(entry, "Sts/Cd", "Sts")) not in ("BOOK", ""):
            raise RowRefused("Ntry/Sts", status, "not-booked")
        direction = _direction(entry, details, own)
        told = find(details, *_AMOUNTS)
        if told is None:
            told = find(entry, "Amt")
        if told is None:
            raise RowRefused("Ntry/Amt", "", "no-amount")
        currency = told.get("Ccy") or self._to.options.currency_or_rupees
        amount = self._to.amount("Amt", (told.text or "").strip(), currency)
        when = text(entry, *_TIMES) or text(details, *_LATER_TIMES)
        if not when:
            raise RowRefused("Ntry/BookgDt", "", "no-date")
        at, ended = self._to.span("Ntry/BookgDt", when)
        other, party = self._other(details, own, "Dbtr" if direction == "CRDT" else "Cdtr")
        holders = Holders(self._to, "account statement")
        self._to.node("ACCOUNT", own.id)
        self._to.node("ACCOUNT", other.id)
        holders.joins(own, owner)
        holders.joins(other, party)
        start, end = (other, own) if direction == "CRDT" else (own, other)
        more = self._note(entry, details)
        facts = {"at_ms": at, "day_end_ms": ended, "amount": amount}
        self._to.edge("TRANSFERRED", start.id, end.id, **facts, currency=currency, more=more)

    def _other(self, details: etree._Element, own: Account, role: str) -> tuple[Account, etree._Element | None]:
        other = _account_of(details, role)
        if other is None or other.id == own.id:
            raise RowRefused(f"RltdPties/{role}Acct", "", "no-counterparty")
        return other, find(details, f"RltdPties/{role}")

    def _note(self, entry: etree._Element, details: etree._Element) -> str:
        keys = ("EndToEndId", "TxId", "InstrId", "MsgId", "UETR")
        more: dict[str, object] = {key: text(details, f"Refs/{key}") for key in keys}
        self._to.single(*(text(details, path) for path in _REFERENCES))
        number = text(entry, "AcctSvcrRef") or text(entry, "NtryRef")
        self._to.inside(f"{self._entries} {number}" if number else "")
        more["AcctSvcrRef"] = text(details, "Refs/AcctSvcrRef") or text(entry, "AcctSvcrRef")
        more["NtryRef"] = text(entry, "NtryRef")
        more["about"] = text(details, "RmtInf/Ustrd")[:200]
        more["reversal"] = text(entry, "RvslInd") in ("true", "1")
        more["says"] = "account statement"
        return note(more)


def _account_of(details: etree._Element, role: str) -> Account | None:
    path = f"RltdPties/{role}Acct"
    return account(find(details, path), path, bank_of(find(details, f"RltdAgts/{role}Agt")))


def _direction(entry: etree._Element, details: etree._Element, own: Account) -> str:
    """CRDT or DBIT, as the details say, else the entry.

    Banks that copy a batch's sign into its details name both accounts: who is debtor there holds, if the entry says so
    too. Raises RowRefused where neither is said, and where entry and parties contradict each other.
    """
    whole = text(entry, "CdtDbtInd")
    said = text(details, "CdtDbtInd") or whole
    if said not in ("CRDT", "DBIT"):
        raise RowRefused("Ntry/CdtDbtInd", said, "no-direction")
    far, near, other = ("Dbtr", "Cdtr", "DBIT") if said == "CRDT" else ("Cdtr", "Dbtr", "CRDT")
    there, here = _account_of(details, far), _account_of(details, near)
    if there is None or here is None or there.id != own.id or here.id == own.id:
        return said
    if whole != other:
        raise RowRefused("Ntry/CdtDbtInd", said, "direction-contradicts")
    return other
