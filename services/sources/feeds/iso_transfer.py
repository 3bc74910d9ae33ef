"""Credit transfers of ISO 20022 (pacs.008, pacs.009, pain.001): one TRANSFERRED for each transaction of a message.

A transaction that does not name both accounts is rejected (``no-account``): a name is no account, and none is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from services.sources.feeds.gathering import Gathering, RowRefused, note
from services.sources.feeds.iso_message import ancestor, find, message, text
from services.sources.feeds.iso_party import Account, Holders, account, bank_of
from services.sources.feeds.options import Options
from services.sources.feeds.row import Item, Items, Remark
from services.sources.feeds.xml_stream import line

_AMOUNTS = ("IntrBkSttlmAmt", "Amt/InstdAmt", "Amt/EqvtAmt/Amt", "InstdAmt")
_TIMES = ("AccptncDtTm", "SttlmTmIndctn/CdtDtTm", "SttlmTmIndctn/DbtDtTm", "IntrBkSttlmDt")
_HEADER_TIMES = ("ReqdExctnDt/DtTm", "ReqdExctnDt/Dt", "ReqdExctnDt", "IntrBkSttlmDt", "CreDtTm")


def transfers(stream: BinaryIO, options: Options, name: str, root: str) -> Items:
    """Rows of a message ``name``."""
    to = Gathering("iso20022", options)
    for item in message(stream, options, name, root, ("GrpHdr", "CdtTrfTxInf", "PmtInf")):
        if isinstance(item, Remark):
            yield item
        elif item.tag.endswith("CdtTrfTxInf"):
            yield from _transaction(to, item, name)
    yield from to.end()


def _transaction(to: Gathering, element: etree._Element, name: str) -> Iterator[Item]:
    to.begin(line(element))
    try:
        _transfer(to, element, name)
    except RowRefused as refused:
        to.refuse(refused)
    yield from to.take()


def _side(options: Options, places: list[etree._Element], role: str) -> tuple[Account | None, etree._Element | None]:
    """Account and party of a side (Dbtr, Cdtr), from the first place that has it."""
    agent = next((one for place in places if (one := find(place, f"{role}Agt")) is not None), None)
    party = next((one for place in places if (one := find(place, role)) is not None), None)
    told = next((one for place in places if (one := find(place, f"{role}Acct")) is not None), None)
    bank = bank_of(agent, options.provider)
    if not bank and party is not None and find(party, "FinInstnId") is not None:
        bank = bank_of(party)
    return account(told, f"{role}Acct", bank), party


def _transfer(to: Gathering, element: etree._Element, name: str) -> None:
    cover = find(element, "UndrlygCstmrCdtTrf")
    batch = ancestor(element, "PmtInf")
    places = [cover] if cover is not None else [element, *([batch] if batch is not None else [])]
    (start, debtor), (end, creditor) = _side(to.options, places, "Dbtr"), _side(to.options, places, "Cdtr")
    if start is None or end is None:
        raise RowRefused("DbtrAcct" if start is None else "CdtrAcct", "", "no-account")
    told = find(element, *_AMOUNTS)
    if told is None:
        raise RowRefused("IntrBkSttlmAmt", "", "no-amount")
    currency = told.get("Ccy") or to.options.currency_or_rupees
    amount = to.amount("Amt", (told.text or "").strip(), currency)
    at, ended = _time(to, element, batch)
    holders = Holders(to, name)
    to.node("ACCOUNT", start.id)
    to.node("ACCOUNT", end.id)
    for held, party, role in (
        (start, debtor, ""), (end, creditor, ""),
        (start, find(element, "UltmtDbtr"), "ultimate debtor"), (end, find(element, "UltmtCdtr"), "ultimate creditor"),
    ):  # fmt: skip
        holders.joins(held, party, role)
    more = {key: text(element, f"PmtId/{key}") for key in ("InstrId", "EndToEndId", "TxId", "UETR")}
    to.single(*more.values())
    more["says"] = f"{name}{', cover' if cover is not None else ''}{', instruction' if name == 'pain.001' else ''}"
    more["about"] = text(element, "RmtInf/Ustrd")[:200]
    facts = {"at_ms": at, "day_end_ms": ended, "amount": amount}
    to.edge("TRANSFERRED", start.id, end.id, **facts, currency=currency, more=note(more))


def _time(to: Gathering, element: etree._Element, batch: etree._Element | None) -> tuple[int, int]:
    header = ancestor(element, "FIToFICstmrCdtTrf", "FICdtTrf", "FinInstnCdtTrf", "CstmrCdtTrfInitn")
    group = find(header, "GrpHdr") if header is not None else None
    for place, paths in ((element, _TIMES), (batch, _HEADER_TIMES), (group, _HEADER_TIMES)):
        if place is not None and (told := text(place, *paths)):
            return to.span(paths[0], told)
    raise RowRefused("IntrBkSttlmDt", "", "no-date")
