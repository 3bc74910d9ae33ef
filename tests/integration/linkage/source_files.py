"""Files as a bank's intelligence unit, an operator, a bank and a border post hand them over, in one case.

Two people are in all of them, with everyday rows around: one to whom twelve pay and in whose handset cards take turns,
and one who leaves with children and whose money comes back. Nothing here knows a reader of the product.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

BANK: Final = "HABBPKKA"
COLLECTOR, ESCORT = "3520200000411", "3520200000421"
HANDSET: Final = "490154203237518"
COLLECTS, ROUND = "900411", "900421"
"""Accounts of the two."""
_DAY: Final = datetime(2026, 5, 10, 9, 0)


def cnic(number: int) -> str:
    """Of somebody else."""
    return f"35202{number:07d}7"


def write(folder: Path) -> None:
    """All of them."""
    (folder / "goaml.xml").write_bytes(_goaml())
    _sheet(folder / "calls.csv", ["Call Type", "A-Party", "B-Party", "Date & Time", "Duration", "IMEI"], _calls())
    _sheet(folder / "subscribers.csv", ["MSISDN", "Name", "CNIC", "Activation Date"], _subscribers())
    heads = ["Border Post", "Date Time", "Entry/Exit", "Traveller Name", "DOB", "Nationality", "Doc Type"]
    _sheet(folder / "crossings.csv", [*heads, "Document No", "Vehicle No"], _crossings())
    heads = ["Account No", "Bank Code", "Account Title", "CNIC", "Date", "Debit", "Txn ID", "Beneficiary Account"]
    _sheet(folder / "statement.csv", heads, _bookings())


def _sheet(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)


def _payments() -> Iterator[tuple[str, str, str, datetime, str]]:
    """Payer, holder's card, payee, when and how much: twelve pay within thirty hours, others before and elsewhere."""
    for each in range(12):
        holder = cnic(each) if each < 8 else ""
        yield f"7000{each:02d}", holder, COLLECTS, _DAY + timedelta(hours=2.5 * each), f"{41_000 + 1_750 * each}.50"
    for each in range(3):
        yield f"7100{each:02d}", "", COLLECTS, _DAY - timedelta(days=9 + 3 * each), "15000"
        yield f"7000{each:02d}", cnic(each), f"7200{each:02d}", _DAY + timedelta(hours=each), "2200"


def _goaml() -> bytes:
    report = ElementTree.Element("report")
    heads = {"schema_version": "5.0.2", "rentity_id": "101", "submission_code": "E", "report_code": "CTR"}
    heads |= {"entity_reference": "R-77", "currency_code_local": "PKR"}
    for name, text in heads.items():
        ElementTree.SubElement(report, name).text = text
    for number, (payer, holder, payee, at, rupees) in enumerate(_payments()):
        told = {"transactionnumber": f"T-{number}", "date_transaction": at.isoformat(), "transmode_code": "ELCFT"}
        transaction = ElementTree.SubElement(report, "transaction")
        for name, text in (told | {"amount_local": rupees}).items():
            ElementTree.SubElement(transaction, name).text = text
        holders = ((payer, holder), (payee, COLLECTOR if payee == COLLECTS else ""))
        for side, (account, card) in zip(("from", "to"), holders, strict=True):
            _account(ElementTree.SubElement(transaction, f"t_{side}"), f"{side}_account", account, card)
    return bytes(ElementTree.tostring(report, encoding="utf-8", xml_declaration=True))


def _account(side: ElementTree.Element, name: str, number: str, card: str) -> None:
    account = ElementTree.SubElement(side, name)
    ElementTree.SubElement(account, "swift").text = BANK
    ElementTree.SubElement(account, "account").text = number
    if card:
        signatory = ElementTree.SubElement(account, "signatory")
        person = ElementTree.SubElement(signatory, "t_person")
        for field, text in (("first_name", "Holder"), ("last_name", card), ("id_number", card), ("nationality1", "PK")):
            ElementTree.SubElement(person, field).text = text
        ElementTree.SubElement(signatory, "role").text = "PAH"


def _calls() -> Iterator[Sequence[object]]:
    """Five cards in one handset, one of them hardly ever; a card that stays in its own; one without handset."""
    for card in range(5):
        for call in range(6 - card if card < 4 else 1):
            for again in range(2):
                at = _DAY - timedelta(days=20 - 2 * call, hours=card, minutes=7 * again)
                yield "Outgoing", _msisdn(card), f"92333{card}{call}{again}4567", _clock(at), 30 + card + call, HANDSET
    for call in range(8):
        clock = _clock(_DAY - timedelta(days=call))
        yield "Outgoing", _msisdn(9), f"92333555{call}123", clock, 60, "356938035643809"
        yield "Outgoing", _msisdn(8), f"92333666{call}123", clock, 60, ""


def _clock(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M:%S}"


def _msisdn(card: int) -> str:
    return f"92300{1_234_567 + 11 * card}"


def _subscribers() -> Iterator[Sequence[object]]:
    yield from ((_msisdn(card), f"Card {card}", cnic(card), "01/06/2025") for card in (0, 1, 2, 3, 4, 8, 9))


def _crossings() -> Iterator[Sequence[object]]:
    """Whom a document shows to be of age, and four journeys of one of them: from one the child comes back."""
    grown = [COLLECTOR, *(cnic(each) for each in (0, 1, 2, 9))]
    for number, card in enumerate(grown):
        yield _crossed(_DAY - timedelta(days=300 + number), "Exit", card, "1985-02-03", "")
    yield _crossed(_DAY - timedelta(days=310), "Exit", cnic(3), "2011-02-03", "")
    for trip in range(4):
        out = _DAY - timedelta(days=200 - 35 * trip)
        for card, born in ((ESCORT, "1979-11-30"), (cnic(50 + trip), "2015-06-01")):
            yield _crossed(out, "Exit", card, born, f"LES-{trip}234")
        yield _crossed(out + timedelta(days=2), "Entry", ESCORT, "1979-11-30", f"LES-{trip}234")
        if trip == 2:
            yield _crossed(out + timedelta(days=3), "Entry", cnic(52), "2015-06-01", "")


def _crossed(at: datetime, way: str, card: str, born: str, vehicle: str) -> Sequence[object]:
    return "Chaman", f"{at:%Y-%m-%d %H:%M}", way, f"Traveller {card}", born, "Pakistani", "CNIC", card, vehicle


def _bookings() -> Iterator[Sequence[object]]:
    """Money goes round over two accounts within days; it went the same way in the wrong order a month before."""
    ways = ((ROUND, "800001"), ("800001", "800002"), ("800002", ROUND))
    for step, (start, end) in enumerate(ways):
        yield _booked(start, end, _DAY + timedelta(hours=20 * step + 1), 480_000 - 21_000 * step, f"R{step}")
        yield _booked(start, end, _DAY - timedelta(days=30 + step), 480_000 - 21_000 * step, f"B{step}")
    for each in range(4):
        yield _booked(ROUND, f"81000{each}", _DAY - timedelta(days=3 * each), 3_000 + each, f"E{each}")


def _booked(start: str, end: str, at: datetime, rupees: int, reference: str) -> Sequence[object]:
    title, card = ("Escort", ESCORT) if start == ROUND else ("", "")
    return start, BANK, title, card, f"{at:%Y-%m-%d %H:%M}", f"{rupees}.00", reference, end
