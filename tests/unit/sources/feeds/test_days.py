"""Transfers that a file dates and does not time: told from those it times, in each format, with the ids of before."""

from __future__ import annotations

import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graph.model import SPANNED
from services.linkage.kept import FeedRow
from services.linkage.projection.feed_rows import feed_edge
from services.sources.feeds import bank_statements, meaning, wallet
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge
from services.sources.feeds.xml_times import names_day
from services.tables.days import DAY_MS, at_midnight, day_end
from services.tables.times import when

KARACHI, UTC = ZoneInfo("Asia/Karachi"), ZoneInfo("UTC")
MARCH = 1_709_233_200_000
"""1 March 2024 at midnight in Karachi."""
BANK = """Account,Date,Debit,Credit,Balance,Counterparty Account,Currency
PK36SCBL0000001123456702,{at},100.00,,900.00,00450012345,PKR
"""
WALLET = "Transaction ID,Date Time,Transaction Type,From,To,Amount Rs\nT1,{at},p2p,03001234567,03011234567,500\n"


def transfer(items: Any) -> FeedEdge:
    (edge,) = [item for item in items if isinstance(item, FeedEdge) and item.kind in SPANNED]
    return edge


@pytest.mark.parametrize(
    ("text", "zone", "span"),
    [
        ("2024-03-01", KARACHI, (MARCH, day_end(MARCH))),
        ("01/03/2024", KARACHI, (MARCH, day_end(MARCH))),
        ("2024-03-01 00:00:00", KARACHI, (MARCH, day_end(MARCH))),
        ("2024-03-01 00:00", KARACHI, (MARCH, day_end(MARCH))),
        ("2024-03-01 00:01", KARACHI, (MARCH + 60_000, 0)),
        ("2024-03-01 14:30:05", KARACHI, (MARCH + 52_205_000, 0)),
        ("2024-03-01", UTC, (MARCH + 5 * 3_600_000, day_end(MARCH + 5 * 3_600_000))),
    ],
)
def test_a_date_and_its_midnight_are_the_day(text: str, zone: ZoneInfo, span: tuple[int, int]) -> None:
    assert meaning.span_ms(text, zone) == span


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", True),
        ("2024-03-01+05:00", True),
        ("2024-03-01T00:00:00", True),
        ("2024-03-01T00:00:00.000Z", True),
        ("2024-03-01T00:00:00.001Z", False),
        ("2024-03-01T00:00:01", False),
        ("March", False),
    ],
)
def test_so_it_is_in_xml(text: str, day: bool) -> None:
    assert names_day(text) is day


@pytest.mark.parametrize(("reader", "table"), [(bank_statements, BANK), (wallet, WALLET)])
def test_tables_tell_days_from_moments(reader: Any, table: str) -> None:
    found = {}
    for at in ("2024-03-01", "2024-03-01 14:30:05"):
        stream = io.BytesIO(table.format(at=at).encode())
        found[at] = transfer(reader.read(stream, Options(provider="sample-pay")))
    dated, timed = found.values()
    assert (dated.at_ms, dated.until_ms) == (MARCH, day_end(MARCH))
    assert (timed.at_ms, timed.until_ms) == (MARCH + 52_205_000, 0)


def test_the_end_of_a_day_is_no_part_of_an_id() -> None:
    """A file that was taken before is the same rows when it comes again."""
    facts = {"at_ms": MARCH, "amount_minor": 5, "currency": "PKR", "note": ""}
    before = meaning.edge("wallet", "TRANSFERRED", "a", "b", row=1, **facts)
    after = meaning.edge("wallet", "TRANSFERRED", "a", "b", row=1, day_end_ms=day_end(MARCH), **facts)
    assert (before.id, before.until_ms, after.until_ms) == (after.id, 0, day_end(MARCH))


def row(kind: str, at_ms: int, until_ms: int = 0) -> FeedRow:
    return FeedRow(
        1, 2, "pk.fia/w", kind, "e", "a", "b", "", "", at_ms, until_ms, at_ms, 5, "PKR", 0, "", "", ""
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "at_ms", "until_ms", "ends"),
    [
        ("TRANSFERRED", MARCH, 0, day_end(MARCH)),
        ("WITHDREW", MARCH, 0, day_end(MARCH)),
        ("TRANSFERRED", MARCH + 1, 0, 0),
        ("TRANSFERRED", MARCH + DAY_MS, day_end(MARCH + DAY_MS), day_end(MARCH + DAY_MS)),
        ("CALLED", MARCH, 0, 0),
        ("TRANSFERRED", 0, 0, 0),
    ],
)
def test_rows_kept_from_before_are_of_their_day(kind: str, at_ms: int, until_ms: int, ends: int) -> None:
    assert feed_edge(row(kind, at_ms, until_ms)).until_ms == ends


def test_a_day_is_shown_as_a_date_and_claims_no_time() -> None:
    assert when(MARCH, day_end(MARCH)) == "2024-03-01"
    assert when(MARCH, 0) == "2024-03-01T00:00:00+05:00"
    assert when(MARCH + 1000, 0) == "2024-03-01T00:00:01+05:00"
    assert when(MARCH, MARCH + 1000) == "2024-03-01T00:00:00+05:00/2024-03-01T00:00:01+05:00"
    assert when(0, 0) == ""
    assert at_midnight(MARCH)
    assert not at_midnight(0)
