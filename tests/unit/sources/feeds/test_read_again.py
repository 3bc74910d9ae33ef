"""What the importer states of a table, and headings that are not read, hold in every pass over a statement."""

from __future__ import annotations

import io

import pytest

from services.sources.feeds.bank_statements import read
from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused, Item, Reject
from services.tables.contract.stated import Stated

HEADING = "S. No,account,bank,date,debit,credit,balance,reference,description"
OPENING = "1,0001234567,MEZN,01-03-2024,,1000,1000,,Opening Balance"
BOOKED = (
    "2,0001234567,MEZN,02-03-2024,200,,800,T1,ATM WDL",
    "3,0001234567,MEZN,03-03-2024,,500,1300,T2,IBFT FROM 0009876543",
)


def items(*rows: str, heading: str = HEADING, stated: Stated | None = None) -> list[Item]:
    options = Options(stated=stated) if stated else Options()
    return list(read(io.BytesIO("".join(f"{row}\n" for row in (heading, *rows)).encode()), options))


def test_a_total_is_checked_beside_a_heading_that_is_not_read() -> None:
    assert not [each for each in items(OPENING, *BOOKED, ",Total,,,200,1500,,,") if isinstance(each, Reject)]
    with pytest.raises(FileRefused, match="total"):
        items(OPENING, *BOOKED, ",Total,,,200,1700,,,")


def test_what_is_ignored_is_ignored_in_each_pass() -> None:
    """A reversal makes the reader look at all bookings once more."""
    back = "4,0001234567,MEZN,04-03-2024,500,,800,T3,REVERSAL OF T2"
    heading = HEADING.replace("S. No", "Teller")
    rows = [
        each for each in items(*BOOKED, back, heading=heading, stated=Stated(("Teller",))) if isinstance(each, Reject)
    ]
    assert {each.reason for each in rows} == {"reversal", "reversed"}
