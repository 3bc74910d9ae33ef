"""Single texts of a feed: accounts, amounts, times, ids."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds import meaning
from services.sources.feeds.countries import two_letters
from services.tables.rejects import BadCell

KARACHI, UTC = ZoneInfo("Asia/Karachi"), ZoneInfo("UTC")


def test_accounts() -> None:
    assert meaning.account("PK36 SCBL 0000 0011 2345 6702", "") == "IBAN:PK36SCBL0000001123456702"
    assert meaning.account("0045-0012345", "MEZN") == "MEZN:00450012345"
    for text, bank in (("PK37SCBL0000001123456702", "SCBL"), ("12345", ""), ("#", "MEZN"), ("12", "MEZN")):
        with pytest.raises(BadCell, match="not-an-account"):
            meaning.account(text, bank)


def test_devices_are_judged_by_their_check_digit() -> None:
    assert meaning.device("490154203237518") == meaning.device("49015420323751") == "IMEI:490154203237518"
    with pytest.raises(BadCell, match="no-device"):
        meaning.device("490154203237519")


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("1,234.50", "PKR", 123450),
        ("Rs. 5/-", "PKR", 500),
        ("5", "JPY", 5),
        ("1.234", "KWD", 1234),
        ("PKR 7.1", "PKR", 710),
    ],
)
def test_amounts_in_minor_units(text: str, code: str, minor: int) -> None:
    assert meaning.minor(text, code) == minor


@pytest.mark.parametrize("text", ["1.005", "1e3", "nan", "", "1.2.3", "--1", "9" * 40])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(BadCell, match="not-an-amount"):
        meaning.minor(text, "PKR")


@given(st.integers(0, 10**15))
def test_minor_units_lose_nothing(amount: int) -> None:
    assert meaning.minor(f"{amount // 100}.{amount % 100:02d}", "PKR") == amount


def test_times_are_of_the_zone_stated() -> None:
    assert meaning.when_ms("01-01-1970 05:00", KARACHI) == 0
    assert meaning.when_ms("1970-01-01 00:00", UTC) == 0
    assert meaning.when_ms("1970-01-01T00:00:01Z", KARACHI) == 1000
    assert meaning.when_ms("02/01/1970", UTC) == 86_400_000
    assert meaning.stamp_ms("1970-01-01 00:00:00.16", UTC) == 160
    with pytest.raises(BadCell, match="not-a-date"):
        meaning.stamp_ms("yesterday", UTC)


def test_notes_are_sorted_and_say_nothing_of_nothing() -> None:
    assert meaning.note(b="2", a="", c=False) == '{"b":"2","c":false}'
    assert meaning.note(a="", b=None) == ""


def test_ids_are_of_content_and_not_of_rows() -> None:
    one, other = (meaning.edge("f", "CALLED", "a", "b", row=row, at_ms=5) for row in (1, 2))
    assert one.id == other.id
    assert meaning.edge("f", "CALLED", "a", "b", row=1, at_ms=6).id != one.id
    assert meaning.edge("g", "CALLED", "a", "b", row=1, at_ms=5).id != one.id
    assert meaning.edge("f", "CALLED", "a", "b", "x", row=1, at_ms=5).id != one.id


def test_countries() -> None:
    assert two_letters("pak") == two_letters("Pakistani") == two_letters("پاکستان") == two_letters("PK") == "PK"
    assert two_letters("Ruritania") == two_letters("") == two_letters("12") == ""
